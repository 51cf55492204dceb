"""Writing findings and recommendations by keyboard alone, and dragging them with a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.entry_site import Writer, entry_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with entry_site(tmp_path_factory.mktemp("entry")) as made:
        yield made


@pytest.fixture
def olive(browser, place):
    """An officer at the page of a review's findings; an error of a script or of the content policy fails the test."""
    context = place.context(browser)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield Writer(page, place.take_review()).open()
    context.close()
    assert faults == []


FIRST, SECOND = "Buses ran late. Nobody told the schools.", "Drivers were not told of the roadworks."


class TestByKeyboard:
    def test_a_theme_is_added(self, olive):
        olive.press("Add a theme")
        olive.tab_to("Heading")
        olive.type("Staffing")
        olive.press("Add section")
        olive.open()
        expect(olive.page.get_by_role("heading", name="Staffing")).to_be_visible()

    def test_a_finding_is_added_with_its_recommendation_and_another_is_begun(self, olive):
        olive.press("Add a finding to Punctuality")
        olive.expect_in("text")
        olive.type("The timetable was wrong.")
        olive.tab_to("Recommendation")
        olive.type("Correct the timetable.")
        olive.tab_to("Addressed to")
        olive.type("Cabinet")
        olive.press("Add and start another")
        olive.expect_in("text")
        assert olive.page.locator("[data-opening] [name=text]").input_value() == ""
        olive.type("Nobody answered the telephone.")
        olive.save()
        new = ["The timetable was wrong.", "Nobody answered the telephone."]
        assert olive.rows("Punctuality") == [FIRST, SECOND, *new]
        row = olive.row("The timetable was wrong.")
        expect(row.locator(".app-findings__recommendation")).to_contain_text("Correct the timetable.")
        expect(row.locator(".app-findings__recommendation")).to_contain_text("To Cabinet")

    def test_an_empty_finding_is_refused_and_the_summary_has_the_focus(self, olive):
        olive.press("Add a finding to Costs")
        olive.save()
        expect(olive.page.locator(".govuk-error-summary")).to_be_focused()
        olive.page.keyboard.press("Tab")
        olive.page.keyboard.press("Enter")
        olive.expect_in("text")

    def test_a_finding_is_changed_where_it_stands(self, olive):
        olive.press("Edit finding 2")
        olive.expect_in("text")
        olive.page.keyboard.press("Control+End")
        olive.type(" They drove into them.")
        olive.save()
        assert olive.rows("Punctuality") == [FIRST, f"{SECOND} They drove into them."]
        expect(olive.page.locator("[data-opening]")).to_have_count(0)

    def test_escape_leaves_and_the_words_are_offered_again(self, olive):
        olive.press("Edit finding 2")
        olive.expect_in("text")
        olive.page.keyboard.press("Control+End")
        olive.type(" Half-way through.")
        expect(olive.page.locator(".app-draft-status").first).to_contain_text("Draft saved")
        with olive.page.expect_navigation():
            olive.page.keyboard.press("Escape")
        assert olive.rows("Punctuality") == [FIRST, SECOND]
        olive.press("Edit finding 2")
        expect(olive.page.get_by_text("You have unsaved text")).to_be_visible()

    def test_what_becomes_of_a_finding_is_chosen(self, olive):
        expect(olive.row(SECOND)).to_contain_text("Neither a recommendation nor what becomes of it yet")
        olive.press("Edit finding 2")
        olive.tab_to("What becomes of it")
        olive.type("Ref")
        olive.tab_to("To whom, or where")
        olive.type("Head of Transport")
        olive.save()
        expect(olive.row(SECOND)).to_contain_text("Referred to Head of Transport.")

    def test_a_finding_is_split(self, olive):
        olive.press("Edit finding 1")
        olive.press("Split it into several")
        olive.press("Split it")
        assert olive.rows("Punctuality") == ["Buses ran late.", "Nobody told the schools.", SECOND]
        expect(olive.row("Buses ran late.")).to_contain_text("Tell schools when buses are late.")

    def test_a_pasted_block_is_cut_after_a_look(self, olive):
        olive.press("Paste several into Costs")
        olive.tab_to("Text")
        olive.page.keyboard.insert_text("Fares rose.\n\nPasses were lost.\n\nRefunds were slow.")
        olive.press("Cut it into findings")
        assert olive.rows() == []
        olive.press("Add them")
        expect(olive.page.get_by_text("3 findings added.")).to_be_visible()
        assert olive.rows("Costs") == ["Fares rose.", "Passes were lost.", "Refunds were slow."]

    def test_a_recommendation_rests_on_a_second_finding(self, olive):
        olive.press("Edit recommendation")
        olive.press("Findings it rests on")
        olive.tab_to(SECOND[:30])
        olive.page.keyboard.press("Space")
        olive.press("Save")
        expect(olive.row(SECOND)).to_contain_text("See (1)")

    def test_a_finding_goes_down_up_and_to_another_theme(self, olive):
        olive.press("Down one place, finding 1")
        assert olive.rows("Punctuality") == [SECOND, FIRST]
        olive.press("Up one place, finding 2")
        assert olive.rows("Punctuality") == [FIRST, SECOND]
        olive.press("Edit finding 1")
        olive.press("Move it to another place")
        olive.tab_to("Put it")
        olive.type("Costs")
        olive.press("Move it")
        assert olive.rows("Punctuality") == [SECOND]
        assert olive.rows("Costs") == [FIRST]
        expect(olive.row(FIRST)).to_contain_text("Tell schools when buses are late.")

    def test_a_finding_is_put_in_the_bin_and_back(self, olive):
        olive.press("Edit finding 2")
        olive.press("Put it in the bin")
        olive.press("Put in the bin")
        assert olive.rows() == [FIRST]
        olive.open().press("Bin")
        olive.press("Put back")
        olive.open()
        assert olive.rows() == [FIRST, SECOND]

    def test_earlier_wordings_show_what_changed_and_come_back(self, olive):
        olive.press("Edit finding 2")
        olive.expect_in("text")
        olive.page.keyboard.press("Control+a")
        olive.type("Drivers were told of the roadworks late.")
        olive.save()
        olive.press("Edit finding 2")
        olive.press("Earlier wordings")
        assert "not" in olive.page.locator(".app-diff del").first.inner_text()
        assert "late" in olive.page.locator(".app-diff ins").last.inner_text()
        olive.press("Restore this")
        olive.open()
        assert olive.rows("Punctuality") == [FIRST, SECOND]


