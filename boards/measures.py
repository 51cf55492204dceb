"""Indicators with their values as known on a day: what pages and printed blocks both show."""

from collections import defaultdict
from dataclasses import dataclass

from boards.models import Indicator, IndicatorValue
from boards.rules import indicators as rules

Series = IndicatorValue.Series
NAMES = {Series.NEIGHBOURS: "statistical neighbours", Series.ENGLAND: "England"}


@dataclass
class Measure:
    """An indicator with its values in order of time: {series: [IndicatorValue]}."""

    indicator: Indicator
    series: dict

    @property
    def own(self):
        """The board's own values."""
        return self.series.get(Series.OWN, [])

    @property
    def periods(self):
        """Every period of any series in order of time, once."""
        found = {}
        for values in self.series.values():
            for one in values:
                found.setdefault(one.period, one.ends_on)
        return sorted(found, key=lambda period: found[period])

    @property
    def measured(self):
        """The same for the rules."""
        one = self.indicator
        return rules.Measured(
            values=_plain(self.own),
            unit=one.unit,
            good=one.good,
            target=one.target,
            target_words=one.target_words,
            comparators=[(NAMES[key], _plain(self.series[key])) for key in NAMES if key in self.series],
        )

    @property
    def sentence(self):
        """What the values say."""
        return rules.sentence(self.measured)

    @property
    def is_met(self):
        """Whether the newest value meets the target; None where that cannot be said."""
        return rules.is_met(self.own[-1].value, self.indicator.target, self.indicator.good) if self.own else None

    def table(self):
        """Rows of {period, cells: [{value, words, note, was}]}, one cell for each series in `heads`."""
        by_place = {key: {one.period: one for one in values} for key, values in self.series.items()}
        return [
            {"period": period, "cells": [self._cell(by_place[key].get(period)) for key, _ in self.heads]}
            for period in self.periods
        ]

    @property
    def heads(self):
        """The series that have values, as pairs of key and name."""
        return [(key.value, key.label) for key in Series if self.series.get(key)]

    def _cell(self, value):
        if value is None:
            return {"value": None, "words": "", "note": "", "was": []}
        unit = self.indicator.unit
        was = [{"words": rules.printed(old.value, unit), "why": old.why_revised} for old in value.earlier]
        return {"value": value, "words": rules.printed(value.value, unit), "note": value.note, "was": was}


def of_board(board, on, **only):
    """The board's indicators in order, as known on `on`: a list of Measure, in two queries."""
    return of_indicators(Indicator.objects.kept().filter(board=board, **only).order_by("order", "pk"), on)


def of_indicators(indicators, on):
    """These indicators with what was recorded up to `on`; a value counts until its revision was recorded."""
    indicators = list(indicators)
    rows = IndicatorValue.objects.filter(indicator__in=indicators, recorded_on__lte=on)
    rows = list(rows.select_related("revised_by").order_by("ends_on", "pk"))
    elder = defaultdict(list)
    for one in rows:
        if one.revised_by_id:
            elder[one.revised_by_id].append(one)
    series = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if one.revised_by_id is None or one.revised_by.recorded_on > on:
            one.earlier = _earlier(one, elder)
            series[one.indicator_id][one.series].append(one)
    return [Measure(one, dict(series[one.pk])) for one in indicators]


def _earlier(value, elder):
    """What a value was before each revision, newest first."""
    found, waiting = [], [value.pk]
    while waiting:
        for one in elder.get(waiting.pop(), ()):
            found.append(one)
            waiting.append(one.pk)
    return found


def _plain(values):
    return [rules.Value(one.period, one.value) for one in values]
