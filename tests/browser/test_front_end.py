"""What the components and their scripts do in a real browser, on a site of one page (front_end_site)."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import expect

from tests.browser.front_end_site import state
from tests.checkers import html_problems, pa11y_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class TestSubmit:
    def test_a_second_press_sends_nothing_more(self, page):
        page.evaluate("document.querySelector('form[data-progress]').target = '_blank'")
        button = page.get_by_role("button", name="Save", exact=True)
        button.dblclick()
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(page.locator(".app-working")).to_have_text("Working… This may take up to a minute.")
        page.wait_for_timeout(500)
        assert len(state["posts"]) == 1


class TestOrdering:
    def drag(self, page):
        """Drag the second finding above the first."""
        source = page.locator("#finding-2 .app-drag").bounding_box()
        target = page.locator("#finding-1 .app-drag").bounding_box()
        page.mouse.move(source["x"] + 6, source["y"] + 8)
        page.mouse.down()
        page.mouse.move(target["x"] + 6, target["y"] + 40, steps=8)
        page.mouse.move(target["x"] + 6, target["y"] + 2, steps=8)
        page.mouse.up()

    def order(self, page):
        """Ids of the findings as the page shows them."""
        return page.eval_on_selector_all(".app-findings__row", "rows => rows.map((row) => row.id)")

    def test_dragging_posts_the_new_place_and_says_it(self, page):
        self.drag(page)
        expect(page.get_by_text("Finding 1.2 is now 1 of 2.")).to_be_attached()
        assert self.order(page) == ["finding-2", "finding-1"]
        assert [(sent["id"], sent["position"]) for sent in state["moves"]] == [("2", "1")]
        expect(page.locator("#finding-2 [data-move=up]")).to_be_disabled()
        expect(page.locator("#finding-2 [data-move=down]")).to_be_enabled()

    def test_a_refusal_puts_it_back_and_says_why(self, page):
        state["move_status"] = 409
        self.drag(page)
        expect(page.get_by_role("alert").get_by_text("Somebody else changed the order.")).to_be_visible()
        assert self.order(page) == ["finding-1", "finding-2"]


class TestErrorSummary:
    @pytest.mark.parametrize("address", ["/", "/first-date"])
    def test_every_link_leads_to_an_input(self, page, address):
        page.goto(address)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        links = page.locator(".govuk-error-summary a")
        assert links.count() == 8
        for number in range(links.count()):
            links.nth(number).click()
            assert page.evaluate("document.activeElement.matches('input, textarea, select')")
            assert page.evaluate("'#' + document.activeElement.id") == links.nth(number).get_attribute("href")

    def test_a_wrong_part_of_a_date_is_led_to(self, page):
        page.locator("#id_whole_0").fill("5")
        page.locator("#id_whole_1").fill("June")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("link", name="Enter a valid month").click()
        assert page.evaluate("document.activeElement.id") == "id_whole_1"

    def test_the_title_says_that_there_is_an_error(self, page):
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page).to_have_title("Error: Components – Scrutiny – Wrekinshire County Council")


class TestEverybody:
    @pytest.mark.parametrize("width", [1280, 390])
    @pytest.mark.parametrize("errors", [False, True], ids=["plain", "errors"])
    def test_axe_finds_nothing(self, page, width, errors):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/?messages=1&text=The **helpline**")
        if errors:
            page.get_by_role("button", name="Save", exact=True).click()
            expect(page.locator(".govuk-error-summary")).to_be_visible()
        expect(page.locator(".app-editor__preview strong")).to_have_text("helpline")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    def test_the_other_checkers_find_nothing(self, page, site):
        assert pa11y_problems(site) == []
        assert html_problems({"components": page.request.get("/").text()}) == []

    @pytest.mark.parametrize("width", [1280, 640, 390, 320])
    def test_nothing_runs_off_the_side(self, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_the_recommendation_follows_its_finding_on_a_phone(self, page):
        parts = (".app-findings__finding", ".app-findings__recommendation")
        beside = [page.locator(part).first.bounding_box() for part in parts]
        assert beside[0]["y"] == beside[1]["y"]
        page.set_viewport_size({"width": 390, "height": 900})
        below = [page.locator(part).first.bounding_box() for part in parts]
        assert below[0]["y"] + below[0]["height"] <= below[1]["y"]

    def test_it_works_without_scripts(self, browser, site):
        context = browser.new_context(base_url=site, java_script_enabled=False)
        page = context.new_page()
        page.goto("/")
        page.locator("#id_text").fill("Plain words")
        page.get_by_role("button", name="Move down finding 1.1").click()
        assert state["moves"][0]["direction"] == "down"
        page.goto("/")
        page.locator("#id_text").fill("Plain words")
        page.get_by_role("button", name="Save", exact=True).click()
        assert state["posts"][0]["text"] == "Plain words"
        context.close()

    def test_paper_shows_no_navigation(self, page):
        page.emulate_media(media="print")
        for part in (".app-nav", ".app-subnav", ".app-footer", ".app-toolbar >> nth=0", ".app-actions >> nth=0"):
            expect(page.locator(part)).to_be_hidden()
        expect(page.locator(".app-findings")).to_be_visible()

    def test_a_page_that_is_not_there_says_what_to_do(self, page):
        assert page.goto("/nowhere").status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        # A page with little on it is set where the others are.
        assert page.locator("main").bounding_box()["x"] == page.locator(".app-header__inner").bounding_box()["x"]
        assert Axe().run(page).violations_count == 0

    @pytest.mark.parametrize("name", ["400.html", "500.html"])
    def test_pages_for_failures_stand_alone(self, page, name):
        """They are shown without context, tags or the list of hashed file names; what they load is there."""
        html = render_to_string(name)
        page.goto("/home")
        page.set_content(html)
        assert Axe().run(page).violations_count == 0
        for address in re.findall(r'href="/static/([^"]+)"', html):
            assert finders.find(address), address
