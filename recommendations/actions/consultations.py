"""Consultations: sending a report out for comment, reminding who is silent, recording replies, closing."""

from django.db import transaction
from django.utils import timezone

from recommendations.actions import letters
from recommendations.models import Consultation, ConsultationReply, Consultee
from recommendations.rules import chasing
from recommendations.rules.chasing import OWNER, Step
from recommendations.rules.consulting import REMINDERS
from scrutiny.engine import audit, uploads, versions
from scrutiny.models import Body
from scrutiny.refused import Refused

REMINDER = "consultation_reminder"
Stance = ConsultationReply.Stance
SAYS_SOMETHING = (Stance.COMMENTS, Stance.OBJECTS)


@transaction.atomic
def send(body, *, title, sent_on, due_on, consultees, edition=None, message="", by, on=None):
    """Send an issued report to `consultees` (rules.consulting.Lines) for comment; gives the Consultation.

    Who has an e-mail address gets a letter now with the report; where `sent_on` is an earlier day the report went by
    other means, no first letter goes and reminders do. Raises Refused.
    """
    on = on or timezone.localdate()
    title = " ".join(title.split())
    if not title:
        raise Refused("Enter the title", "title")
    if sent_on > on:
        raise Refused("The report cannot have been sent on a day to come. Enter today, or an earlier day", "sent_on")
    if due_on < sent_on:
        raise Refused("The comments cannot be due before the report is sent. Enter a later day", "due_on")
    if not consultees:
        raise Refused("Name at least one council or body to ask", "consultees")
    _check_edition(body, edition)
    one = Consultation(
        council_id=body.council_id,
        body=body,
        edition=edition,
        title=title,
        message=message.strip(),
        sent_on=sent_on,
        due_on=due_on,
        sent_by=by if getattr(by, "pk", None) else None,
    )
    one._history_user = by
    one.save()
    audit.record(one, "sent", by=by, after={"comments by": due_on, "asked": [line.name for line in consultees]})
    _ask(one, consultees, sent_on, on)
    return one


@transaction.atomic
def change(consultation, seen_version, *, by, on=None, **fields):
    """Change title, message or the day by which comments are due; later reminders follow the new day.

    Raises Refused, or versions.Stale when somebody saved first.
    """
    now = lock(consultation)
    refuse_closed(now)
    if "title" in fields:
        fields["title"] = " ".join(fields["title"].split())
    if fields.get("due_on", now.due_on) < now.sent_on:
        raise Refused("The comments cannot be due before the report is sent. Enter a later day", "due_on")
    return versions.save_text(consultation, seen_version, by, **fields)


@transaction.atomic
def add_consultees(consultation, lines, *, by, on=None):
    """Ask more councils or bodies; each with an address gets the letter now. Raises Refused."""
    on = on or timezone.localdate()
    one = lock(consultation)
    refuse_closed(one)
    if on > one.due_on:
        raise Refused(f"The comments were due on {_day(one.due_on)}. Give a later day first", "consultees")
    asked = {name.casefold() for name in one.consultees.values_list("name", flat=True)}
    twice = next((line.name for line in lines if line.name.casefold() in asked), "")
    if twice:
        raise Refused(f"{twice} is asked already. Take it out of the list", "consultees")
    if not lines:
        raise Refused("Name at least one council or body to ask", "consultees")
    audit.record(one, "asked more", by=by, after={"asked": [line.name for line in lines]})
    return _ask(one, lines, on, on)


@transaction.atomic
def reply(consultee, *, stance, replied_on, text="", decided_by="", document=None, by, on=None):
    """Record what a consultee replied; an earlier reply of theirs stays beside it. Gives the ConsultationReply.

    A reply may come after the consultation was closed: it is recorded as what it is. Raises Refused.
    """
    on = on or timezone.localdate()
    one = lock(consultee.consultation)
    if stance not in Stance.values:
        raise Refused("Choose what they replied", "stance")
    if replied_on > on:
        raise Refused("The day the reply came is in the future. Check the date", "replied_on")
    if replied_on < consultee.asked_on:
        raise Refused(
            f"{consultee.name} was asked on {_day(consultee.asked_on)}, so no reply can have come before that. "
            "Check the date",
            "replied_on",
        )
    text = text.strip()
    if stance in SAYS_SOMETHING and not text and document is None:
        raise Refused("Enter what they said, or add the reply itself", "text")
    found = ConsultationReply(
        consultee=consultee,
        stance=stance,
        text=text,
        replied_on=replied_on,
        decided_by=" ".join(decided_by.split())[:200],
        recorded_on=on,
        by=by if getattr(by, "pk", None) else None,
    )
    if document is not None:
        _attach(found, document)
    found.save()
    after = {"reply": found.get_stance_display(), "received": replied_on.isoformat(), "document": found.document_name}
    audit.record(found, "recorded a reply", by=by, after=after, note=one.title)
    return found


