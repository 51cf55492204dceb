"""A plan of twenty-eight actions as a real council counted it: entered, chased, and printed as an exception report.

The seed prints the counts and the meanings of the ratings, not the actions: those are made up. Two owners are asked,
reminded and silent; that, and nobody's typing, gives the two that are marked "no data".
"""

import re
from datetime import date, timedelta

import pytest

from recommendations.rules.words import Rating
from tests.pdf.conformance import assert_pdf_ua
from tests.recommendations.mail_server import MailServer
from tests.serving import own_database, served

from . import herefordshire as seed
from . import printed
from .officer import Administrator
from .test_acceptance import AS_SERVED, KEPT, as_served, faults_of, first_administrator  # noqa: F401
from .watcher import Watcher, day_goes_by, works

pytestmark = [pytest.mark.acceptance, pytest.mark.slow]

COMMITTEE = "Children’s Safeguarding Scrutiny Committee"
ADDRESSES = {owner: f"{owner.split()[0].lower()}@example.org" for owner in seed.SILENT}


@pytest.fixture(scope="module")
def plan():
    """The plan's title, counts and meanings."""
    return seed.plan()


@pytest.fixture(scope="module")
def report(browser, as_served, tmp_path_factory, plan):  # noqa: F811
    """The report as printed, and its path."""
    today = date.today()
    asked, after = today + timedelta(days=1), today + timedelta(days=9)
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / "herefordshire-exceptions.pdf"
    with own_database(tmp_path_factory.mktemp("exceptions")) as url, MailServer() as mail:
        extra = {"EMAIL_URL": f"smtp://127.0.0.1:{mail.port}"}
        password = first_administrator(url, "Invented County Council")
        with served(url, **AS_SERVED, **extra) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(30_000)
            page = context.new_page()
            faults = faults_of(page)
            administrator = Administrator(page, address)
            administrator.signs_in("admin", password)
            administrator.adds_body(COMMITTEE, "committee")
            first = administrator.adds_officer("officer", "Olive Ficer", COMMITTEE)
            administrator.signs_out()
            officer = Watcher(page, address)
            officer.committee = COMMITTEE
            officer.signs_in("officer", first)
            said = enter(officer, plan)
            for owner, email in ADDRESSES.items():
                officer.gives_address(owner, email)
            officer.asks("How the plan gets on", plan["title"], today.isoformat(), asked.isoformat())
            works(url, **extra)
            for days in range(1, 10):
                day_goes_by(url, today + timedelta(days=days), **extra)
            officer.page.goto(officer.plan)
            officer.press("Print an exception report")
            officer.press("Begin the paper")
            officer.issues(path, after.isoformat())
            context.close()
            assert faults == []
        letters = [to for to, _ in mail.sent if to in ADDRESSES.values()]
    assert sorted(set(letters)) == sorted(ADDRESSES.values())
    assert len(letters) == 2 * 3, f"asked, reminded on the day and a week after: {letters}"
    assert len(said) == plan["total"] - plan["counts"]["no_data"]
    return path, printed.of_pdf(path)


def enter(officer, plan):
    """Enter the plan, its actions and what was said of all but those of the silent owners; gives what was said."""
    officer.adds_plan(plan["title"], "External review", plan["source"])
    officer.pastes_actions(seed.table(), len(seed.ACTIONS))
    officer.says_meanings({Rating(rating).words: words for rating, words in plan["meanings"].items()})
    told = [one for one in seed.ACTIONS if one.owner not in seed.SILENT]
    said = {one.label: (Rating(one.rating).words, one.commentary) for one in told}
    officer.enters_progress(said)
    return said


def words_of(read):
    """The report's words without spaces, since a PDF does not say where one line follows another."""
    return "".join(block.text for block in read.blocks)


def test_the_counts_are_those_in_that_order_and_add_up(report, plan):
    words = {"".join(rating.words.lower().split()): rating.value for rating in Rating}
    names = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    found = re.findall(rf"(?<!\d)(\d+)(?:is|are)marked({names})", words_of(report[1]))
    found = [(words[name], int(number)) for number, name in found]
    total = sum(number for _, number in found)
    print(f"\nherefordshire-exceptions {', '.join(str(number) for _, number in found)}: total {total}")
    assert found == list(plan["counts"].items())
    assert total == plan["total"]


def test_each_rating_says_what_it_means(report, plan):
    text = words_of(report[1])
    for rating, words in plan["meanings"].items():
        meaning = "".join(words.strip().rstrip(".").split())
        marked = f"{plan['counts'][rating]}(?:is|are)marked{''.join(Rating(rating).words.lower().split())}"
        assert re.search(rf"{marked}(?:,?as|and)?,?{re.escape(meaning)}", text), f"{rating}: {words}"


def test_every_action_stands_in_one_table_row(report):
    _, read = report
    rows = [block.text for block in read.blocks if block.cell == 0 and block.tag != "Caption"]
    for one in seed.ACTIONS:
        assert sum(read.plain(one.text) in row for row in rows) == 1, one.text


def test_the_silent_are_said_to_have_been_asked(report):
    assert len(re.findall(r"askedthreetimes|asked3times", words_of(report[1]))) >= 2, words_of(report[1])[-2000:]


def test_the_report_is_accessible(report):
    assert_pdf_ua(report[0])
