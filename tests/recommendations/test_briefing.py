""" "Since you last met": what changed, what is late, who is silent, what to decide and what to ask, as at a day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommendations import briefing
from recommendations.models import Ask, DateRevision, Proposal, UpdateRound
from scrutiny.papers import printing
from tests import factories, life
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LAST, NEXT = date(2024, 6, 4), date(2024, 9, 10)
ON = date(2024, 9, 3)


class Committee:
    """A committee that met on LAST and meets again on NEXT, with recommendations sent before."""

    def __init__(self):
        self.cast = factories.make_cast()
        self.body = self.cast.committee
        self.last = factories.make_meeting(self.body, LAST)
        self.next = factories.make_meeting(self.body, NEXT)
        self.review = life.make_agreed(self.body, published=True)
        self.owner = life.make_owner(self.body.council, "Una Owner", post="Head of Transport")

    def sent(self, label, answer="accepted", **action):
        """A recommendation that was sent and answered; with `action` it has one that Una owes."""
        one = life.make_sent(review=self.review, label=label, text=f"Recommendation zq{label.strip('()')}qz.")
        if answer:
            given = life.make_response(one.requests.get(), answer)
            if action:
                one.action = life.make_action(given, owner=self.owner, **action)
        return one

    def read(self, on=ON, **more):
        return briefing.read(self.body, on, **more)


@pytest.fixture
def committee(db):
    return Committee()


def told(found, key):
    """A part's lines as pairs of label and what is said."""
    part = next(one for one in found.parts if one.key == key)
    return [(line.label or line.about, line.said) for line in part.lines]


def test_which_meeting_and_which_before(committee):
    assert briefing.meetings(committee.body, ON) == (committee.next, committee.last)
    assert briefing.meetings(committee.body, NEXT) == (committee.next, committee.last)
    assert briefing.meetings(committee.body, NEXT + timedelta(days=1)) == (None, committee.next)
    assert briefing.meetings(committee.body, LAST) == (committee.last, None)
    factories.make_meeting(committee.body, date(2024, 9, 5), kind="evidence")
    assert briefing.meetings(committee.body, ON)[0] == committee.next, "only formal meetings count"


def test_what_changed_since(committee):
    answered = committee.sent("(1)", "")
    life.make_response(answered.requests.get(), "rejected", on=date(2024, 7, 1))
    moved = committee.sent("(2)", due_on="2024-06-30")
    for before, after, day in (("2024-06-30", "2024-08-31", date(2024, 6, 20)), ("2024-08-31", "2025-01-31", ON)):
        DateRevision.objects.create(action=moved.action, before_on=before, due_on=after, why="Late", revised_on=day)
    claimed = committee.sent("(3)", due_on="2024-12")
    life.make_update(claimed.action, "green", on=date(2024, 7, 2))
    closed = committee.sent("(4)")
    life.make_judgement(closed, "close_implemented", meeting=committee.last, on=date(2024, 6, 6))
    committee.sent("(5)")
    said = dict(told(committee.read(), "changed"))
    assert said["(1)"].endswith("answered on 1 July 2024: rejected.")
    assert said["(2)"].startswith("Date moved from 30 June 2024 to 31 January 2025, moved twice.")
    assert said["(3)"].startswith("Progress claimed: green, completed, as at 2 July 2024.")
    assert said["(4)"] == "Decided on 4 June 2024: close: implemented."
    assert "(5)" not in said
    early = dict(told(committee.read(date(2024, 6, 25)), "changed"))
    assert early["(2)"].startswith("Date moved from 30 June 2024 to 31 August 2024.")
    assert not {"(1)", "(3)"} & set(early)


def test_responses_overdue_with_their_sum(committee):
    committee.sent("(1)", "")
    committee.sent("(2)")
    [(label, said)] = told(committee.read(), "late")
    assert label == "(1)"
    assert said.endswith("145 days overdue, due by 11 April 2024.")
    late = next(one for one in committee.read().parts if one.key == "late")
    assert late.lines[0].note == "28 days after it was received"
    assert told(committee.read(date(2024, 4, 11)), "late") == []


