"""Writing indicators: what is measured, its values, and their revisions; a value once recorded stays."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boards.actions.business_plans import put_back, set_aside
from boards.models import Indicator, IndicatorValue
from boards.rules import indicators as rules
from boards.rules import periods
from scrutiny.engine import audit, versions
from scrutiny.models import Body
from scrutiny.refused import Refused

FIELDS = ("name", "definition", "about", "unit", "good", "target", "target_words", "source")
TWICE = "This board has an indicator of that name already. Give it another name"
Series = IndicatorValue.Series


@dataclass(frozen=True)
class Entry:
    """One value to record: of which series, in which period, how much; `place` is the row that it was typed in."""

    series: str
    period: str
    number: Decimal
    note: str = ""
    place: int = 0


@transaction.atomic
def add_indicator(board, *, name, by, **fields):
    """A new Indicator at the end of the board's; raises Refused for a name that is there."""
    Body.objects.select_for_update(of=("self",)).get(pk=board.pk)
    name = _checked(board, name)
    last = Indicator.objects.filter(board=board).aggregate(last=Max("order"))["last"] or 0
    indicator = Indicator(board=board, order=last + 1, name=name, **fields)
    indicator._history_user = by
    indicator.save()
    audit.record(indicator, "added", by=by, after={"name": name, "unit": indicator.unit, "target": indicator.target})
    return indicator


@transaction.atomic
def change_indicator(indicator, seen_version, *, by, **fields):
    """Save what an indicator measures; raises versions.Stale, and Refused for a name that is there."""
    if "name" in fields:
        fields["name"] = _checked(indicator.board, fields["name"], indicator.pk)
    return versions.save_text(indicator, seen_version, by, **{name: fields[name] for name in FIELDS if name in fields})


@transaction.atomic
def bin_indicator(indicator, *, by):
    """Put an indicator in the bin; its values stay with it."""
    return set_aside(indicator, by)


@transaction.atomic
def restore_indicator(indicator, *, by):
    """Take an indicator out of the bin; raises Refused where another took its name meanwhile."""
    _checked(indicator.board, indicator.name, indicator.pk)
    return put_back(indicator, by)


@transaction.atomic
def add_values(indicator, entries, *, by, on=None):
    """Record values, a list of Entry; gives the new IndicatorValue rows.

    Raises Refused, beside the box `period_<place>`, for a period that names no time, one that comes twice, and one
    that has a value already, which is revised instead.
    """
    on = on or timezone.localdate()
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if indicator.binned_at:
        raise Refused("This indicator is in the bin. Put it back before recording values")
    if not entries:
        raise Refused("Enter at least one period with its value")
    there = {(one.series, one.period.casefold()) for one in indicator.values.filter(revised_by=None)}
    found = []
    for entry in entries:
        period, box = periods.tidy(entry.period), f"period_{entry.place}"
        try:
            ends_on = periods.ends(period)
        except periods.PeriodError as problem:
            raise Refused(str(problem), box) from problem
        if (entry.series, period.casefold()) in there:
            raise Refused(already(period, entry.series), box)
        there.add((entry.series, period.casefold()))
        value = IndicatorValue.objects.create(
            indicator=indicator,
            series=entry.series,
            period=period,
            ends_on=ends_on,
            value=entry.number,
            note=entry.note.strip(),
            recorded_on=on,
            by=by if getattr(by, "pk", None) else None,
        )
        after = {"indicator": str(indicator), "of": value.get_series_display(), "period": period}
        audit.record(value, "recorded", by=by, after=after | {"value": str(entry.number)})
        found.append(value)
    return found


@transaction.atomic
def revise(value, number, *, why, note="", by, on=None):
    """Another value for the same period; the old one stays, with what it was replaced by and why. Gives the new row.

    Raises Refused without a reason, for the same number, and for a value that was revised already.
    """
    on = on or timezone.localdate()
    Indicator.objects.select_for_update(of=("self",)).get(pk=value.indicator_id)
    old = IndicatorValue.objects.select_related("indicator").get(pk=value.pk)
    if old.revised_by_id:
        raise Refused("This value was revised already. Revise the newest one")
    if not why.strip():
        raise Refused("Say why the value is revised", "why")
    if number == old.value:
        shown = rules.printed(old.value, old.indicator.unit)
        raise Refused(f"The value is {shown} already. Enter another", "value")
    new = IndicatorValue(
        indicator=old.indicator,
        series=old.series,
        period=f"revises {old.pk}",
        ends_on=old.ends_on,
        value=number,
        note=note.strip(),
        recorded_on=on,
        by=by if getattr(by, "pk", None) else None,
    )
    # Only one value of a period may be unrevised at any moment: the new one takes the period once the old one is.
    new.save()
    old.revised_by, old.why_revised = new, why.strip()
    old.save(update_fields=["revised_by", "why_revised"])
    new.period = old.period
    new.save(update_fields=["period"])
    said = {"indicator": str(old.indicator), "period": old.period, "value": str(number), "why": why}
    audit.record(new, "revised", by=by, before={"value": str(old.value)}, after=said)
    return new


def already(period, series):
    """That a period has a value, in words."""
    whose = "" if series == Series.OWN else f" of {Series(series).label.lower()}"
    return f"There is a value{whose} for {period} already. Revise that one instead"


def _checked(board, name, pk=None):
    name = name.strip()
    if not name:
        raise Refused("Enter the name of the indicator", "name")
    if Indicator.objects.kept().filter(board=board, name=name).exclude(pk=pk).exists():
        raise Refused(TWICE, "name")
    return name
