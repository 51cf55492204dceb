"""The whole of it: a paper goes in through the pages, and comes out printed, with every word in its place.

`make acceptance` runs these alone. Each PDF is left as var/acceptance/<paper>.pdf.
"""

import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from tests.pdf.conformance import assert_pdf_ua
from tests.serving import PROJECT, environment, own_database, served

from . import council_seeds, demo, printed, seeds
from .expected import beside, citations, numbers, strings
from .officer import Administrator
from .paper_writer import PaperWriter, Setter
from .truth import BRACKETS, strings_of

pytestmark = [pytest.mark.acceptance, pytest.mark.slow]
KEPT = PROJECT / "var" / "acceptance"
AS_SERVED = {"PLAIN_STATIC": ""}
PAPERS = seeds.names() or ["demo"]


def command(url, *words):
    """What a management command prints, in an installation with its style sheets and scripts as they are served."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env=environment(url, **AS_SERVED),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def first_administrator(url, council):
    """Begin an installation; gives the administrator's first password."""
    said = command(url, "council_add", council, "--administrator", "admin", "--full-name", "Ada Min")
    return re.search(r"Password:\s+(\S+)", said).group(1)


def enter(page, address, truth, password):
    """Enter a whole paper through the pages; gives the officer."""
    administrator = Administrator(page, address)
    administrator.signs_in("admin", password)
    committee = next(one for one in truth.bodies if one[0] == truth.committee)
    administrator.adds_body(*committee)
    first = administrator.adds_officer("officer", "Olive Ficer", truth.committee)
    administrator.signs_out()
    officer = PaperWriter(page, address)
    officer.password = first
    officer.signs_in("officer", first)
    for body in truth.bodies:
        if body != committee:
            officer.adds_body(*body)
    for name in dict.fromkeys(one.body for one in truth.members):
        officer.adds_members(name, [one for one in truth.members if one.body == name])
    officer.starts_review(truth)
    if truth.scope:
        officer.writes_scope(truth.scope)
    officer.adds_witnesses(truth.witnesses)
    officer.adds_evidence(truth.sessions, truth.evidence)
    officer.writes_paper(truth)
    officer.enters_findings(truth)
    officer.links_findings(truth)
    return officer


def truth_of(name, folder):
    """The Truth of a seed or of the demonstration, which is loaded into a database of its own for it."""
    if name != "demo":
        return seeds.read(name)
    with own_database(folder) as url:
        return demo.read(url)


def faults_of(page):
    """A list that fills with every error of the server, every script error and every refusal by the content policy."""
    faults = []
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    return faults


@pytest.fixture(scope="module")
def as_served(tmp_path_factory):
    """The style sheets and scripts, collected as an installation does before it serves."""
    command(f"sqlite:///{tmp_path_factory.mktemp('static')}/none.sqlite3", "collectstatic", "--noinput", "-v0")


@dataclass
class Walk:
    """What came of entering a review: its report and, where another council lays it before its members, that paper.

    Each is (truth, path of the PDF, what it reads, what its web page reads).
    """

    report: tuple
    covering: tuple | None = None


@pytest.fixture(scope="module", params=PAPERS)
def walk(request, browser, as_served, tmp_path_factory):
    """A review entered through the pages and printed: a Walk."""
    began = time.monotonic()
    truth = truth_of(request.param, tmp_path_factory.mktemp("truth"))
    cover = council_seeds.covering(truth) if request.param in council_seeds.COVERING else None
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{truth.seed}{'-report' if cover else ''}.pdf"
    with own_database(tmp_path_factory.mktemp(truth.seed)) as url:
        password = first_administrator(url, truth.council)
        with served(url, **AS_SERVED) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.accept())
            faults = faults_of(page)
            officer = enter(page, address, truth, password)
            officer.downloads(path)
            officer.previews()
            found = Walk((truth, path, printed.of_pdf(path), printed.of_page(page)))
            tell(truth.seed, strings(truth), found.report[2], began)
            if cover:
                covered = time.monotonic()
                found.covering = lay_before(officer, truth, cover, password)
                tell(f"{truth.seed}, covering report and all", cover.strings(), found.covering[2], covered)
            context.close()
            assert faults == []
    return found