def test_newly_red_is_red_now_and_was_not_when_they_met(committee):
    for label, day in (("(1)", date(2024, 7, 1)), ("(2)", date(2024, 5, 20))):
        one = committee.sent(label, due_on="2024-05-01")
        life.make_update(one.action, "amber", on=date(2024, 5, 1))
        life.make_update(one.action, "red", on=day)
    assert told(committee.read(), "red") == [("(1)", "It was amber when the committee last met. 125 days overdue.")]


def test_silent_owners_with_when_they_were_asked(committee):
    one = committee.sent("(1)", due_on="2024-12")
    life.make_update(one.action, "no_data", on=date(2024, 8, 1), source="system")
    asking = UpdateRound.objects.create(
        council=committee.body.council, body=committee.body, title="July", as_at=date(2024, 7, 1),
        due_on=date(2024, 7, 20), opened_on=date(2024, 7, 1),
    )  # fmt: skip
    Ask.objects.create(round=asking, owner=committee.owner, key="k", asked_on=date(2024, 7, 1),
                       expires_on=date(2024, 9, 1), silent_on=date(2024, 8, 1))  # fmt: skip
    [(who, said)] = told(committee.read(), "silent")
    assert who == "Una Owner, Head of Transport"
    assert said == "1 action with no data: (1). Asked on 1 July 2024, silent on 1 August 2024."
    assert told(committee.read(date(2024, 7, 31)), "silent") == []


def test_plans_are_watched_too(committee):
    plan = life.make_plan(committee.body, "Improvement plan")
    action = life.make_action(plan, "Train the drivers.", owner=committee.owner, label="7", due_on="2024-06-30")
    life.make_update(action, "amber", on=date(2024, 5, 1))
    life.make_update(action, "red", on=date(2024, 7, 15))
    found = committee.read()
    assert [label for label, _ in told(found, "red")] == ["Action 7"]
    assert [label for label, _ in told(found, "changed")] == ["Action 7"]
    assert told(found, "ask")[0][1].startswith("It was amber when the committee last met")


def test_decisions_and_questions(committee):
    one = committee.sent("(1)", "in_principle")
    two = committee.sent("(2)", due_on="2024-12")
    life.make_update(two.action, "amber", on=date(2024, 7, 1))
    Proposal.objects.create(
        recommendation=two, meeting=committee.next, kind="close_implemented", why="Done.", recorded_on=ON
    )
    found = committee.read()
    assert told(found, "decide") == [("(2)", "Close: implemented. Done.")]
    asked = dict(told(found, "ask"))
    assert asked["(1)"] == "Accepted in principle with no action or date; ask who will do what by when."
    assert "proposed to close this as implemented" in asked["(2)"]
    assert told(committee.read(ON - timedelta(days=1)), "decide") == []
    assert one.pk


def test_the_figures_are_those_of_the_lists(committee):
    committee.sent("(1)", "")
    committee.sent("(2)", "in_principle")
    found = committee.read()
    figures = {name: number for name, number, _ in found.figures}
    assert figures["open"] == 2
    assert figures["overdue"] == 1
    assert figures["response overdue"] == len(told(found, "late")) == 1


def page(client, committee, user, **asked):
    factories.sign_in(client, user)
    return client.get(reverse("recommendations:briefing", args=[committee.body.pk]), asked)


def test_the_page_for_the_past(committee, client):
    committee.sent("(1)", "")
    response = page(client, committee, committee.cast.officer, as_at="2024-09-03")
    words = response.content.decode()
    assert "For the meeting of <strong>10 September 2024</strong>" in words
    assert "You last met on 4 June 2024" in words
    assert "zq1qz" in words
    words = page(client, committee, committee.cast.officer, meeting=committee.next.pk).content.decode()
    assert "As at <strong>10 September 2024</strong>" in words


@pytest.mark.parametrize(
    "asked", [{"meeting": "x"}, {"meeting": "9" * 30}, {"as_at": "2024-99-99"}, {"as_at": ["1", "2"]}]
)
def test_nonsense_is_not_minded(committee, client, asked):
    assert page(client, committee, committee.cast.officer, **asked).status_code == 200


