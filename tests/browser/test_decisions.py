"""A committee's decisions on a phone with scripts switched off: proposed, read, entered, corrected."""

import json

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.browser.entry_site import BUILD as SITE
from tests.browser.entry_site import EntrySite

pytestmark = pytest.mark.browser

# The officers and their sessions as on the entry page's site, without its reviews.
BUILD = (
    SITE.format(count=0).rpartition("print(")[0]
    + """
from django.utils import timezone
from tests import life

today = timezone.localdate()
review = life.make_agreed(cast.committee, published=True, title="School transport")
for words in ("Publish the figures.", "Name one officer.", "Count the buses."):
    life.make_sent(review=review, text=words)
coming = factories.make_meeting(cast.committee, today + timedelta(days=9))
held = factories.make_meeting(cast.committee, today - timedelta(days=9))
member = factories.make_member(cast.committee, "Mabel Thorn")
print(json.dumps({
    "reviews": [],
    "coming": f"/meetings/{coming.pk}/decisions/",
    "held": f"/meetings/{held.pk}/decisions/",
    "sessions": {"Olive Marsh": session(cast.officer), "Mabel Thorn": session(member)},
}))
"""
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with serving.own_database(tmp_path_factory.mktemp("decisions")) as url:
        made = json.loads(serving.run(url, BUILD))
        with serving.served(url, processes=1) as address:
            yield EntrySite(address, made)


@pytest.fixture
def at(browser, place):
    """Opens a page as somebody on a phone that runs no script."""
    contexts = []

    def at(which, who="Olive Marsh"):
        contexts.append(place.context(browser, who, java_script_enabled=False))
        page = contexts[-1].new_page()
        page.set_viewport_size(PHONE)
        page.goto(place.made[which])
        return page

    yield at
    for context in contexts:
        context.close()


def row(page, words):
    """The row of a recommendation."""
    return page.locator(".app-decision", has_text=words)


def press(page, name):
    """Press a button and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_the_officer_proposes_and_a_member_reads_it(at):
    page = at("coming")
    with page.expect_navigation():
        row(page, "Publish the figures.").get_by_role("button", name="Propose this").click()
    expect(row(page, "Publish the figures.").get_by_label("Proposal")).to_have_value("escalate")
    expect(row(page, "Publish the figures.").get_by_label("Escalate to")).to_have_value("the head of service")
    page = at("coming", "Mabel Thorn")
    expect(row(page, "Publish the figures.")).to_contain_text("Proposed: Escalate to the head of service")
    expect(page.locator(".app-decision")).to_have_count(1)
    expect(page.get_by_role("button", name="Save the sheet")).to_have_count(0)


def test_what_goes_with_a_decision_shows_when_it_is_chosen_and_all_is_entered_on_one_page(at):
    page = at("held")
    second = row(page, "Name one officer.")
    expect(second.get_by_label("Year")).to_be_hidden()
    second.get_by_label("Decision").select_option("extend")
    expect(second.get_by_label("Year")).to_be_visible()
    press(page, "Save the decisions")
    expect(page.locator(".govuk-error-summary")).to_contain_text("(2): enter the day to which it is extended")
    for part, value in (("Day", "1"), ("Month", "3"), ("Year", "2099")):
        row(page, "Name one officer.").get_by_label(part).fill(value)
    third = row(page, "Count the buses.")
    third.get_by_label("Decision").select_option("close_implemented")
    third.get_by_text("Minute, vote and dissent").click()
    third.get_by_label("Vote").fill("6 to 2")
    page.get_by_label("Minute").first.fill("14")
    press(page, "Save the decisions")
    decided = page.locator(".app-decided")
    expect(decided).to_contain_text("Extend to 1 March 2099")
    expect(decided).to_contain_text("Minute 14. Vote: 6 to 2")
    assert page.locator("html").evaluate("element => element.scrollWidth") <= PHONE["width"]


def test_what_was_entered_wrongly_is_corrected(at):
    page = at("held")
    row(page, "Publish the figures.").get_by_label("Decision").select_option("close_not_implemented")
    press(page, "Save the decisions")
    with page.expect_navigation():
        page.locator(".app-decided li", has_text="Publish the figures.").get_by_role("link", name="Correct").click()
    page.get_by_label("Decision").select_option("continue")
    page.get_by_label("Why it is corrected").fill("The minutes say so.")
    press(page, "Save the correction")
    one = page.locator(".app-decided li", has_text="Publish the figures.")
    expect(one).to_contain_text("Continue to monitor")
    one.get_by_text("Corrected", exact=False).first.click()
    expect(one).to_contain_text("Entered first as “Close: not implemented”")
