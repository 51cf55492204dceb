"""The demonstration as people walk it: every link that a page offers opens, and fits a narrow screen."""

import re
from urllib.parse import urlsplit

import pytest

from boards.demo import sign_ins
from tests.browser.test_every_page import WIDE
from tests.serving import manage, own_database, served

pytestmark = pytest.mark.browser

WALKERS = (None, "imogen", "marian", "simon")
FILES = (".pdf", ".ics", "/file/", ".css", "/tracker/csv", "/tracker/xlsx", "/tracker/pdf")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the demonstration is served."""
    with own_database(tmp_path_factory.mktemp("demonstration")) as url:
        manage(url, "demo_load", "-v0")
        with served(url, DEBUG="1") as found:
            yield found


def kind_of(path):
    """A page's address without its numbers: two reviews look the same, and so does a tracker however it is filtered."""
    path = re.sub(r"(/tracker/\?).*", r"\1", path)
    return re.sub(r"=(\w+)-\d+", r"=\1-N", re.sub(r"=\d+", "=N", re.sub(r"/\d+(?=/|$)", "/N", path)))


def links_of(page, address):
    """Addresses on this site that the page leads to, without their fragments."""
    found = page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)")
    parts = [urlsplit(link) for link in found if link.startswith(address)]
    return [part.path + (f"?{part.query}" if part.query else "") for part in parts]


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "public")
def test_every_link_opens_and_fits(browser, address, who):
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 800})
    page = context.new_page()
    wrong, here = [], ""
    page.on("pageerror", lambda error: wrong.append(f"{here}: {error}"))
    page.on("console", lambda said: said.type == "error" and wrong.append(f"{here}: {said.text}"))
    page.goto("/")
    if who:
        page.goto("/sign-in/")
        page.locator("[name=username]").fill(who)
        page.locator("[name=password]").fill(sign_ins.PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    seen, waiting = set(), ["/"]
    while waiting:
        here = waiting.pop(0)
        kind = kind_of(here)
        if kind in seen or any(part in here for part in FILES):
            continue
        seen.add(kind)
        answer = page.goto(here)
        if answer.status != 200:
            wrong.append(f"{here}: {answer.status}")
        wide = page.evaluate(WIDE)
        if wide:
            wrong.append(f"{here}: {wide}")
        waiting += links_of(page, address)
    context.close()
    assert len(seen) > (60 if who == "imogen" else 10)
    assert wrong == []
