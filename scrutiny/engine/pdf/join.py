"""Join PDFs of our own, laid out apart, into one PDF/UA-1 document; runs in a printer's child, within its limits.

The first is the base: its metadata, language and settings are the document's. The structure trees become one
(Document, below it a Part for each part), marked content keeps its numbers because it counts page by page, and the
entries of the ParentTree move up by as many as stand before them (ISO 32000-1, 14.7.4.4).
"""

import hashlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from .stamp import Stamp

LINK = b"app:to/"  # how a document names a place in another: app:to/NAME of this part, or of the whole


def join(header: dict, blobs: list[bytes], sheet: bytes) -> bytes:
    """One PDF of `blobs` in their order.

    `header["pieces"]` has a dict for each: `part` (its key: what belongs together has the same), `title` (the part's
    bookmark, "" for none). `header["foot"]` is [word, word] for "Page 1 of 9", or [] for no page numbers. `sheet` is
    stamp.SHEET as printed.
    """
    sources = [pikepdf.open(BytesIO(blob)) for blob in blobs]
    joined = _Joined(sources[0], header["pieces"][0])
    for source, piece in zip(sources[1:], header["pieces"][1:], strict=True):
        joined.add(source, piece)
    joined.finish()
    if header["foot"]:
        stamp, (page_word, of_word) = Stamp(joined.document, sheet), header["foot"]
        count = len(joined.document.pages)
        for number, page in enumerate(joined.document.pages, start=1):
            stamp.write(page, f"{page_word} {number} {of_word} {count}")
    out = BytesIO()
    joined.document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


