"""Where the focus goes on the pages that people use most, that it can be seen, and what is printed of them."""

import pytest

from tests.browser.entry_site import Writer, entry_site

pytestmark = pytest.mark.browser

PAGES = ("/", "/reviews/", "/reviews/{}/", "/reviews/{}/scope/?edit=1", "/reviews/{}/findings/", "/reviews/{}/paper/")
# What a person sees of the element that has the focus: anything but nothing must differ from how it stands without.
SHOWN = """() => {
  const one = document.activeElement;
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor].join("|");
  };
  const beside = one.matches("[type=radio], [type=checkbox]") ? getComputedStyle(one.labels[0], "::before").boxShadow : "";
  const focused = look(one) + beside;
  one.blur();
  const rests = look(one) + (beside && getComputedStyle(one.labels[0], "::before").boxShadow);
  one.focus({ preventScroll: true });
  const box = one.getBoundingClientRect();
  return {
    name: `${one.localName} “${(one.textContent || one.name || "").trim().slice(0, 40)}”`,
    differs: focused !== rests,
    top: Math.round(box.top + scrollY), left: Math.round(box.left),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.width > 0,
    isEnd: one === document.body,
  };
}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The site, for the tests of this file."""
    with entry_site(tmp_path_factory.mktemp("keyboard"), count=len(PAGES) + 4) as made:
        yield made


@pytest.fixture
def olive(browser, place):
    """An officer with a page open."""
    context = place.context(browser)
    yield Writer(context.new_page(), place.take_review())
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_the_focus_goes_through_the_page_in_order_and_is_seen(olive, address):
    page = olive.page
    page.goto(address.format(olive.review))
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(SHOWN)
        if stop["isEnd"]:
            break
        stops.append(stop)
    assert stop["isEnd"], "the focus never leaves the page"
    assert len(stops) > 8
    assert stops[0]["name"].startswith("a “Skip to main content")
    assert [stop["name"] for stop in stops if not stop["differs"]] == []
    assert [stop["name"] for stop in stops if not stop["inside"]] == []
    # Down the page: nothing is reached long after what stands below it in the same column.
    back = [
        (before["name"], after["name"])
        for before, after in zip(stops[1:], stops[2:], strict=False)
        if after["top"] < before["top"] - 120 and after["left"] <= before["left"]
    ]
    assert back == []


def test_the_skip_link_goes_past_the_navigation(olive):
    olive.open()
    olive.page.keyboard.press("Tab")
    olive.page.keyboard.press("Enter")
    olive.page.keyboard.press("Tab")
    assert olive.page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", ["/reviews/{}/findings/", "/reviews/{}/scope/", "/reviews/{}/evidence/"])
def test_paper_shows_the_words_and_not_the_buttons(olive, address):
    page = olive.page
    page.goto(address.format(olive.review))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    for part in (".app-nav", ".app-subnav", ".app-footer", ".app-toolbar", ".app-actions", ".app-account"):
        for one in page.locator(part).all():
            assert not one.is_visible(), part
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
