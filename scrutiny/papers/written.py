"""Written text as a paper prints it."""

from scrutiny.engine import text

from . import numbering


def written(section, as_at):
    """Written text: numbered paragraphs in a numbered section, else prose; None when nothing is written."""
    if not section.text.strip():
        return None
    if section.is_numbered and (numbering.is_through(section.paper) or _by_section(section)):
        items = paragraph_items(section.text, numbering.labels(section))
        return numbered(items)
    return {"html": text.to_html(section.text)}


def numbered(items):
    """Items with labels as papers/blocks/conclusions.html takes them."""
    is_deep = any(item["label"].count(".") > 1 for item in items)
    return {"template": "papers/blocks/conclusions.html", "items": items, "is_deep": is_deep}


def _by_section(section):
    return numbering.is_by_section(section.paper) and bool(section.heading)


def paragraph_items(typed, labels):
    """The paragraphs of a text as papers/blocks/conclusions.html takes them, the numbered ones with `labels`."""
    labels = iter(labels)
    return [
        {"label": next(labels, "") if paragraph.numbered else "", "html": paragraph.html, "anchor": ""}
        for paragraph in text.paragraphs(typed)
    ]


def paragraphs(section):
    """How many numbered paragraphs its text has."""
    return count_in(section.text)


def count_in(typed):
    """How many numbered paragraphs a text has."""
    return sum(paragraph.numbered for paragraph in text.paragraphs(typed)) if typed.strip() else 0
