"""Writing in a real browser: pasting, the toolbar, and drafts that are never lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.front_end_site import state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>
<body lang=EN-GB><!--StartFragment-->
<h2 style='margin:0cm'>What we heard<o:p></o:p></h2>
<p class=MsoNormal><b><span style='font-size:11.0pt'>Fourteen</span></b> schools <i>answered</i> the
<a href="https://example.org/survey">survey</a>, and see <a href="file:///C:/notes.docx">the notes</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Five keep a list<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;
</span></span>two look at it</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Nine do not</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>
Ask</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Tell</p>
<p class=MsoNormal>They were <del>angry</del><ins>concerned</ins>.<img src="x.png" onerror="window.hurt=1"></p>
<script>window.hurt=1</script><!--EndFragment--></body></html>"""
WORD_AS_MARKDOWN = """What we heard

**Fourteen** schools *answered* the [survey](https://example.org/survey), and see the notes.

- Five keep a list
  - two look at it
- Nine do not

1. Ask
2. Tell

They were concerned."""
DOCS = """<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Bold</span><span
style="font-weight:400"> plain </span><span style="font-style:italic">slanted</span></p><ul><li><p><span>one</span></p>
</li><li><p><span>two</span></p></li></ul><blockquote><p>Said</p></blockquote></b>"""


