"""Random histories of plans: for every past day each plan is as it was recorded on that day."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from recommendations import plan_blocks, plan_rows
from recommendations.actions import doing, occasions, plans, updates
from recommendations.models import Action, Plan, ProgressUpdate
from recommendations.rules.words import Closing, Rating
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = pytest.mark.slow
DAY = life.SENT
DATES = ("2024-06", "2024-09-30", "2024-12-31", "2025")
WHAT = ("add", "move", "hand over", "update", "send", "accept", "return", "close", "merge", "occasion")


class World:
    """Three plans, two owners, and whatever a history does to them."""

    def __init__(self):
        self.body = factories.make_body()
        self.officer = factories.make_officer(self.body)
        self.plans = [life.make_plan(self.body, title) for title in ("One", "Two", "Three")]
        self.owners = [life.make_owner(self.body.council) for _ in range(2)]
        self.made = 0

    def do(self, what, number, on):
        """One event; what cannot be is refused and changes nothing."""
        by = {"by": self.officer, "on": on}
        plan = Plan.objects.get(pk=self.plans[number % 3].pk)
        actions = list(Action.objects.order_by("pk"))
        action = actions[number % len(actions)] if actions else None
        sent = ProgressUpdate.objects.filter(state="waiting").order_by("pk").first()
        self.made += 1
        try:
            if what == "add":
                due = {"due_event": "the 2025 scrutiny"} if number % 4 == 0 else {"due_on": DATES[number % 4]}
                doing.add_action(plan=plan, text=f"Action {self.made}", owner=self.owners[number % 2], **due, **by)
            elif what == "merge":
                plans.merge([plan], Plan.objects.get(pk=self.plans[(number + 1) % 3].pk), **by)
            elif what == "occasion":
                occasion = occasions.name_occasion(self.body.council, "the 2025 scrutiny", by=self.officer)
                occasions.set_date(occasion, on + timedelta(days=number), **by)
            elif what in ("accept", "return"):
                if sent and what == "accept":
                    updates.accept(sent, **by)
                elif sent:
                    updates.send_back(sent, "Say more.", **by)
            elif action:
                self._do_to(what, action, number, by)
        except Refused:
            pass

    def _do_to(self, what, action, number, by):
        if what == "move":
            doing.revise_date(action, DATES[number % 4], why="Late.", **by)
        elif what == "hand over":
            doing.hand_over(action, [*self.owners, None][number % 3], **by)
        elif what == "close":
            doing.close_action(action, [*Closing][number % 3].value, note="Seen.", **by)
        else:
            source = "owner" if what == "send" else "officer"
            rating = [*Rating][number % 6]
            updates.give(action, rating=rating, as_at=by["on"], commentary=f"Words {self.made}", source=source, **by)

    def seen(self, on):
        """Everything that the plans' pages and reports say of a day."""
        return [
            (plan_blocks.of_plan(plan, on), [(row.owner, row.rating, row.due_sentence, row.closing, row.blocked_by)
                                             for row in plan_rows.of_plan(plan, on)])
            for plan in Plan.objects.order_by("pk").select_related("merged_into")
        ]  # fmt: skip


class AsAt(TestCase):
    @settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 40), st.integers(0, 9)), min_size=5, max_size=40))
    def test_any_past_day_is_as_it_was_recorded(self, history):
        world, on, recorded = World(), DAY, {}
        for plan in range(3):
            world.do("add", plan, DAY)
        for what, number, days in history:
            if days:
                recorded[on] = world.seen(on)
                on += timedelta(days=days * 5)
            world.do(what, number, on)
        for day, said in recorded.items():
            for plan, (was, now) in enumerate(zip(said, world.seen(day), strict=True)):
                assert repr(now) == repr(was), f"plan {plan} on {day}"
