"""The page of findings with scripts switched off: the same work by links and buttons."""

import pytest
from playwright.sync_api import expect

from tests.browser.entry_site import Writer, entry_site

pytestmark = pytest.mark.browser

FIRST, SECOND = "Buses ran late. Nobody told the schools.", "Drivers were not told of the roadworks."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with entry_site(tmp_path_factory.mktemp("plain"), count=8) as made:
        yield made


@pytest.fixture
def olive(browser, place):
    """An officer at the page of a review's findings, with a browser that runs no script."""
    context = place.context(browser, java_script_enabled=False)
    yield Writer(context.new_page(), place.take_review()).open()
    context.close()


def click(olive, name, kind="link"):
    """Use a link or button by its whole name."""
    with olive.page.expect_navigation():
        olive.page.get_by_role(kind, name=name, exact=True).first.click()


def fill(olive, name, words):
    """Put words into a field of the page's form."""
    olive.page.locator(f"main [name={name}]:not([type=hidden])").first.fill(words)


def test_a_finding_with_its_recommendation_is_added_and_another_begun(olive):
    click(olive, "Add a finding to Costs", "button")
    fill(olive, "text", "Fares rose.")
    fill(olive, "recommendation", "Freeze fares.")
    click(olive, "Add and start another", "button")
    fill(olive, "text", "Passes were lost.")
    click(olive, "Add", "button")
    assert olive.rows("Costs") == ["Fares rose.", "Passes were lost."]
    expect(olive.row("Fares rose.")).to_contain_text("Freeze fares.")


def test_a_finding_is_changed_and_an_empty_one_is_refused(olive):
    click(olive, "Edit finding 2")
    fill(olive, "text", "")
    click(olive, "Save", "button")
    expect(olive.page.locator(".govuk-error-summary")).to_contain_text("Enter the finding")
    fill(olive, "text", "Drivers knew.")
    olive.page.locator("[name=disposition]").select_option("noted")
    click(olive, "Save", "button")
    assert olive.rows("Punctuality") == [FIRST, "Drivers knew."]
    expect(olive.row("Drivers knew.")).to_contain_text("Noted")


def test_findings_are_moved_split_and_put_away(olive):
    click(olive, "Down one place, finding 1", "button")
    assert olive.rows("Punctuality") == [SECOND, FIRST]
    click(olive, "Edit finding 2")
    click(olive, "Move it to another place")
    olive.page.locator("[name=place]").select_option(label="Costs: first")
    click(olive, "Move it", "button")
    assert olive.rows("Costs") == [FIRST]
    with olive.page.expect_navigation():
        olive.row(FIRST).get_by_role("link", name="Edit finding").click()
    click(olive, "Split it into several")
    click(olive, "Split it", "button")
    assert olive.rows("Costs") == ["Buses ran late.", "Nobody told the schools."]
    with olive.page.expect_navigation():
        olive.row("Nobody told").get_by_role("link", name="Edit finding").click()
    click(olive, "Put it in the bin")
    click(olive, "Put in the bin", "button")
    olive.open()
    assert olive.rows() == [SECOND, "Buses ran late."]
    click(olive, "Bin")
    with olive.page.expect_navigation():
        olive.page.get_by_role("button", name="Put back").first.click()
    olive.open()
    assert olive.rows("Costs") == ["Buses ran late.", "Nobody told the schools."]


def test_a_block_is_pasted(olive):
    click(olive, "Paste several into Costs")
    fill(olive, "block", "Fares rose.\n\nPasses were lost.")
    click(olive, "Cut it into findings", "button")
    click(olive, "Add them", "button")
    assert olive.rows("Costs") == ["Fares rose.", "Passes were lost."]


def test_a_theme_is_added(olive):
    click(olive, "Add a theme")
    fill(olive, "heading", "Staffing")
    click(olive, "Add section", "button")
    olive.open()
    expect(olive.page.get_by_role("heading", name="Staffing")).to_be_visible()
