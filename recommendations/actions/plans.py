"""Writing action plans: making, changing, and merging several into one."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from recommendations.models import Action, Plan
from recommendations.rules.words import Rating
from scrutiny.engine import audit, versions
from scrutiny.refused import Refused


@transaction.atomic
def make_plan(body, *, title, source, source_words="", started="", by, on=None):
    """A new Plan that `body` watches; `started` is a partial date, `on` only the day of recording."""
    if not title.strip():
        raise Refused("Enter the title of the plan", "title")
    if source not in Plan.Source.values:
        raise Refused("Choose where the plan comes from", "source")
    plan = Plan(
        council=body.council, body=body, title=title.strip(), source=source, source_words=source_words, started=started
    )
    plan._history_user = by
    plan.save()
    after = {"title": plan.title, "source": plan.get_source_display(), "named": source_words, "agreed": started}
    audit.record(plan, "added", by=by, after=after)
    return plan


@transaction.atomic
def change_plan(plan, seen_version, *, by, **fields):
    """Save title, source, source_words, started or meanings ({rating: words}); raises versions.Stale."""
    if "meanings" in fields:
        known = {one.value for one in Rating}
        fields["meanings"] = {key: words for key, words in fields["meanings"].items() if key in known and words}
    return versions.save_text(plan, seen_version, by, **fields)


def locked_plan(plan):
    """The plan's row, locked until the transaction ends, so that the numbers under it cannot clash."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def last_order(actions):
    """The highest place among the actions (a queryset), 0 when there are none."""
    return actions.aggregate(last=Max("order"))["last"] or 0


@transaction.atomic
def merge(plans, into, *, by, on=None):
    """Move the actions of `plans`, in order, to the end of `into`; returns `into` as it is then.

    Every action keeps the plan it came from, and each old plan says where it went and when. Raises Refused for no
    plans, for plans of different councils, for one merged already, and for a plan merged into itself.
    """
    on = on or timezone.localdate()
    keys = sorted({plan.pk for plan in plans})
    if not keys:
        raise Refused("Choose the plans that go into this one", "plans")
    if into.pk in keys:
        raise Refused("A plan cannot be merged into itself. Take it out of the list", "plans")
    found = {plan.pk: plan for plan in Plan.objects.select_for_update(of=("self",)).filter(pk__in=[*keys, into.pk])}
    into = found[into.pk]
    for plan in found.values():
        if plan.merged_into_id:
            field = None if plan.pk == into.pk else "plans"
            raise Refused(f"“{plan}” was merged already, on {_day(plan.merged_on)}. Choose another", field)
        if plan.council_id != into.council_id:
            raise Refused("Only plans of one council can be merged", "plans")
    place = last_order(Action.objects.filter(plan=into))
    for plan in (found[key] for key in dict.fromkeys(plan.pk for plan in plans)):
        moved = 0
        for action in Action.objects.filter(plan=plan).order_by("order", "pk"):
            place, moved = place + 1, moved + 1
            action.came_from_id = action.came_from_id or plan.pk
            action.plan, action.order = into, place
            action._history_user = by
            action.save(update_fields=["came_from", "plan", "order"])
        plan.merged_into, plan.merged_on = into, on
        plan._history_user = by
        plan.save(update_fields=["merged_into", "merged_on"])
        audit.record(plan, "merged", by=by, after={"into": str(into), "actions": moved, "on": on})
        audit.record(into, "took in", by=by, after={"plan": str(plan), "actions": moved, "on": on})
    return into


def _day(on):
    return f"{on.day} {on:%B %Y}"
