"""Questions from facts."""

from datetime import date

import pytest

from recommendations.rules import changes, questions
from recommendations.rules.questions import Known, Waiting
from recommendations.rules.words import Answered, Claimed, Shown, Timeliness, Verdict
from tests.recommendations.rules.test_story import ON, stood

LATE = {"timeliness": Timeliness.OVERDUE, "due_on": date(2025, 5, 2)}


def ask(**fields):
    """The texts of every question about one thing."""
    fields.setdefault("stood", stood())
    fields.setdefault("has_actions", True)
    return [one.text for one in questions.about(Known("(1)", **fields), ON)]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"stood": stood(slips=3, slip_days=214)},
            "The date has moved three times, 214 days in all; ask what is different now.",
        ),
        (
            {"stood": stood(slips=1, slip_days=30)},
            "The date has moved by 30 days; ask why, and whether the new date will hold.",
        ),
        (
            {"stood": stood(response=Answered.NO_COMMITMENT)},
            "Accepted in principle with no action or date; ask who will do what by when.",
        ),
        (
            {"asked": 3, "waiting": [Waiting("the Cabinet", date(2025, 5, 2))]},
            "Two of three addressees have answered; ask the Cabinet why there is no answer 30 days after it was due.",
        ),
        (
            {"asked": 1, "waiting": [Waiting("the Cabinet", date(2025, 5, 31))]},
            "No response 1 day after it was due; ask the Cabinet why, and by when it will come.",
        ),
        (
            {"has_actions": False},
            "Accepted, and no action is recorded; ask what is being done, by whom and by when.",
        ),
        ({"stood": stood(response=Answered.REJECTED)}, "It was rejected without reasons; ask for them."),
        (
            {"stood": stood(response=Answered.REJECTED), "has_reasons": True},
            "It was rejected; ask what will be done instead about what the committee found.",
        ),
        ({"silent": ["Una Owner"]}, "Asked for progress, Una Owner did not answer; ask how far it has come."),
        (
            {
                "stood": stood(rating=Shown.RED),
                "changes": changes.Changes(is_newly_red=True, rating_before=Shown.AMBER),
            },
            "It was amber when the committee last met and is red now; ask what happened, and what would help.",
        ),
        ({"stood": stood(rating=Shown.RED)}, "It is red; ask what stands in the way, and who can remove it."),
        (
            {"stood": stood(due_kind="extension", **LATE)},
            "The committee extended it to 2 May 2025, 30 days ago; ask why it is not done.",
        ),
        (
            {"stood": stood(**LATE), "owners": ["Una Owner"]},
            "It was due 30 days ago and nothing has been said since; ask Una Owner how it stands.",
        ),
        ({"stood": stood(**LATE), "said_on": date(2025, 5, 20)}, "It was due 30 days ago; ask when it will be done."),
        (
            {"is_complete": True},
            "Every action is said to be done; ask what has changed for the people it was meant for.",
        ),
        (
            {"repeats": [2011, 2012, 2013]},
            "Recommended three times since 2011; ask what will be different this time.",
        ),
        (
            {"stood": stood(timeliness=Timeliness.NO_DATE, due_on=None, due_kind="")},
            "Nothing about it has a date; ask by when it will be done.",
        ),
        (
            {"stood": stood(claimed=Claimed.AMBER), "proposed": Verdict.IMPLEMENTED},
            "It is proposed to close this as implemented, and the last word on progress is “amber”; ask what is still "
            "to be done.",
        ),
    ],
)
def test_a_question_for_each_fact(fields, text):
    assert text in ask(**fields)


def test_what_goes_well_is_not_asked_about():
    assert ask() == []
    closed = stood(is_open=False, timeliness=Timeliness.CLOSED, slips=4, slip_days=100, response=Answered.NO_COMMITMENT)
    assert ask(stood=closed, silent=["Una Owner"]) == []
    not_yet = [Waiting("the Cabinet", date(2025, 6, 2))]
    assert ask(stood=stood(response=Answered.AWAITED), asked=1, waiting=not_yet) == []


def test_one_question_each_the_most_telling_first_and_eight_at_most():
    slow = Known("slow", stood(slips=5, slip_days=400, **LATE), has_actions=True)
    red = Known("red", stood(rating=Shown.RED), has_actions=True)
    well = Known("well", stood(), has_actions=True)
    found = questions.suggest([red, well, slow], ON)
    assert [one.key for one in found] == ["slow", "red"]
    many = [Known(number, stood(rating=Shown.RED), has_actions=True) for number in range(20)]
    assert len(questions.suggest(many, ON)) == 8


def test_many_names_are_counted():
    silent = ["A", "B", "C", "D", "E"]
    assert "A, B, C and two more did not answer" in ask(silent=silent)[0]
