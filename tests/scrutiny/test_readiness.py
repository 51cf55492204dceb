"""What the readiness panel finds, where it points, and what it never quotes."""

import pytest
from django.urls import reverse

from scrutiny import readiness
from scrutiny.actions import findings, papers, reviews
from scrutiny.actions import scope as scopes
from scrutiny.models import Section
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return reviews.create(
        cast.council,
        title="Buses",
        commissioned_by=cast.committee,
        conducted_by=cast.sub_committee,
        by=cast.officer,
        started="2023",
    )


def of(review, check):
    return [point for point in readiness.points(review) if point.check == check]


def theme(review):
    return review.report.sections.get(kind="findings")


def test_an_empty_review_has_nothing_of_ours_in_the_way(review):
    assert not [point for point in readiness.points(review) if point.blocks_agreeing]


def test_a_gap_is_found_in_every_kind_of_text(cast, review):
    scopes.change(review.scope, 1, by=cast.officer, objective="To see TBC.")
    finding = findings.add(theme(review), "XXX buses.", by=cast.officer)
    written = review.report.sections.filter(kind="written").first()
    papers.save_section(written, written.version, by=cast.officer, text="[insert history]")
    factories.make_witness(review, "Jo Hill", role="TBC")
    recommendation = factories.make_recommendation(review, "That [date] be met.", section=theme(review))
    gaps = of(review, readiness.GAPS)
    assert all(point.blocks_agreeing for point in gaps)
    places = {point.place for point in gaps}
    assert {"Scope, objective", "Finding “XXX buses.”", "Witness “Jo Hill”"} <= places
    urls = {point.url for point in gaps}
    assert {finding.get_absolute_url(), reverse("scrutiny:scope-edit", args=[review.pk])} <= urls
    if "recommendation" in readiness.registry.texts:
        assert recommendation.get_absolute_url() in urls


def test_what_is_in_the_bin_or_left_out_is_not_read(cast, review):
    section = theme(review)
    factories.make_finding(section=section, text="TBC", binned_at=review.history.first().history_date)
    assert of(review, readiness.GAPS) == []
    Section.objects.filter(pk=section.pk).update(is_dropped=True)
    factories.make_finding(section=section, text="XXX")
    assert of(review, readiness.GAPS) == []
    (left_out,) = of(review, readiness.LEFT_OUT)
    assert "a finding" in left_out.text
    assert not left_out.blocks_agreeing


@pytest.mark.parametrize("access", ["exempt", "confidential"])
def test_restricted_evidence_is_never_quoted(review, access):
    factories.make_evidence(review, "Canary TBC", access=access, summary="[insert canary]")
    assert "anary" not in str(readiness.points(review))
    factories.make_evidence(review, "Open TBC")
    assert len(of(review, readiness.GAPS)) == 1


def test_acronyms_are_explained_by_the_text_or_the_glossary(cast, review):
    findings.add(theme(review), "The MASH and the LADO work. The Multi Agency Hub (MAH) works.", by=cast.officer)
    assert [point.text.split(" ")[0].strip("“”") for point in of(review, readiness.ACRONYMS)] == ["MASH", "LADO"]
    factories.make_term(cast.council, "MASH", "Multi agency safeguarding hub")
    factories.make_term(cast.council)
    assert of(review, readiness.ACRONYMS) == []


def test_sums_that_do_not_add_up_and_impossible_dates(cast, review):
    findings.add(theme(review), "Of the 28 actions: 9 green, 2 amber, 10 red and 6 none.", by=cast.officer)
    findings.add(theme(review), "They met on 31 November 2023.", by=cast.officer)
    assert len(of(review, readiness.COUNTS)) == 1
    assert "does not exist" in of(review, readiness.DATES)[0].text


def test_planned_against_actual_names_who_is_missing_and_who_is_misspelt(cast, review):
    scopes.change(
        review.scope, 1, by=cast.officer, planned_witnesses="Jo Hill, Head\nKay Dove", planned_members="Mabel Thorne"
    )
    factories.make_witness(review, "Jo Hill")
    assert of(review, readiness.PLANNED) == [], "while it is being scoped nobody can have come"
    review.status = review.Status.DRAFTING
    texts = [point.text for point in of(review, readiness.PLANNED)]
    assert any("Kay Dove" in text for text in texts)
    assert any("“Mabel Thorne” was planned and “Mabel Thorn” is recorded" in text for text in texts)
    assert not any("Jo Hill" in text for text in texts)


def test_a_missing_start_is_said_and_does_not_stop(cast):
    review = factories.make_review(cast.committee)
    (point,) = of(review, readiness.DETAILS)
    assert point.url == reverse("scrutiny:review-edit", args=[review.pk])
    assert not point.blocks_agreeing


def test_only_who_may_put_it_right_is_led_to_where_that_is_done(client, cast):
    review = factories.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)
    edit = reverse("scrutiny:review-edit", args=[review.pk])
    for user in (cast.officer, cast.member, cast.monitoring):
        factories.sign_in(client, user)
        for name in ("review-show", "review-readiness"):
            page = client.get(reverse(f"scrutiny:{name}", args=[review.pk])).content.decode()
            main = page[page.index('class="app-see"' if name == "review-show" else "<main") :]
            assert "Review, started" in main
            assert (f'href="{edit}"' in main) == (user == cast.officer)


def test_what_must_be_put_right_comes_first(cast, review):
    findings.add(theme(review), "The MASH was late. TBC", by=cast.officer)
    checks = [check for check, _ in readiness.grouped(readiness.points(review))]
    assert checks[0] == readiness.GAPS


def test_gaps_of_several_reviews_are_counted_apart(cast, review):
    other = factories.make_review(cast.committee)
    factories.make_finding(other, "TBC and XXX")
    findings.add(theme(review), "TBC", by=cast.officer)
    assert readiness.gaps([review, other]) == {review.pk: 1, other.pk: 2}
