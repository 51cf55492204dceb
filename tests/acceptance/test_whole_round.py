"""The whole round of a recommendation, in a browser: sent, answered, chased, accepted, judged, closed, printed.

The words are a real paper's where the seeds are there, else invented. The owner answers on a telephone-sized screen
through the link in an e-mail that a real mail server received, and signs in nowhere. The next stage's report begins
with what became of it all.
"""

import json
import re
from datetime import date, timedelta

import pytest

from tests.pdf.conformance import assert_pdf_ua
from tests.recommendations.mail_server import MailServer
from tests.serving import own_database, served

from . import printed, seeds
from .officer import Administrator, Person
from .test_acceptance import AS_SERVED, KEPT, as_served, faults_of, first_administrator  # noqa: F401
from .watcher import Watcher, works

pytestmark = [pytest.mark.acceptance, pytest.mark.slow]

COMMITTEE = "Children and Young People Scrutiny Committee"
ASKED = "Schools and Families Directorate"
STAGE_1, STAGE_2 = "Safeguarding, stage 1", "Safeguarding, stage 2"
OWNER = "Una Fell, Head of Family Help"
ADDRESS = "una.fell@example.org"
INVENTED = [
    "That the figures of every school be published each term.",
    "That one telephone number serve the whole county.",
    "That the two teams share an office.",
]


def texts():
    """What is recommended: a real paper's recommendations where the seeds are there."""
    path = seeds.SEEDS / "essex.json"
    if not path.exists():
        return INVENTED
    return [one["text"] for one in json.loads(path.read_text(encoding="utf-8"))["recommendations"]]


@pytest.fixture(scope="module")
def told(browser, as_served, tmp_path_factory):  # noqa: F811
    """What was seen on the way: a dict of texts, and the paths of the two PDFs."""
    KEPT.mkdir(parents=True, exist_ok=True)
    seen = {"history": KEPT / "whole-round-history.pdf", "stage_2": KEPT / "whole-round-stage-2.pdf"}
    with own_database(tmp_path_factory.mktemp("round")) as url, MailServer() as mail:
        extra = {"EMAIL_URL": f"smtp://127.0.0.1:{mail.port}"}
        password = first_administrator(url, "Invented County Council")
        with served(url, **AS_SERVED, **extra) as address:
            extra["SITE_ADDRESS"] = address
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.accept())
            faults = faults_of(page)
            officer = begins(page, address, password)
            walk(officer, url, mail, extra, browser, seen)
            context.close()
            assert faults == []
    return seen


def begins(page, address, password):
    """An installation with a committee, a directorate and the officer, who is signed in."""
    administrator = Administrator(page, address)
    administrator.signs_in("admin", password)
    administrator.adds_body(COMMITTEE, "committee")
    administrator.adds_body(ASKED, "directorate")
    first = administrator.adds_officer("officer", "Olive Ficer", COMMITTEE)
    administrator.signs_out()
    officer = Watcher(page, address)
    officer.committee = COMMITTEE
    officer.signs_in("officer", first)
    return officer


def walk(officer, url, mail, extra, browser, seen):
    """The whole round."""
    today = date.today()
    officer.starts(STAGE_1, COMMITTEE, stage="1")
    for text in texts():
        officer.recommends(text, ASKED)
    officer.agrees(today)
    officer.sends(today)
    seen["sent"] = officer.main()
    officer.responds("Accepted", "Cabinet", today)
    officer.undertakes("(1)", "Write to every school and family.", OWNER, today + timedelta(days=60))
    officer.knows_owner(OWNER, ADDRESS)
    officer.asks("How it gets on", STAGE_1, today.isoformat(), (today + timedelta(days=14)).isoformat())
    works(url, **extra)
    to, letter = mail.sent[-1]
    seen["to"], seen["letter"] = to, str(letter.get_body(("plain",)).get_content())
    seen["thanks"] = answers_on_a_telephone(browser, re.search(r"https?://\S+/answer/\S+", seen["letter"]).group())
    officer.page.goto(officer.round)
    seen["waiting"] = officer.main()
    officer.press(f"Accept what {OWNER.partition(',')[0]} says of Write to every school and family.")
    meeting = officer.meets(today)
    officer.decides(meeting, "(1)", "Close: implemented", "42/26")
    seen["decided"] = officer.main()
    officer.page.goto(f"{officer.review}responses/")
    officer.press("The whole story of recommendation (1)")
    seen["story"] = officer.main()
    officer.prints_history(seen["history"])
    officer.starts(STAGE_2, COMMITTEE, stage="2", previous=STAGE_1)
    officer.downloads(seen["stage_2"])


def answers_on_a_telephone(browser, link):
    """The owner opens the link on a telephone, answers, and reads the thanks."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    faults = faults_of(page)
    owner = Person(page, "")
    page.goto(link)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "nothing is wider than the screen"
    page.get_by_role("radio", name=re.compile("^Green")).check()
    owner.fill("What has been done, and what comes next", "Every school has had the letter since Monday.")
    owner.press("Send to the committee")
    said = page.locator("main").inner_text()
    context.close()
    assert faults == []
    return said


def test_the_date_is_shown_with_its_sum(told):
    assert re.search(r"Response due.*[Rr]eceived.*days?", told["sent"], re.DOTALL)


def test_one_letter_goes_to_the_owner_with_a_link(told):
    assert told["to"] == ADDRESS
    assert "Write to every school and family." in told["letter"]
    assert told["letter"].count("/answer/") == 1


def test_the_owner_answers_without_an_account(told):
    assert "Thank you" in told["thanks"]
    assert "Every school has had the letter since Monday." in told["thanks"]
    assert "1 answer to settle" in told["waiting"]


def test_the_committee_closes_it_and_its_story_says_so(told):
    assert "Close: implemented" in told["decided"] or "Implemented" in told["decided"]
    for words in ("Accepted", "Every school has had the letter since Monday.", "42/26", "Implemented"):
        assert words in told["story"], words


def test_the_history_prints_it_all(told):
    read = "".join(block.text for block in printed.of_pdf(told["history"]).blocks)
    wanted = [texts()[0], "Cabinet", "Write to every school and family.", "Every school has had the letter", "42/26"]
    for words in wanted:
        assert "".join(words.split()) in read, words
    assert_pdf_ua(told["history"])
    print(f"\nwhole-round-history {len(wanted)}/{len(wanted)} strings")


def test_the_next_stage_begins_with_what_became_of_each(told):
    read = printed.of_pdf(told["stage_2"])
    text = "".join(block.text for block in read.blocks)
    places = [text.find("".join(one.split())) for one in texts()]
    assert -1 not in places, [one for one, place in zip(texts(), places, strict=True) if place < 0]
    assert places == sorted(places)
    assert "Implemented" in text
    assert text.count("Accepted") >= len(texts())
    assert_pdf_ua(told["stage_2"])
    print(f"\nwhole-round-stage-2 {len(places)}/{len(texts())} recommendations carried, in order")
