"""The small cast of the tests about update rounds."""

from dataclasses import dataclass
from datetime import date, timedelta

from recommendations.actions import links, rounds
from tests import factories, life

TODAY = date(2026, 3, 2)
DUE = date(2026, 3, 20)


@dataclass
class Asked:
    """A committee with a plan of two owners: Una has two actions and an address, Otto one."""

    council: object
    body: object
    officer: object
    plan: object
    una: object
    otto: object
    actions: list

    def open(self, **fields):
        """A round about the plan, opened on TODAY, due on DUE."""
        fields = {"title": "Spring update", "as_at": TODAY, "due_on": DUE, "plan": self.plan, "on": TODAY} | fields
        return rounds.open_round(self.body, by=self.officer, **fields)


def make_asked(**owner):
    """An Asked; `owner` are fields of Otto."""
    council = factories.make_council()
    body = factories.make_body(council, "Children Scrutiny Committee")
    plan = life.make_plan(body, "Improvement plan")
    una = life.make_owner(council, "Una Owner", manager_name="Mary Manager", manager_email="mary@example.org")
    otto = life.make_owner(council, "Otto Other", **owner)
    before = TODAY - timedelta(days=100)
    actions = [
        life.make_action(plan, "Write to every school.", owner=una, label="1", due_on="2026-06", on=before),
        life.make_action(plan, "Train the SECRETUNA team.", owner=una, label="2", on=before),
        life.make_action(plan, "Publish the SECRETOTTO figures.", owner=otto, label="3", on=before),
    ]
    return Asked(council, body, factories.make_officer(body), plan, una, otto, actions)


def ask_of(round, owner):
    """The owner's Ask of a round."""
    return round.asks.select_related("round__council", "round__body", "owner").get(owner=owner)


def said(ask, rating="amber", words="Going on.", **more):
    """Answers to every item of an ask, as actions.rounds.answer takes them."""
    return {item.pk: {"parts": {None: (rating, words)}} | more for item in ask.items.all()}


def address(ask):
    """The path of an owner's form."""
    return f"/answer/{links.token_of(ask)}/"
