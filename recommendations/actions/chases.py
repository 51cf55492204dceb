"""The chasing of a day: reminders, the ladder, and "no data" for the silent. It may run late, and more than once."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from recommendations import asking
from recommendations.actions import letters, updates
from recommendations.models import Ask, Letter, UpdateRound
from recommendations.rules import chasing
from recommendations.rules.chasing import CHAIR, MANAGER, MONITORING, OWNER, PAPER, Step
from recommendations.rules.words import Rating
from scrutiny.engine import audit
from scrutiny.models import Membership, Role


def day(on=None):
    """Do what is due on `on` (today) in every open round; gives {"letters": n, "silent": n}.

    Running it twice does nothing the second time. After days on which it did not run, the newest reminder that was
    missed goes, and every rung above the owner; nobody is called silent on the day of a reminder that came late.
    """
    on = on or timezone.localdate()
    done = {"letters": 0, "silent": 0}
    rounds = UpdateRound.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), opened_on__lte=on)
    for round in rounds.select_related("council").order_by("pk"):
        steps = asking.steps_of(round.council)
        for pk in Ask.objects.filter(round=round, answered_at=None).order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                written, silent = _chase(pk, steps, on)
            done["letters"] += written
            done["silent"] += silent
    return done


def _chase(pk, steps, on):
    """What is due of one unanswered ask: how many letters were written, and whether it became silent."""
    ask = Ask.objects.select_for_update(of=("self",)).get(pk=pk)
    ask = Ask.objects.select_related("round__council", "round__body", "owner").get(pk=ask.pk)
    if ask.answered_at or ask.revoked_at or (ask.round.closed_on and ask.round.closed_on <= on):
        return 0, False  # who has no link cannot answer
    items = [item for item in asking.items_of(ask, on) if item.item.answered_at is None and not item.is_closed]
    if not items:
        return 0, False
    past = list(ask.letters.order_by("written_on", "pk"))
    written = 0
    for step in chasing.steps_due(ask.round.due_on, ask.asked_on, steps, _taken(past, steps), on):
        written += _take(ask, step, items, past, on)
    to_owner = list(ask.letters.filter(kind__in=asking.REMINDERS))
    heard_on = [one.written_on for one in to_owner if one.sent_at]
    if heard_on and any(one.written_on == on for one in to_owner):
        heard_on.append(on)  # it goes out today
    silent = ask.silent_on is None and chasing.is_silent(ask.round.due_on, steps, heard_on, on)
    if silent:
        _set_no_data(ask, items, on)
    return written, silent


def _taken(past, steps):
    """The steps that letters were written for; one whose days were changed since stands for the new one of its kind."""
    done = set()
    for letter in past:
        parts = letter.key.split(":")
        if len(parts) > 3 and parts[2] in (OWNER, MANAGER, CHAIR, MONITORING, PAPER):
            done.add(Step(int(parts[3]), parts[2]))
    for old in sorted(done - set(steps)):
        if old.who != OWNER:
            done |= set([step for step in sorted(steps) if step.who == old.who and step not in done][:1])
    return done


def _take(ask, step, items, past, on):
    """Write the letters of one step; gives how many."""
    key = f"ask:{ask.pk}:{step.who}:{step.days}"
    asked = [one for one in past if one.kind in asking.REMINDERS and one.sent_at]
    if step.who == OWNER:
        if Letter.objects.filter(key=key).exists():
            return 0
        letters.to_owner(ask, OWNER, key, "reminder", on, items=items)
        return 1
    template = "paper" if step.who == PAPER else "escalation"
    new = 0
    for at, (name, address) in enumerate(_above(ask, step.who)):
        own = f"{key}:{at}" if at else key
        if not Letter.objects.filter(key=own).exists():
            context = {"items": items, "asked": asked, "step": step, "name": name}
            letters.write(ask, step.who, own, template, context, to_name=name, to_email=address, on=on)
            new += 1
    return new


def _above(ask, who):
    """Names and addresses of those whom a rung above the owner tells; an address is "" when none is known."""
    if who == MANAGER:
        owner = ask.owner
        return [(owner.manager_name or "Head of service", owner.manager_email)]
    if who == CHAIR:
        chairs = Membership.objects.filter(body=ask.round.body_id, role=Membership.Role.CHAIR, has_left=False)
        found = [
            (str(one.person), one.person.email or (one.person.user.email if one.person.user else ""))
            for one in chairs.select_related("person__user").order_by("order", "pk")
        ]
        return found or [(ask.round.council.chair_word, "")]
    if who == MONITORING:
        roles = Role.objects.filter(council=ask.round.council_id, kind=Role.Kind.MONITORING, user__is_active=True)
        found = [(str(one.user), one.user.email) for one in roles.select_related("user").order_by("pk")]
        return found or [("Monitoring officer", "")]
    return [("", "")]


def close_on_the_silent(round, on):
    """When a round is closed on or after the day answers were due: who was asked and did not answer is silent.

    Gives how many owners. Who was never reached by a letter was not asked, and is not called silent.
    """
    if round.due_on > on:
        return 0
    silent = 0
    open_asks = Ask.objects.filter(round=round, answered_at=None, revoked_at=None, silent_on=None)
    for ask in open_asks.select_related("round__council", "round__body", "owner").order_by("pk"):
        items = [item for item in asking.items_of(ask, on) if item.item.answered_at is None and not item.is_closed]
        if items and ask.letters.filter(kind__in=asking.REMINDERS, sent_at__isnull=False).exists():
            _set_no_data(ask, items, on)
            silent += 1
    return silent


def _set_no_data(ask, items, on):
    """Record that nothing came: one update for each action, with the log of what was sent."""
    asked = [one for one in ask.letters.order_by("written_on", "pk") if one.kind in asking.REMINDERS and one.sent_at]
    commentary = no_data_words(ask, asked)
    for item in items:
        updates.give(
            item.action,
            rating=Rating.NO_DATA,
            as_at=min(max(ask.round.as_at, item.action.recorded_on), on),
            commentary=commentary,
            source="system",
            given_by="",
            ask_item=item.item,
            on=on,
        )
    Ask.objects.filter(pk=ask.pk).update(silent_on=on)
    audit.record(ask, "found silent", by=None, after={"actions": len(items), "asked": len(asked)})


def no_data_words(ask, asked):
    """What stands in place of an answer: how often the owner was asked, and when."""
    days = [f"{one.written_on.day} {one.written_on:%B %Y}" for one in asked]
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    times = {1: "once", 2: "twice"}.get(len(days), f"{len(days)} times")
    due = f"{ask.round.due_on.day} {ask.round.due_on:%B %Y}"
    return f"{ask.owner} was asked {times} ({listed}). The answer was due on {due}, and none came."
