"""The sheet printed before a meeting, and what it decided: as at the paper's date, with figures that add up."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import judgement_blocks
from recommendations.actions import judgements as actions
from recommendations.models import Proposal
from recommendations.rules.words import Verdict
from scrutiny.actions import papers
from scrutiny.models import Paper, Section
from scrutiny.papers import outline, printing
from scrutiny.papers import paper as shaping
from tests import factories, life
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MET = life.SENT + timedelta(days=90)
BEFORE = MET - timedelta(days=8)


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def meeting(cast):
    return factories.make_meeting(cast.committee, MET)


@pytest.fixture
def paper(cast, meeting):
    return Paper.objects.create(
        council=cast.council, body=cast.committee, title="Decisions sought", meeting=meeting, template="decisions"
    )


@pytest.fixture
def sections(cast, paper):
    kinds = ("judgement_sheet", "judgements")
    return {kind: papers.add_section(paper, kind, by=cast.officer) for kind in kinds}


@pytest.fixture
def sent(cast):
    """Four recommendations of two reviews, in the order in which they are printed."""
    made = []
    for title in ("School transport", "Parking"):
        review = life.make_agreed(cast.committee, published=True, title=title)
        made += [life.make_sent(review=review, text=f"Do **thing {at}** about {title}.") for at in (1, 2)]
    return made


def data(section, as_at):
    return outline.data_of(Section.objects.select_related("paper__meeting").get(pk=section.pk), as_at)


def propose(cast, meeting, one, kind, on=BEFORE, **said):
    return actions.propose(one, meeting, kind=kind, by=cast.officer, on=on, **said)


def test_nothing_proposed_or_decided_prints_nothing(sections, sent):
    assert data(sections["judgement_sheet"], MET) is None
    assert data(sections["judgements"], MET) is None


def test_a_paper_without_a_meeting_prints_nothing(cast, paper, sections, sent, meeting):
    propose(cast, meeting, sent[0], "continue")
    Paper.objects.update(meeting=None)
    assert data(sections["judgement_sheet"], MET) is None


def test_the_sheet_has_what_is_proposed_with_where_it_stands(cast, meeting, sections, sent):
    propose(cast, meeting, sent[0], "extend", extend_to=date(2024, 9, 30), why="Nearly done.")
    propose(cast, meeting, sent[3], "close_merged", into=sent[2])
    shaped = data(sections["judgement_sheet"], BEFORE)
    captions = [(part["caption"], len(part["rows"])) for part in shaped["parts_of"]]
    assert captions == [("School transport", 1), ("Parking", 1)]
    row = shaped["parts_of"][0]["rows"][0]
    assert (row["label"], row["proposal"], row["why"]) == ("(1)", "Extend to 30 September 2024", "Nearly done.")
    assert "<strong>thing 1</strong>" in row["html"]
    assert [axis["words"] for axis in row["axes"]] == [
        "Response awaited",
        "Nothing said yet",
        "Not yet judged",
        "Response overdue by 54 days",
    ]
    assert shaped["parts_of"][1]["rows"][0]["proposal"] == "Close: merged into (1)"


def test_the_sheet_of_a_day_has_what_was_proposed_by_then(cast, meeting, sections, sent):
    propose(cast, meeting, sent[0], "continue", on=BEFORE)
    propose(cast, meeting, sent[1], "continue", on=BEFORE + timedelta(days=2))
    assert data(sections["judgement_sheet"], BEFORE - timedelta(days=1)) is None
    assert len(data(sections["judgement_sheet"], BEFORE)["parts_of"][0]["rows"]) == 1
    assert len(data(sections["judgement_sheet"], MET)["parts_of"][0]["rows"]) == 2


def test_what_was_decided_is_printed_with_minute_vote_and_dissent(cast, meeting, sections, sent):
    said = {"by": cast.officer, "on": MET}
    actions.judge(sent[0], meeting, kind="close_implemented", minute_reference="14", vote="6 to 2", **said)
    dissent = "Cllr Hale asked\n\nfor more."
    actions.judge(sent[1], meeting, kind="continue", evidence="The audit.", dissent=dissent, **said)
    shaped = data(sections["judgements"], MET)
    first, second = shaped["parts_of"][0]["rows"]
    assert (first["decision"], first["minute"], first["vote"]) == ("Close: implemented", "14", "6 to 2")
    assert "The audit." in second["evidence_html"]
    assert second["dissent_html"].count("<p>") == 2
    assert data(sections["judgements"], MET - timedelta(days=1)) is None


NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def test_the_counts_add_up(cast, meeting, sections, sent):
    said = {"by": cast.officer, "on": MET}
    actions.judge(sent[0], meeting, kind="close_implemented", **said)
    counted = data(sections["judgements"], MET)["counted"]
    assert counted == "The committee decided on one recommendation: one closed as implemented."
    actions.judge(sent[1], meeting, kind="close_implemented", **said)
    actions.judge(sent[2], meeting, kind="escalate", escalate_to="the Leader", **said)
    actions.judge(sent[3], meeting, kind="close_not_feasible", **said)
    shaped = data(sections["judgements"], MET)
    total, parts = shaped["counted"].split(":")
    figures = [
        NUMBERS.index(word) for word in re.findall(r"\b(" + "|".join(NUMBERS[1:]) + r")\b (?=closed|esc)", parts)
    ]
    assert "four recommendations" in total
    assert figures == [2, 1, 1]
    assert sum(figures) == sum(len(part["rows"]) for part in shaped["parts_of"])


@pytest.mark.parametrize("kind", list(Verdict))
def test_every_kind_has_words_for_the_count(kind):
    assert kind in judgement_blocks._DONE


def test_a_corrected_decision_is_printed_once_as_it_stood_on_the_day(cast, meeting, sections, sent):
    later = MET + timedelta(days=5)
    first = actions.judge(sent[0], meeting, kind="continue", by=cast.officer, on=MET)
    actions.correct(first, kind="close_implemented", why="Misread.", by=cast.officer, on=later)
    rows = data(sections["judgements"], later - timedelta(days=1))["parts_of"][0]["rows"]
    assert [row["decision"] for row in rows] == ["Continue to monitor"]
    rows = data(sections["judgements"], later)["parts_of"][0]["rows"]
    assert [row["decision"] for row in rows] == ["Close: implemented"]


def test_the_queries_are_as_many_for_four_as_for_forty(cast, meeting, sections, sent):
    def asked():
        with CaptureQueriesContext(connection) as found:
            for section in sections.values():
                assert data(section, MET)
        return len(found)

    def add(found):
        for one in found:
            Proposal.objects.create(
                recommendation=one, meeting=meeting, kind="continue", recorded_on=BEFORE, by=cast.officer
            )
            life.make_judgement(one, "continue", meeting=meeting)

    add(sent)
    few = asked()
    add([life.make_sent(review=sent[at % 4].review) for at in range(36)])
    assert asked() == few


@pytest.mark.pdf
def test_both_conform(cast, paper, meeting, sections, sent):
    for one in sent:
        propose(cast, meeting, one, "close_implemented", why="Every action is complete.")
    said = {"vote": "6 to 2", "dissent": "Cllr Hale.", "by": cast.officer, "on": MET}
    actions.judge(sent[0], meeting, kind="close_implemented", **said)
    shaped = shaping.shape(Paper.objects.get(pk=paper.pk), MET)
    assert len(shaped["blocks"]) == 2
    assert_pdf_ua([printing.to_pdf(paper, shaped)])
