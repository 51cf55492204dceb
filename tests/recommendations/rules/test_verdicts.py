"""What may be decided after what, which details go with it, and what the facts suggest."""

from datetime import date

import pytest

from recommendations.rules import standing, verdicts
from recommendations.rules.standing import Asked, Facts, Judgement, Undertaking
from recommendations.rules.words import Closing, Decision, Rating, Verdict

ON = date(2025, 3, 12)
LATE = date(2025, 2, 1)
SOON = date(2025, 9, 1)
CLOSING = [one for one in Verdict if one.closes]


def suggested(**fields):
    facts = Facts(**fields)
    return verdicts.suggest(standing.stood(facts, ON), facts, ON)


@pytest.mark.parametrize("verdict", CLOSING)
def test_what_is_open_can_be_closed_once(verdict):
    assert verdicts.out_of_turn(verdict, []) == ""
    assert verdicts.out_of_turn(verdict, [Verdict.CONTINUE, Verdict.EXTEND]) == ""
    assert "closed already" in verdicts.out_of_turn(verdict, [Verdict.IMPLEMENTED])
    assert verdicts.out_of_turn(verdict, [Verdict.IMPLEMENTED, Verdict.REOPEN]) == ""


@pytest.mark.parametrize("verdict", [Verdict.CONTINUE, Verdict.EXTEND, Verdict.ESCALATE])
def test_what_is_closed_must_be_reopened_first(verdict):
    assert "Reopen" in verdicts.out_of_turn(verdict, [Verdict.NOT_FEASIBLE])
    assert verdicts.out_of_turn(verdict, [Verdict.NOT_FEASIBLE, Verdict.REOPEN]) == ""


def test_only_what_is_closed_can_be_reopened():
    assert "open" in verdicts.out_of_turn(Verdict.REOPEN, [])
    assert "open" in verdicts.out_of_turn(Verdict.REOPEN, [Verdict.ESCALATE])
    assert verdicts.out_of_turn(Verdict.REOPEN, [Verdict.MERGED]) == ""


def test_an_earlier_meeting_cannot_contradict_a_later_one():
    assert "later meeting" in verdicts.out_of_turn(Verdict.IMPLEMENTED, [], [Verdict.CONTINUE])
    assert "later meeting" in verdicts.out_of_turn(Verdict.CONTINUE, [], [Verdict.REOPEN])
    assert verdicts.out_of_turn(Verdict.IMPLEMENTED, [], [Verdict.REOPEN]) == ""
    assert verdicts.out_of_turn(Verdict.EXTEND, [], [Verdict.IMPLEMENTED]) == ""


@pytest.mark.parametrize(
    ("verdict", "details", "field"),
    [
        (Verdict.EXTEND, {}, "extend_to"),
        (Verdict.EXTEND, {"extend_to": ON}, "extend_to"),
        (Verdict.EXTEND, {"extend_to": LATE}, "extend_to"),
        (Verdict.ESCALATE, {}, "escalate_to"),
        (Verdict.ESCALATE, {"escalate_to": "  "}, "escalate_to"),
        (Verdict.MERGED, {}, "into"),
        (Verdict.SUPERSEDED, {}, "into"),
        (Verdict.CONTINUE, {"extend_to": SOON}, "extend_to"),
        (Verdict.CONTINUE, {"escalate_to": "the Leader"}, "escalate_to"),
        (Verdict.IMPLEMENTED, {"into": object()}, "into"),
    ],
)
def test_a_detail_that_is_missing_or_stray_is_named(verdict, details, field):
    message, where = verdicts.problem(verdict, ON, **details)
    assert where == field
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("verdict", "details"),
    [
        (Verdict.CONTINUE, {}),
        (Verdict.EXTEND, {"extend_to": SOON}),
        (Verdict.ESCALATE, {"escalate_to": "the Leader"}),
        (Verdict.MERGED, {"into": object()}),
        (Verdict.REOPEN, {}),
    ],
)
def test_right_details_pass(verdict, details):
    assert verdicts.problem(verdict, ON, **details) is None


