"""Mark running heads and page numbers as what they are: artifacts of the page (ISO 32000-1, 14.8.2.2).

WeasyPrint 70 tags the text of margin boxes and then leaves those tags out of the tree, so that the text
hangs in the air: neither content nor artifact. The two changes here reach into its private parts; the
version is pinned, and a test looks for the marks.
"""

from contextlib import contextmanager

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream, tags

_marked = stream.Stream.marked
_build = tags._build_box_tree
_pagination = pydyf.Dictionary({"Type": "/Pagination"})
# Boxes (by identity) of the paper being printed; one process prints one paper.
_margins: set[int] = set()


def note(pages) -> None:
    """Remember every box that stands in a margin of these WeasyPrint pages."""
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


def _tree(box, *args):
    """Build no tags for a margin: its text has none to collect."""
    if isinstance(box, boxes.MarginBox):
        return
    yield from _build(box, *args)


def install() -> None:
    """Put the two changes in place, once in a process."""
    stream.Stream.marked = _mark
    tags._build_box_tree = _tree
