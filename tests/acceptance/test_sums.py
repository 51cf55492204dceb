"""What the papers count and measure, summed again: what is printed of it must be what the system works out.

The figures are the papers' where the seeds are there, else invented ones of the same shape.
"""

import re
from decimal import Decimal

from boards.rules import indicators as rules

from . import herefordshire, seeds

NAME = "timeliness of Initial Child Protection Conferences"
INVENTED = ["45", "77"]


def measured():
    """The values of an indicator, first and last, as text."""
    if not (seeds.SEEDS / "surrey.json").exists():
        return INVENTED
    found = next(one for one in seeds.raw("surrey")["indicators"] if one["name"] == NAME)
    return [one["value"] for one in found["values"]]


def test_the_ratings_of_the_plan_add_up_to_its_actions():
    plan = herefordshire.plan()
    assert sum(plan["counts"].values()) == plan["total"] == len(herefordshire.ACTIONS) == 28
    assert herefordshire.counts() == plan["counts"]
    assert list(plan["counts"].values()) == [9, 2, 10, 1, 4, 2]


def test_the_paragraph_that_counts_them_says_the_same():
    if not (seeds.SEEDS / "herefordshire.json").exists():
        return
    paragraphs = [one for section in seeds.raw("herefordshire")["sections"] for one in section["paragraphs"]]
    said = next(one["text"] for one in paragraphs if "28 actions" in one["text"])
    counted = [int(number) for number in re.findall(r"^- (\d+) ", said, re.MULTILINE)]
    assert counted == list(herefordshire.plan()["counts"].values())
    assert sum(counted) == 28


def test_an_indicator_is_said_as_the_paper_says_it():
    first, last = (Decimal(one) for one in measured())
    values = [rules.Value("2012/13", first), rules.Value("November 2013", last)]
    said = rules.sentence(rules.Measured(values, unit="%", target=Decimal(75)))
    assert said == (
        "Between 2012/13 and November 2013 it improved from 45% to 77% against a target of 75%: target met."
    )


def test_a_measure_that_got_worse_does_not_say_that_it_improved():
    first, last = (Decimal(one) for one in measured())
    values = [rules.Value("2012/13", last), rules.Value("November 2013", first)]
    said = rules.sentence(rules.Measured(values, unit="%", target=Decimal(75)))
    assert "worsened from 77% to 45%" in said
    assert "target missed" in said
