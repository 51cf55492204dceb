"""Shapes of text fields that the forms of a review share."""

from scrutiny.engine.forms import MarkdownField


class ListTextField(MarkdownField):
    """A list with one item a line, kept as text; with drafts, without the editor's buttons."""

    def __init__(self, *, max_length=20_000, rows=4, **kwargs):
        kwargs.setdefault("help_text", "Put each one on a line of its own.")
        super().__init__(max_length=max_length, rows=rows, **kwargs)

    def widget_attrs(self, widget):
        """No editor: a list is plain lines."""
        attrs = super().widget_attrs(widget)
        attrs.pop("data-editor", None)
        return attrs
