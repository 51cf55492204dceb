"""Loading who owes what, the demonstration's plans, and how their actions got on."""

from recommendations.actions import doing, occasions, owners, plans, updates
from recommendations.models import Action, Answer

from . import content


class Doings:
    """Owners, plans, occasions and actions by their keys; notes what happens to them in a Timeline."""

    def __init__(self, loader, timeline):
        """Takes the reviews.Loader, for recommendations and bodies, and the timeline.Timeline."""
        self.loader, self.timeline = loader, timeline
        self.by = loader.directory.users["imogen"]
        self.county = loader.directory.councils["county"]
        self.owners, self.plans, self.actions = {}, {}, {}

    def load_owners(self):
        """Enter everybody of owners.toml."""
        for key, row in content.read("lives/owners")["owners"].items():
            body = self.loader.directory.bodies[row["body"]]
            self.owners[key] = owners.add_owner(self.county, **{**row, "body": body}, by=self.by)

    def note_occasions(self, rows):
        """Occasions, with the day that each was given and when."""
        for row in rows:
            self.timeline.add(row["on"], "occasion", self._occasion, row)

    def note_plans(self, rows):
        """Plans, their actions, and into which other plan each was merged."""
        for row in rows:
            self.timeline.add(row["on"], "plan", self._plan, row)
            for action in row["actions"]:
                self.note_action({"on": row["on"], **action}, plan=row["key"])
            if "merged" in row:
                self.timeline.add(row["merged"]["on"], "merge", self._merge, row["key"], row["merged"]["into"])

    def note_action(self, row, *, plan=None, review=None, by=None):
        """One action with all that became of it; it stands in a plan or under a recommendation of `review`."""
        by = by or self.by
        self.timeline.add(row["on"], "act", self._act, row, plan, review, by)
        for kind, name, do in (
            ("hand over", "handed", self._hand_over),
            ("move", "moved", self._move),
            ("update", "updates", self._update),
        ):
            for one in row.get(name, ()):
                self.timeline.add(one["on"], kind, do, row["key"], one, by)
        if "closed" in row:
            self.timeline.add(row["closed"]["on"], "close", self._close, row["key"], row["closed"], by)

    def recommendation(self, review, key):
        """The recommendation of a review by its key."""
        return self.loader.recommendations[f"{review}:{key}"]

    def _occasion(self, row, *, on):
        meeting = self.loader.directory.meeting(row["meeting"]) if "meeting" in row else None
        occasion = occasions.name_occasion(self.county, row["name"], by=self.by)
        occasions.set_date(occasion, row["held_on"], meeting=meeting, by=self.by, on=on)

    def _plan(self, row, *, on):
        fields = {name: row[name] for name in ("title", "source", "source_words", "started") if name in row}
        body = self.loader.directory.bodies[row["body"]]
        plan = plans.make_plan(body, by=self.by, on=on, **fields)
        if "meanings" in row:
            plan = plans.change_plan(plan, plan.version, by=self.by, meanings=row["meanings"])
        self.plans[row["key"]] = plan

    def _merge(self, key, into, *, on):
        plans.merge([self.plans[key]], self.plans[into], by=self.by, on=on)

    def _act(self, row, plan, review, by, *, on):
        fields = {
            name: row[name] for name in ("text", "due_on", "due_event", "label", "success_measure") if name in row
        }
        under = {"plan": self.plans[plan]} if plan else {"recommendation": self.recommendation(review, row["under"])}
        if "answered_by" in row:
            under = {"answer": self._answer(under["recommendation"], row["answered_by"])}
        owner = self.owners[row["owner"]] if "owner" in row else None
        self.actions[row["key"]] = doing.add_action(**under, owner=owner, by=by, on=on, **fields)

    def _answer(self, recommendation, name):
        """The newest answer of the body of this name."""
        answers = Answer.objects.filter(request__recommendation=recommendation, request__addressee__body__name=name)
        return answers.order_by("response__recorded_on", "pk").last()

    def _hand_over(self, key, row, by, *, on):
        doing.hand_over(self.actions[key], self.owners[row["to"]], why=row.get("why", ""), by=by, on=on)

    def _move(self, key, row, by, *, on):
        doing.revise_date(self.actions[key], row["to"], why=row["why"], who=row.get("who", ""), by=by, on=on)

    def _update(self, key, row, by, *, on):
        action = Action.objects.select_related("owner").get(pk=self.actions[key].pk)
        limb = self.limb(action, row["limb"]) if "limb" in row else None
        updates.give(
            action,
            rating=row["rating"],
            as_at=row.get("as_at", on),
            commentary=row["says"],
            blocked_by=row.get("blocked_by", ""),
            limb=limb,
            given_by=row.get("given_by", action.owner.name),
            by=by,
            on=on,
        )

    def _close(self, key, row, by, *, on):
        doing.close_action(self.actions[key], row["how"], note=row.get("note", ""), by=by, on=on)

    @staticmethod
    def limb(action, number):
        """The limb of the action's recommendation, counted from 1."""
        return list(action.recommendation.limbs.all())[number - 1]
