"""Starting, sharing and agreeing a review."""

import pytest
from django.utils import timezone

from scrutiny import registry
from scrutiny.actions import findings, reviews
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Review
from scrutiny.refused import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


def start(cast, **fields):
    fields = {"title": "Buses", "commissioned_by": cast.committee, "conducted_by": cast.sub_committee} | fields
    return reviews.create(cast.council, by=cast.officer, **fields)


def theme(review):
    return review.report.sections.get(kind="findings")


def test_a_review_begins_with_its_scope_its_report_and_an_audit(cast):
    review = start(cast, stage=1)
    assert review.scope.version == 1
    assert review.report.title == "Buses"
    assert review.history.first().history_user == cast.officer
    assert AuditEntry.objects.about(review).get(verb="started").by == cast.officer


def test_a_second_stage_copies_nothing_but_the_link(cast):
    first = start(cast, stage=1)
    findings.add(theme(first), "Late.", by=cast.officer)
    second = start(cast, stage=2, previous=first, title="Buses again")
    assert second.previous == first
    assert second.scope.objective == ""
    assert theme(second).findings.count() == 0


def test_the_report_follows_the_title_until_it_has_its_own(cast):
    review = start(cast)
    review = reviews.change(review, review.version, by=cast.officer, title="Coaches")
    assert review.report.title == "Coaches"
    review.report.title = "Our report"
    review.report.save()
    review = reviews.change(review, review.version, by=cast.officer, title="Trams")
    review.report.refresh_from_db()
    assert review.report.title == "Our report"


def test_agreeing_fixes_status_date_and_meeting_and_calls_the_hooks(cast, monkeypatch):
    review = start(cast, started="2023-02")
    called = []
    monkeypatch.setattr(registry, "on_agreed", [*registry.on_agreed, lambda review, by: called.append((review, by))])
    meeting = factories.make_meeting(cast.committee)
    reviews.agree(review, endorsed="2024-03", endorsed_at=meeting, by=cast.officer)
    review.refresh_from_db()
    assert (review.status, review.endorsed, review.endorsed_at) == ("agreed", "2024-03", meeting)
    assert review.agreed_by == cast.officer
    assert called == [(review, cast.officer)]
    assert AuditEntry.objects.about(review).filter(verb="agreed").exists()


@pytest.mark.parametrize(
    "words", ["ADD PIECE FROM THE AUDIT", "Paid to {{note: whom?}} yearly.", "[insert figure] buses"]
)
def test_a_gap_stops_the_agreeing_and_says_where(cast, words):
    review = start(cast, started="2023")
    finding = findings.add(theme(review), f"We saw. {words}", by=cast.officer)
    with pytest.raises(reviews.NotReady) as problem:
        reviews.agree(review, endorsed="2024", by=cast.officer)
    assert [point.url for point in problem.value.points] == [finding.get_absolute_url()]
    review.refresh_from_db()
    assert review.is_draft
    assert not AuditEntry.objects.filter(verb="agreed").exists()


def test_a_hook_that_fails_leaves_the_review_a_draft(cast, monkeypatch):
    review = start(cast, started="2023")

    def fail(review, by):
        raise RuntimeError("no")

    monkeypatch.setattr(registry, "on_agreed", [fail])
    with pytest.raises(RuntimeError):
        reviews.agree(review, endorsed="2024", by=cast.officer)
    review.refresh_from_db()
    assert review.is_draft
    assert review.agreed_at is None


def test_agreeing_is_refused_twice_in_the_bin_and_before_the_start(cast):
    review = start(cast, started="2023")
    with pytest.raises(Refused, match="before the review started"):
        reviews.agree(review, endorsed="2022", by=cast.officer)
    Review.objects.filter(pk=review.pk).update(binned_at=timezone.now())
    with pytest.raises(Refused, match="in the bin"):
        reviews.agree(review, endorsed="2024", by=cast.officer)
    Review.objects.filter(pk=review.pk).update(binned_at=None)
    reviews.agree(review, endorsed="2024", by=cast.officer)
    with pytest.raises(Refused, match="already"):
        reviews.agree(review, endorsed="2024", by=cast.officer)


def test_the_status_of_an_agreed_review_stays(cast):
    review = start(cast, started="2023")
    reviews.set_status(review, "drafting", by=cast.officer)
    review.refresh_from_db()
    assert review.status == "drafting"
    with pytest.raises(Refused):
        reviews.set_status(review, "published", by=cast.officer)
    reviews.agree(review, endorsed="2024", by=cast.officer)
    with pytest.raises(Refused):
        reviews.set_status(review, "scoping", by=cast.officer)


def test_sharing_and_stopping_are_audited_once_each(cast):
    review = start(cast)
    for _ in range(2):
        reviews.share(review, by=cast.officer)
    assert Review.objects.inside(cast.member).filter(pk=review.pk).exists()
    for _ in range(2):
        reviews.stop_sharing(review, by=cast.officer)
    assert not Review.objects.inside(cast.member).filter(pk=review.pk).exists()
    verbs = list(AuditEntry.objects.about(review).values_list("verb", flat=True))
    assert verbs.count("shared with members") == verbs.count("stopped sharing with members") == 1
