"""Mend the tree of tags that WeasyPrint 70 writes: whole tables and paragraphs, whole list items, heads with a scope.

WeasyPrint tags page by page: what goes on overleaf begins again there, as a second table or a second paragraph, and a
reader who listens hears two. Here the parts are joined again. `install` must have been called before the document is
written, and `mend` after its tags are made and before the file is.
"""

import pydyf
from weasyprint.pdf import tags

_build = tags._build_box_tree
# For each structure element made, by its number in the file: the HTML element and the kind of box it stands for.
_origins: dict[int, tuple] = {}


def install() -> None:
    """Have WeasyPrint say what each structure element was made from."""
    tags._build_box_tree = _remember


def _remember(box, *args):
    """Build as WeasyPrint does, and note where each structure element comes from."""
    for made in _build(box, *args):
        inner = getattr(box, "_box", box)
        if inner.element is not None:
            _origins.setdefault(made.number, (inner.element, inner.element_tag))
        yield made


def mend(file: pydyf.PDF, key: str = "") -> None:
    """Join, complete and correct the tree of `file` in place; `key` begins its identifiers, unique when joined."""
    named = []
    root = _object(file, file.catalog["StructTreeRoot"])
    waiting = [_object(file, root["K"][0])]
    while waiting:
        node = waiting.pop()
        _join(file, node)
        if node["S"] == "/LI":
            _fill_item(file, node)
        elif node["S"] == "/TH":
            element, _ = _origins.get(node.number, (None, None))
            row = element is not None and element.get("scope") == "row"
            node["A"]["Scope"] = "/Row" if row else "/Column"
        if "ID" in node:
            # The cells that name this head hold the very same string, so they follow.
            node["ID"].string = f"{key}{node['ID'].string}"
            named.append((node["ID"], node))
        waiting.extend(_kids(file, node))
    if named:
        named.sort(key=lambda pair: pair[0].string.encode())
        names = pydyf.Array(item for name, node in named for item in (name, node.reference))
        root["IDTree"] = pydyf.Dictionary({"Names": names})
    _origins.clear()


def _object(file: pydyf.PDF, reference) -> pydyf.Dictionary:
    """The object that a reference such as b"12 0 R" names."""
    return file.objects[int(reference.split()[0])]


def _kids(file: pydyf.PDF, node) -> list:
    """The structure elements directly below `node`, without its marked content and its annotations."""
    below = (_object(file, kid) for kid in node["K"] if not isinstance(kid, int))
    return [kid for kid in below if "S" in kid]


def _join(file: pydyf.PDF, node) -> None:
    """Join the parts of one HTML element below `node` that stand on pages (or lines) one after the other."""
    kept, cells, last = pydyf.Array(), {}, None
    for reference in node["K"]:
        kid = None if isinstance(reference, int) else _object(file, reference)
        if kid is None or "S" not in kid:
            kept.append(reference)
            last = None
            continue
        origin = _origins.get(kid.number)
        # Only neighbours are parts of one thing, except the cells of a row that breaks: all its first parts come first.
        before = cells.get(origin) if node["S"] == "/TR" else last
        if before is not None and _continues(file, before, kid):
            if kid["S"] == "/Table":
                _lend_heads(file, before, kid)
            before["K"].extend(kid["K"])
            for grandchild in _kids(file, kid):
                grandchild["P"] = before.reference
            kid.clear()
        else:
            kept.append(reference)
            last = cells[origin] = kid
    node["K"] = kept


def _continues(file: pydyf.PDF, before, kid) -> bool:
    """Whether `kid` is the rest, on a later page or line, of what `before` is the beginning of."""
    origin = _origins.get(kid.number)
    return (
        origin is not None
        and origin == _origins.get(before.number)
        and before["S"] == kid["S"]
        # On one page only a paragraph set within a line is in parts, one for each line.
        and (kid["S"] == "/P" or _page(file, before) != kid["Pg"])
        # Marked content is counted page by page: an element that holds some belongs to its page.
        and len(_kids(file, before)) == len(before["K"])
        and len(_kids(file, kid)) == len(kid["K"])
    )


def _page(file: pydyf.PDF, node) -> bytes:
    """The page where `node` ends."""
    kids = _kids(file, node)
    return _page(file, kids[-1]) if kids else node["Pg"]


def _lend_heads(file: pydyf.PDF, before, rest) -> None:
    """Give the cells of a table's later part the heads of their columns, which stand in its first part alone."""
    rows = [row for part in _kids(file, before) if part["S"] == "/THead" for row in _kids(file, part)]
    heads: dict[int, list] = {}
    for row in rows:
        for column, cell in _columns(file, row):
            if "ID" in cell:
                heads.setdefault(column, []).append(cell["ID"])
    for part in _kids(file, rest):
        for row in _kids(file, part):
            for column, cell in _columns(file, row):
                if cell["S"] == "/TD":
                    cell["A"]["Headers"] = pydyf.Array([*cell["A"].get("Headers", []), *heads.get(column, [])])


def _columns(file: pydyf.PDF, row) -> list[tuple]:
    """The cells of a row with the number of the column where each begins."""
    column, found = 0, []
    for cell in _kids(file, row):
        found.append((column, cell))
        column += cell.get("A", {}).get("ColSpan", 1)
    return found


def _fill_item(file: pydyf.PDF, item) -> None:
    """Put what stands in a list item beside its mark into one body, as clause 7.2 of ISO 14289-1 asks.

    WeasyPrint does so for bare text, and not for paragraphs: `<li><p>` would be a P directly in an LI.
    """
    kids = _kids(file, item)
    if all(kid["S"] in ("/Lbl", "/LBody") for kid in kids):
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
    )
    file.add_object(body)
    for kid in kids:
        if kid["S"] == "/LBody":  # text, and then a block: one body for both, in their order
            body["K"].extend(kid["K"])
            for grandchild in _kids(file, kid):
                grandchild["P"] = body.reference
        elif kid["S"] != "/Lbl":
            body["K"].append(kid.reference)
            kid["P"] = body.reference
    item["K"] = pydyf.Array([*(kid.reference for kid in kids if kid["S"] == "/Lbl"), body.reference])
