"""Every page of the site, in every state, in a real browser: nothing that a checker of accessibility objects to."""

import re
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.checkers import html_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # it would fetch the style sheets again for one rule: of the screen’s orientation none speaks
}
BROKEN = "async (options) => (await axe.run(document, options)).violations"  # what is well is long, and stays behind
# What a page's own links and summaries lead to, and whether everything is named and in reach.
LOOK = """() => {
  const said = [];
  const reach = "input:not([type=hidden]), textarea, select, button, a[href], summary, [tabindex]";
  for (const link of document.querySelectorAll("main a[href^='#'], .govuk-skip-link")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) said.push(`nothing is at ${link.hash}`);
    else if (link.closest(".govuk-error-summary") && !target.matches(reach)) said.push(`${link.hash} takes no focus`);
  }
  if (document.querySelectorAll("h1").length !== 1) said.push("there is not one h1");
  if (!document.documentElement.lang) said.push("no language");
  if (document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])")) said.push("an order of its own");
  if (document.querySelector("main a[href='#'], main a:not([href])")) said.push("a link that leads nowhere");
  const words = [...document.querySelectorAll("main *:not(option, textarea)")].flatMap((one) => [...one.childNodes])
    .filter((one) => one.nodeType === 3).map((one) => one.data.trim());
  const odd = words.find((one) => /^None$|: None\\b|\\bundefined\\b|\\[object|&lt;|<\\/?[a-z]+>|\\bTrue$|\\bFalse$/.test(one));
  if (odd) said.push(`shows what is for programs: ${odd}`);
  return said;
}"""
# Words in a picture against everything filled that they lie on: a checker cannot tell (WCAG 2.2, 1.4.3).
FAINT = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  const light = (colour) => { const [r, g, b] = parts(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (one, two) => { const [a, b] = [light(one), light(two)].sort(); return (b + 0.05) / (a + 0.05); };
  const clear = (colour) => colour === "none" || /, 0\\)$/.test(colour);
  return [...document.querySelectorAll("svg text")].flatMap((text) => {
    const words = text.getBoundingClientRect();
    const fills = [];
    let top = null;
    for (const shape of text.ownerSVGElement.querySelectorAll("rect, polygon, circle")) {
      const box = shape.getBoundingClientRect();
      const fill = getComputedStyle(shape).fill;
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      const over = Math.min(box.right, words.right) - Math.max(box.left, words.left) > 1
        && Math.min(box.bottom, words.bottom) - Math.max(box.top, words.top) > words.height / 4;
      if (!before || !over || clear(fill)) continue;
      if (box.left <= words.left && box.right >= words.right) top = fill; else fills.push(fill);
    }
    let page = text.ownerSVGElement;
    while (page.parentElement && clear(getComputedStyle(page).backgroundColor)) page = page.parentElement;
    const behind = getComputedStyle(page).backgroundColor;
    fills.push(top || (clear(behind) ? "rgb(255, 255, 255)" : behind));
    const least = Math.min(...fills.map((fill) => ratio(getComputedStyle(text).fill, fill)));
    return least < 4.5 ? [`contrast of “${text.textContent.trim()}” in a picture is ${least.toFixed(2)}`] : [];
  });
}"""
WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return "";
  const far = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > innerWidth + 1 && box.width > 0;
  });
  return `${wide}px too wide: ${far.slice(0, 3).map((one) => `${one.localName}.${one.className}`).join(", ")}`;
}"""


def told(problems):
    """Problems as lines, the same fault on many pages once: {fault: [page]}."""
    by_fault = defaultdict(list)
    for name, fault in problems:
        by_fault[fault].append(name)
    return "\n".join(f"{fault}\n    on {len(on)}: {'; '.join(on[:4])}" for fault, on in by_fault.items())


def test_the_walk_is_not_empty(answers):
    """Every state asked for is there: a page that stopped being made would otherwise pass unseen."""
    assert len(answers) > 150
    assert {answer.status for answer in answers} >= {200, 400, 401, 403, 404, 405, 409, 422, 500}
    assert [answer.name for answer in answers if answer.status >= 500 and answer.name != "500.html"] == []


def test_every_page_is_valid_html(answers):
    found = html_problems({answer.name: answer.html for answer in answers})
    found = [one for one in found if not ("sent wrong" in one and "Bad value" in one)]  # what was typed comes back
    problems = [re.fullmatch(r"(.*?), line \d+: (.*)", one, re.S).groups() for one in found]
    assert not problems, told(problems)


def test_every_page_has_a_title_of_its_own(answers):
    titles = defaultdict(set)
    for answer in answers:
        title = re.search(r"<title>(.*?)</title>", answer.html, re.S)[1]
        assert re.match(r"\S.*\S – Scrutiny( – .+)?$", title), f"{answer.name}: {title!r}"
        if not title.startswith("Error: ") and answer.status == 200 and "new " not in answer.kind:
            titles[title].add(answer.kind.partition(" ")[0])
    assert {title: kinds for title, kinds in titles.items() if len(kinds) > 1} == {}


def test_a_refused_form_says_so_in_the_title(answers):
    wrong = [one for one in answers if one.status == 422 and "govuk-error-summary" in one.html]
    assert len(wrong) > 20
    assert [one.name for one in wrong if "<title>Error: " not in one.html] == []


def test_every_page_in_a_browser(browser, still):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    problems, name = [], ""
    page.on("pageerror", lambda error: problems.append((name, f"script: {error}")))
    page.on("console", lambda said: said.type == "error" and problems.append((name, f"console: {said.text}")))
    context.add_init_script(Axe().axe_script)
    refused = set()
    for address, answer in still.items():
        if answer.status == 422 and answer.kind in refused:
            continue  # the same form with other words beside its boxes: those pages are left to the other checkers
        refused |= {answer.kind} if answer.status == 422 else set()
        name = answer.name
        page.goto(address)
        problems += [(name, fault) for fault in page.evaluate(LOOK) + page.evaluate(FAINT)]
        for one in page.evaluate(BROKEN, AXE):
            for node in one["nodes"]:
                problems.append((name, f"axe {one['id']}: {one['help']} at {' '.join(map(str, node['target']))}"))
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate(WIDE)
        if wide:
            problems.append((name, wide))
        page.set_viewport_size({"width": 1280, "height": 900})
    context.close()
    assert not problems, told(problems)
