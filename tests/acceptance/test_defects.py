"""How many of the seeds' known defects the proof-reading finds, and how much it reports that is none."""

import pytest

from scrutiny.rules.proofreading.paper import KINDS

from . import defects

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.one_database,
    pytest.mark.skipif(not defects.there(), reason="the seeds do not lie beside the checkout"),
]


def test_nine_in_ten_defects_are_found_and_under_one_report_in_five_is_false():
    scores = {name: defects.scored(name) for name in defects.there()}
    print(
        f"\n{'defects found / known, (+ false reports)':26}"
        + "".join(f"{name[:9]:>13}" for name in scores)
        + f"{'all':>13}"
    )
    totals = []
    for kind in KINDS:
        row = [scores[name][kind] for name in scores]
        totals += row
        print(f"{kind:40}" + "".join(_cell([one]) for one in row) + _cell(row))
    print(f"{'all kinds':40}" + "".join(_cell(list(one.values())) for one in scores.values()) + _cell(totals))
    for name, kinds in scores.items():
        for kind, score in kinds.items():
            for missed in score.missed:
                print(f"  not found, {name}, {kind}: {missed}")
            for false in score.false:
                print(f"  false, {name}, {kind}: {false}")
    found, known = sum(one.found for one in totals), sum(one.known for one in totals)
    reports, false = sum(one.reports for one in totals), sum(len(one.false) for one in totals)
    print(
        f"  {found} of {known} found ({found / known:.0%}); {false} of {reports} reports are false ({false / reports:.0%})"
    )
    assert found >= 0.9 * known
    assert false < 0.2 * reports


def _cell(scores):
    """Found, known, and false reports where there are any."""
    found, known, false = (
        sum(one.found for one in scores),
        sum(one.known for one in scores),
        sum(len(one.false) for one in scores),
    )
    if not known and not false:
        return f"{'-':>13}"
    return f"{f'{found}/{known}' + (f' +{false}' if false else ''):>13}"
