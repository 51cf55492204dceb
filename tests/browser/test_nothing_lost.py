"""Nothing typed is lost: a page that dies, two people at once, a session that ended, a connection that went."""

import pytest
from playwright.sync_api import expect

from tests.browser.entry_site import Writer, entry_site
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

SECOND = "Drivers were not told of the roadworks."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with entry_site(tmp_path_factory.mktemp("nothing-lost")) as made:
        yield made


@pytest.fixture
def people(browser, place):
    """Two officers of one review, each at a browser of their own: (Olive, Otto)."""
    review = place.take_review()
    contexts = [place.context(browser, who) for who in ("Olive Marsh", "Otto Reed")]
    yield [Writer(context.new_page(), review).open() for context in contexts]
    for context in contexts:
        context.close()


def begin(writer, words, at="Edit finding 2"):
    """Open the second finding and type over it."""
    writer.press(at)
    writer.expect_in("text")
    writer.page.keyboard.press("Control+a")
    writer.type(words)


def sign_out(writer):
    """The session ends behind the page's back."""
    writer.page.context.clear_cookies(name="sessionid")


class TestDrafts:
    def test_a_page_that_dies_leaves_its_words_to_be_used(self, people):
        olive = people[0]
        begin(olive, "The words of a page that dies.")
        expect(olive.page.locator(".app-draft-status").first).to_contain_text("Draft saved at")
        dead, olive.page = olive.page, olive.page.context.new_page()
        dead.close(run_before_unload=False)
        olive.open()
        assert SECOND in olive.rows()
        olive.press("Edit finding 2")
        offer = olive.page.locator("[aria-labelledby=draft-offer-title]")
        expect(offer).to_contain_text("You have unsaved text")
        olive.press("Use it")
        assert olive.page.locator("[data-opening] [name=text]").input_value() == "The words of a page that dies."
        olive.save()
        assert "The words of a page that dies." in olive.rows()
        olive.press("Edit finding 2")
        expect(offer).to_have_count(0)

    def test_a_draft_can_be_discarded(self, people):
        olive = people[0]
        begin(olive, "Not after all.")
        expect(olive.page.locator(".app-draft-status").first).to_contain_text("Draft saved at")
        olive.open()
        olive.press("Edit finding 2")
        olive.press("Discard")
        assert olive.page.locator("[data-opening] [name=text]").input_value() == SECOND
        expect(olive.page.get_by_text("You have unsaved text")).to_have_count(0)

    def test_a_new_finding_that_was_never_added_is_offered(self, people):
        olive = people[0]
        olive.press("Add a finding to Costs")
        olive.expect_in("text")
        olive.type("Fares rose twice.")
        expect(olive.page.locator(".app-draft-status").first).to_contain_text("Draft saved at")
        olive.page.goto("/drafts/")
        expect(olive.page.get_by_text("Fares rose twice.")).to_be_visible()
        olive.press("Go on writing")
        olive.expect_in("text")
        olive.save()
        assert olive.rows("Costs") == ["Fares rose twice."]


class TestTwoPeople:
    def collide(self, people):
        """Both change the second finding; Olive saves second and is shown both texts."""
        olive, otto = people
        begin(olive, "Olive’s words.")
        begin(otto, "Otto’s words.")
        otto.save()
        assert "Otto’s words." in otto.rows()
        olive.save()
        expect(olive.page.get_by_role("heading", name="saved this while you were writing")).to_contain_text("Otto Reed")
        for words in ("Olive’s words.", "Otto’s words."):
            expect(olive.page.locator(".app-compare")).to_contain_text(words)
        assert olive.page.locator("main [name=text]").input_value() == "Olive’s words."
        return olive

    def test_mine_is_saved_when_i_say_so(self, people):
        olive = self.collide(people)
        olive.press("Save these words")
        assert olive.rows()[1] == "Olive’s words."
        olive.press("Edit finding 2")
        olive.press("Earlier wordings")
        expect(olive.page.locator("main")).to_contain_text("Otto Reed")

    def test_theirs_stays_and_my_words_are_still_offered(self, people):
        olive = self.collide(people)
        olive.press("Keep theirs")
        assert olive.rows()[1] == "Otto’s words."
        olive.press("Edit finding 2")
        expect(olive.page.get_by_text("You have unsaved text")).to_be_visible()
        expect(olive.page.locator("[data-opening] details", has_text="Olive’s words.")).to_have_count(1)

    def test_both_are_put_together(self, people):
        olive = self.collide(people)
        olive.tab_to("Keep mine, or put both together")
        olive.page.keyboard.press("Enter")
        olive.tab_to("Finding")
        olive.page.keyboard.press("Control+End")
        olive.type(" And Otto’s words.")
        olive.press("Save these words")
        assert olive.rows()[1] == "Olive’s words. And Otto’s words."

    def test_a_scope_shows_both_and_keeps_either(self, people):
        olive, otto = people
        for writer in people:
            writer.page.goto(f"/reviews/{writer.review}/scope/")
        olive.page.locator("[name=objective]").fill("Olive’s aim.")
        otto.page.locator("[name=objective]").fill("Otto’s aim.")
        otto.press("Save")
        olive.press("Save")
        expect(olive.page.get_by_role("heading", name="saved this while you were writing")).to_contain_text("Otto Reed")
        for words in ("Olive’s aim.", "Otto’s aim."):
            expect(olive.page.locator(".app-compare").first).to_contain_text(words)
        olive.press("Save these words")
        expect(olive.page.locator("main")).to_contain_text("Olive’s aim.")


class TestSession:
    def test_words_sent_after_the_session_ended_are_carried_through_signing_in(self, people, place):
        olive = people[0]
        begin(olive, "Sent by nobody.")
        sign_out(olive)
        olive.save()
        expect(olive.page.get_by_label("Sign-in name")).to_be_visible()
        expect(olive.page.locator("main")).to_contain_text("Sent by nobody.")
        olive.page.locator("[name=username]").fill(place.made["username"])
        olive.page.locator("[name=password]").fill(PASSWORD)
        with olive.page.expect_navigation():
            olive.page.keyboard.press("Enter")
        expect(olive.page.locator("main")).to_contain_text("Sent by nobody.")
        olive.press("Send it again")
        assert olive.rows()[1] == "Sent by nobody."

    def test_a_draft_that_cannot_be_kept_says_why_and_where_to_sign_in(self, people):
        olive = people[0]
        olive.press("Edit finding 2")
        sign_out(olive)
        olive.type("More. ")
        status = olive.page.locator(".app-draft-status").first
        expect(status).to_contain_text("You have been signed out. Your text is safe on this page")
        expect(status.get_by_role("link", name="Sign in")).to_be_visible()


class TestOffline:
    def test_the_text_stays_and_the_page_says_so_until_the_connection_is_back(self, people):
        olive = people[0]
        begin(olive, "Typed in a tunnel.")
        olive.page.context.set_offline(True)
        status = olive.page.locator(".app-draft-status").first
        expect(status).to_contain_text("no connection", timeout=15000)
        olive.page.keyboard.press("Control+Enter")
        expect(status).to_be_focused(timeout=15000)
        assert olive.page.locator("[data-opening] [name=text]").input_value() == "Typed in a tunnel."
        olive.page.context.set_offline(False)
        expect(status).to_contain_text("Draft saved at", timeout=15000)
        olive.page.locator("[data-opening] [name=text]").focus()
        olive.save()
        assert olive.rows()[1] == "Typed in a tunnel."
