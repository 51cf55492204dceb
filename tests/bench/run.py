"""What printing and pages cost, as ratios measured in one run on one machine: `make bench`.

Each line is a ratio, the target it is held against, and what was measured. Nothing here passes or fails.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings")
os.environ["PLAIN_STATIC"] = "1"
django.setup()

from tests import serving  # noqa: E402
from tests.bench import packs, papers, tracker  # noqa: E402

MAKE = """
from tests.bench.reviews import make
print(*make())
"""
QUERIES = """
from tests.bench.reviews import queries
print(queries())
"""


def say(what, ratio, target, measured, at_least=False):
    """One line of the bench; the ratio is to be at most the target, or at least."""
    held = "met" if (ratio >= target if at_least else ratio <= target) else "MISSED"
    measured = f"   ({measured})" if measured else ""
    print(f"{what:<66} {ratio:6.2f}   target {target:g}: {held}{measured}", flush=True)


def pages(url):
    """The entry page of a review with 20 and with 200 findings against a bare signed-in page."""
    session, small, large = serving.run(url, MAKE).split()
    with serving.served(url, processes=2) as address:
        took = {
            name: median_time(f"{address}{path}", session)
            for name, path in (
                ("bare", "/accessibility/"),
                ("20", f"/reviews/{small}/findings/"),
                ("200", f"/reviews/{large}/findings/"),
            )
        }
    shown = ", ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in took.items())
    say("200-finding page against a bare signed-in page", took["200"] / took["bare"], 25, shown)
    say("200-finding page against its own 20 findings", took["200"] / took["20"], 4, shown)


def median_time(address, session, runs=25):
    """The median seconds of a signed-in GET, after five that warm up."""
    request = urllib.request.Request(address, headers={"Cookie": f"sessionid={session}"})
    times = []
    for at in range(runs + 5):
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            assert answer.status == 200
            assert answer.url == address, "the bench was not signed in"
        if at >= 5:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def printing():
    """The report from a warm server, in its limited child, against WeasyPrint's own command on the same HTML."""
    for wanted, target in ((8, 0.55), (60, 0.8)):
        html, count = papers.of_pages(wanted)
        ours = papers.warm_time(html, runs=5 if wanted < 20 else 3)
        cold = papers.command_time(html, runs=5 if wanted < 20 else 3)
        say(
            f"Report of {count} pages, warm, against WeasyPrint's cold command",
            ours / cold,
            target,
            f"{ours:.2f} s against {cold:.2f} s",
        )


def query_counts(url):
    """The queries of each page of a review with 10 and with 1,000 recommendations."""
    for line in serving.run(url, QUERIES).splitlines():
        name, few, many = line.rsplit(" ", 2)
        say(f"Queries of {name} at 1,000 recommendations against 10", int(many) / int(few), 1, f"{many} against {few}")


def trackers():
    """The tracker at three sizes, on the database of this run and then on SQLite; each is thrown away afterwards."""

    @contextlib.contextmanager
    def ours():
        with tempfile.TemporaryDirectory() as folder, serving.own_database(folder) as url:
            yield url

    @contextlib.contextmanager
    def sqlite():
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/tracker.sqlite3"
            serving.manage(url, "migrate", "-v0")
            yield url

    tracker.measure(serving, ours, say)
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        print("\nThe tracker on SQLite", flush=True)
        tracker.measure(serving, sqlite, say)


def main():
    """Measure everything and print it."""
    vendor = "PostgreSQL" if "postgres" in os.environ.get("DATABASE_URL", "") else "SQLite"
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True)
    print(f"Scrutiny at {commit.stdout.strip() or 'no commit'}, {vendor}, {os.cpu_count()} processors\n")
    printing()
    packs.measure(say)
    with tempfile.TemporaryDirectory() as folder, serving.own_database(folder) as url:
        pages(url)
        query_counts(url)
    trackers()


if __name__ == "__main__":
    main()
