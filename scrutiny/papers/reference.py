"""What stands at the end of a paper: glossary, background papers, contact, and the files attached to it."""

import re

from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import GlossaryTerm

from . import outline, process, words


def glossary(section, as_at):
    """The council's acronyms that the paper's texts use, with their meanings; None when it uses none."""
    paper = section.paper
    terms = outline.shared(
        paper,
        "glossary",
        lambda: list(GlossaryTerm.objects.filter(council=paper.council_id).order_by("acronym", "meaning")),
    )
    used = used_terms(terms, said(paper, as_at, apart_from=section)) if terms else []
    meanings = {}
    for term in used:
        meanings.setdefault(term.acronym, []).append(term.meaning)
    if not meanings:
        return None
    rows = [{"term": acronym, "meanings": meanings[acronym]} for acronym in sorted(meanings, key=str.casefold)]
    return {"intro_html": text.to_html(section.text), "terms": rows}


def used_terms(terms, said):
    """Those of `terms` whose acronym stands in `said` as a word of its own; a plural s counts as the same word."""
    by_acronym = {}
    for term in terms:
        by_acronym.setdefault(term.acronym, []).append(term)
    longest_first = sorted(by_acronym, key=len, reverse=True)
    either = "|".join(re.escape(acronym) for acronym in longest_first)
    found = set(re.findall(rf"(?<!\w)({either})(?:[’']?[sS])?(?!\w)", said))
    return [term for acronym in by_acronym if acronym in found for term in by_acronym[acronym]]


def said(paper, as_at, *, apart_from):
    """Everything the printed sections of a paper say, other sections of the same kind as `apart_from` left out."""
    pieces = [paper.title, paper.subtitle]
    for section in outline.sections(paper):
        if section.kind != apart_from.kind and not section.is_dropped:
            pieces += [section.heading, *words.said_in(outline.data_of(section, as_at))]
    return "\n".join(pieces)


def background_papers(section, as_at):
    """Open evidence listed as background papers (Local Government Act 1972, section 100D)."""
    items = [
        {"title": one.title, "where": _where(one), "href": one.link}
        for one in process.open_evidence(section.paper)
        if one.is_background_paper
    ]
    written = section.text.strip()
    if not items:
        listed = words.items_of(written) or []
        if len(listed) > 1:
            return {"template": "papers/blocks/list.html", "intro_html": "", "items": listed}
        return {"template": "papers/blocks/prose.html", "html": text.to_html(written)} if written else None
    if not written:
        return {"items": items}
    part = {"heading": "", "template": "papers/blocks/background_papers.html", "data": {"items": items}}
    return {"template": "papers/blocks/prose.html", "html": text.to_html(written), "parts": [part]}


def _where(item):
    return ", ".join(filter(None, [item.source, partial_dates.in_words(item.date)]))


def contact(section, as_at):
    """Whom to ask: the section's own text, else the review's contact, else the council's."""
    review = section.review
    typed = section.text.strip() or (review.contact.strip() if review else "") or section.paper.council.contact.strip()
    if not typed:
        return None
    return {"html": words.typed_html(typed), "is_together": len(typed) < 500}


def attachments(paper):
    """The open evidence with a file that is to be attached to the printed paper."""
    return [one for one in process.open_evidence(paper) if one.is_appendix and one.file]
