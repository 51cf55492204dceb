"""Who may read restricted evidence, and where its words never show."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from scrutiny.actions import evidence as actions
from scrutiny.actions import reviews
from scrutiny.engine.models import AuditEntry
from scrutiny.models import EvidenceGrant, EvidenceItem
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = "Xylocarp"


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return factories.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def words_of(response):
    return response.content.decode()


def sent(**fields):
    return {"title": "Survey", "kind": "document", "access": "open", "once": str(uuid.uuid4())} | fields


# --- who may read -------------------------------------------------------------------------------------------


def restricted(review, access):
    return factories.make_evidence(
        review, f"{CANARY} title", access=access, source=f"{CANARY} source", summary=f"{CANARY} summary",
        **({"exempt_reason": f"{CANARY} reason"} if access == "exempt" else {}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("access", "readers"),
    [("exempt", {"officer", "member", "monitoring"}), ("confidential", {"monitoring"})],
)
def test_a_restricted_item_is_neither_named_nor_counted_for_others(client, cast, review, access, readers):
    item = restricted(review, access)
    item.file.save("f", SimpleUploadedFile("f", CANARY.encode()), save=False)
    item.file_name = f"{CANARY}.txt"
    item.save()
    pages = ["review-show", "review-readiness", "scope-edit", "review-members", "witness-list", "review-history", "bin"]
    for role, user in cast.everybody():
        factories.sign_in(client, user)
        counts = set()
        for name in pages:
            response = client.get(url(name, review.pk))
            may = role in readers and name in ("witness-list",)
            assert (CANARY in words_of(response)) == may or role in readers, (role, name)
            if (
                response.status_code == 200
                and name == "review-show"
                and response.context
                and "figures" in response.context
            ):
                counts.add(dict(response.context["figures"])["items of evidence"])
        assert counts <= {1 if role in readers else 0}, role
        for name in ("evidence-show", "evidence-edit", "evidence-file", "evidence-grant"):
            response = client.get(url(name, item.pk))
            if role not in readers:
                assert response.status_code in (302, 404), (role, name)
                assert CANARY not in str(response.headers), (role, name)


def test_whoever_adds_a_confidential_item_can_read_it_and_lets_others(client, cast, review):
    factories.sign_in(client, cast.officer)
    client.post(url("evidence-add", review.pk), sent(title=f"{CANARY} letter", access="confidential"))
    item = EvidenceItem.objects.get()
    assert client.get(item.get_absolute_url()).status_code == 200
    factories.sign_in(client, cast.co_opted)
    assert client.get(item.get_absolute_url()).status_code == 404
    factories.sign_in(client, cast.officer)
    grant = {"user": cast.co_opted.pk, "reason": "She visited the depot."}
    for _ in range(2):
        client.post(url("evidence-grant", item.pk), grant)
    assert EvidenceGrant.objects.filter(user=cast.co_opted).count() == 1
    entry = AuditEntry.objects.get(verb="let somebody read")
    assert CANARY not in str([entry.thing, entry.before, entry.after, entry.note])
    assert CANARY in words_of(factories.sign_in(client, cast.co_opted).get(item.get_absolute_url()))
    factories.sign_in(client, cast.officer)
    given = EvidenceGrant.objects.get(user=cast.co_opted)
    assert client.post(url("evidence-grant", item.pk), {"remove": given.pk}).status_code == 302
    assert factories.sign_in(client, cast.co_opted).get(item.get_absolute_url()).status_code == 404


def test_a_grant_reads_the_item_and_not_the_review(client, cast):
    review = factories.make_review(cast.committee, f"{CANARY} review")
    item = factories.make_evidence(review, "Letter", access="confidential")
    actions.grant(item, cast.responsible, reason="Asked to check it.", by=cast.monitoring)
    factories.sign_in(client, cast.responsible)
    page = words_of(client.get(item.get_absolute_url()))
    assert "Letter" in page
    assert CANARY not in page
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.get(url("evidence-edit", item.pk)).status_code == 403
    assert client.get(url("evidence-grant", item.pk)).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [{}, {"user": "0", "reason": "x"}, {"user": "x" * 50, "reason": "x"}, {"remove": "x"}, {"remove": "9" * 40}],
)
def test_bad_grants_are_answered(client, cast, review, fields):
    item = factories.make_evidence(review, access="exempt")
    factories.sign_in(client, cast.officer)
    assert client.post(url("evidence-grant", item.pk), fields).status_code in (302, 422)
    assert not EvidenceGrant.objects.exists()


def test_the_audit_never_holds_the_words_of_a_restricted_item(client, cast, review):
    item = actions.add(review, by=cast.officer, title=f"{CANARY} a", access="confidential", summary=f"{CANARY} b")
    actions.change(item, item.version, by=cast.officer, title=f"{CANARY} c", summary=f"{CANARY} d")
    for entry in AuditEntry.objects.all():
        assert CANARY not in str([entry.thing, entry.before, entry.after, entry.note])


def test_an_item_opened_for_print_does_not_tell_its_confidential_wording(client, cast, review):
    item = actions.add(
        review, by=cast.monitoring, title=f"{CANARY} name", access="confidential", summary=f"{CANARY} said"
    )
    item = actions.change(item, item.version, by=cast.monitoring, title="A letter", summary="Redacted.", access="open")
    factories.sign_in(client, cast.officer)
    assert client.get(item.get_absolute_url()).status_code == 200
    for field in ("title", "summary"):
        assert CANARY not in words_of(client.get(url("text-history", "evidence", item.pk, field)))
    assert CANARY not in words_of(client.get(url("review-history", review.pk)))
    factories.sign_in(client, cast.monitoring)
    assert CANARY in words_of(client.get(url("text-history", "evidence", item.pk, "summary")))


def test_the_history_is_silent_about_what_one_may_not_know_of(client, cast, review):
    item = actions.add(review, by=cast.monitoring, title=f"{CANARY} letter")
    item = actions.change(item, item.version, by=cast.monitoring, access="confidential")
    factories.sign_in(client, cast.officer)
    page = client.get(url("review-history", review.pk))
    assert CANARY not in words_of(page)
    assert page.context["rows"] == []
    factories.sign_in(client, cast.monitoring)
    assert len(client.get(url("review-history", review.pk)).context["rows"]) == 2


def test_the_page_says_when_an_exemption_has_run_out(client, cast, review):
    item = factories.make_evidence(review, access="exempt", exempt_until=date(2020, 1, 1))
    factories.sign_in(client, cast.officer)
    assert "This date has passed" in words_of(client.get(item.get_absolute_url()))


def test_an_item_in_the_bin_is_gone_for_members(client, cast, review):
    item = actions.add(review, by=cast.officer, uploaded=SimpleUploadedFile("a.txt", b"x"), title=f"{CANARY} survey")
    factories.sign_in(client, cast.officer)
    client.post(url("thing-bin", "evidence", item.pk))
    assert client.get(item.get_absolute_url()).status_code == 200
    factories.sign_in(client, cast.member)
    assert CANARY not in words_of(client.get(url("witness-list", review.pk)))
    for name in ("evidence-show", "evidence-file", "evidence-edit"):
        assert client.get(url(name, item.pk)).status_code == 404


def test_stopping_to_share_ends_the_members_reading(client, cast, review):
    item = factories.make_evidence(review, access="exempt")
    factories.sign_in(client, cast.member)
    assert client.get(item.get_absolute_url()).status_code == 200
    reviews.stop_sharing(review, by=cast.officer)
    assert client.get(item.get_absolute_url()).status_code == 404
