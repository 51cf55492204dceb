"""Loading the demonstration's update rounds: who was asked, who answered, who did not. Nothing is sent to anybody."""

from datetime import timedelta

from recommendations import asking
from recommendations.actions import letters, rounds, updates
from recommendations.models import Ask, AskItem, ProgressUpdate
from recommendations.rules import chasing

from . import content
from .timeline import moment


class Rounds:
    """Notes the rounds of rounds.toml in a Timeline."""

    def __init__(self, doings, timeline):
        """Takes the doings.Doings, for owners and actions, and the timeline.Timeline."""
        self.doings, self.timeline = doings, timeline
        self.rounds = {}

    def note(self):
        """Every round: its opening, the chasing up to `until`, the answers, and what the officer made of them."""
        for row in content.read("lives/rounds")["rounds"]:
            self.timeline.add(row["on"], "open a round", self._open, row)
            for on in _days(row):
                self.timeline.add(on, "chase", self._chase)
            for one in row["answers"]:
                self.timeline.add(one["on"], "answer", self._answer, row["key"], one)
                for said in one["of"]:
                    if "settled" in said:
                        self.timeline.add(said["settled"], "settle", self._settle, row["key"], said)
            if "closed" in row:
                self.timeline.add(row["closed"], "settle", self._close, row["key"])

    def _open(self, row, *, on):
        body = self.doings.loader.directory.bodies[row["body"]]
        fields = {name: row[name] for name in ("title", "as_at", "due_on", "message")}
        plan = self.doings.plans[row["plan"]] if "plan" in row else None
        with letters.recorded_as_sent(moment(on)):
            self.rounds[row["key"]] = rounds.open_round(body, plan=plan, by=self.doings.by, on=on, **fields)

    def _chase(self, *, on):
        with letters.recorded_as_sent(moment(on, 5, 30)):
            rounds.day(on)

    def _answer(self, key, row, *, on):
        """One owner opened their link, and answered or left a draft."""
        ask = Ask.objects.get(round=self.rounds[key], owner=self.doings.owners[row["owner"]])
        Ask.objects.filter(pk=ask.pk).update(opened_at=moment(on, 10, 15))
        items = {item.item.action_id: item for item in asking.items_of(ask, on)}
        given, drafts = {}, {}
        for said in row["of"]:
            action = self.doings.actions[said["action"]]
            item = items[action.pk]
            if row.get("is_draft"):
                drafts[item.pk] = {"rating-0": said["rating"], "words-0": said["says"]}
                continue
            parts = [said, *said.get("parts", ())]
            limbs = [part.limb.pk if part.limb else None for part in item.open_parts]
            given[item.pk] = {
                "parts": {limb: (part["rating"], part["says"]) for limb, part in zip(limbs, parts, strict=True)},
                "blocked_by": said.get("blocked_by", ""),
            }
        if drafts:
            rounds.save_draft(ask, drafts, on=on)
        if given:
            rounds.answer(ask, given, on=on)
            then = moment(on, 10, 40)
            AskItem.objects.filter(pk__in=given).update(answered_at=then)
            Ask.objects.filter(pk=ask.pk, answered_at__isnull=False).update(answered_at=then)

    def _settle(self, key, said, *, on):
        """The officer accepted what was said of an action, or sent it back."""
        waiting = ProgressUpdate.objects.filter(
            action=self.doings.actions[said["action"]], ask_item__ask__round=self.rounds[key], state="waiting"
        )
        for update in waiting:
            if "remark" in said:
                with letters.recorded_as_sent(moment(on, 16)):
                    rounds.send_back(update, said["remark"], by=self.doings.by, on=on)
            else:
                updates.accept(update, by=self.doings.by, on=on)

    def _close(self, key, *, on):
        rounds.close_round(self.rounds[key], by=self.doings.by, on=on)


def _days(row):
    """The days up to `until` on which something falls due of the usual ladder."""
    due_on = row["due_on"]
    silent = chasing.silent_from(due_on, chasing.USUAL)
    days = {step.on(due_on) for step in chasing.USUAL} | {silent, silent + timedelta(days=1)}
    return sorted(day for day in days if row["on"] < day <= row["until"])