def paste(page, html, plain="plain"):
    """Paste HTML into the editor as Word would give it."""
    page.locator("#id_text").focus()
    page.evaluate(
        """([html, plain]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", plain);
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        [html, plain],
    )


def focused(page):
    """Words of what has the focus."""
    return page.evaluate("document.activeElement.textContent")


class TestPaste:
    def test_word_keeps_lists_bold_and_links_and_drops_the_rest(self, page):
        paste(page, WORD)
        expect(page.locator("#id_text")).to_have_value(WORD_AS_MARKDOWN)
        assert page.evaluate("window.hurt") is None

    def test_what_was_pasted_shows_in_the_preview(self, page):
        paste(page, WORD)
        preview = page.locator(".app-editor__preview .app-prose")
        expect(preview.locator("ul ul li")).to_have_text("two look at it")
        expect(preview.locator("ol li")).to_have_text(["Ask", "Tell"])
        expect(preview.locator("a")).to_have_attribute("href", "https://example.org/survey")

    def test_google_docs_styles_become_marks(self, page):
        paste(page, DOCS)
        expect(page.locator("#id_text")).to_have_value("**Bold** plain *slanted*\n\n- one\n- two\n\n> Said")

    @pytest.mark.parametrize(
        ("html", "markdown"),
        [
            ("<p>1. Not a list</p>", "1\\. Not a list"),
            ("<p>2.5 The committee</p>", "2.5 The committee"),
            ("<p>five * six and [2011] snake_case</p>", "five \\* six and [2011] snake_case"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b\n\nc d"),
            ("<p>one<br>two</p>", "one\n\ntwo"),
            ('<p><a href="javascript:alert(1)">go</a></p>', "go"),
            ('<p>my style="x" stays</p>', 'my style="x" stays'),
        ],
    )
    def test_small_things(self, page, html, markdown):
        paste(page, html)
        expect(page.locator("#id_text")).to_have_value(markdown)

    def test_plain_text_is_left_to_the_browser(self, page):
        page.evaluate("document.addEventListener('paste', (event) => { window.left = !event.defaultPrevented; })")
        paste(page, "", "1. as *it* is")
        assert page.evaluate("window.left") is True

    def test_undo_takes_a_paste_back(self, page):
        page.locator("#id_text").press_sequentially("Before ")
        paste(page, "<p>pasted</p>")
        expect(page.locator("#id_text")).to_have_value("Before pasted")
        page.locator("#id_text").press("Control+z")
        expect(page.locator("#id_text")).to_have_value("Before ")


class TestToolbar:
    def test_it_is_one_stop_and_the_arrows_move_along_it(self, page):
        page.locator("#id_text").focus()
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "Bold"
        page.keyboard.press("ArrowRight")
        assert focused(page) == "Italic"
        page.keyboard.press("End")
        assert focused(page) == "Link"
        page.keyboard.press("ArrowRight")
        assert focused(page) == "Bold"
        page.keyboard.press("ArrowLeft")
        assert focused(page) == "Link"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "id_text"
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "Link"

    def test_buttons_work_by_keyboard(self, page):
        area = page.locator("#id_text")
        area.fill("one\ntwo")
        area.press("Control+a")
        page.keyboard.press("Shift+Tab")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(area).to_have_value("1. one\n2. two")
        expect(area).to_be_focused()

    def test_bold_and_italic_by_shortcut_go_on_and_off(self, page):
        area = page.locator("#id_text")
        area.fill("word ")
        for key, value in [("b", "**word** "), ("i", "***word*** "), ("b", "*word* "), ("i", "word ")]:
            page.evaluate("""() => { const area = document.querySelector("#id_text");
                const at = area.value.indexOf("word"); area.focus(); area.setSelectionRange(at, at + 4); }""")
            area.press(f"Control+{key}")
            expect(area).to_have_value(value)

    @pytest.mark.parametrize(
        ("tool", "before", "after"),
        [
            ("Bulleted list", "one\ntwo", "- one\n- two"),
            ("Bulleted list", "- one\n- two", "one\ntwo"),
            ("Numbered list", "- one\n- two", "1. one\n2. two"),
            ("Quotation", "said", "> said"),
            ("Link", "survey", "[survey](https://)"),
            ("Link", "https://example.org/", "[](https://example.org/)"),
            ("Bold", "one\n\ntwo", "**one**\n\n**two**"),
        ],
    )
    def test_each_button(self, page, tool, before, after):
        area = page.locator("#id_text")
        area.fill(before)
        area.press("Control+a")
        page.get_by_role("button", name=tool, exact=True).click()
        expect(area).to_have_value(after)

    def test_enter_goes_on_with_a_list_and_then_ends_it(self, page):
        area = page.locator("#id_text")
        area.press_sequentially("1. one\ntwo\n")
        expect(area).to_have_value("1. one\n2. two\n3. ")
        area.press("Enter")
        expect(area).to_have_value("1. one\n2. two\n")


class TestDrafts:
    def test_a_draft_is_kept_and_the_page_says_so(self, page):
        page.locator("#id_text").fill("Words worth keeping")
        expect(page.get_by_text("Draft saved at 14:32:07")).to_be_visible()
        assert page.locator(".app-draft-status").get_attribute("role") == "status"
        kept = state["drafts"][-1]
        assert (kept["key"], kept["text"], kept["base_version"]) == ("finding:12:text", "Words worth keeping", "3")

    def test_without_a_connection_it_says_so_and_tries_again(self, page):
        page.context.set_offline(True)
        page.locator("#id_text").fill("Words on a train")
        expect(
            page.get_by_text("Not saved yet: no connection. Your text is still on this page; trying again.")
        ).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("Draft saved at 14:32:07")).to_be_visible(timeout=10000)
        assert state["drafts"][-1]["text"] == "Words on a train"

    def test_without_a_connection_save_does_not_lose_the_page(self, page):
        page.context.set_offline(True)
        page.locator("#id_text").fill("Words on a train")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Not saved yet: no connection.")).to_be_focused()
        expect(page.locator("#id_text")).to_have_value("Words on a train")
        page.context.set_offline(False)

    def test_signed_out_it_says_so_and_goes_on_after_signing_in(self, page):
        state["draft_status"] = 401
        page.locator("#id_text").fill("Long words")
        said = page.locator(".app-draft-status")
        expect(said).to_contain_text("You have been signed out. Your text is safe on this page")
        expect(said.get_by_role("link", name="Sign in (opens in a new tab)")).to_have_attribute("href", "/sign-in")
        state["draft_status"] = 200
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(said).to_have_text("Draft saved at 14:32:07")

    def test_a_refusal_is_said_in_the_servers_words(self, page):
        state["draft_status"] = 413
        page.locator("#id_text").fill("Too long")
        expect(page.locator(".app-draft-status")).to_have_text("The text is too long to keep.")

    def test_leaving_sends_the_last_words(self, page):
        page.locator("#id_text").fill("Last words")
        page.goto("/home")
        page.wait_for_timeout(300)
        assert state["drafts"][-1]["text"] == "Last words"

    def test_saving_keeps_a_draft_first_and_sends_none_after(self, page):
        page.goto("/?plain")
        page.locator("#id_text").fill("Saved words")
        page.evaluate("document.querySelector('form[data-progress]').action = '/?plain'")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page).to_have_title("Saved")
        page.wait_for_timeout(300)
        assert [draft["text"] for draft in state["drafts"]] == ["Saved words"]
        assert [(sent["text"], sent["then"]) for sent in state["posts"]] == [("Saved words", "stay")]

    def test_nothing_is_kept_in_the_browser(self, page):
        page.locator("#id_text").fill("Private words")
        expect(page.get_by_text("Draft saved at 14:32:07")).to_be_visible()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
