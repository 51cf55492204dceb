"""Mark running heads and page numbers as what they are: artifacts of the page (ISO 32000-1, 14.8.2.2).

WeasyPrint 70 tags the text of margin boxes and then leaves those tags out of the tree, so that the text hangs in
the air: neither content nor artifact. The two changes here reach into its private parts; the version is pinned,
and a test looks for the marks.
"""

from contextlib import contextmanager

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream

_marked = stream.Stream.marked
_add_tags = weasyprint.pdf.add_tags
_pagination = pydyf.Dictionary({"Type": "/Pagination"})
# The boxes, by identity, in the margins of the document that is being written.
_margins: set[int] = set()


def note(pages) -> None:
    """Say which WeasyPrint pages are about to be written; those of another document are forgotten."""
    _margins.clear()
    for page in pages:
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                _margins.update(id(box) for box in child.descendants())


@contextmanager
def _mark(self, box, tag):
    """Begin an artifact instead of tagged content for the text of a margin."""
    if self._tags is None or id(box) not in _margins:
        with _marked(self, box, tag):
            yield
        return
    self.begin_marked_content("Artifact", _pagination)
    try:
        yield
    finally:
        self.end_marked_content()


def _tag(pdf, document, *args):
    """Tag what is on the pages, and not what is in their margins; they are drawn by now."""
    for page in document.pages:
        box = page._page_box
        box.children = [child for child in box.children if not isinstance(child, boxes.MarginBox)]
    return _add_tags(pdf, document, *args)


def install() -> None:
    """Put the two changes in place, once in a process."""
    stream.Stream.marked = _mark
    weasyprint.pdf.add_tags = _tag
