"""Charts: every mark stands in the plane, at the height of its value."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from boards.rules import charts

numbers = st.decimals(-(10**9), 10**9, places=3)
series = st.dictionaries(st.sampled_from([str(2000 + place) for place in range(12)]), numbers, min_size=1)


@given(st.lists(numbers, min_size=1, max_size=20))
def test_the_axis_holds_zero_and_every_value(values):
    marks = charts.scale(values)
    assert marks[0] <= min([Decimal(0), *values])
    assert marks[-1] >= max([Decimal(0), *values])
    assert 0 in marks
    assert 2 <= len(marks) <= 8
    assert len({after - before for before, after in zip(marks, marks[1:], strict=False)}) == 1


@given(st.lists(series, min_size=1, max_size=3), numbers | st.none())
def test_every_value_has_its_mark_at_its_height(found, target):
    periods = sorted({period for one in found for period in one})
    named = [(f"Series {place}", one) for place, one in enumerate(found)]
    chart = charts.draw(named, periods, target, str)
    number = sum(len(one) for one in found)
    assert len(chart.bars) + sum(len(line.points) for line in chart.lines) == number
    assert bool(chart.bars) == (len(periods) <= charts.MOST_BARS)
    heights = [bar.y for bar in chart.bars] + [y for line in chart.lines for _, y in line.points]
    assert all(charts.TOP <= y <= charts.BOTTOM for y in heights)
    assert all(bar.x >= charts.LEFT and bar.x + bar.width <= charts.RIGHT for bar in chart.bars)
    for line in chart.lines:
        values = [found[line.place][period] for period in periods if period in found[line.place]]
        for value, (_, y) in zip(values, line.points, strict=True):
            for other, (_, other_y) in zip(values, line.points, strict=True):
                assert (value > other) <= (y <= other_y)


@given(st.lists(series, min_size=1, max_size=3))
def test_bars_do_not_overlap(found):
    periods = sorted({period for one in found for period in one})[: charts.MOST_BARS]
    named = [
        (str(place), {key: value for key, value in one.items() if key in periods}) for place, one in enumerate(found)
    ]
    chart = charts.draw(named, periods, None, str)
    bars = sorted(chart.bars, key=lambda bar: bar.x) if chart else []
    assert all(one.x + one.width <= other.x for one, other in zip(bars, bars[1:], strict=False))


def test_nothing_is_drawn_of_nothing():
    assert charts.draw([("Own", {})], ["2013"], None, str) is None


def test_no_line_runs_through_the_label_of_a_bar():
    bar = charts.Bar(0, 100.0, 80.0, 40.0, 90.0, "76.5%")
    assert bar.label_x < bar.middle < bar.label_x + bar.label_width
    assert bar.label_top < bar.label_y < bar.y
