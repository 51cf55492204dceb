"""Written text as a paper prints it."""

from scrutiny.engine import text


def written(section, as_at):
    """Written text: numbered paragraphs in a numbered section, else prose; None when nothing is written."""
    if not section.text.strip():
        return None
    if section.paper.is_numbered and section.is_numbered and section.heading:
        items, number = [], 0
        for paragraph in text.paragraphs(section.text):
            number += paragraph.numbered
            label = f"{section.number}.{number}" if paragraph.numbered and section.number else ""
            items.append({"label": label, "html": paragraph.html, "anchor": ""})
        return {"template": "papers/blocks/conclusions.html", "items": items}
    return {"html": text.to_html(section.text)}
