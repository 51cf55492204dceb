"""Packs of generated papers beside plain WeasyPrint and Chromium on the same HTML: wall time, memory, processor time."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scrutiny.engine import pdf
from scrutiny.engine.pdf import client, pack
from scrutiny.papers import appendices
from tests.bench import papers
from tests.checkers import browser_arguments, chromium

PAPERS = 10
FRONT = """<!DOCTYPE html><html lang="en-GB"><head><title>Agenda</title><link rel="stylesheet" href="app:paper.css">
<link rel="stylesheet" href="app:page.css"></head><body><article class="paper" data-running-title="Agenda"
data-council="Aldermere County Council"><h1 class="paper-title">Agenda</h1><ul>{rows}</ul></article></body></html>"""
CLOCK = os.sysconf("SC_CLK_TCK")
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


def parts_of(pages):
    """A pack of PAPERS papers of about `pages` pages in all, each with a title of its own."""
    html, count = papers.of_pages(max(2, pages // PAPERS))
    return [pdf.Part(f"p{n}", html.replace("</h1>", f", part {n}</h1>"), f"{n}. Report") for n in range(PAPERS)], count


def front(starts, pages):
    """The pages before the papers."""
    rows = "".join(f'<li><a href="app:to/{key}">Report {key}</a>, page {start}</li>' for key, start in starts.items())
    return FRONT.format(rows=rows)


def as_one(parts):
    """The same papers as one HTML document, for who prints it in one piece."""
    bodies = [appendices.with_own_anchors(_BODY.search(part.html)[1], f"{part.key}-") for part in parts]
    rows = "".join(f'<li><a href="#{part.key}">Report {part.key}</a></li>' for part in parts)
    style = "<style>article + article { break-before: page }</style></head>"
    whole = FRONT.format(rows=rows).replace("</head>", style)
    named = (
        body.replace("<article ", f'<article id="{part.key}" ', 1) for part, body in zip(parts, bodies, strict=True)
    )
    return whole.replace("</body>", "".join(named) + "</body>")


class Watched:
    """What a block of work took: `wall` seconds, `cpu` seconds of the printer's children, `memory` in MB.

    Memory is the greatest sum of proportional set sizes of the processes below this one (what they share is counted
    once), looked at ten times a second.
    """

    def __init__(self):
        self.wall = self.cpu = self.memory = 0.0

    def __enter__(self):
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._cpu, self._start = children_cpu(), time.perf_counter()
        self._watcher.start()
        return self

    def __exit__(self, *_):
        self.wall = time.perf_counter() - self._start
        self.cpu = children_cpu() - self._cpu
        self._done.set()
        self._watcher.join()

    def _watch(self):
        while not self._done.wait(0.1):
            self.memory = max(self.memory, sum(map(weight, below(os.getpid()))))


def below(pid):
    """Every process below `pid`."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *below(int(child))]
    return found


def weight(pid):
    """The proportional set size of a process in MB; 0 when it has gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0


def children_cpu():
    """The processor seconds of the printer's children that have ended, and of this process's own."""
    own = os.times()
    total = own.children_user + own.children_system
    process = client._printer._process
    if process is not None:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[13]) + int(fields[14])) / CLOCK
    return total


def ours(parts):
    """Print the pack with nothing kept from before: (Printed, Watched)."""
    pack.KEPT.clear()
    with Watched() as took:
        printed = pdf.print_parts(parts, front=front, front_title="Agenda")
    return printed, took


def plain(html):
    """WeasyPrint's own command on the whole: Watched."""
    with tempfile.TemporaryDirectory() as folder:
        source, fonts = Path(folder) / "pack.html", Path(folder) / "fonts.css"
        source.write_text(on_disk(html))
        fonts.write_text(papers.FONTS)
        command = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "-s", str(fonts), str(source)]
        with Watched() as took:
            subprocess.run([*command, str(Path(folder) / "pack.pdf")], check=True, capture_output=True)
    return took


def on_disk(html):
    """HTML whose addresses are files."""
    static = papers.STATIC
    return html.replace("app:fonts/", f"file://{static}/fonts/").replace("app:", f"file://{static}/paper/")


def in_chromium(html):
    """Seconds of Chromium from start to end with the two passes that a page of contents needs."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        source = Path(folder) / "paper.html"
        source.write_text(on_disk(html).replace("<head>", f"<head><style>{papers.FONTS}</style>", 1))
        start = time.perf_counter()
        started = driver.chromium.launch(executable_path=chromium(), args=browser_arguments())
        page = started.new_page()
        for _ in range(2):
            page.goto(source.as_uri())
            page.pdf(path=str(Path(folder) / "paper.pdf"), tagged=True, prefer_css_page_size=True)
        started.close()
        return time.perf_counter() - start


def measure(say, pages=500):
    """P1, P2, P3 and P6 of a pack of about `pages` pages."""
    pdf.warm()
    report, count = papers.of_pages(60)
    one = [pdf.Part("paper", report, "Report")]
    printed, short = ours(one)
    took = min(short.wall, ours(one)[1].wall)
    chrome = min(in_chromium(report) for _ in range(2))
    say(f"P1 report of {count} pages in pieces against Chromium's two passes", took / chrome, 1.1,
        f"{took:.2f} s against {chrome:.2f} s")  # fmt: skip

    parts, _ = parts_of(pages)
    whole, full = ours(parts)
    alone = plain(as_one(parts))
    name = f"pack of {whole.pages} pages against plain WeasyPrint"
    say(f"P2 {name}, wall time", full.wall / alone.wall, 0.40, f"{full.wall:.1f} s against {alone.wall:.1f} s")
    say(f"P2 {name}, memory", full.memory / alone.memory, 0.45, f"{full.memory:.0f} MB against {alone.memory:.0f} MB")
    per_page = full.cpu / whole.pages, short.cpu / printed.pages
    say(f"P3 processor time a page at {whole.pages} pages against {printed.pages}", per_page[0] / per_page[1], 1.15,
        f"{per_page[0] * 1000:.0f} ms against {per_page[1] * 1000:.0f} ms")  # fmt: skip

    changed = [*parts[:3], pdf.Part(parts[3].key, sample_changed(parts[3].html), parts[3].title), *parts[4:]]
    with Watched() as again:
        pdf.print_parts(changed, front=front, front_title="Agenda")
    say(f"P6 the same with one section changed against all {whole.pages} pages", again.wall / full.wall, 0.15,
        f"{again.wall:.2f} s against {full.wall:.2f} s")  # fmt: skip


def sample_changed(html):
    """A paper of which one section says something else."""
    before = "In 2024 the Committee asked"
    assert before in html
    return html.replace(before, "In 2023 the Committee asked", 1)


if __name__ == "__main__":
    from tests.bench.run import say

    measure(say, int(sys.argv[1]) if len(sys.argv) > 1 else 500)
