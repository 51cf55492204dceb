"""Putting things in the bin and back."""

import pytest
from django.urls import reverse

from scrutiny import registry
from scrutiny.actions import findings, reviews
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Finding
from tests import exempt_things, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return reviews.create(
        cast.council, title="Buses", commissioned_by=cast.committee, conducted_by=cast.sub_committee, by=cast.officer
    )


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def things(review):
    """One of every kind that can be put in the bin, by the name of the kind."""
    section = review.report.sections.get(kind="findings")
    written = review.report.sections.filter(kind="written").first()
    found = {
        "review": review,
        "section": written,
        "appendix": exempt_things.make_appendix(review.report),
        "finding": factories.make_finding(section=section),
        "witness": factories.make_witness(review),
        "session": factories.make_session(review),
        "evidence": factories.make_evidence(review),
    }
    if "recommendation" in registry.texts:
        found["recommendation"] = factories.make_recommendation(review, section=section)
    return found


def test_every_kind_goes_in_and_comes_back_once(client, cast, review):
    factories.sign_in(client, cast.officer)
    made = things(review)
    assert set(made) == {name for name, kind in registry.texts.items() if kind.is_binnable}
    for name, thing in made.items():
        assert client.get(url("thing-bin", name, thing.pk)).status_code == 200
        for _ in range(2):
            assert client.post(url("thing-bin", name, thing.pk)).status_code == 302
        thing.refresh_from_db()
        assert thing.binned_at is not None, name
        assert thing.binned_by == cast.officer
        if name != "review":
            listed = client.get(url("bin", review.pk)).context["rows"]
            assert [(row["kind"], row["thing"]) for row in listed] == [(name, thing)]
        for _ in range(2):
            assert client.post(url("thing-restore", name, thing.pk)).status_code == 302
        thing.refresh_from_db()
        assert thing.binned_at is None, name
        assert AuditEntry.objects.about(thing).filter(verb__contains="bin").exists()


def test_the_order_follows_when_a_finding_goes(client, cast, review, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "on_order_changed", [*registry.on_order_changed, told.append])
    finding = findings.add(review.report.sections.get(kind="findings"), "Late.", by=cast.officer)
    told.clear()
    factories.sign_in(client, cast.officer)
    client.post(url("thing-bin", "finding", finding.pk))
    assert told == [review]


def test_a_finding_is_not_put_back_into_a_section_in_the_bin(client, cast, review):
    section = review.report.sections.get(kind="findings")
    finding = findings.add(section, "Late.", by=cast.officer)
    factories.sign_in(client, cast.officer)
    client.post(url("thing-bin", "finding", finding.pk))
    client.post(url("thing-bin", "section", section.pk))
    response = client.post(url("thing-restore", "finding", finding.pk), {"next": url("bin", review.pk)}, follow=True)
    assert "Put the section back first" in response.content.decode()
    assert Finding.objects.get(pk=finding.pk).binned_at is not None


def test_what_was_agreed_stays(client, cast, review):
    finding = findings.add(review.report.sections.get(kind="findings"), "Late.", by=cast.officer)
    reviews.agree(review, endorsed="2024", by=cast.officer)
    factories.sign_in(client, cast.officer)
    for name, thing in (("finding", finding), ("review", review)):
        response = client.post(url("thing-bin", name, thing.pk), follow=True)
        assert "agreed" in response.content.decode()
        thing.refresh_from_db()
        assert thing.binned_at is None


def test_a_review_in_the_bin_is_gone_for_members_and_found_by_its_officer(client, cast, review):
    reviews.share(review, by=cast.officer)
    factories.sign_in(client, cast.officer)
    client.post(url("thing-bin", "review", review.pk))
    assert client.get(review.get_absolute_url()).status_code == 200
    assert review.title not in client.get(url("review-list")).content.decode()
    assert review.title in client.get(url("review-list") + "?show=bin").content.decode()
    factories.sign_in(client, cast.member)
    assert client.get(review.get_absolute_url()).status_code == 404
    assert review.title not in client.get(url("review-list") + "?show=bin").content.decode()


def test_restricted_things_in_the_bin_are_not_told(client, cast, review):
    item = factories.make_evidence(review, "Canary", access="confidential")
    item.binned_at = review.history.first().history_date
    item.save()
    factories.sign_in(client, cast.officer)
    assert "Canary" not in client.get(url("bin", review.pk)).content.decode()
    assert client.post(url("thing-restore", "evidence", item.pk)).status_code == 404


@pytest.mark.parametrize("kind", ["scope", "paper", "nothing", "body"])
def test_kinds_without_a_bin_are_not_found(client, cast, review, kind):
    factories.sign_in(client, cast.officer)
    assert client.post(url("thing-bin", kind, review.pk)).status_code == 404


def test_where_one_came_from_is_only_ever_this_site(client, cast, review):
    witness = factories.make_witness(review)
    factories.sign_in(client, cast.officer)
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert "evil" not in client.post(url("thing-bin", "witness", witness.pk), {"next": address}).url
    assert client.post(url("thing-restore", "witness", witness.pk), {"next": "/reviews/"}).url == "/reviews/"


def test_the_bin_is_for_writers(client, cast):
    review = factories.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)
    witness = factories.make_witness(review)
    for role, user in cast.everybody():
        wanted = {"officer": 302, "member": 403, "co_opted": 403, "monitoring": 403, "public": 401}.get(role, 404)
        factories.sign_in(client, user)
        assert client.post(url("thing-bin", "witness", witness.pk)).status_code == wanted, role
    factories.sign_in(client, cast.officer)
    assert client.get(url("thing-restore", "witness", witness.pk)).status_code == 405
