"""Loading what became of each review's recommendations: sent, answered, done, judged."""

from datetime import date

from recommendations.actions import judgements, notes, recommendations, responses, sending
from recommendations.models import MemberNote, Regime, ResponseRequest

from . import content
from .timeline import moment

LIVES = ("stage_1", "homes", "safety", "care", "stage_2", "holidays")


class Lives:
    """Notes the life of each review in a Timeline, from lives/<name>.toml."""

    def __init__(self, loader, doings, timeline):
        """Takes the reviews.Loader, the doings.Doings for actions, and the timeline.Timeline."""
        self.loader, self.doings, self.timeline = loader, doings, timeline

    def note(self, name):
        """One review's life."""
        said = content.read(f"lives/{name}")
        by = self.loader.directory.users[content.review(name)["officer"]]
        note = self.timeline.add
        note(said["sent"]["on"], "send", self._send, name, said["sent"], by)
        for row in said["sent"].get("later_notice", ()):
            note(row["on"], "receive", self._receive, name, row, by)
        for row in said.get("withdrawn", ()):
            note(row["at"].date(), "withdraw", self._withdraw, name, row, by)
        for row in said.get("responses", ()):
            note(row["on"], "respond", self._respond, name, row, by)
        for row in said.get("actions", ()):
            self.doings.note_action(row, review=name, by=by)
        for group in said.get("judgements", ()):
            for row in group["decided"]:
                note(group["on"], "judge", self._judge, name, row, by)
        for group in said.get("proposals", ()):
            for row in group["proposed"]:
                note(group["on"], "propose", self._propose, name, row, group["meeting"], by)
        for row in said.get("notes", ()):
            note(row["on"], "note", self._note, name, row)

    def _send(self, name, row, by, *, on):
        review = self.loader.reviews[name]
        sending.ensure_regimes(review.council, on=on)
        keys = {
            addressee.pk: Regime.objects.get(council=review.council, key=row["regimes"][str(addressee.body)])
            for addressee in sending.to_send(review)
            if str(addressee.body) in row.get("regimes", {})
        }
        received = row.get("received", on)
        sending.send(review, sent_on=on, received_on=received, regimes=keys, by=by, on=max(on, received))

    def _receive(self, name, row, by, *, on):
        for key in row["of"]:
            request = self._request(name, key, row["who"])
            sending.set_receipt(request, row["received"], why=row["why"], by=by, on=on)

    def _withdraw(self, name, row, by, *, on):
        one = self.doings.recommendation(name, row["recommendation"])
        at = moment(on, row["at"].hour, row["at"].minute)
        recommendations.withdraw(one, row["reason"], by=by, at=at)

    def _respond(self, name, row, by, *, on):
        answers = []
        for one in row["answers"]:
            request = self._request(name, one["to"], one["by"])
            limbs = list(request.recommendation.limbs.all())
            said = {key: one[key] for key in ("reasons", "amended_text") if key in one}
            limb = limbs[one["limb"] - 1] if "limb" in one else None
            answers.append({"request": request, "limb": limb, "decision": one["says"], **said})
        fields = {key: row[key] for key in ("decided_by", "decided_on", "decided_at", "reasons") if key in row}
        responses.respond(answers, received_on=row.get("received", on), by=by, on=on, **fields)

    def _judge(self, name, row, by, *, on):
        fields = {key: value for key, value in row.items() if key not in ("of", "into")}
        into = self._named(name, row["into"]) if "into" in row else None
        judgements.judge(self._named(name, row["of"]), self._meeting(name, on), into=into, by=by, on=on, **fields)

    def _propose(self, name, row, held_on, by, *, on):
        fields = {key: value for key, value in row.items() if key not in ("of", "into")}
        into = self._named(name, row["into"]) if "into" in row else None
        meeting = self._meeting(name, held_on)
        judgements.propose(self._named(name, row["of"]), meeting, into=into, by=by, on=on, **fields)

    def _note(self, name, row, *, on):
        user = self.loader.directory.users[row["member"]]
        meeting = self._meeting(name, row["meeting"]) if "meeting" in row else None
        question = row.get("is_question", False)
        one = self._named(name, row["of"])
        note = notes.add(one, row["text"], by=user, is_question=question, meeting=meeting)
        then = {"written_at": moment(on, 19, 40)}
        if row.get("is_sent"):
            notes.send(note, by=user)
            then["sent_at"] = moment(on, 19, 45)
        MemberNote.objects.filter(pk=note.pk).update(**then)

    def _named(self, name, key):
        """The recommendation of "key", or of another review's "stage_1:key"."""
        return self.loader.recommendations[key if ":" in key else f"{name}:{key}"]

    def _request(self, name, key, body):
        """What the body of this name was asked of a recommendation."""
        found = ResponseRequest.objects.select_related("recommendation")
        return found.get(recommendation=self._named(name, key), addressee__body__name=body)

    def _meeting(self, name, held_on: date):
        committee = self.loader.reviews[name].commissioned_by
        return self.loader.directory.meeting(f"{committee.name}, {held_on.isoformat()}")
