"""The forward look and both kinds of consultation paper, full of life, held against PDF/UA-1."""

from datetime import date

import pytest

from recommendations.models import PaperSubject
from scrutiny.actions import committee_papers, papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import factories as make
from tests.forward_things import make_consultation, make_consultee, make_item, make_reply
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

AS_AT = date(2030, 1, 15)
LONG = "The committee asked what was counted, by whom, and what was done with the figures. " * 30


def paper_of(cast, kind, *, about=None):
    found = committee_papers.make_paper(cast.committee, kind, title="A paper", about=about or {}, by=cast.officer)
    for section in found.sections.filter(kind="written"):
        papers.save_section(section, 1, text="The committee asked for this at its *last* meeting.", by=cast.officer)
    return Paper.objects.get(pk=found.pk)


def test_forward_look_and_consultations_conform():
    cast = make.make_cast()
    body = cast.committee
    meetings = [make.make_meeting(body, date(2029, month, 7)) for month in (6, 9, 11)]
    meetings.append(make.make_meeting(body, date(2030, 3, 5)))  # with nothing planned
    for number in range(24):
        make_item(
            body, f"Item {number} <&> Ŵyn", meeting=meetings[number % 3], detail=LONG if number == 4 else "How *many*?",
            source="board", board=cast.board, outcome="taken" if number % 3 == 0 else "", outcome_note="Minute 3.",
        )  # fmt: skip
    make_item(body, "Loose", year="2029/30", source="standing")
    make_item(body, "Gone", year="2029/30", outcome="dropped", outcome_note="No longer needed.")
    one = make_consultation(body, sent_on=date(2029, 10, 1), due_on=date(2029, 12, 1), title="School transport")
    for number, stance in enumerate(("supports", "objects", "comments", "noted", "no_comment")):
        who = make_consultee(one, f"District Council {number}", body=cast.board if number == 1 else None)
        make_reply(who, stance, text=LONG if number == 2 else "- More buses\n- Later buses", decided_by="Cabinet")
        make_reply(who, "noted", text="")
    make_consultee(one, "A silent council")
    ours = paper_of(cast, "consultation_response")
    theirs = paper_of(cast, "consultation_response", about={"consultation": one})
    assert PaperSubject.objects.get(paper=theirs).consultation == one
    printed, seen = [], []
    for paper in (paper_of(cast, "forward_look"), theirs, ours):
        shaped = shaping.shape(paper, AS_AT, is_draft=False, edition_line="Edition 1, issued 15 January 2030.")
        seen.append(str(shaped))
        printed.append(printing.to_pdf(paper, shaped))
    assert "Not placed yet" in seen[0]
    assert "A silent council" in seen[1]
    assert "A silent council" not in seen[2]
    assert_pdf_ua(printed)
