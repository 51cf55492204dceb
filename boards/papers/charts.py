"""The chart of an indicator, ready for templates/boards/_chart.html, on a page and in print alike."""

from boards.models import IndicatorValue
from boards.rules import charts
from boards.rules import indicators as rules

MOST = 24  # periods in a chart; the table has them all


def chart_of(measure, key):
    """What the template draws of a measures.Measure: {chart, title, key, ...}; None where there is nothing to draw.

    `key` makes the ids of the drawing its own on the page.
    """
    unit = measure.indicator.unit
    series = [
        (_name(measure, key_), {one.period: one.value for one in measure.series[key_]}) for key_, _ in measure.heads
    ]
    periods = measure.periods[-MOST:]
    series = [(name, {period: found[period] for period in periods if period in found}) for name, found in series]
    short = unit if unit in ("%", "£") else ""  # others would not fit beside the axis; the table has them
    drawn = charts.draw(series, periods, measure.indicator.target, lambda value: rules.printed(value, short))
    if drawn is None:
        return None
    sentence = measure.sentence or "Only comparators have values yet."
    target = measure.indicator.target
    return {
        "chart": drawn,
        "key": key,
        "title": f"{'Line' if drawn.lines else 'Bar'} chart of {measure.indicator.name}. {sentence}",
        "target": rules.printed(target, short) if target is not None else "",
        "is_several": len(series) > 1,
        "width": charts.WIDTH,
        "height": charts.HEIGHT if len(series) > 1 else charts.WITHOUT_KEY,
    }


def _name(measure, key):
    if key == IndicatorValue.Series.OWN:
        return measure.indicator.board.abbreviation or "This board"
    return IndicatorValue.Series(key).label
