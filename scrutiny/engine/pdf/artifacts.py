"""Mark what belongs to the page and not to the paper as artifacts (ISO 32000-1, 14.8.2.2).

These are running heads and page numbers, and the heads of a table that are printed again on its next page. WeasyPrint
70 tags the first and leaves the tags out of the tree, so that the text hangs in the air; the second it tags as if
they were written again. The changes here reach into its private parts; the version is pinned, and tests look for the
marks.
"""

from contextlib import contextmanager

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream

_marked = stream.Stream.marked
_add_tags = weasyprint.pdf.add_tags
_pagination = pydyf.Dictionary({"Type": "/Pagination"})
# Of the document that is being written: the boxes drawn as artifacts, by identity, and what to cut from the tree.
_artifacts: set[int] = set()
_cut: list[tuple] = []


def note(pages) -> None:
    """Say which WeasyPrint pages are about to be written; those of another document are forgotten."""
    _artifacts.clear()
    _cut.clear()
    heads = set()
    for page in pages:
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                _leave_out(page._page_box, child)
                continue
            for box in child.descendants():
                if isinstance(box, boxes.TableBox) and box.children and getattr(box.children[0], "is_header", False):
                    head = box.children[0]
                    if id(head.element) in heads:
                        _leave_out(box, head)
                    heads.add(id(head.element))


def _leave_out(parent, box) -> None:
    """Draw everything in `box` as an artifact, and keep it from the tree."""
    _artifacts.update(id(inner) for inner in box.descendants())
    _cut.append((parent, box))


@contextmanager
def _mark(self, box, tag):
    """Begin an artifact instead of tagged content where the box is one."""
    if self._tags is None or id(box) not in _artifacts:
        with _marked(self, box, tag):
            yield
        return
    self.begin_marked_content("Artifact", _pagination)
    try:
        yield
    finally:
        self.end_marked_content()


def _tag(pdf, document, *args):
    """Tag what is left when the artifacts are cut; everything is drawn by now."""
    for parent, box in _cut:
        parent.children = [child for child in parent.children if child is not box]
    return _add_tags(pdf, document, *args)


def install() -> None:
    """Put the changes in place, once in a process."""
    stream.Stream.marked = _mark
    weasyprint.pdf.add_tags = _tag
