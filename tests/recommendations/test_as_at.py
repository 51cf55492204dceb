"""As at: whatever happened, the tracker as at a past day is the one that was recorded on that day."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import as_at, tracker, tracker_as_at, tracker_sql
from recommendations.actions import recommendations as actions
from recommendations.actions import standings
from recommendations.forms.tracker import Wanted
from recommendations.models import Action, Handover, Response, ResponseRequest, Standing
from recommendations.rules import tracking
from recommendations.rules.words import Closing, Decision, Rating, Verdict
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

START = date(2022, 1, 10)
SHOWN = [name for name in tracker_sql.NAMES if name not in ("place",)]


class History:
    """A committee's life, one random event after another, each recorded on its day."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.on = START
        self.council = factories.make_council()
        self.body = factories.make_body(self.council)
        self.officer = factories.make_officer(self.body)
        self.reviews = [life.make_agreed(self.body, published=True) for _ in range(3)]
        self.owners = [life.make_owner(self.council) for _ in range(4)]
        self.made = []
        self.recorded = {}

    def live(self):
        """One of the recommendations."""
        return self.random.choice(self.made)

    def later(self, most=400):
        """A day after this one, as a partial date now and then."""
        day = self.on + timedelta(days=self.random.randint(-40, most))
        return self.random.choice([day.isoformat(), day.isoformat()[:7], day.isoformat()])

    def run(self, events):
        """So many events on rising days; each day on which something changed is recorded."""
        for _ in range(3):
            self.send()
        every = [self.send, self.respond, self.take_back, self.act, self.act, self.revise, self.update, self.update,
                 self.hand_over, self.close, self.judge, self.withdraw, self.move_deadline]  # fmt: skip
        for _ in range(events):
            if self.random.random() < 0.6:
                self.record()
                self.on += timedelta(days=self.random.randint(1, 9))
            self.random.choice(every)()
        self.record()

    def record(self):
        """Keep the tracker as it stands on this day."""
        standings.turn_day(self.on)
        rows, after = {}, None
        while True:
            page = tracker.page(
                self.body, Wanted(sort="newest", after=after), public_only=False, today=self.on, size=200
            )
            rows |= {row["pk"]: {name: row[name] for name in SHOWN} for row in page.rows}
            after = page.next
            if after is None:
                break
        self.recorded[self.on] = (rows, tracker.counts(self.body, public_only=False))

    def send(self):
        one = factories.make_recommendation(
            self.random.choice(self.reviews), label=f"R{len(self.made)}", is_label_fixed=True,
            due_on=self.random.choice(["", "", self.later()]),
        )  # fmt: skip
        for _ in range(self.random.randint(1, 2)):
            sent_on = self.on - timedelta(days=self.random.randint(0, 5))
            life.make_request(one, sent_on=sent_on, recorded_on=self.on)
        standings.refresh([one], on=self.on)
        self.made.append(one)

    def respond(self):
        request = self.random.choice(list(ResponseRequest.objects.filter(recommendation__in=self.made)))
        life.make_response(request, self.random.choice(list(Decision)).value, on=self.on)

    def take_back(self):
        found = Response.objects.filter(withdrawn_on__isnull=True).order_by("?").first()
        if found:
            Response.objects.filter(pk=found.pk).update(withdrawn_on=self.on)
            standings.refresh([one.request.recommendation_id for one in found.answers.all()], on=self.on)

    def act(self):
        one = self.live()
        request = one.requests.first()
        answer = request.answers.first()
        under = answer if answer and self.random.random() < 0.7 else one
        owner = self.random.choice([None, *self.owners])
        life.make_action(under, owner=owner, due_on=self.random.choice(["", self.later()]), on=self.on)

    def action(self, **wanted):
        """One of the actions, or None."""
        found = list(Action.objects.filter(recommendation__in=self.made, **wanted))
        return self.random.choice(found) if found else None

    def revise(self):
        action = self.action(closed_on__isnull=True)
        if action:
            last = action.revisions.order_by("revised_on", "pk").last()
            before = last.due_on if last else action.due_on
            action.revisions.create(before_on=before, due_on=self.later(), why="Staff left.", revised_on=self.on)
            standings.refresh([action.recommendation_id], on=self.on)

    def update(self):
        action = self.action(closed_on__isnull=True)
        if action:
            as_at_day = self.on - timedelta(days=self.random.randint(0, 20))
            rating = self.random.choice(list(Rating)).value
            state = self.random.choice(["accepted", "accepted", "returned"])
            life.make_update(action, rating, on=self.on, as_at=as_at_day, state=state)

    def hand_over(self):
        action = self.action(closed_on__isnull=True)
        if action:
            owner = self.random.choice(self.owners)
            Handover.objects.create(action=action, before_id=action.owner_id, owner=owner, recorded_on=self.on)
            Action.objects.filter(pk=action.pk).update(owner=owner)
            standings.refresh([action.recommendation_id], on=self.on)

    def close(self):
        action = self.action(closed_on__isnull=True)
        if action:
            closing = self.random.choice(list(Closing)).value
            Action.objects.filter(pk=action.pk).update(closed_on=self.on, closing=closing)
            standings.refresh([action.recommendation_id], on=self.on)

    def judge(self):
        kind = self.random.choice([one for one in Verdict if one not in (Verdict.SUPERSEDED, Verdict.MERGED)])
        more = {"extend_to": self.on + timedelta(days=90)} if kind is Verdict.EXTEND else {}
        meeting = factories.make_meeting(self.body, self.on - timedelta(days=self.random.randint(0, 6)))
        life.make_judgement(self.live(), kind.value, meeting=meeting, on=self.on, **more)

    def withdraw(self):
        one = self.live()
        one.refresh_from_db()
        if one.is_withdrawn:
            actions.reinstate(one, by=self.officer, on=self.on)
        else:
            at = timezone.make_aware(timezone.datetime(self.on.year, self.on.month, self.on.day, 12))
            actions.withdraw(one, "Overtaken.", by=self.officer, at=at)

    def move_deadline(self):
        request = self.random.choice(list(ResponseRequest.objects.filter(recommendation__in=self.made)))
        after = self.on + timedelta(days=self.random.randint(1, 60))
        request.deadline_changes.create(
            before_on=request.due_on, after_on=after, before_sum="", after_sum="", why="A holiday.", recorded_on=self.on
        )
        ResponseRequest.objects.filter(pk=request.pk).update(due_on=after)
        standings.refresh([request.recommendation_id], on=self.on)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_any_past_day_of_a_random_history_is_as_it_was_recorded(seed):
    history = History(seed)
    history.run(500)
    days = list(history.recorded)
    for day in history.random.sample(days, 25):
        rows, counts = history.recorded[day]
        wanted, found = Wanted(as_at=day, sort="newest"), {}
        while True:
            page = tracker_as_at.page(history.body, wanted, public_only=False, size=20)
            found |= {row["pk"]: {name: row[name] for name in SHOWN} for row in page.rows}
            if page.next is None:
                break
            wanted = Wanted(as_at=day, sort="newest", after=page.next)
        assert found == rows, day
        assert tracker_as_at.counts(history.body, wanted, public_only=False) == counts, day
        reds = {pk for pk, row in rows.items() if row["rating"] == "red"}
        page = tracker_as_at.page(history.body, Wanted(as_at=day, sort="newest", rating="red"), public_only=False)
        assert {row["pk"] for row in page.rows} == reds
    before = sorted(Standing.objects.values_list())
    standings.rebuild()
    assert sorted(Standing.objects.values_list()) == before
    Standing.objects.all().delete()
    standings.rebuild()
    assert sorted(Standing.objects.values_list()) == before