def lay_before(officer, truth, cover, password):
    """The officer enters the paper with which the council lays the report before its members; gives what Walk has."""
    officer.signs_out()
    administrator = Setter(officer.page, officer.address)
    administrator.signs_in("admin", password)
    administrator.adds_body(cover.committee, "committee")
    administrator.makes_officer("officer", cover.committee)
    for name, _ in cover.further:
        administrator.adds_body(name, "executive")
        administrator.makes_officer("officer", name)
    administrator.sets_headings(cover)
    administrator.signs_out()
    officer.signs_in("officer", officer.password)
    return officer.enters(cover, KEPT / f"{truth.seed}.pdf")


def tell(name, expected, read, began):
    """Print the share of the strings that are printed in order."""
    missing = read.missing(expected)
    took = time.monotonic() - began
    print(f"\n{name} {len(expected) - len(missing)}/{len(expected)} strings in order ({took:.0f} s)")
    for one in missing[:3]:
        print(f"  first missing: {one.what}: {one.text[:100]}")


@pytest.fixture
def paper(walk):
    """The report of the review: (truth, path of the PDF, what it reads, what its web page reads)."""
    return walk.report


def test_every_string_is_printed_in_order(paper):
    truth, _, read, _ = paper
    missing = read.missing(strings(truth))
    assert not missing, "\n".join(f"not printed, or not in its place: {one.what}: {one.text}" for one in missing[:10])


def test_the_web_page_holds_the_same(paper):
    truth, _, _, web = paper
    missing = web.missing(strings(truth))
    assert not missing, "\n".join(
        f"not on the page, or not in its place: {one.what}: {one.text}" for one in missing[:10]
    )


def test_each_finding_stands_beside_its_recommendations(paper):
    truth, _, read, web = paper
    for reading in (read, web):
        for row in truth.rows():
            first, *_ = text = reading.plain_all(strings_of(row.text))
            place = reading.row_of(first)
            assert place is not None, f"not in a row: {row.text}"
            wanted = reading.plain_all(one.text for one in beside(truth, row))
            assert reading.cell(place, 0) == text
            assert reading.cell(place, 1) == wanted, f"beside “{row.text[:60]}”"


def test_the_labels_are_those_and_no_others(paper):
    truth, _, read, web = paper
    for reading in (read, web):
        if truth.style == BRACKETS:
            assert reading.whole(r"\(\d+\)") == truth.labels()
        else:
            assert reading.whole(r"\d+\.\d+") == numbers(truth)


def test_conclusions_and_recommendations_cite_each_other(paper):
    truth, _, read, web = paper
    for reading in (read, web):
        found = reading.whole(r"\((?:Recommendations? ?)?\d+\.\d+[^()]*\)")
        assert found == reading.plain_all(citations(truth))


def test_the_paper_before_another_council_holds_it_all(walk):
    for truth, path, read, web in filter(None, [walk.covering]):
        for reading in (read, web):
            missing = reading.missing(truth.strings())
            assert not missing, "\n".join(
                f"not printed, or not in its place: {one.what}: {one.text}" for one in missing
            )
            assert reading.whole(r"2\.1") == ["2.1", "2.1"]  # its own, and that of the report behind it
        assert_pdf_ua(path)


def test_everybody_and_every_body_is_named(walk):
    truth, _, read, _ = walk.covering or walk.report
    names = [] if truth.seed == "demo" else seeds.names_of(seeds.raw(truth.seed))
    assert read.unnamed(names) == []


def test_every_page_says_that_it_is_a_draft(paper):
    truth, path, _, _ = paper
    pages = printed.pages(path)
    for number, page in enumerate(pages, start=1):
        assert re.search(r"^Draft$", page, re.MULTILINE)
        assert f"Page {number} of {len(pages)}" in page
        assert number == 1 or truth.council in page


def test_the_paper_is_accessible(paper):
    _, path, _, _ = paper
    assert_pdf_ua(path)
