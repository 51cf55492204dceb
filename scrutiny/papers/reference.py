"""What stands at the end of a paper: glossary, background papers, contact, and the files attached to it."""

import re

from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import GlossaryTerm
from scrutiny.rules.proofreading import senses

from . import outline, process, words

ALL_TERMS = "all"


def glossary_choices(section):
    """Which of the council's terms a glossary shows."""
    return [("", "Those used in this paper"), (ALL_TERMS, "All of the council’s terms")]


def glossary(section, as_at):
    """The council's acronyms that the paper's texts use, or all, with their meanings; None when there are none.

    Several meanings of one term stand together, so that a reader sees that there are several.
    """
    paper = section.paper
    terms = outline.shared(
        paper,
        "glossary",
        lambda: list(GlossaryTerm.objects.filter(council=paper.council_id).order_by("acronym", "meaning")),
    )
    if section.choice == ALL_TERMS:
        used = terms
    else:
        used = used_terms(terms, said(paper, as_at, apart_from=section)) if terms else []
    meanings = {}
    for term in used:
        meanings.setdefault(term.acronym, []).append(term.meaning)
    if not meanings:
        return None
    rows = [{"term": acronym, "meanings": meanings[acronym]} for acronym in sorted(meanings, key=str.casefold)]
    return {"intro_html": text.to_html(section.text), "terms": rows}


def used_terms(terms, said):
    """Those of `terms` of which any form stands in `said` as a word of its own; a plural s counts as the same word.

    An entry may give several forms: "LW / LaW" is used where LaW is.
    """
    by_acronym = {}
    for term in terms:
        by_acronym.setdefault(term.acronym, []).append(term)
    forms = {acronym: senses.forms(acronym) or [acronym] for acronym in by_acronym}
    longest_first = sorted({form for each in forms.values() for form in each}, key=len, reverse=True)
    either = "|".join(re.escape(form) for form in longest_first)
    found = set()
    # A long form may hide a short one within it ("Park FIS" and "FIS"), so that every place is tried.
    for match in re.finditer(rf"(?<!\w)(?=(?P<form>{either})(?:[’']?[sS])?(?!\w))", said):
        found.add(match["form"])
    return [term for acronym in by_acronym if found & set(forms[acronym]) for term in by_acronym[acronym]]


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
    return {"html": words.lines_html(typed), "is_together": len(typed) < 500}


def attachments(paper):
    """The open evidence with a file that is to be attached to the printed paper."""
    return [one for one in process.open_evidence(paper) if one.is_appendix and one.file]