def test_what_is_complete_may_be_closed_as_implemented():
    done = Undertaking(due_on=LATE, closing=Closing.COMPLETED)
    assert suggested(undertakings=[done]).verdict is Verdict.IMPLEMENTED
    green = Undertaking(due_on=SOON, ratings=(Rating.GREEN,))
    assert suggested(undertakings=[done, green]).verdict is Verdict.IMPLEMENTED


def test_a_late_response_is_escalated_a_step_further_each_time():
    asked = [Asked(LATE)]
    first = suggested(asked=asked)
    assert (first.verdict, first.escalate_to) == (Verdict.ESCALATE, "the head of service")
    assert first.why == "The response was due on 1 February 2025."
    before = [Judgement(Verdict.ESCALATE)]
    assert suggested(asked=asked, judgements=before).escalate_to == "the executive member"
    assert suggested(asked=asked, judgements=before * 7).escalate_to == "the monitoring officer"


def test_what_slipped_twice_is_escalated_and_what_slipped_once_extended():
    slipped = Undertaking(due_on=LATE, first_due_on=date(2024, 1, 1), slips=2, ratings=(Rating.AMBER,))
    assert suggested(undertakings=[slipped]).verdict is Verdict.ESCALATE
    assert "moved twice" in suggested(undertakings=[slipped]).why
    once = Undertaking(due_on=LATE, first_due_on=date(2024, 1, 1), slips=1, ratings=(Rating.AMBER,))
    found = suggested(undertakings=[once])
    assert (found.verdict, found.extend_to) == (Verdict.EXTEND, date(2025, 6, 12))


def test_silence_when_it_is_late_is_escalated():
    silent = Undertaking(due_on=LATE, ratings=(Rating.NO_DATA,))
    assert suggested(undertakings=[silent]).verdict is Verdict.ESCALATE
    assert suggested(due_on=LATE).verdict is Verdict.ESCALATE


def test_what_is_not_late_goes_on():
    assert "1 September 2025" in suggested(asked=[Asked(SOON)]).why
    for fields in ({}, {"due_on": SOON}, {"undertakings": [Undertaking(due_on=SOON, ratings=(Rating.RED,))]}):
        assert suggested(**fields).verdict is Verdict.CONTINUE


def test_a_rejected_one_on_which_nothing_is_done_may_be_closed_as_such():
    assert suggested(asked=[Asked(LATE, (Decision.REJECTED,))]).verdict is Verdict.NOT_IMPLEMENTED


def test_nothing_is_suggested_for_what_is_closed():
    assert suggested(judgements=[Judgement(Verdict.IMPLEMENTED)]) is None
    assert suggested(is_withdrawn=True) is None


@pytest.mark.parametrize("fields", [{}, {"due_on": LATE}, {"due_on": SOON}, {"asked": [Asked(LATE)]}])
def test_every_suggestion_could_be_decided_as_it_stands(fields):
    found = suggested(**fields)
    details = {"extend_to": found.extend_to, "escalate_to": found.escalate_to}
    assert verdicts.problem(found.verdict, ON, **details) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 5, 31), 1, date(2025, 6, 30)),
    ],
)
def test_months_end_where_the_shorter_month_ends(day, months, expected):
    assert verdicts.months_after(day, months) == expected


def test_the_dates_are_said_in_words():
    def said(**fields):
        return verdicts.when_in_words(standing.stood(Facts(**fields), ON), ON)

    assert said() == "No date"
    assert said(asked=[Asked(LATE)]) == "Response overdue by 39 days"
    assert said(due_on=date(2025, 3, 11)) == "Overdue by 1 day"
    assert said(due_on=SOON) == "Due 1 September 2025"
    assert said(judgements=[Judgement(Verdict.NOT_IMPLEMENTED)], due_on=LATE) == "Closed"
    moved = Undertaking(due_on=LATE, first_due_on=date(2024, 7, 2), slips=3, ratings=(Rating.RED,))
    assert said(undertakings=[moved]) == "Action overdue by 39 days; date moved 3 times, by 214 days"