def test_a_meeting_of_another_body_is_not_taken(committee, client):
    other = factories.make_meeting(committee.cast.other_committee, NEXT)
    words = page(client, committee, committee.cast.officer, meeting=other.pk).content.decode()
    assert "Highways" not in words


def test_notes_to_be_raised(committee, client):
    coming = factories.make_meeting(committee.body, timezone.localdate() + timedelta(days=7))
    one = committee.sent("(1)")
    member = factories.make_member(committee.body, "Mona Reed")
    other = factories.make_member(committee.body, "Nils Oak")
    life.make_note(one, member, "zqownqz", meeting=coming)
    life.make_note(one, member, "zqsentqz", meeting=coming, sent_at=timezone.now())
    seen = {}
    for name, user in (("member", member), ("other", other), ("officer", committee.cast.officer),
                       ("monitoring", committee.cast.monitoring)):  # fmt: skip
        words = page(client, committee, user).content.decode()
        seen[name] = [word for word in ("zqownqz", "zqsentqz", "Mona Reed, sent to you") if word in words]
    assert seen == {
        "member": ["zqownqz", "zqsentqz"],
        "other": [],
        "officer": ["zqsentqz", "Mona Reed, sent to you"],
        "monitoring": [],
    }


def test_many_cost_what_few_cost(committee, client):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert page(client, committee, committee.cast.officer, as_at=str(ON)).status_code == 200
        return len(caught)

    def grow(numbers):
        for number in numbers:
            one = committee.sent(f"({number})", due_on="2024-06-30")
            life.make_update(one.action, "no_data" if number % 2 else "red", on=date(2024, 7, 1))
            DateRevision.objects.create(
                action=one.action, before_on="2024-06-30", due_on="2024-07-31", why="Late", revised_on=ON
            )
            Proposal.objects.create(recommendation=one, meeting=committee.next, kind="continue", recorded_on=ON)

    grow(range(2))
    page(client, committee, committee.cast.officer)
    few = cost()
    grow(range(2, 14))
    assert cost() == few


@pytest.mark.slow
def test_two_sides_however_much_there_is(committee, client):
    long = (
        "Una with a very long name indeed, Interim Assistant Director of Passenger Transport and Home to School Travel"
    )
    for number in range(30):
        one = committee.sent(f"SR (25/26) {number:02}", "" if number % 3 == 0 else "in_principle", due_on="2024-06-30")
        type(one).objects.filter(pk=one.pk).update(text="Publish every figure on punctuality in full every term. " * 8)
        if number % 3:
            one.action.owner = life.make_owner(committee.body.council, f"{number} {long}")
            one.action.save()
            life.make_update(one.action, "no_data" if number % 2 else "red", on=date(2024, 7, 1))
            DateRevision.objects.create(
                action=one.action, before_on="2024-06-30", due_on="2024-07-31", why="Late", revised_on=ON
            )
        Proposal.objects.create(
            recommendation=one, meeting=committee.next, kind="continue", why="Because it is so. " * 30, recorded_on=ON
        )
    factories.sign_in(client, committee.cast.officer)
    address = reverse("recommendations:briefing-pdf", args=[committee.body.pk])
    response = client.get(address, {"as_at": str(ON)})
    assert response["Content-Type"] == "application/pdf"
    assert printing.page_count(response.content) == 2
    assert_pdf_ua(response.content)


def test_home_names_the_next_meeting(committee, client):
    coming = factories.make_meeting(committee.body, timezone.localdate() + timedelta(days=7))
    address = reverse("recommendations:briefing", args=[committee.body.pk])
    for user in (factories.make_member(committee.body), committee.cast.officer):
        factories.sign_in(client, user)
        words = client.get(reverse("scrutiny:home")).content.decode()
        assert address in words
        assert f"{coming.date.day} {coming.date:%B %Y}" in words
    for user in (committee.cast.stranger, committee.cast.other_officer, None):
        factories.sign_in(client, user)
        assert address not in client.get(reverse("scrutiny:home")).content.decode()
