"""Writing the time limits of a council and the days on which its offices are closed; live deadlines follow."""

import holidays as calendars
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from recommendations.models import Holiday, Regime
from recommendations.rules import deadlines
from scrutiny.engine import audit
from scrutiny.models import Council
from scrutiny.refused import Refused

YEARS_BACK, YEARS_AHEAD = 5, 5
A_YEARS_LEAST = 5  # fewer days in a year are no list of its bank holidays


@transaction.atomic
def ensure_regimes(council, *, on=None):
    """Give a council the usual time limits and its nation's bank holidays, unless it has its own; cheap when it has.

    Holidays reach from five years before `on` (today) to five years after it; as years pass, later ones are added,
    and what an administrator took out of earlier years stays out. Returns the council's regimes that are in use.
    """
    on = on or timezone.localdate()
    found = list(Regime.objects.filter(council=council))
    if not found or _last_year(council) < on.year + 1:
        Council.objects.select_for_update().get(pk=council.pk)
        _add_regimes(council)
        _add_holidays(council, on)
        found = list(Regime.objects.filter(council=council))
    return [one for one in found if one.is_active]


def _add_regimes(council):
    known = set(Regime.objects.filter(council=council).values_list("key", flat=True))
    for one in deadlines.defaults(council.nation):
        if one.key not in known:
            Regime.objects.create(
                council=council,
                key=one.key,
                name=one.name,
                amount=one.amount,
                unit=one.unit.value,
                counts_first_day=one.counts_first_day,
                starts_from=one.starts_from,
                source=one.source,
            )


def _add_holidays(council, on):
    """The nation's bank holidays of the years that the council's list does not reach."""
    first = _last_year(council) + 1 or on.year - YEARS_BACK
    years = range(first, on.year + YEARS_AHEAD + 1)
    if not years:
        return
    found = calendars.country_holidays("GB", subdiv=council.nation, years=years)
    Holiday.objects.bulk_create(
        [
            Holiday(council=council, on=day, name=_tidy(name))
            for day, name in sorted(found.items())
            if day.weekday() < 5 and day.year in years
        ],
        ignore_conflicts=True,
    )


def _last_year(council):
    """The last year whose bank holidays are listed, -1 for none; a day of the council's own makes no year of them."""
    counted = Holiday.objects.filter(council=council).values_list("on__year").annotate(days=Count("pk"))
    return max((year for year, days in counted.order_by() if days >= A_YEARS_LEAST), default=-1)


def _tidy(name):
    """The calendar's name as a paper prints it."""
    return name.replace(" (observed)", " (substitute day)").replace("'", "’")[:100]


@transaction.atomic
def change_regime(regime, *, why, by, on=None, **fields):
    """Save a time limit; requests that wait for an answer under it move, and say why.

    `fields` are name, amount, unit, counts_first_day, starts_from, source, is_active. Returns the saved Regime and
    how many dates moved.
    """
    regime = Regime.objects.select_for_update(of=("self",)).select_related("council").get(pk=regime.pk)
    before = {name: getattr(regime, name) for name in fields}
    if before == fields:
        return regime, 0
    if not why.strip():
        raise Refused("Say why, since it is kept beside every date that moves.", "why")
    others = Regime.objects.filter(council=regime.council, is_active=True).exclude(pk=regime.pk)
    if fields.get("is_active") is False and not others.exists():
        raise Refused("Keep at least one time limit in use, or nothing could be sent.", "is_active")
    for name, value in fields.items():
        setattr(regime, name, value)
    regime.save(update_fields=list(fields))
    audit.record(regime, "changed the time limit", by=by, before=before, after=fields, note=why)
    return regime, len(_recompute(regime.council, why, by, on))


@transaction.atomic
def add_holiday(council, day, name, *, by, on=None):
    """Add a day on which the offices are closed; dates counted in working days move. Returns it and how many moved."""
    if Holiday.objects.filter(council=council, on=day).exists():
        raise Refused("This day is in the list already.", "day")
    if day.weekday() >= 5:
        raise Refused("This is a weekend, which is never counted. Choose a weekday.", "day")
    holiday = Holiday.objects.create(council=council, on=day, name=name)
    audit.record(council, "added a holiday", by=by, after={"holiday": str(holiday)})
    return holiday, len(_recompute(council, f"{holiday} became a holiday", by, on))


@transaction.atomic
def remove_holiday(holiday, *, by, on=None):
    """Take a day out of the list; dates counted in working days move. Returns how many moved."""
    council, said = holiday.council, str(holiday)
    audit.record(council, "took out a holiday", by=by, before={"holiday": said})
    holiday.delete()
    return len(_recompute(council, f"{said} is no longer a holiday", by, on))


def _recompute(council, why, by, on):
    from .sending import recompute

    return recompute(council, why=why, by=by, on=on)
