"""A topic scrutinised year after year: each year's report begins with last year's recommendations and their state.

The recommendations are a real paper's where the seeds are there: due at the next scrutiny, an occasion that has no day
when it is named and gets one later.
"""

import json
from datetime import date, timedelta

import pytest

from tests.pdf.conformance import assert_pdf_ua
from tests.serving import own_database, served

from . import printed, seeds
from .test_acceptance import AS_SERVED, KEPT, as_served, faults_of, first_administrator  # noqa: F401
from .test_whole_round import ASKED, COMMITTEE, begins

pytestmark = [pytest.mark.acceptance, pytest.mark.slow]

YEARS = ("Scrutiny of 2011", "Scrutiny of 2012", "Scrutiny of 2013")
INVENTED = [("Kept informed of the group’s work.", "the 2013 scrutiny"), ("Told of the audit.", "the 2013 scrutiny")]


def recommended():
    """Pairs of a recommendation and the occasion at which it is due."""
    path = seeds.SEEDS / "hertfordshire.json"
    if not path.exists():
        return INVENTED
    found = json.loads(path.read_text(encoding="utf-8"))["recommendations"]
    return [(one["text"], one["due_event"]) for one in found]


@pytest.fixture(scope="module")
def years(browser, as_served, tmp_path_factory):  # noqa: F811
    """What was seen, and the path of the last year's report."""
    today = date.today()
    KEPT.mkdir(parents=True, exist_ok=True)
    seen = {"report": KEPT / "three-years.pdf"}
    with own_database(tmp_path_factory.mktemp("years")) as url:
        password = first_administrator(url, "Invented County Council")
        with served(url, **AS_SERVED) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.accept())
            faults = faults_of(page)
            officer = begins(page, address, password)
            officer.starts(YEARS[0], COMMITTEE)
            officer.recommends("Invite the group to the next scrutiny.", ASKED)
            officer.agrees(today)
            officer.sends(today)
            officer.starts(YEARS[1], COMMITTEE, previous=YEARS[0])
            for number, (text, event) in enumerate(recommended(), start=1):
                officer.recommends(text, ASKED)
                officer.falls_due_at(f"({number})", event)
            officer.agrees(today)
            officer.sends(today)
            event = recommended()[0][1]
            officer.gives_day(event, today + timedelta(days=90))
            officer.tab("Responses")
            officer.responds("Accepted", "The board", today)
            meeting = officer.meets(today)
            officer.decides(meeting, f"(1), {YEARS[1]}", "Continue to monitor", "12/26")
            officer.room("Tracker")
            seen["tracker"] = officer.main()
            officer.starts(YEARS[2], COMMITTEE, previous=YEARS[1])
            officer.downloads(seen["report"])
            context.close()
            assert faults == []
    return seen


def test_what_waited_for_the_occasion_falls_due_on_its_day(years):
    due = date.today() + timedelta(days=90)
    assert f"{due.day} {due:%B %Y}" in years["tracker"]


def test_each_stage_and_its_state_stand_first_in_the_last_report(years):
    text = "".join(block.text for block in printed.of_pdf(years["report"]).blocks)
    wanted = ["Invite the group to the next scrutiny.", *(one for one, _ in recommended())]
    places = [text.find("".join(one.split())) for one in wanted]
    print(f"\nthree-years {sum(place >= 0 for place in places)}/{len(places)} recommendations of two earlier years")
    assert -1 not in places, [one for one, place in zip(wanted, places, strict=True) if place < 0]
    background = text.find("Background")
    assert background < 0 or max(places) < background or text.rfind("Background") < min(places)
    assert "Continuetomonitor" in text
    assert text.count("Accepted") >= len(recommended())
    assert_pdf_ua(years["report"])
