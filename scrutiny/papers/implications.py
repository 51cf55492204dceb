"""What a paper says under the council's standard headings, and how good its data are."""

from django.utils.html import escape, format_html, format_html_join

from scrutiny.engine import text
from scrutiny.models import DataQuality, Implication, QualityRating
from scrutiny.rules.implications import together

from . import numbering, outline, words
from .written import count_in, numbered, paragraph_items

_PROSE = "papers/blocks/prose.html"


def entries(paper):
    """What is printed, as pairs of heading and text: each that says something in the council's order, then the rest.

    Those with nothing specific are together at the end, with the council's words for that.
    """

    def read():
        rows = list(Implication.objects.filter(paper=paper).select_related("standard"))
        said = [(row.standard.heading, row.text) for row in rows if row.text.strip()]
        nothing = [row.standard.heading for row in rows if row.is_none]
        return [*said, *([(together(nothing), paper.council.none_words)] if nothing else [])]

    return outline.shared(paper, "implications", read)


def implications(section, as_at):
    """A heading for each, its text below; None when nothing has been entered."""
    found = entries(section.paper)
    written = {"template": _PROSE, "html": text.to_html(section.text)} if section.text.strip() else {"template": ""}
    if not found:
        return written if section.text.strip() else None
    through = iter(numbering.labels(section))
    is_through = section.is_numbered and numbering.is_through(section.paper)
    parts = []
    for (heading, said), number in zip(found, numbering.heading_labels(section, len(found)), strict=True):
        if is_through or number:
            labels = [next(through, "") for _ in range(count_in(said))] if is_through else _below(number, said)
            data = numbered(paragraph_items(said, labels))
            below = {"template": data.pop("template"), "data": data}
        else:
            below = {"template": _PROSE, "data": {"html": text.to_html(said)}}
        parts.append({"heading": heading, "number": number, **below})
    return {**written, "parts": parts}


def _below(number, said):
    return numbering.below(number, count_in(said))


def headings(section):
    """How many numbered paragraphs stand below each heading."""
    return [count_in(said) for _, said in entries(section.paper)]


def paragraphs(section):
    """How many numbered paragraphs there are."""
    return sum(headings(section))


def data_quality(section, as_at):
    """Where the data come from, who checked them and their place on the council's scale; None when nothing is said."""
    paper = section.paper
    found = outline.shared(
        paper, "data_quality", lambda: DataQuality.objects.filter(paper=paper).select_related("rating").first()
    )
    rows = _quality_rows(paper, found) if found else []
    if not rows:
        return {"template": _PROSE, "html": text.to_html(section.text)} if section.text.strip() else None
    facts = {"template": "papers/blocks/facts.html", "rows": rows, "is_together": True}
    if not section.text.strip():
        return facts
    below = {"heading": "", "template": facts.pop("template"), "data": facts}
    return {"template": _PROSE, "html": text.to_html(section.text), "parts": [below]}


def _quality_rows(paper, found):
    said = []
    if found.sources.strip():
        said.append(("Data sources", words.list_html(text.to_html(one) for one in words.lines_of(found.sources))))
    if found.checked_by:
        said.append(("Data checked by", format_html("<p>{}</p>", found.checked_by)))
    if found.rating:
        steps = outline.shared(
            paper, "quality_scale", lambda: list(QualityRating.objects.filter(council=paper.council_id))
        )
        said.append(("Data rating", _scale(steps, found.rating)))
    return [{"heading": heading, "html": html} for heading, html in said]


def _scale(steps, chosen):
    """Every step of the scale, the chosen one said in words."""

    def said(step):
        if step.pk == chosen.pk:
            return format_html("<strong>{}</strong> (the rating given)", step)
        return escape(step)

    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((said(step),) for step in steps)))


def wards(section, as_at):
    """The wards affected: the section's own text, else what the paper's details say."""
    said = section.text.strip() or section.paper.wards.strip()
    return {"html": words.typed_html(said), "is_together": len(said) < 500} if said else None
