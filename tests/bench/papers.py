"""The report of an invented review at given lengths, printed by us and by WeasyPrint's own command."""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from scrutiny.engine import pdf
from scrutiny.papers import printing
from tests.pdf import sample

STATIC = Path(__file__).resolve().parents[2] / "static"
AS_AT = date(2026, 3, 12)
# The printer knows the fonts; the command must be told, or it would set another one.
FONTS = "".join(
    f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; font-style: {style}; '
    f'src: url("file://{STATIC}/fonts/source-sans-3-{script}-{weight}-{style}.woff2"); unicode-range: {letters} }}\n'
    for script, letters in (("latin", "U+0000-00FF, U+2000-206F"), ("latin-ext", "U+0100-02BA, U+1E00-1EFF"))
    for weight, style in ((400, "normal"), (700, "normal"), (400, "italic"))
)


def of_pages(wanted):
    """(HTML, pages) of a report that has about `wanted` pages, found by making it longer until it does."""
    best = None
    themes, rows = max(1, wanted // 4), 6
    for _ in range(10):
        html = sample.html(*sample.report(themes=themes, rows=rows))
        count = printing.page_count(pdf.render(html, as_at=AS_AT))
        if best is None or abs(count - wanted) < abs(best[1] - wanted):
            best = html, count
        if count == wanted:
            break
        step = round(themes * (wanted - count) / max(count, 1)) or (1 if count < wanted else -1)
        themes = max(1, themes + step)
    return best


def warm_time(html, runs):
    """Median seconds to print `html` as a request does: by the warm server, in a limited child."""
    pdf.render(html, as_at=AS_AT)
    return median(lambda: pdf.render(html, as_at=AS_AT), runs)


def command_time(html, runs):
    """Median seconds of `weasyprint --pdf-variant pdf/ua-1` on the same HTML, from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "paper.html", Path(folder) / "paper.pdf"
        source.write_text(
            html.replace("app:fonts/", f"file://{STATIC}/fonts/").replace("app:", f"file://{STATIC}/paper/")
        )
        fonts = Path(folder) / "fonts.css"
        fonts.write_text(FONTS)
        command = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "-s", str(fonts)]
        command += [str(source), str(target)]

        def run():
            subprocess.run(command, check=True, capture_output=True)

        run()
        return median(run, runs)


def median(work, runs):
    """Median seconds of `work()`."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
