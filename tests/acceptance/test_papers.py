"""Papers of councils that are no review's report: entered through the pages, printed, with every word in its place.

`make acceptance` runs these with the others. Each PDF is left as var/acceptance/<paper>.pdf.
"""

import re
import time

import pytest

from tests.pdf.conformance import assert_pdf_ua
from tests.serving import own_database, served

from . import council_seeds
from .board_writer import BoardWriter
from .paper_writer import Setter
from .test_acceptance import AS_SERVED, KEPT, as_served, faults_of, first_administrator, tell  # noqa: F401

pytestmark = [pytest.mark.acceptance, pytest.mark.slow]


def enter(page, address, truth, password):
    """Enter a whole paper through the pages; gives what `PaperWriter.enters` gives."""
    administrator = Setter(page, address)
    administrator.signs_in("admin", password)
    administrator.adds_body(truth.committee, "committee")
    first = administrator.adds_officer("officer", "Olive Ficer", truth.committee)
    administrator.sets_headings(truth)
    administrator.signs_out()
    officer = BoardWriter(page, address)
    officer.signs_in("officer", first)
    if truth.board:
        officer.enters_board(truth.board)
    return officer.enters(truth, KEPT / f"{truth.seed}.pdf")


@pytest.fixture(scope="module", params=council_seeds.names())
def paper(request, browser, as_served, tmp_path_factory):  # noqa: F811
    """A paper entered and printed: (truth, path of the PDF, what it reads, what its web page reads)."""
    began = time.monotonic()
    truth = council_seeds.read(request.param)
    KEPT.mkdir(parents=True, exist_ok=True)
    with own_database(tmp_path_factory.mktemp(truth.seed)) as url:
        password = first_administrator(url, truth.council)
        with served(url, **AS_SERVED) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.accept())
            faults = faults_of(page)
            found = enter(page, address, truth, password)
            context.close()
            assert faults == []
    tell(truth.seed, truth.strings(), found[2], began)
    return found


def test_every_string_is_printed_in_order(paper):
    truth, _, read, _ = paper
    missing = read.missing(truth.strings())
    assert not missing, "\n".join(f"not printed, or not in its place: {one.what}: {one.text}" for one in missing[:10])


def test_the_web_page_holds_the_same(paper):
    truth, _, _, web = paper
    missing = web.missing(truth.strings())
    assert not missing, "\n".join(
        f"not on the page, or not in its place: {one.what}: {one.text}" for one in missing[:10]
    )


def test_no_number_is_printed_twice(paper):
    truth, _, read, web = paper
    for reading in (read, web):
        outside = [one.text for one in reading.blocks if one.row is None]
        assert [one for one in outside if re.fullmatch(r"\d{1,2}(\.\d+){0,2}", one)] == truth.numbers()


def test_everybody_and_every_body_is_named(paper):
    truth, _, read, _ = paper
    assert read.unnamed(truth.names) == []


def test_the_paper_is_accessible(paper):
    assert_pdf_ua(paper[1])


def test_every_inspection_stands_in_a_row_with_its_judgement(paper):
    truth, _, read, web = paper
    for one in truth.board.inspections if truth.board else []:
        for reading in (read, web):
            place = reading.row_of(one["subject"])
            assert place is not None, one["subject"]
            assert reading.cell(place, 2) == reading.plain_all([one["judgement"] or "None given"])
