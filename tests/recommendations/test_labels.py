"""Labels follow the order while a review is a draft, and are fixed for ever once it is agreed."""

import pytest

from recommendations import actions  # noqa: F401  (the package is a room)
from recommendations.actions import labels
from recommendations.actions import recommendations as acts
from recommendations.models import Recommendation
from scrutiny.actions import findings as finding_acts
from scrutiny.actions import papers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A draft review whose report has one theme of findings."""
    return factories.make_review()


@pytest.fixture
def officer(review):
    return factories.make_officer(review.commissioned_by)


@pytest.fixture
def theme(review):
    return factories.section_of(review)


def printed(review):
    """(label, text) of the review's recommendations as printed."""
    return list(Recommendation.objects.active().filter(review=review).in_order().values_list("label", "text"))


def add(theme, text, officer, finding=None, **fields):
    return acts.add(theme.review, theme, text, by=officer, finding=finding, **fields)


def test_labels_follow_the_findings_they_stand_beside(review, theme, officer):
    first = finding_acts.add(theme, "First", by=officer)
    second = finding_acts.add(theme, "Second", by=officer)
    add(theme, "for second", officer, second)
    add(theme, "for first", officer, first)
    assert printed(review) == [("(1)", "for first"), ("(2)", "for second")]

    finding_acts.move(second, "up", by=officer)
    assert printed(review) == [("(1)", "for second"), ("(2)", "for first")]


def test_numbers_run_on_through_the_themes_and_follow_a_moved_theme(review, theme, officer):
    later = papers.add_section(review.report, "findings", heading="Later", by=officer)
    add(later, "b", officer, finding_acts.add(later, "B", by=officer))
    add(theme, "a", officer, finding_acts.add(theme, "A", by=officer))
    assert printed(review) == [("(1)", "a"), ("(2)", "b")]
    papers.move_section(later, to=0, by=officer)
    assert printed(review) == [("(1)", "b"), ("(2)", "a")]


def test_a_finding_takes_its_recommendations_to_another_theme(review, theme, officer):
    later = papers.add_section(review.report, "findings", heading="Later", by=officer)
    finding = finding_acts.add(theme, "A", by=officer)
    recommendation = add(theme, "a", officer, finding)
    finding_acts.move(finding, "down", by=officer)
    recommendation.refresh_from_db()
    finding.refresh_from_db()
    assert (finding.section_id, recommendation.section_id) == (later.pk, later.pk)


def test_recommendations_beside_one_finding_move_among_themselves_and_to_the_next_row(review, theme, officer):
    rows = [finding_acts.add(theme, text, by=officer) for text in ("A", "B")]
    one = add(theme, "one", officer, rows[0])
    add(theme, "two", officer, rows[0])
    acts.move(one, "down", by=officer)
    assert [text for _, text in printed(review)] == ["two", "one"]
    acts.move(one, "down", by=officer)
    assert [link.finding_id for link in one.finding_links.all()] == [rows[1].pk]
    assert [text for _, text in printed(review)] == ["two", "one"]


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("brackets", ["(1)", "(2)"]),
        ("plain", ["1", "2"]),
        ("r", ["R1", "R2"]),
        ("municipal_year", ["SR (25/26) 01", "SR (25/26) 02"]),
    ],
)
def test_each_style(review, theme, officer, style, wanted):
    for text in ("a", "b"):
        add(theme, text, officer)
    acts.set_numbering(review, by=officer, style=style, municipal_year="25/26")
    assert [label for label, _ in printed(review)] == wanted


def test_section_prefix_takes_the_number_of_the_section_as_printed(review, theme, officer):
    paper = review.report
    papers.save_paper(paper, paper.version, by=officer, is_numbered=True)
    papers.add_section(paper, "written", heading="Purpose", text="Why.", by=officer)
    listed = papers.add_section(paper, "recommendations", by=officer)
    papers.move_section(listed, to=0, by=officer)
    finding = finding_acts.add(theme, "A", by=officer)
    recommendation = add(listed, "a", officer, finding)
    acts.set_numbering(review, by=officer, style="section")
    recommendation.refresh_from_db()
    finding.refresh_from_db()
    assert (recommendation.label, finding.label) == ("1.1", "2.1")