class _Joined:
    """The document as it grows, with what can only be written when all is there."""

    def __init__(self, base: pikepdf.Pdf, piece: dict):
        self.document = base
        self.root = base.Root.StructTreeRoot
        self.top = self.root.K[0]
        self.parents = []  # of the ParentTree: number, entry, number, entry...
        self.next_key = 0
        self.targets = {}  # name: destination
        self.named = {}  # identifier: structure element
        self.links = []  # (annotation, key of its part) to be led home at the end
        self.outline = []  # OutlineItems of the top level
        self.part = self.part_key = self.part_outline = None
        self.streams = {}  # what is the same in two parts is kept once, by its digest
        below = list(self.top.K)
        self.top.K = Array()
        self._take(base, piece, 0, self.root, below)

    def add(self, source: pikepdf.Pdf, piece: dict) -> None:
        """Append the pages of `source`; the same key as before means that it goes on."""
        first = len(self.document.pages)
        # Before anything else: what refers to a page is led to its copy only when the page has been copied.
        for page in source.pages:
            self.document.pages.append(page)
        tree = self.document.copy_foreign(source.Root.StructTreeRoot)
        self._take(source, piece, first, tree, list(tree.K[0].K))

    def _take(self, source, piece: dict, first: int, tree, below: list) -> None:
        """Take over everything of a document whose pages begin at `first`."""
        count = len(source.pages) if source is not self.document else len(self.document.pages)
        pages = self.document.pages[first : first + count]
        self._structure(piece, below, pages[0])
        self._renumber(tree, pages)
        place = {page.obj.objgen: number for number, page in enumerate(source.pages, start=first)}
        self._destinations(source, piece, place, pages[0])
        items = list(_bookmarks(source.Root.get("/Outlines"), place, self.document))
        if piece["title"] and self.part_outline is None:
            self.part_outline = OutlineItem(piece["title"], _top(pages[0]))
            self.part_outline.is_closed = True
            self.outline.append(self.part_outline)
        (self.outline if self.part_outline is None else self.part_outline.children).extend(items)
        # The pages of one document share their fonts.
        for _, font in pages[0].obj.Resources.get("/Font", {}).items():
            self._once(font.DescendantFonts[0].FontDescriptor)

    def _structure(self, piece: dict, below: list, page) -> None:
        """Hang the top elements of a document below the Part of its key, begun when the key is new."""
        if piece["part"] != self.part_key:
            self.part_key, self.part_outline = piece["part"], None
            new = Dictionary(Type=Name.StructElem, S=Name.Part, P=self.top, K=Array(), Pg=page.obj)
            self.part = self.document.make_indirect(new)
            if piece["title"]:
                self.part.T = String(piece["title"])
            self.top.K.append(self.part)
        elif len(below) == 1 and len(self.part.K) == 1 and below[0].S == self.part.K[0].S == Name.Art:
            article = self.part.K[0]
            for kid in list(below[0].K):
                kid.P = article
                article.K.append(kid)
            return
        for kid in below:
            kid.P = self.part
            self.part.K.append(kid)

    def _renumber(self, tree, pages) -> None:
        """Move the keys of a document's ParentTree, and what uses them, behind those that are taken."""
        shift, numbers = self.next_key, list(tree.ParentTree.Nums)
        for key, entry in zip(numbers[::2], numbers[1::2], strict=True):
            self.parents += [int(key) + shift, entry]
            self.next_key = max(self.next_key, int(key) + shift + 1)
        heads = list(tree.get("/IDTree", {}).get("/Names", []))
        self.named.update(zip(map(bytes, heads[::2]), heads[1::2], strict=True))
        for page in pages:
            for thing, name in [(page.obj, "/StructParents"), *((one, "/StructParent") for one in _links(page))]:
                if name in thing:
                    thing[name] = int(thing[name]) + shift

    def _destinations(self, source, piece: dict, place: dict, page) -> None:
        """Take over named destinations under the part's key, and remember the links."""
        key = piece["part"]
        self.targets.setdefault(key, _top(page))
        named = list(source.Root.get("/Names", {}).get("/Dests", {}).get("/Names", []))
        for name, target in zip(named[::2], named[1::2], strict=True):
            self.targets[f"{key}.{name}"] = _placed(target, place, self.document)
        for number in place.values():
            self.links += [(one, key) for one in _links(self.document.pages[number])]

    def _once(self, descriptor) -> None:
        """Share a font's file with an earlier part's when it is the same."""
        if "/FontFile2" in descriptor:
            file = descriptor.FontFile2
            digest = hashlib.sha256(file.read_raw_bytes()).digest()
            kept = self.streams.setdefault(digest, file)
            if kept.objgen != file.objgen:
                descriptor.FontFile2 = kept

    def finish(self) -> None:
        """Write what belongs to the whole: ParentTree, destinations, links and bookmarks."""
        self.root.ParentTree = self.document.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root.ParentTreeNextKey = self.next_key
        if self.named:
            names = [item for name in sorted(self.named) for item in (String(name.decode()), self.named[name])]
            self.root.IDTree = self.document.make_indirect(Dictionary(Names=Array(names)))
        pages = {page.obj.objgen: number for number, page in enumerate(self.document.pages, start=1)}
        for link, key in self.links:
            self._lead(link, key, pages)
        named = []
        for name in sorted(self.targets, key=lambda name: bytes(String(name))):
            named += [String(name), self.targets[name]]
        names = self.document.Root.get("/Names")
        if names is None:
            names = self.document.Root.Names = Dictionary()
        names.Dests = self.document.make_indirect(Dictionary(Names=Array(named)))
        with self.document.open_outline() as outline:
            outline.root[:] = self.outline

    def _lead(self, link, key: str, pages: dict) -> None:
        """Have a link within the document go to its place by the place's name in the whole."""
        action = link.get("/A")
        if "/Dest" in link:
            wanted = str(link.Dest)
        elif action is not None and bytes(action.get("/URI", String(""))).startswith(LINK):
            wanted = bytes(action.URI)[len(LINK) :].decode("utf-8", "replace")
            del link["/A"]
        else:
            return
        # A place that is nowhere (left out, or never there) leads to the beginning of its own part.
        name = next((one for one in (f"{key}.{wanted}", wanted) if one in self.targets), key)
        link.Dest = String(name)
        link.Contents = String(f"Page {pages[self.targets[name][0].objgen]}")


def _links(page) -> list:
    return [one for one in page.obj.get("/Annots", []) if isinstance(one, Dictionary)]


def _top(page) -> Array:
    """The destination at the top of a page."""
    return Array([page.obj, Name.XYZ, 0, page.mediabox[3], 0])


def _placed(target, place: dict, document) -> Array:
    """A destination of a part as one of the whole: the same spot of the page's copy."""
    page = document.pages[place[target[0].objgen]]
    return Array([page.obj, Name.XYZ, *(float(number) for number in list(target)[2:])])


def _bookmarks(outline, place: dict, document):
    """OutlineItems of what hangs below an outline's item, with all below them."""
    item = outline.get("/First") if outline is not None else None
    while item is not None:
        copied = OutlineItem(str(item.Title), _placed(item.Dest, place, document))
        copied.children.extend(_bookmarks(item, place, document))
        yield copied
        item = item.get("/Next")
