"""Choosing how a council's ratings are shown."""

from django.db import transaction

from recommendations.models import MonitoringRule
from scrutiny.engine import audit
from scrutiny.models import Council

from . import standings

FIELDS = ("scale", "blue_for_complete", "due_soon_days")


@transaction.atomic
def change_rule(council, *, scale, blue_for_complete, due_soon_days, by, on=None):
    """Show the council's ratings by another rule, every standing with it. Returns the MonitoringRule.

    What people said is not touched: only what members see of it is derived anew.
    """
    Council.objects.select_for_update().get(pk=council.pk)
    rule = MonitoringRule.objects.filter(council=council).first() or MonitoringRule(council=council)
    before = {name: getattr(rule, name) for name in FIELDS}
    after = {"scale": scale, "blue_for_complete": blue_for_complete, "due_soon_days": due_soon_days}
    if rule.pk and before == after:
        return rule
    for name, value in after.items():
        setattr(rule, name, value)
    rule.save()
    audit.record(council, "chose how ratings are shown", by=by, before=before, after=after)
    standings.refresh_council(council, on=on)
    return rule
