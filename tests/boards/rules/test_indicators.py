"""The sentence of an indicator, numbers as typed and as printed, counts of case reviews."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.rules import cases
from boards.rules import indicators as rules
from boards.rules.indicators import Measured, Value

numbers = st.decimals(-(10**9), 10**9, places=3)


def measured(*pairs, **more):
    return Measured([Value(period, Decimal(number)) for period, number in pairs], **more)


TWO = (("2012/13", "45"), ("2013/14", "77"))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            measured(*TWO, unit="%", target=Decimal(75),
                     comparators=[("statistical neighbours", [Value("2013/14", Decimal(68))])]),
            "Between 2012/13 and 2013/14 it improved from 45% to 77% against a target of 75%: target met, above "
            "statistical neighbours (68%).",
        ),
        (
            measured(*TWO, unit="%", target=Decimal(80), comparators=[("England", [Value("2012/13", Decimal(77))])]),
            "Between 2012/13 and 2013/14 it improved from 45% to 77% against a target of 80%: target missed, the "
            "same as England (77% in 2012/13).",
        ),
        (
            measured(("June 2013", "844"), ("November 2013", "900"), unit="children", good="neither"),
            "Between June 2013 and November 2013 it rose from 844 children to 900 children.",
        ),
        (
            measured(("2012", "30"), ("2013", "26"), unit="weeks", good="down", target_words="no longer than 26 weeks."),
            "Between 2012 and 2013 it improved from 30 weeks to 26 weeks against a target of no longer than 26 weeks.",
        ),
        (measured(("2012/13", "85"), unit="%"), "In 2012/13 it was 85%."),
        (measured(("2012", "3"), ("2013", "3")), "Between 2012 and 2013 it stayed at 3."),
        (measured(("2011", "3"), ("2012", "4"), ("2013", "3")), "Between 2011 and 2013 it came back to 3."),
        (measured(), ""),
    ],
)  # fmt: skip
def test_the_sentence_is_computed(one, words):
    assert rules.sentence(one) == words


@given(st.lists(numbers, min_size=1, max_size=6), numbers | st.none(), st.sampled_from(["up", "down", "neither"]),
       numbers | st.none())  # fmt: skip
def test_the_sentence_says_what_the_numbers_say(found, target, good, beside):
    values = [Value(f"{2000 + place}", value) for place, value in enumerate(found)]
    beside = [] if beside is None else [Value(values[-1].period, beside)]
    said = rules.sentence(Measured(values, "%", good, target, comparators=[("England", beside)]))
    first, last = found[0], found[-1]
    assert said.endswith(".")
    assert rules.printed(last, "%") in said
    assert ("improved" in said) == (first != last and good != "neither" and (last > first) == (good == "up"))
    assert ("worsened" in said) == (first != last and good != "neither" and (last > first) != (good == "up"))
    met = target is not None and good != "neither" and (last >= target if good == "up" else last <= target)
    assert ("target met" in said) == met
    assert ("target missed" in said) == (target is not None and good != "neither" and not met)
    if beside:
        assert ("above England" in said) == (last > beside[0].number)
        assert ("below England" in said) == (last < beside[0].number)


@given(numbers)
def test_a_printed_number_is_read_again_as_it_was(value):
    for unit in ("", "%", "£", "days"):
        assert rules.number(rules.printed(value, unit), unit) == value


@pytest.mark.parametrize(
    "typed", ["", "three", "1,23", "1.2345", "12e3", "inf", "nan", "54/57", "1" * 12, "--3", "½", "٣"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(rules.NumberError):
        rules.number(typed)


def test_shares_are_of_a_hundred():
    assert rules.share(1, 3) == Decimal("33.3")
    assert rules.share(2, 3) == Decimal("66.7")
    assert rules.share(1, 16) == Decimal("6.3")
    assert rules.share(0, 0) is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_between_nothing_and_all(part, more):
    whole = part + more
    assert 0 <= rules.share(part, whole) <= 100
    assert abs(rules.share(part, whole) * whole / 100 - part) <= Decimal(whole) / 1000


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3)))
def test_no_more_are_finished_than_began_over_the_years(rows):
    begun, finished, published = ([sum(row[place] for row in rows) for place in range(3)]) if rows else (0, 0, 0)
    found = cases.amiss(rows)
    if finished > begun:
        assert found[0] == "finished"
    elif published > finished:
        assert found[0] == "published"
    else:
        assert found is None
