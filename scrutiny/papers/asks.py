"""What the members are asked to do, numbered as the paper is."""

from scrutiny.engine import text
from scrutiny.rules.asks import parse
from scrutiny.rules.numbering import letter

from . import numbering
from .written import numbered

EACH, ONE, LIST = "each", "one", "list"


def choices(section):
    """How the asks may be set out, the paper's usual way first."""
    if _counts(section) and numbering.is_through(section.paper):
        return [
            ("", "One numbered paragraph with bullets"),
            ("letters", "One numbered paragraph with (a), (b), (c)"),
            ("each", "Each a paragraph with its own number"),
        ]
    if _counts(section):
        return [("", "Each with the section’s number: 9.1, 9.2"), ("bullets", "One numbered paragraph with bullets")]
    return [("", "Numbered: 1, 2, 3"), ("letters", "Lettered: (a), (b), (c)"), ("bullets", "With bullets")]


def asks(section, as_at):
    """The words that lead in and the asks; None when nothing is asked."""
    found = parse(section.text)
    if not found.asks:
        return None
    labels = numbering.labels(section)
    way = _way(section, found)
    if way == EACH:
        data = {**numbered(_each(found.asks, labels)), "intro_html": text.to_html(found.lead)}
    elif way == ONE or section.choice == "letters":
        label = labels[0] if labels else ""
        data = numbered([_one(found, label, is_lettered=section.choice == "letters")])
    else:
        items = [{"html": text.to_html(ask)} for ask in found.asks]
        ordered = section.choice != "bullets" and len(items) > 1
        data = {"intro_html": text.to_html(found.lead), "items": items, "ordered": ordered}
        if len(items) == 1:
            lines = [found.lead, found.asks[0]]
            data = {"template": "papers/blocks/prose.html", "html": text.to_html("\n\n".join(filter(None, lines)))}
    if found.closing:
        prose = {"html": text.to_html(found.closing)}
        data["parts"] = [{"heading": "", "template": "papers/blocks/prose.html", "data": prose}]
    return data


def paragraphs(section):
    """How many numbered paragraphs the asks make."""
    found = parse(section.text)
    if not found.asks:
        return 0
    return len(found.asks) if _way(section, found) == EACH else 1


def _way(section, found):
    """Each ask with a number, all in one paragraph, or a list without numbers of the paper."""
    if not _counts(section):
        return LIST
    if numbering.is_through(section.paper):
        return ONE if found.lead and section.choice != "each" else EACH
    return ONE if section.choice == "bullets" and found.lead else EACH


def _counts(section):
    paper = section.paper
    return section.is_numbered and (
        numbering.is_through(paper) or (numbering.is_by_section(paper) and bool(section.heading))
    )


def _each(asks, labels):
    labels = iter(labels)
    return [{"label": next(labels, ""), "html": text.to_html(ask), "anchor": ""} for ask in asks]


def _one(found, label, *, is_lettered):
    limbs = [
        {"label": f"({letter(place).lower()})" if is_lettered else "", "html": text.to_html(ask)}
        for place, ask in enumerate(found.asks, start=1)
    ]
    return {"label": label, "html": text.to_html(found.lead), "anchor": "", "limbs": limbs}