class TestByMouse:
    def drag(self, olive, source, target):
        """Drag the finding's handle onto a place."""
        olive.page.set_viewport_size({"width": 1280, "height": 1400})  # so that nothing scrolls under the hand
        olive.page.locator("[data-sortable] .app-drag").first.wait_for()
        handle = olive.row(source).locator(".app-drag").bounding_box()
        box = target.bounding_box()
        mouse = olive.page.mouse
        mouse.move(handle["x"] + 5, handle["y"] + 8)
        mouse.down()
        mouse.move(box["x"] + 60, box["y"] + box["height"] / 2 + 20, steps=12)
        mouse.move(box["x"] + 60, box["y"] + box["height"] / 2, steps=6)
        olive.page.wait_for_timeout(500)  # a hand rests before it lets go; the list looks where it is as it rests
        mouse.move(box["x"] + 62, box["y"] + box["height"] / 2)
        with olive.page.expect_event("load"):
            mouse.up()

    def test_a_finding_is_dragged_to_an_empty_theme_with_its_recommendation(self, olive):
        theme = olive.page.locator("section.app-theme", has=olive.page.get_by_role("heading", name="Costs"))
        self.drag(olive, FIRST, theme.locator("tbody"))
        expect(theme.locator("td.app-findings__finding .app-prose")).to_have_count(1)
        assert olive.rows("Punctuality") == [SECOND]
        expect(olive.row(FIRST)).to_contain_text("Tell schools when buses are late.")

    def test_a_finding_is_dragged_up_within_its_theme(self, olive):
        self.drag(olive, SECOND, olive.row(FIRST))
        expect(olive.page.locator("td.app-findings__finding .app-prose").first).to_have_text(SECOND)
        olive.open()
        assert olive.rows("Punctuality") == [SECOND, FIRST]
