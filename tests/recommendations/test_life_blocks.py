"""The history of one recommendation and the briefing as papers: as at the paper's date, and accessible."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from recommendations.models import PaperSubject
from scrutiny.models import Paper, Section
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import factories, life
from tests.pdf.conformance import assert_pdf_ua
from tests.recommendations.test_life import whole  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def paper_of(kind, body, recommendation=None):
    """A committee's paper with one block."""
    paper = Paper.objects.create(council=body.council, body=body, title="A paper", template=kind, has_contents=False)
    Section.objects.create(paper=paper, kind=kind, order=1, heading="The block")
    PaperSubject.objects.create(paper=paper, recommendation=recommendation)
    return Paper.objects.get(pk=paper.pk)


def printed(paper, on):
    """The paper's HTML on a day."""
    return render_to_string("papers/base.html", shaping.shape(paper, on))


def test_the_history_as_at_each_day(whole):  # noqa: F811
    paper = paper_of("life", whole.cast.committee, whole)
    early = printed(paper, life.SENT + timedelta(days=20))
    assert "zreasonz" in early
    assert "zactionz" not in early
    late = printed(paper, life.SENT + timedelta(days=130))
    for said in ("zfindingz", "zactionz", "zmovedz", "zupdatez", "did not answer", "zdissentz", "As amended"):
        assert said in late, said
    for hidden in ("zemailz", "zkeyz", "zdraftz", "zletterz", "zgivenz"):
        assert hidden not in late, hidden


def test_a_history_of_nothing_is_not_printed(whole):  # noqa: F811
    assert "The block" not in printed(paper_of("life", whole.cast.committee), life.SENT)
    draft = factories.make_recommendation(factories.make_review(whole.cast.committee))
    assert "The block" not in printed(paper_of("life", whole.cast.committee, draft), life.SENT)
    assert "The block" not in printed(paper_of("life", whole.cast.committee, whole), life.SENT - timedelta(days=99))


def test_notes_are_in_no_paper(whole):  # noqa: F811
    coming = factories.make_meeting(whole.cast.committee, life.SENT + timedelta(days=160))
    life.make_note(whole, whole.cast.officer, "zqnoteqz", meeting=coming)
    on = life.SENT + timedelta(days=150)
    for paper in (paper_of("life", whole.cast.committee, whole), paper_of("briefing", whole.cast.committee)):
        assert "zqnoteqz" not in printed(paper, on)


def test_the_briefing_of_a_paper(whole):  # noqa: F811
    words = printed(paper_of("briefing", whole.cast.committee), life.SENT + timedelta(days=150))
    assert "Una Owner, Head of Transport" in words
    assert "What has changed" in words


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["life", "briefing"])
def test_both_are_accessible(whole, kind, tmp_path):  # noqa: F811
    paper = paper_of(kind, whole.cast.committee, whole)
    data = printing.to_pdf(paper, shaping.shape(paper, life.SENT + timedelta(days=150)))
    assert_pdf_ua(data)
