"""What a board's case reviews and inspections say is looked through before a paper about it goes out."""

import pytest

from boards.models import BoardPaper
from scrutiny import paper_readiness, proofs
from tests import board_things, factories

pytestmark = pytest.mark.django_db


def warned(paper):
    paper.shows_exempt = True
    return [point for point in paper_readiness.points(paper) if point.check == proofs.PERSONAL]


def test_a_theme_that_may_identify_a_child_is_warned_of_where_a_paper_prints_it():
    cast = factories.make_cast()
    reviews = board_things.make_case_reviews(cast.board)
    reviews.lessons = "Child Q was aged 4 when KL was placed with carers."
    reviews.save()
    inspection = board_things.make_inspection(cast.board)
    inspection.findings = "A girl aged 9 was not seen."
    inspection.save()
    paper = factories.make_paper(cast.committee)
    assert warned(paper) == []
    BoardPaper.objects.create(paper=paper, board=cast.board)
    factories.make_section(paper, "case_reviews")
    found = warned(paper)
    assert {point.url for point in found} == {reviews.get_absolute_url()}
    assert any("Child Q" in point.text for point in found)
    factories.make_section(paper, "inspections")
    assert inspection.get_absolute_url() in {point.url for point in warned(paper)}
