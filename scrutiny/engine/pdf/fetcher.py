"""The only addresses a paper can reach: bytes handed over with it, our own sheets and our own fonts."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parents[3] / "static"
TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".css": "text/css"}


def built_in() -> dict[str, bytes]:
    """Every file of static/paper as `app:name` and of static/fonts as `app:fonts/name`, with its bytes."""
    found = {}
    for folder, prefix in (("paper", "app:"), ("fonts", "app:fonts/")):
        for path in sorted((STATIC / folder).glob("*")):
            if path.is_file():
                found[prefix + path.name] = path.read_bytes()
    return found


class Refused(ValueError):
    """An address that a paper may not reach."""


class AppFetcher(URLFetcher):
    """Serves `app:` addresses from memory and refuses every other, data: and file: among them.

    WeasyPrint turns a refusal into a log line and goes on: a picture is replaced by its alternative text.
    What was refused is kept in `refused`.
    """

    def __init__(self, files: dict[str, bytes]):
        super().__init__(allowed_protocols={"app"}, allow_redirects=False)
        self.files = {unquote(address): data for address, data in files.items()}
        self.refused: list[str] = []

    def fetch(self, url, headers=None):
        """The bytes at `url` as WeasyPrint wants them; raises Refused."""
        address = unquote(url.split("#")[0])
        if address not in self.files:
            self.refused.append(url[:200])
            raise Refused(f"the address is not one of this paper's: {url[:200]}")
        suffix = Path(address).suffix.lower()
        kind = TYPES.get(suffix) or mimetypes.guess_type(address)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.files[address], {"Content-Type": kind})