def test_reinstating_does_not_rewrite_the_past():
    one = life.make_sent()
    officer = factories.make_user()

    def noon(day):
        return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))

    def judged(day):
        return as_at.standings([one.pk], day)[0].judgement

    actions.withdraw(one, "Overtaken.", by=officer, at=noon(date(2024, 6, 1)))
    actions.reinstate(one, by=officer, on=date(2024, 8, 1))
    actions.withdraw(one, "Overtaken again.", by=officer, at=noon(date(2024, 10, 1)))
    days = [date(2024, 5, 31), date(2024, 6, 1), date(2024, 7, 31), date(2024, 8, 1), date(2024, 10, 1)]
    assert [judged(day) for day in days] == ["none", "withdrawn", "withdrawn", "none", "withdrawn"]


def test_the_page_says_the_day_and_shows_what_was_known(client):
    one = life.make_sent()
    life.make_response(one.requests.get())
    url = reverse("recommendations:tracker", args=[one.review.commissioned_by_id])
    before = client.get(f"{url}?as_at={life.SENT + timedelta(days=19)}").content.decode()
    assert f"As at {tracking.in_words(life.SENT + timedelta(days=19))}" in before
    assert "Response awaited" in before
    after = client.get(f"{url}?as_at={life.SENT + timedelta(days=20)}").content.decode()
    assert ">Accepted<" in after
    assert "Nothing had been sent" in client.get(f"{url}?as_at={life.SENT - timedelta(days=1)}").content.decode()


def test_what_is_beyond_the_bound_is_listed_and_not_counted(client, monkeypatch):
    body = factories.make_body()
    made = [life.make_sent(body) for _ in range(6)]
    monkeypatch.setattr(tracker_as_at, "LOOKED_AT", 2)
    monkeypatch.setattr(tracker_as_at, "COUNTED", 4)
    wanted, found = Wanted(as_at=life.SENT, sort="newest", response="awaited"), []
    while True:
        page = tracker_as_at.page(body, wanted, public_only=True, size=5)
        found += [row["pk"] for row in page.rows]
        if not page.next:
            break
        assert page.is_cut
        wanted = Wanted(as_at=life.SENT, sort="newest", response="awaited", after=page.next)
    assert found == [one.pk for one in reversed(made)]
    page = client.get(f"{reverse('recommendations:tracker', args=[body.pk])}?as_at={life.SENT}").content.decode()
    assert "listed and not counted" in page
