"""Loading the main committee's forward look and the report that it sent out for comment; nothing is sent to anybody."""

from recommendations.actions import consultations, forward, letters
from recommendations.models import ForwardItem
from recommendations.rules import consulting
from recommendations.rules.consulting import lines_of
from scrutiny.models import Edition, Finding, Meeting

from . import content
from .timeline import moment


def load(loader):
    """Everything of lives/forward.toml; takes the reviews.Loader, for bodies and reviews."""
    said = content.read("lives/forward")
    directory = loader.directory
    body, by = directory.bodies[said["body"]], directory.users["imogen"]
    forward.set_rule(body, most_items=said["most_items"], most_minutes=said["most_minutes"], by=by)
    meetings = {one.date: one for one in Meeting.objects.filter(body=body).select_related("body")}
    for row in said["items"]:
        _item(body, said["year"], row, meetings, directory, by)
    _consult(body, said["consultation"], loader, by)


def _item(body, year, row, meetings, directory, by):
    fields = {
        name: row[name] for name in ("title", "detail", "lead", "minutes", "source", "source_words") if name in row
    }
    if row.get("source") == ForwardItem.Source.BOARD:
        fields["board"] = directory.bodies[row["of"]]
    if row.get("source") == ForwardItem.Source.FINDING:
        fields["finding"] = Finding.objects.get(text__contains=row["of"])
    item = forward.add_item(body, year, meeting=meetings.get(row.get("meeting")), by=by, **fields)
    if "outcome" in row:
        forward.set_outcome(item, row["outcome"], note=row.get("note", ""), by=by)


def _consult(body, row, loader, by):
    """The report goes out, who is silent is reminded up to `until`, and replies come on their days."""
    edition = Edition.objects.filter(paper__review=loader.reviews[row["review"]], published_at__isnull=False).last()
    lines = lines_of("\n".join(row["consultees"]))
    fields = {name: row[name] for name in ("title", "due_on", "message")}
    with letters.recorded_as_sent(moment(row["on"], 11)):
        one = consultations.send(
            body, sent_on=row["on"], consultees=lines, edition=edition, by=by, on=row["on"], **fields
        )
    reminders = {step.on(row["due_on"]) for step in consulting.REMINDERS}
    replies = {}
    for reply in row["replies"]:
        replies.setdefault(reply["on"], []).append(reply)
    for on in sorted(reminders | set(replies)):
        if on in reminders and on <= row["until"]:
            with letters.recorded_as_sent(moment(on, 5, 30)):
                consultations.day(on)
        for reply in replies.get(on, ()):
            given = {name: reply[name] for name in ("stance", "decided_by", "text")}
            consultations.reply(one.consultees.get(name=reply["who"]), replied_on=on, by=by, on=on, **given)
