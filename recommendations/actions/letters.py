"""Writing letters and seeing that each goes out once.

A letter is written in the transaction of what causes it, and so is the job that sends it. Nobody can know whether a
letter went when a program or a connection breaks while the mail server has it, so it is then left as it is, shown to
the officer, and never sent again by itself: a letter may be missing, and never comes twice.
"""

import logging
import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from email.utils import formataddr, parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from recommendations import asking, jobs
from recommendations.actions import links
from recommendations.models import Letter
from scrutiny.engine import mail
from scrutiny.engine.rules import words

log = logging.getLogger(__name__)

LINK = "[your link]"  # stands in the kept text for what is only put in when the letter goes
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
MOST_TRIES = len(WAITS) + 1
_arrived = ContextVar("arrived", default=None)


@contextmanager
def recorded_as_sent(moment):
    """Inside it, letters are recorded as having gone at `moment` and none is queued: for a history that is loaded."""
    token = _arrived.set(moment)
    try:
        yield
    finally:
        _arrived.reset(token)


def write(ask, kind, key, template, context, *, to_name, to_email, on):
    """The Letter with this `key`, written and queued now unless it was before; one without an address is only kept.

    `template` is a text under templates/recommendations/letters whose first line is the subject.
    """
    context = {"ask": ask, "link": LINK, **context}
    return _write(ask.round.council, kind, key, template, context, to_name, to_email, on, ask=ask)


def to_consultee(consultee, kind, key, template, on, **context):
    """Write a letter to somebody who is asked to comment on a report, with the report behind it; see `write`."""
    consultation = consultee.consultation
    context |= {"consultee": consultee, "consultation": consultation, "is_late": on > consultation.due_on}
    to = (consultee.name, consultee.email)
    return _write(consultation.council, kind, key, template, context, *to, on, consultee=consultee)


def _write(council, kind, key, template, context, to_name, to_email, on, **about):
    text = render_to_string(f"recommendations/letters/{template}.txt", context)
    subject, _, body = re.sub("\n{3,}", "\n\n", words.clean(text)).strip().partition("\n")
    moment = _arrived.get() if to_email else None
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            **about,
            "council": council,
            "kind": kind,
            "to_name": " ".join(words.clean(to_name).split())[:200],
            "to_email": to_email,
            "subject": subject[:250],
            "body": body.strip() + "\n",
            "written_on": on,
            "sent_at": moment,
            "begun_at": moment,
            "tries": 1 if moment else 0,
        },
    )
    if is_new and to_email and moment is None:
        jobs.send_letter.enqueue(letter.pk)
    return letter


def to_owner(ask, kind, key, template, on, *, items=None, **context):
    """Write a letter to the ask's owner about `items` (all of the ask's unless given); see `write`."""
    context |= {"items": asking.items_of(ask, on) if items is None else items, "is_late": on > ask.round.due_on}
    address = ask.owner.email if ask.owner.is_active else ""
    return write(ask, kind, key, template, context, to_name=ask.owner.name, to_email=address, on=on)


def deliver(pk):
    """Send a letter unless it went, was given up, or is not wanted any more; gives what became of it, in a word."""
    about = ("ask__round__opened_by", "ask__owner", "consultee__consultation__sent_by")
    letter = Letter.objects.select_related(*about).filter(pk=pk).first()
    if letter is None or not letter.to_email:
        return "nothing to send"
    reason = not_wanted(letter)
    if reason:
        _waiting(letter).update(gave_up_at=timezone.now(), last_error=reason)
        return "not wanted"
    # Taken in one statement, so that of two workers only one sends it.
    if not _waiting(letter).update(begun_at=timezone.now(), tries=F("tries") + 1):
        return "not waiting"
    try:
        connection = get_connection()
        mail.send(_message(letter, connection), connection)
    except mail.NotSent as problem:
        return _failed(letter, problem)
    except mail.Unknown as problem:
        log.warning("Nobody knows whether letter %s was sent: %s", letter.pk, problem)
        Letter.objects.filter(pk=letter.pk).update(last_error=str(problem)[:500])
        return "unknown"
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), last_error="")
    return "sent"


def not_wanted(letter):
    """Why a letter that has not gone out need not go any more; "" when it should."""
    if letter.consultee_id:
        return _comment_not_wanted(letter)
    ask = letter.ask
    if ask is None:
        return ""
    if ask.round.closed_on:
        return "Not sent: the round was closed first."
    if letter.kind in asking.REMINDERS:
        if ask.revoked_at:
            return "Not sent: the link was withdrawn first."
        if ask.expires_on < timezone.localdate():
            return "Not sent: the link would no longer work."
    if ask.answered_at and letter.kind not in ("ask", "link", "returned"):
        return "Not sent: the answer came first."
    return ""


def _comment_not_wanted(letter):
    if letter.consultee.consultation.closed_on:
        return "Not sent: the consultation was closed first."
    if letter.kind == "consultation_reminder" and letter.consultee.replies.exists():
        return "Not sent: the reply came first."
    return ""


def requeue():
    """Queue anew what waits and may have lost its job when a worker was stopped; gives how many."""
    waiting = Letter.objects.filter(sent_at=None, begun_at=None, gave_up_at=None).exclude(to_email="")
    keys = list(waiting.values_list("pk", flat=True))
    for pk in keys:
        jobs.send_letter.enqueue(pk)
    return len(keys)


def _waiting(letter):
    return Letter.objects.filter(pk=letter.pk, sent_at=None, begun_at=None, gave_up_at=None)


def _failed(letter, problem):
    tries = Letter.objects.values_list("tries", flat=True).get(pk=letter.pk)
    over = problem.is_final or tries >= MOST_TRIES
    changes = {"begun_at": None, "last_error": str(problem)[:500], "gave_up_at": timezone.now() if over else None}
    Letter.objects.filter(pk=letter.pk).update(**changes)
    if over:
        log.error("Letter %s was given up after %s tries: %s", letter.pk, tries, problem)
        return "given up"
    jobs.send_letter.using(run_after=timezone.now() + WAITS[tries - 1]).enqueue(letter.pk)
    return "again later"


def _message(letter, connection):
    """The e-mail, with the link that only exists now."""
    body = letter.body
    if letter.ask_id and letter.kind in asking.REMINDERS:
        body = body.replace(LINK, address_of(letter.ask), 1)
    asker = letter.ask.round.opened_by if letter.ask_id else None
    report = None
    if letter.consultee_id:
        asker, report = letter.consultee.consultation.sent_by, letter.consultee.consultation.edition
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mark = sha256(f"{settings.SECRET_KEY}{letter.key}".encode()).hexdigest()[:24]
    message = EmailMessage(
        letter.subject,
        body,
        to=[formataddr((letter.to_name, letter.to_email))],
        reply_to=[asker.email] if asker and asker.email else None,
        # The same at every try, so that a mail server that had it before can tell.
        headers={
            "Message-ID": f"<{mark}@{sender.rpartition('@')[2] or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    if report is not None:
        # Only what may leave the council: an edition with exempt parts is refused when the consultation is made.
        message.attach(_file_name(report), bytes(report.pdf), "application/pdf")
    return message


def _file_name(edition):
    """A plain name for the report that goes with a letter: "school-transport-edition-2.pdf"."""
    return f"{slugify(edition.title)[:80] or 'report'}-edition-{edition.number}.pdf"


def address_of(ask):
    """The whole address of an owner's form; whoever has it may answer, so it is shown to nobody else."""
    return settings.SITE_ADDRESS + reverse("recommendations:answer", args=[links.token_of(ask)])