def test_a_label_typed_by_hand_is_kept_and_refused_twice(review, theme, officer):
    acts.set_numbering(review, by=officer, style="by_hand")
    first = add(theme, "a", officer, label="A1")
    assert first.label == "A1"
    with pytest.raises(acts.LabelTaken):
        add(theme, "b", officer, label="a1.")
    assert add(theme, "none", officer).label is None


def test_agreed_labels_are_never_renumbered_nor_given_again(review, theme, officer):
    _, two, _ = (add(theme, text, officer) for text in ("one", "two", "three"))
    labels_before = [label for label, _ in printed(review)]
    acts.fix_labels(review, officer)
    type(review).objects.filter(pk=review.pk).update(status="agreed")
    review.refresh_from_db()
    acts.withdraw(two, "Overtaken.", by=officer)
    four = add(theme, "four", officer)
    two.refresh_from_db()
    assert labels_before == ["(1)", "(2)", "(3)"]
    assert two.label == "(2)"
    assert four.label == "(4)"
    assert four.is_label_fixed
    labels.relabel(review)
    assert [label for label, _ in printed(review)] == ["(1)", "(3)", "(4)"]
    acts.reinstate(two, by=officer)
    assert [label for label, _ in printed(review)] == ["(1)", "(2)", "(3)", "(4)"]


def test_a_recommendation_in_the_bin_leaves_no_gap_in_a_draft(review, theme, officer):
    one, two = (add(theme, text, officer) for text in ("one", "two"))
    Recommendation.objects.filter(pk=one.pk).update(binned_at="2026-01-01T00:00Z")
    labels.relabel(review)
    two.refresh_from_db()
    assert two.label == "(1)"


def test_findings_of_an_agreed_review_keep_their_order(review, theme, officer):
    from scrutiny.actions.ordering import Fixed

    finding = finding_acts.add(theme, "A", by=officer)
    recommendation = add(theme, "a", officer, finding)
    type(review).objects.filter(pk=review.pk).update(status="agreed")
    for attempt in (
        lambda: finding_acts.add(theme, "B", by=officer),
        lambda: finding_acts.place(finding, theme, 0, by=officer),
        lambda: acts.place(recommendation, theme, 0, by=officer),
    ):
        with pytest.raises(Fixed):
            attempt()


def test_addressees_are_matched_with_bodies(review, theme, officer):
    board = factories.make_body(review.council, "Wenbridge Safeguarding Board", kind="board", abbreviation="WSB")
    one = add(theme, "a", officer, addressees=["the Wenbridge Safeguarding Board", "All schools", "WSB", "All schools"])
    assert [(str(who), who.body_id) for who in one.addressees.all()] == [
        ("the Wenbridge Safeguarding Board", board.pk),
        ("All schools", None),
    ]


def test_adding_at_the_end_gives_the_label_that_looking_at_all_would(review, theme, officer):
    later = papers.add_section(review.report, "findings", heading="Later", by=officer)
    add(theme, "a", officer)
    add(later, "c", officer)
    add(later, "d", officer)
    add(theme, "b", officer)  # not at the end: those after it move on
    at_once = printed(review)
    labels.relabel(review)
    assert at_once == printed(review) == [("(1)", "a"), ("(2)", "b"), ("(3)", "c"), ("(4)", "d")]


def test_limbs_are_lettered_in_order(review, theme, officer):
    one = add(theme, "That:", officer, limbs=["x", "y", "z"])
    assert [str(limb) for limb in one.limbs.all()] == ["(a) x", "(b) y", "(c) z"]
    acts.change(one, one.version, by=officer, limbs=["z", "x"])
    assert [str(limb) for limb in one.limbs.all()] == ["(a) z", "(b) x"]