@transaction.atomic
def close(consultation, *, by, on=None):
    """End a consultation: nobody is reminded any more, and what is still to be sent stays. Raises Refused."""
    on = on or timezone.localdate()
    one = lock(consultation)
    refuse_closed(one)
    one.closed_on, one._history_user = on, by
    one.save(update_fields=["closed_on"])
    silent = one.consultees.filter(replies__isnull=True).count()
    audit.record(one, "closed", by=by, after={"silent": silent})
    return one


def day(on=None):
    """Remind on `on` (today) who was asked and is silent, in every open consultation; gives how many letters.

    Running it twice does nothing the second time. After days on which it did not run only the newest reminder goes.
    """
    on = on or timezone.localdate()
    written = 0
    open_ones = Consultation.objects.filter(closed_on=None, sent_on__lte=on)
    silent = Consultee.objects.filter(consultation__in=open_ones, asked_on__lt=on, replies__isnull=True)
    for pk in silent.exclude(email="").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            written += _remind(pk, on)
    return written


def _remind(pk, on):
    Consultee.objects.select_for_update(of=("self",)).get(pk=pk)
    about = ("consultation__body", "consultation__council", "consultation__sent_by", "consultation__edition")
    one = Consultee.objects.select_related(*about).defer("consultation__edition__pdf", "consultation__edition__html")
    one = one.get(pk=pk)
    if one.consultation.closed_on or one.replies.exists():
        return 0
    due = one.consultation.due_on
    start = f"consultee:{pk}:{REMINDER}:{due}:"
    done = one.letters.filter(key__startswith=start).values_list("key", flat=True)
    taken = {Step(int(key.removeprefix(start)), OWNER) for key in done}
    steps = chasing.steps_due(due, one.asked_on, REMINDERS, taken, on)
    for step in steps:
        letters.to_consultee(one, REMINDER, f"{start}{step.days}", "consultation_reminder", on)
    return len(steps)


def _ask(consultation, lines, asked_on, on):
    """Make the Consultees and write the letters; gives the Consultees."""
    known = _known(consultation.council_id)
    last = consultation.consultees.order_by("-order").values_list("order", flat=True).first() or 0
    found = []
    for at, line in enumerate(lines, start=last + 1):
        body = known.get(line.name.casefold())
        one = Consultee.objects.create(
            consultation=consultation, order=at, name=line.name, email=line.email, body=body, asked_on=asked_on
        )
        found.append(one)
        if asked_on == on:  # what went earlier went by other means
            letters.to_consultee(one, "consultation", f"consultee:{one.pk}:consultation", "consultation", on)
    return found


def _known(council_id):
    """The council's live bodies by name and abbreviation, as names are compared."""
    known = {}
    for body in Body.objects.filter(council=council_id).live():
        for name in filter(None, (body.name, body.abbreviation)):
            known.setdefault(name.casefold(), body)
    return known


def body_named(council_id, name):
    """The council's live body with this name or abbreviation, or None."""
    return _known(council_id).get(name.casefold())


def _check_edition(body, edition):
    if edition is None:
        return
    if edition.is_exempt or edition.paper.is_exempt:
        raise Refused(
            "This edition holds what is exempt, so it cannot leave the council. Choose the public one", "edition"
        )
    if edition.paper.council_id != body.council_id:
        raise Refused("This report is of another council. Choose one of this council", "edition")


def _attach(found, document):
    """Keep the file under the name it came with, once it is seen to be what its name says."""
    try:
        uploads.check(document.name, document)
    except uploads.UploadRefused as refusal:
        raise Refused(str(refusal), "document") from refusal
    found.document_name = document.name.replace("\\", "/").rpartition("/")[2][:200]
    ending = found.document_name.rpartition(".")[2].lower()
    found.document.save(f"reply.{ending}", document, save=False)


def lock(consultation):
    """The consultation as it is now, its row locked until the transaction ends."""
    found = Consultation.objects.select_for_update(of=("self",)).select_related("body", "council", "sent_by")
    return found.get(pk=consultation.pk)


def refuse_closed(one):
    """Raise Refused for a consultation that was closed."""
    if one.closed_on:
        raise Refused(f"The consultation was closed on {_day(one.closed_on)}")


def _day(on):
    return f"{on.day} {on:%B %Y}"
