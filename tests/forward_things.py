"""Factories of the forward look and of consultations; see tests/factories.py for what stands beneath."""

from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from recommendations.models import Consultation, ConsultationReply, Consultee, ForwardItem, ForwardRule, Letter
from recommendations.rules import municipal
from tests import factories

_next = count(1).__next__


def make_item(body=None, title=None, *, meeting=None, **fields):
    """A ForwardItem of `body`, at a meeting or not placed yet."""
    body = body or factories.make_body()
    year = municipal.year_of(meeting.date if meeting else date.today())
    fields = {"year": year, "order": body.forward_items.count() + 1, "minutes": 30, "lead": f"Head {_next()}"} | fields
    title = title or f"School buses {_next()}"
    return ForwardItem.objects.create(council=body.council, body=body, meeting=meeting, title=title, **fields)


def make_consultation(body=None, *, sent_on=date(2024, 3, 1), due_on=date(2030, 3, 1), **fields):
    """A Consultation of `body` with nobody asked."""
    body = body or factories.make_body()
    fields = {"title": f"School transport {_next()}"} | fields
    return Consultation.objects.create(council=body.council, body=body, sent_on=sent_on, due_on=due_on, **fields)


def make_consultee(consultation, name=None, **fields):
    """A Consultee with an address."""
    name = name or f"District Council {_next()}"
    fields = {"email": "clerk@example.org", "asked_on": consultation.sent_on} | fields
    fields.setdefault("order", consultation.consultees.count() + 1)
    return Consultee.objects.create(consultation=consultation, name=name, **fields)


def make_reply(consultee, stance="comments", *, document=b"words", **fields):
    """A ConsultationReply with a document."""
    on = consultee.consultation.sent_on
    fields = {"text": "More buses.", "replied_on": on, "recorded_on": on} | fields
    reply = ConsultationReply(consultee=consultee, stance=stance, document_name="reply.txt", **fields)
    reply.document.save("reply.txt", ContentFile(document), save=False)
    reply.save()
    return reply


def give(world):
    """Give the World of the access tests an item at a meeting, and a consultation with a reply."""
    world.forward_item = make_item(world.committee, meeting=factories.make_meeting(world.committee, date(2030, 6, 4)))
    ForwardRule.objects.create(body=world.committee)
    world.consultation = make_consultation(world.committee)
    world.consultee = make_consultee(world.consultation)
    world.reply = make_reply(world.consultee)


def grow(world, recommendation, meeting, number):
    """Add of every list of the forward look and of consultations two rows that differ, one under what was there."""
    committee, coming = world.committee, factories.make_meeting(world.committee, date(2040, 5, 1) + timedelta(number))
    finding = factories.make_finding(world.agreed, disposition="forward_look")
    factories.make_finding(world.agreed, disposition="forward_look")  # waits for a place
    make_item(committee, meeting=world.forward_item.meeting, source="finding", finding=finding)
    make_item(committee, meeting=coming, source="recommendation", recommendation=recommendation)
    make_item(committee, source="board", board=factories.make_body(world.council, kind="board"))
    make_item(committee, binned_at=timezone.now())
    known = factories.make_body(world.council, kind="agency")
    make_reply(make_consultee(world.consultation, body=known))
    who = make_consultee(make_consultation(committee))
    for one in (who, world.consultee):
        Letter.objects.create(
            council=world.council, consultee=one, kind="consultation", key=f"consultee:{one.pk}:{number}",
            to_name=one.name, to_email=one.email, subject="Words", body="Words", written_on=who.asked_on,
        )  # fmt: skip
