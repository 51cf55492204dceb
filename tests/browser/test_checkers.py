"""The checkers of pages must find a planted fault, or every later "no problem" proves nothing."""

import subprocess

import pytest

from tests.checkers import browser_arguments, chromium, html_problems, pa11y_problems

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reviews</title></head>
<body><main><h1>Reviews</h1><p>Words.</p></main></body></html>"""


def test_the_html_checker_accepts_a_good_page_and_names_a_fault():
    assert html_problems({"good": GOOD}) == []
    bad = GOOD.replace("<p>Words.</p>", '<p>Words.</div><ul><li id="a"></li><p>in a list</p><li id="a"></li></ul>')
    found = html_problems({"good": GOOD, "bad": bad})
    assert any("Duplicate ID" in problem for problem in found)
    assert all(problem.startswith("bad, line ") for problem in found)


def test_pa11y_accepts_a_good_page_and_names_a_fault(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(GOOD, encoding="utf-8")
    assert pa11y_problems(page.as_uri()) == []
    page.write_text(GOOD.replace("Words.", '<input type="text"><a href="#nowhere">Skip</a>'), encoding="utf-8")
    found = "\n".join(pa11y_problems(page.as_uri()))
    assert "label" in found
    assert "nowhere" in found


def test_chromium_runs():
    said = subprocess.run([chromium(), *browser_arguments(), "--version"], capture_output=True, text=True, check=True)
    assert "Chrom" in said.stdout
