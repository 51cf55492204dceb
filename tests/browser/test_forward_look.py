"""The forward look in a browser: dragged between meetings, moved by buttons on a phone without scripts, checked by axe."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import serving
from tests.browser.entry_site import BUILD as SITE
from tests.browser.entry_site import EntrySite

pytestmark = pytest.mark.browser

BUILD = (
    SITE.format(count=0).rpartition("print(")[0]
    + """
from django.utils import timezone
from tests import forward_things, life

today = timezone.localdate()
body = cast.committee
meetings = [factories.make_meeting(body, today + timedelta(days=days)) for days in (0, 1)]
for title in ("Buses", "Meals"):
    forward_things.make_item(body, title, meeting=meetings[0], source="standing", detail="How *many*?")
review = life.make_agreed(body, title="School transport")
factories.make_finding(review, "Nobody counts the buses.", disposition="forward_look")
consultation = forward_things.make_consultation(body)
forward_things.make_reply(forward_things.make_consultee(consultation))
forward_things.make_consultee(consultation, email="")
print(json.dumps({
    "reviews": [],
    "look": f"/bodies/{body.pk}/forward-look/?year={forward_things.municipal.year_of(today)}",
    "consultation": f"/consultations/{consultation.pk}/",
    "send": f"/bodies/{body.pk}/consultations/add/",
    "first": f"meeting-{meetings[0].pk}", "second": f"meeting-{meetings[1].pk}",
    "sessions": {"Olive Marsh": session(cast.officer)},
}))
"""
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with serving.own_database(tmp_path_factory.mktemp("forward")) as url:
        made = json.loads(serving.run(url, BUILD))
        with serving.served(url, processes=1) as address:
            yield EntrySite(address, made)


@pytest.fixture
def at(browser, place):
    """Opens a page as the officer."""
    contexts = []

    def at(which, **how):
        contexts.append(place.context(browser, "Olive Marsh", **how))
        page = contexts[-1].new_page()
        page.goto(place.made[which])
        return page

    yield at
    for context in contexts:
        context.close()


def titles(page, place, which):
    """What stands at a meeting, in order."""
    return page.locator(f"section[aria-labelledby={place.made[which]}] .app-forward__title").all_inner_texts()


def test_an_item_is_dragged_to_another_meeting_and_an_empty_one_takes_it(at, place):
    page = at("look")
    page.set_viewport_size({"width": 1280, "height": 1800})  # both meetings are seen
    assert titles(page, place, "first") == ["Buses", "Meals"]
    handle = page.locator(".app-forward__item", has_text="Meals").locator(".app-drag")
    handle.wait_for()
    target = page.locator(f"section[aria-labelledby={place.made['second']}] .app-forward__list")
    with page.expect_navigation():
        start, end = handle.bounding_box(), target.bounding_box()
        page.mouse.move(start["x"] + 8, start["y"] + 8)
        page.mouse.down()
        page.mouse.move(end["x"] + 40, end["y"] + 4, steps=12)
        page.mouse.move(end["x"] + 40, end["y"] + 10, steps=4)
        page.mouse.up()
    expect(page.locator(".app-forward__item")).to_have_count(2)
    assert (titles(page, place, "first"), titles(page, place, "second")) == (["Buses"], ["Meals"])


def test_without_scripts_on_a_phone_the_buttons_do_the_same(at, place):
    page = at("look", java_script_enabled=False)
    page.set_viewport_size(PHONE)
    item = page.locator(".app-forward__item", has_text="Meals")
    way = "Earlier meeting, Meals" if titles(page, place, "second") else "Up one place, Meals"
    with page.expect_navigation():
        item.get_by_role("button", name=way).click()
    assert sorted(titles(page, place, "first")) == ["Buses", "Meals"]
    waiting = page.locator(".app-forward__wait", has_text="Nobody counts the buses.")
    with page.expect_navigation():
        waiting.get_by_role("button", name="Place").click()
    expect(page.locator("section[aria-labelledby=not-placed]")).to_contain_text("Nobody counts the buses.")
    expect(page.locator(".app-forward__wait")).to_have_count(0)


@pytest.mark.parametrize("which", ["look", "consultation", "send"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(at, which):
    page = at(which)
    found = Axe().run(page).response["violations"]
    assert found == [], [one["id"] for one in found]
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = Axe().run(page).response["violations"]
    assert found == [], [one["id"] for one in found]
