"""WeasyPrint, warm: made once in the printer's server, used once in each child."""

import hashlib
import json
import logging
import zlib
from datetime import UTC, datetime
from types import SimpleNamespace

import cssselect2
import pydyf
import weasyprint

from . import artifacts, stamp, structure
from .fetcher import AppFetcher, built_in
from .join import join
from .tidy import tidy
from .values import Failed, Limits

VARIANT = "pdf/ua-1"
# A page with a little of everything, printed once so that what is loaded lazily is loaded before any fork.
WARM_UP = """<html lang="en-GB"><head><title>Warm</title><link rel="stylesheet" href="app:paper.css">
<link rel="stylesheet" href="app:page.css"></head><body class="paper"><h1>Aa ŵŷ</h1><p><b>Bb</b> <i>Cc</i> 123
<a href="#t">Dd</a></p><ul><li>Ee</ul><table id="t"><thead><tr><th>Ff</thead><tr><td>Gg</table></body></html>"""


class Press:
    """Parsed sheets, fonts and code in memory; `print` turns one paper into a PDF."""

    def __init__(self):
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        logging.getLogger("fontTools").setLevel(logging.CRITICAL)
        artifacts.install()
        structure.install()
        # pydyf squeezes at level 9: measured, 5 times slower than level 6 for a twenty-fifth less.
        pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj(6))
        self.built_in = built_in()
        fetcher = AppFetcher(self.built_in)
        self.sheets = {
            address: weasyprint.CSS(string=data.decode(), base_url=address, url_fetcher=fetcher)
            for address, data in self.built_in.items()
            if address.endswith(".css")
        }
        nothing = {"limits": {}, "as_at": None, "files": [], "attachments": []}
        self.print(nothing, [WARM_UP.encode()])
        self.foot = self.print(nothing, [stamp.SHEET.encode()])[0][0]

    def print(self, header: dict, blobs: list[bytes]) -> tuple[list[bytes], list[str]]:
        """The PDF, and the addresses that were refused, for one request of `client`; raises Problem.

        With `header["piece"]` the document is one that will be joined to others: it has no page numbers, links to
        what is not in it are kept for `join`, and behind the PDF come its pages and anchors as JSON.
        """
        if header.get("job") == "join":
            return [join(header, blobs, self.foot)], []
        limits, piece = Limits(**header["limits"]), header.get("piece")
        html, blobs = blobs[0].decode(), blobs[1:]
        count = len(header["files"])
        fetcher = AppFetcher({**self.built_in, **dict(zip(header["files"], blobs[:count], strict=True))})
        page = weasyprint.HTML(string=html, url_fetcher=fetcher)
        linked = tidy(page.etree_element, limits, self.sheets.keys() - set(header["files"]))
        if piece:
            _keep_links(page.etree_element)
            linked += ["app:part.css"] if piece["is_first"] else ["app:part.css", "app:continued.css"]
        # The wrapper was made before the tree was tidied.
        page.wrapper_element = cssselect2.ElementWrapper.from_html_root(page.etree_element, content_language=None)
        document = page.render(stylesheets=[self.sheets[address] for address in linked], pdf_variant=VARIANT)
        if not document.pages:
            raise Failed("The paper was not printed: there is nothing in it.")
        if header["as_at"]:
            document.metadata.created = header["as_at"]
        artifacts.note(document.pages)
        attached = _attachments(header["attachments"], blobs[count:], document.metadata.created)
        data = document.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
            attachments=[attachment for attachment, _ in attached],
            finisher=lambda _, file: _finish(file, attached, piece["key"] if piece else ""),
        )
        if not piece:
            return [data], fetcher.refused
        anchors = {}
        for place, one in enumerate(document.pages):
            for name in one.anchors:
                anchors.setdefault(name, place)  # what goes on overleaf is named there again
        return [data, json.dumps({"pages": len(document.pages), "anchors": anchors}).encode()], fetcher.refused


def _attachments(descriptions: list[dict], data: list[bytes], created: str | None) -> list[tuple]:
    """WeasyPrint's attachments with their media types, in the order of their names, no two names the same."""
    moment = datetime.fromisoformat(created) if created else datetime(1980, 1, 1, tzinfo=UTC)
    if moment.tzinfo:
        moment = moment.astimezone(UTC)  # the PDF's dates are written with a Z
    named, taken = [], set()
    for description, content in zip(descriptions, data, strict=True):
        name = _fresh(description["name"], taken)
        taken.add(name)
        attachment = weasyprint.Attachment(
            string=content,
            name=name,
            description=description["description"] or name,
            created=moment,
            modified=moment,
            relationship=description["relationship"],
        )
        named.append((attachment, description["media_type"]))
    # The PDF's name tree must be in the order of its keys (ISO 32000-1, 7.9.6).
    return sorted(named, key=lambda pair: pair[0].name.encode())


def _fresh(name: str, taken: set[str]) -> str:
    """A file name without folders or control characters that no attachment has yet: "a.pdf", "a (2).pdf"."""
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip() or "attachment"
    stem, dot, ending = plain.rpartition(".")
    if not stem:
        stem, dot, ending = plain, "", ""
    number, fresh = 2, plain
    while fresh in taken:
        fresh = f"{stem} ({number}){dot}{ending}"
        number += 1
    return fresh


def _keep_links(root) -> None:
    """Name what a link leads to in another piece, since WeasyPrint drops links to what is not there."""
    here = {element.get("id") for element in root.iter()}
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("#") and address[1:] not in here:
            link.set("href", "app:to/" + address[1:])


def _finish(file: pydyf.PDF, attached: list[tuple], key: str) -> None:
    """Set right what WeasyPrint leaves undone, before the file is written; `key` makes identifiers a piece's own."""
    structure.mend(file, key)
    _associate(file, attached)


def _associate(file: pydyf.PDF, attached: list[tuple]) -> None:
    """Make the embedded files associated files of the document (ISO 32000-2, 14.13), with their media
    types.
    """
    if not attached:
        return
    # WeasyPrint writes them in the order given, and guesses the media type from the name.
    streams = [item for item in file.objects if getattr(item, "extra", {}).get("Type") == "/EmbeddedFile"]
    specs = [item for item in file.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec"]
    for item, spec, (attachment, media_type) in zip(streams, specs, attached, strict=True):
        item.extra["Subtype"] = "/" + "".join(c if c.isalnum() or c in "-." else f"#{ord(c):02x}" for c in media_type)
        spec["AFRelationship"] = f"/{attachment.relationship}"
    file.catalog["AF"] = pydyf.Array(spec.reference for spec in specs)
