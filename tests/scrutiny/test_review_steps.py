"""The steps of a review: its scope, sharing, agreeing and members; and what its pages cost."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import findings, reviews
from scrutiny.actions import scope as scopes
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Meeting, Review
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return reviews.create(
        cast.council,
        title="Buses to school",
        commissioned_by=cast.committee,
        conducted_by=cast.sub_committee,
        by=cast.officer,
        started="2023-02",
    )


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def sent(cast, **fields):
    return {
        "title": "Fares",
        "commissioned_by": cast.committee.pk,
        "conducted_by": cast.sub_committee.pk,
        "once": str(uuid.uuid4()),
    } | fields


def words_of(response):
    return response.content.decode()


# --- scope --------------------------------------------------------------------------------------------------


def test_the_scope_is_saved_read_and_compared(client, cast, review):
    factories.sign_in(client, cast.officer)
    form = {
        "version": review.scope.version,
        "objective": "To *see*.",
        "planned_witnesses": "Jo Hill, Head\nKay Dove",
        "planned_members": "Mabel Thorn",
    }
    assert client.post(url("scope-edit", review.pk), form).status_code == 302
    factories.make_witness(review, "Jo Hill")
    factories.make_witness(review, "Ann Lee")
    page = client.get(url("scope-edit", review.pk))
    witnesses, members = page.context["compared"]
    assert (witnesses["missing"], witnesses["extra"]) == (("Kay Dove",), ("Ann Lee",))
    assert members["extra"] == ("Cora Finch",)
    assert "<em>see</em>" in words_of(page)
    reviews.share(review, by=cast.officer)
    cast.forget_access()
    factories.sign_in(client, cast.member)
    assert "Change the scope" not in words_of(client.get(url("scope-edit", review.pk)))
    assert client.post(url("scope-edit", review.pk), form).status_code == 403


def test_a_scope_saved_by_two_shows_both(client, cast, review):
    factories.sign_in(client, cast.officer)
    scopes.change(review.scope, 1, by=cast.officer, objective="Theirs", dates="May")
    response = client.post(url("scope-edit", review.pk), {"version": 1, "objective": "Mine", "dates": "June"})
    assert response.status_code == 409
    assert [(pair["theirs"], pair["mine"]) for pair in response.context["pairs"]] == [
        ("Theirs", "Mine"),
        ("May", "June"),
    ]


# --- sharing, status, agreeing ------------------------------------------------------------------------------


def test_sharing_asks_first_and_pressing_twice_does_not_undo(client, cast, review):
    factories.sign_in(client, cast.officer)
    page = words_of(client.get(url("review-share", review.pk)))
    assert cast.sub_committee.name in page
    for _ in range(2):
        client.post(url("review-share", review.pk), {"share": "start"})
    review.refresh_from_db()
    assert review.is_shared
    client.post(url("review-share", review.pk), {"share": "stop"})
    review.refresh_from_db()
    assert not review.is_shared


def test_the_status_is_chosen_from_those_of_a_draft(client, cast, review):
    factories.sign_in(client, cast.officer)
    assert client.post(url("review-status", review.pk), {"status": "published"}).status_code == 422
    assert client.post(url("review-status", review.pk), {}).status_code == 422
    assert client.post(url("review-status", review.pk), {"status": "drafting"}).status_code == 302
    review.refresh_from_db()
    assert review.status == "drafting"


def test_agreeing_shows_what_is_in_the_way_then_does_it(client, cast, review):
    factories.sign_in(client, cast.officer)
    section = review.report.sections.get(kind="findings")
    finding = findings.add(section, "Buses were late. ADD FIGURE HERE", by=cast.officer)
    page = words_of(client.get(url("review-agree", review.pk)))
    assert "ADD FIGURE HERE" in page
    assert f'href="{finding.get_absolute_url()}"' in page
    refused = client.post(url("review-agree", review.pk), {"endorsed_2": "2024"})
    assert refused.status_code == 422
    findings.change(finding, finding.version, by=cast.officer, text="Buses were late.")
    form = {"endorsed_1": "3", "endorsed_2": "2024"}
    for _ in range(2):
        assert client.post(url("review-agree", review.pk), form).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.endorsed) == ("agreed", "2024-03")
    assert AuditEntry.objects.about(review).filter(verb="agreed").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Enter the date"),
        ({"endorsed_2": "2022"}, "before the review started"),
        ({"endorsed_0": "30", "endorsed_1": "2", "endorsed_2": "2024"}, "does not exist"),
        ({"endorsed_at": "88888"}, "Choose"),
    ],
)
def test_agreeing_needs_a_date_that_can_be(client, cast, review, fields, said):
    factories.sign_in(client, cast.officer)
    response = client.post(url("review-agree", review.pk), fields)
    assert response.status_code == 422
    assert said in words_of(response)


def test_the_meeting_gives_the_date_and_contradicts_another(client, cast, review):
    meeting = factories.make_meeting(cast.committee)
    factories.sign_in(client, cast.officer)
    wrong = client.post(url("review-agree", review.pk), {"endorsed_at": meeting.pk, "endorsed_2": "2025"})
    assert "12 March 2024" in words_of(wrong)
    client.post(url("review-agree", review.pk), {"endorsed_at": meeting.pk})
    review.refresh_from_db()
    assert (review.endorsed, review.endorsed_at) == ("2024-03-12", meeting)


def test_words_of_an_agreed_review_can_still_be_corrected(client, cast, review):
    reviews.agree(review, endorsed="2024", by=cast.officer)
    review.refresh_from_db()
    factories.sign_in(client, cast.officer)
    assert client.get(url("review-agree", review.pk)).status_code == 302
    form = sent(cast, title="Corrected", version=review.version, started_2="2023", endorsed_1="1", endorsed_2="2024")
    assert client.post(url("review-edit", review.pk), form).status_code == 302
    review.refresh_from_db()
    assert (review.title, review.endorsed) == ("Corrected", "2024-01")


# --- members ------------------------------------------------------------------------------------------------


def test_members_their_changes_and_attendance(client, cast, review):
    body = cast.sub_committee
    new = factories.make_membership(body, factories.make_person(cast.council, "Tess Hale"), joined="2023-04")
    factories.make_membership(
        body,
        factories.make_person(cast.council, "Al Wood"),
        left="2023-04",
        reason_left="canary illness",
        replaced_by=new,
    )
    evidence = factories.make_meeting(body, kind="evidence")
    early = factories.make_meeting(body, evidence.date.replace(year=2020), kind="evidence")
    factories.make_attendance(evidence, new.person)
    factories.make_attendance(early, new.person)
    factories.sign_in(client, cast.officer)
    page = client.get(url("review-members", review.pk))
    assert page.context["meetings"] == [evidence]
    assert [row["count"] for row in page.context["serving"] if row["member"] == new] == [1]
    assert "Replaced by Tess Hale" in words_of(page)
    assert "canary illness" in words_of(page)
    reviews.share(review, by=cast.officer)
    cast.forget_access()
    shown = words_of(factories.sign_in(client, cast.member).get(url("review-members", review.pk)))
    assert "Al Wood" in shown
    assert "canary illness" not in shown


PAGES = ("review-show", "review-readiness", "scope-edit", "review-members", "witness-list", "review-history", "bin")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_however_much_is_under_the_review(client, cast, review, name):
    factories.sign_in(client, cast.officer)
    section = review.report.sections.get(kind="findings")

    def fill(count):
        for n in range(count):
            factories.make_finding(section=section, text=f"We saw {n}. TBC")
            witness = factories.make_witness(review, f"Wyn Gwynn{n}", body=cast.directorate, organisation="CS")
            day = date(2023, 3, 1) + timedelta(days=Meeting.objects.count())
            meeting = factories.make_meeting(cast.sub_committee, day, kind="evidence")
            session = factories.make_session(review, f"Hearing {n}", meeting=meeting)
            session.witnesses.add(witness)
            factories.make_evidence(review, f"Paper {n}", session=session)
            member = factories.make_membership(cast.sub_committee)
            factories.make_attendance(meeting, member.person)
            factories.make_witness(review, f"Binned {n}", binned_at=timezone.now(), binned_by=cast.officer)
            reviews.change(review, Review.objects.get(pk=review.pk).version, by=cast.officer, contact=f"Room {n}")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, review.pk)).status_code == 200
        return len(queries)

    fill(2)
    cost()
    few = cost()
    fill(12)
    assert cost() == few
