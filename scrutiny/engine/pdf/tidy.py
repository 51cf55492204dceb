"""Make a parsed paper printable: bound what could run away, and mend what would break PDF/UA-1 (ISO
14289-1).
"""

from .values import Limits, TooBig

SVG = "{http://www.w3.org/2000/svg}"
NO_DESCRIPTION = "Picture without a description"
NO_TITLE = "Untitled paper"
LANGUAGE = "en-GB"
# Nothing in a paper runs, plays or is filled in.
DROPPED = {"script", "iframe", "object", "embed", "audio", "video", "base"}


def tidy(root, limits: Limits, sheets: set[str]) -> list[str]:
    """Change the tree under `root` (an ElementTree html element) in place; raises TooBig.

    Links to style sheets named in `sheets` are taken out, and their addresses given in order: the caller
    has them parsed already.
    """
    linked = []
    root.attrib.setdefault("lang", LANGUAGE)
    count = 0
    level = [(root, None)]
    depth = 0
    while level:
        depth += 1
        if depth > limits.depth:
            raise TooBig(
                f"The paper was not printed: a part of it is nested more than {limits.depth} levels deep. "
                "Take out what was last pasted and print again."
            )
        below = []
        for element, parent in level:
            count += 1
            if _unwanted(element, parent, sheets, linked):
                parent.remove(element)
                continue
            _mend(element, limits)
            below.extend((child, element) for child in list(element) if isinstance(child.tag, str))
        level = below
    if count > limits.elements:
        raise TooBig(
            f"The paper was not printed: it has {count:,} parts (rows, cells, paragraphs...) and the most is "
            f"{limits.elements:,}. Shorten its tables or split the paper in two."
        )
    _name(root)
    return linked


def _unwanted(element, parent, sheets: set[str], linked: list[str]) -> bool:
    """Whether to take the element out; a removed element's following text is kept."""
    if element.tag == "link" and element.get("href", "") in sheets:
        linked.append(element.get("href"))
    elif element.tag not in DROPPED:
        return False
    if element.tail:
        before = None
        for child in parent:
            if child is element:
                break
            before = child
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    return True


def _mend(element, limits: Limits) -> None:
    """Bound the spans of a cell, flatten a link, and see that a picture has words."""
    tag = element.tag
    if tag in ("td", "th", "col", "colgroup"):
        # Each column spanned becomes boxes in memory: `colspan=1000000` is a page of HTML that needs
        # gigabytes.
        _bound(element, "colspan", limits.columns)
        _bound(element, "span", limits.columns)
        _bound(element, "rowspan", limits.rows)
    elif tag == "a" and len(element):
        # An element inside a link makes a second annotation that belongs to no Link tag (clause 7.18.5).
        if any(child.tag in ("img", f"{SVG}svg") for child in element.iter()):
            element.tag = "span"
            element.attrib.pop("href", None)
        else:
            text = "".join(element.itertext())
            del element[:]
            element.text = text
    elif tag == "img":
        if not element.get("alt", "").strip():
            element.set("alt", NO_DESCRIPTION)
    elif tag == f"{SVG}svg":
        element.attrib.pop("aria-hidden", None)
        title = element.find(f"{SVG}title")
        if title is None or not (title.text or "").strip():
            if title is None:
                title = element.makeelement(f"{SVG}title", {})
                element.insert(0, title)
            title.text = element.get("aria-label") or NO_DESCRIPTION


def _bound(element, attribute: str, most: int) -> None:
    """Bring a span down to `most`; what is no number at all is taken out."""
    value = element.get(attribute)
    if value is None:
        return
    digits = value.strip()
    if not (digits.isascii() and digits.isdigit()):
        del element.attrib[attribute]
    elif len(digits) > 9 or int(digits) > most:
        element.set(attribute, str(most))


def _name(root) -> None:
    """See that the document has a title, which clause 7.1 asks for."""
    head = root.find("head")
    if head is None:
        head = root.makeelement("head", {})
        root.insert(0, head)
    title = head.find("title")
    if title is None:
        title = head.makeelement("title", {})
        head.append(title)
    if not (title.text or "").strip():
        title.text = NO_TITLE
