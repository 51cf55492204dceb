"""How a recommendation stands: the four axes, and the rating derived from them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules import standing as rules
from recommendations.rules.standing import Asked, Facts, Judgement, Rule, Undertaking
from recommendations.rules.words import Answered, Claimed, Closing, Decision, Judged, Rating, Shown, Timeliness, Verdict

ON = date(2024, 6, 10)
PAST, COMING = ON - timedelta(days=1), ON + timedelta(days=60)


def stood(**facts):
    return rules.stood(Facts(**facts), ON)


def acted(rating=None, due_on=COMING, **more):
    return Undertaking(due_on=due_on, ratings=(rating,) if rating else (), **more)


@pytest.mark.parametrize(
    ("decisions", "committed", "words"),
    [
        ((), False, Answered.AWAITED),
        ((Decision.ACCEPTED,), False, Answered.ACCEPTED),
        ((Decision.IN_PRINCIPLE,), False, Answered.NO_COMMITMENT),
        ((Decision.IN_PRINCIPLE,), True, Answered.IN_PRINCIPLE),
        ((Decision.ACCEPTED, Decision.REJECTED), True, Answered.REJECTED),
        ((Decision.IN_PART, Decision.ACCEPTED), True, Answered.IN_PART),
    ],
)
def test_what_was_answered(decisions, committed, words):
    assert rules.answer_of(Asked(None, decisions, committed)) is words


def test_of_several_the_answer_furthest_from_acceptance_counts():
    asked = (Asked(None, (Decision.ACCEPTED,)), Asked(None, (Decision.NOTED,)))
    assert stood(asked=asked).response is Answered.NOTED
    assert stood().response is Answered.NOT_ASKED


def test_under_consideration_does_not_end_the_waiting():
    found = stood(asked=(Asked(PAST, (Decision.UNDER_CONSIDERATION,)),))
    assert (found.timeliness, found.due_kind) == (Timeliness.OVERDUE, "response")


def test_the_worst_claim_counts_and_what_is_dropped_does_not():
    actions = (acted(Rating.GREEN), acted(Rating.RED, closing=Closing.DROPPED), acted(Rating.AMBER))
    assert stood(undertakings=actions).claimed is Claimed.AMBER
    assert stood(undertakings=(acted(Rating.RED, closing=Closing.COMPLETED),)).claimed is Claimed.GREEN


def test_dates_take_their_turn():
    facts = {
        "due_on": COMING + timedelta(days=300),
        "asked": (Asked(COMING, (Decision.ACCEPTED,)),),
        "undertakings": (acted(due_on=COMING + timedelta(days=100)),),
    }
    assert stood(**facts).due_kind == "action"
    extended = (Judgement(Verdict.EXTEND, COMING),)
    assert stood(**facts, judgements=extended).due_kind == "extension"
    reopened = (*extended, Judgement(Verdict.IMPLEMENTED), Judgement(Verdict.REOPEN))
    assert stood(**facts, judgements=reopened).due_kind == "action"
    assert stood(**facts | {"undertakings": ()}).due_kind == "recommendation"


def test_only_the_committee_closes():
    done = (acted(Rating.GREEN, closing=Closing.COMPLETED),)
    assert stood(undertakings=done).is_open
    assert not stood(undertakings=done, judgements=(Judgement(Verdict.IMPLEMENTED),)).is_open
    withdrawn = stood(undertakings=done, is_withdrawn=True)
    assert (withdrawn.is_open, withdrawn.judgement, withdrawn.rating) == (False, Judged.WITHDRAWN, Shown.CLOSED)


def test_what_is_done_is_not_overdue_and_waits_for_the_committee():
    done = {"due_on": PAST, "undertakings": (acted(Rating.GREEN, due_on=PAST),)}
    found = stood(**done)
    assert (found.timeliness, found.due_on, found.is_open, found.rating) == (Timeliness.DONE, None, True, Shown.GREEN)
    unanswered = stood(**done, asked=(Asked(PAST),))
    assert (unanswered.timeliness, unanswered.due_kind) == (Timeliness.OVERDUE, "response")
    assert stood(**done, judgements=(Judgement(Verdict.EXTEND, COMING),)).due_kind == "extension"
    reopened = (Judgement(Verdict.IMPLEMENTED), Judgement(Verdict.REOPEN))
    assert stood(**done, judgements=reopened).timeliness is Timeliness.OVERDUE


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(), "green green closed not_due unrated red amber_red no_data amber_red amber amber_green green"),
        (Rule("three"), "green green closed not_due unrated red amber no_data amber amber amber green"),
        (
            Rule("six", blue_for_complete=True),
            "blue blue closed not_due unrated red amber_red no_data amber_red amber amber_green green",
        ),
    ],
)
def test_the_rule_case_by_case(rule, expected):
    assert [shown.value for _, shown in rules.cases(rule)] == expected.split()


days = st.dates(ON - timedelta(days=500), ON + timedelta(days=500))
actions = st.builds(
    Undertaking,
    due_on=st.none() | days,
    first_due_on=st.none() | days,
    slips=st.integers(0, 5),
    ratings=st.lists(st.sampled_from(Rating), max_size=3).map(tuple),
    closing=st.none() | st.sampled_from(Closing),
)
asked = st.builds(Asked, st.none() | days, st.lists(st.sampled_from(Decision), max_size=2).map(tuple), st.booleans())
judgements = st.builds(Judgement, st.sampled_from([one for one in Verdict if one is not Verdict.EXTEND])) | st.builds(
    Judgement, st.just(Verdict.EXTEND), days
)
histories = st.builds(
    Facts,
    due_on=st.none() | days,
    asked=st.lists(asked, max_size=2).map(tuple),
    undertakings=st.lists(actions, max_size=3).map(tuple),
    judgements=st.lists(judgements, max_size=3).map(tuple),
    is_withdrawn=st.booleans(),
)


@given(histories, days, st.sampled_from(["six", "three"]), st.booleans(), st.integers(0, 60))
def test_whatever_is_recorded(facts, on, scale, blue, soon):
    found = rules.stood(facts, on, Rule(scale, blue, soon))
    if found.timeliness in (Timeliness.NOT_DUE, Timeliness.DUE_SOON):
        assert found.rating is not Shown.RED, "what is not yet due is never red"
    assert found.is_open == (found.timeliness is not Timeliness.CLOSED)
    assert (found.due_on is None) == (found.due_kind == "")
    if scale == "three":
        assert found.rating not in (Shown.AMBER_RED, Shown.AMBER_GREEN)
    if not blue:
        assert found.rating is not Shown.BLUE


@given(histories, days)
def test_a_day_alone_makes_nothing_due_later(facts, on):
    today, tomorrow = (rules.stood(facts, day) for day in (on, on + timedelta(days=1)))
    assert (today.due_on, today.claimed, today.response, today.judgement) == (
        tomorrow.due_on, tomorrow.claimed, tomorrow.response, tomorrow.judgement,
    )  # fmt: skip
    order = [Timeliness.NOT_DUE, Timeliness.DUE_SOON, Timeliness.OVERDUE]
    if today.timeliness in order:
        assert order.index(tomorrow.timeliness) >= order.index(today.timeliness)
