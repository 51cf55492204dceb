"""Proof-reading of what is held: texts of a review or a paper made into one Paper for the rules, and their reports.

Each text is read once and remembered by the rules; the lists that the rules need are read here in a fixed number of
queries.
"""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from scrutiny.models import Body, GlossaryTerm, Membership, Witness
from scrutiny.papers import reference
from scrutiny.registry import Point
from scrutiny.rules.proofreading import paper as kinds
from scrutiny.rules.proofreading.paper import HEADING, SOURCE, TEXT, TITLE, Named, Paper, Part, Term, fold
from scrutiny.rules.proofreading.personal import personal_data, warning
from scrutiny.rules.proofreading.whole import proofread

GAPS = "Gaps left to fill"
PERSONAL = "What may identify a person"
TITLES = {
    kinds.PLACEHOLDER: GAPS,
    kinds.NOTE: GAPS,
    kinds.DUPLICATE_NUMBER: "Numbers used twice",
    kinds.REFERENCE: "References that lead nowhere",
    kinds.COUNT: "Numbers that do not add up",
    kinds.UNDEFINED: "Acronyms never explained",
    kinds.CLASH: "Acronyms with two meanings",
    kinds.NOISE: "Left over from a word processor",
    kinds.NAME: "Names that do not agree",
    kinds.DATE: "Dates that cannot be",
}
# What a review's own checks find already, text by text.
_OF_REVIEWS = (kinds.PLACEHOLDER, kinds.NOTE, kinds.COUNT)
_PROSE = ("review", "scope", "paper", "section", "finding", "recommendation")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_LISTED = re.compile(r"\s*(?:[-*•·–]|\d{1,3}[.)])\s")
_TYPED = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,3}(?=\\\.))\\?\.?\s+(?=\S)")


@dataclass(frozen=True)
class Said:
    """One text to proof-read: where it stands in words, its words, where it is edited, what it is, and its heading."""

    place: str
    words: str
    url: str
    kind: str = TEXT
    heading: str = ""


def of_paragraphs(said):
    """The parts of a list of Said, a paragraph each with the list below it, and the Said that each part is of."""
    parts, owners = [], []
    for one in said:
        if one.kind != TEXT:
            parts.append(Part(one.words, one.heading, kind=one.kind))
            owners.append(one)
            continue
        blocks = []
        for block in _PARAGRAPH.split(one.words):
            if blocks and _LISTED.match(block) and not _TYPED.match(block):
                blocks[-1] += f"\n{block}"
            elif block.strip():
                blocks.append(block)
        for block in blocks:
            typed = _TYPED.match(block)
            words = block[typed.end() :] if typed else block
            parts.append(Part(words, one.heading, typed["number"] if typed else ""))
            owners.append(one)
    return tuple(parts), owners


def terms_of(council, parts, *, is_whole=False):
    """The terms of the council's glossary that the texts use in any form; or the whole, where the paper prints that."""
    rows = council.glossary.order_by("acronym", "meaning").values_list("acronym", "meaning")
    terms = [Term(acronym, meaning) for acronym, meaning in rows]
    if not is_whole and terms:
        terms = reference.used_terms(terms, "\n".join(part.words for part in parts))
    return tuple(terms)


def terms_elsewhere(council, councils):
    """The glossaries of other councils (their keys) that the reader may read."""
    others = [pk for pk in councils if pk != council.pk]
    if not others:
        return ()
    rows = GlossaryTerm.objects.filter(council__in=others).order_by("council__name", "acronym", "meaning")
    return tuple(Term(*row) for row in rows.values_list("acronym", "meaning", "council__name"))


def bodies_named(council, parts):
    """The names of the council's bodies whose words the texts hold, so that others are not looked for."""
    text = fold(" ".join(part.words for part in parts)).replace(" ", "").replace("-", "")
    names = Body.objects.filter(council=council).values_list("name", flat=True)
    found = []
    for name in names:
        stems = [word[:5] for word in re.findall(r"[^\W\d_]{4,}", fold(name))]
        if stems and sum(stem in text for stem in stems) * 2 >= len(stems):
            found.append(name)
    return tuple(found)


def members_of(body, where="members"):
    """Those recorded as members of a body now."""
    rows = Membership.objects.filter(body=body, has_left=False).select_related("person")
    return tuple(Named(one.person.name, "", where) for one in rows)


def points(paper, owners, *, but_not=(), glossary=None):
    """The reports on a Paper as points, each at the text that it quotes first; kinds `but_not` are left out.

    `glossary` is the council whose glossary an unknown acronym can be added to.
    """
    found = []
    for report in proofread(paper):
        if report.kind in but_not:
            continue
        at = next((one.which for one in report.quotes if one.which is not None), None)
        owner = owners[at] if at is not None else owners[0]
        url, place = owner.url, owner.place
        if at is None and report.kind == kinds.CLASH:
            url, place = reverse("scrutiny:glossary-list"), "Glossary"
        words = " ".join(report.quotes[0].text.split())
        said = (
            report.why if words in report.why or f"“{words[:20]}" in report.why else f"“{_short(words)}”. {report.why}"
        )
        term = words if report.kind == kinds.UNDEFINED and glossary and "never explained" in report.why else ""
        blocks = report.kind in (kinds.PLACEHOLDER, kinds.NOTE)
        found.append(Point(TITLES[report.kind], said, url, place, blocks, term))
    return found


def personal(said):
    """What may identify a person in texts about to be published; a warning for somebody who knows to judge."""
    found = []
    for one in said:
        for mark in personal_data(one.words):
            found.append(Point(PERSONAL, warning(mark), one.url, one.place))
    return found


def review_points(review, texts):
    """What is proof-read across a review's texts, beside the checks of single texts; see readiness.points.

    `texts` are readiness.Texts. In a fixed number of queries.
    """
    said = [
        _said(text)
        for text in texts
        # Who was planned is compared with who came elsewhere.
        if text.kind in _PROSE and not (text.kind == "scope" and text.label.startswith("Planned"))
    ]
    if not said:
        return []
    parts, owners = of_paragraphs(said)
    people = [*members_of(review.conducted_by)]
    witnesses = Witness.objects.kept().filter(review=review, is_anonymous=False).values_list("name", "role")
    people += [Named(name, role, "witnesses") for name, role in witnesses if name]
    paper = Paper(
        parts,
        people=tuple(people),
        bodies=bodies_named(review.council, parts),
        terms=terms_of(review.council, parts),
        council=review.council.name,
    )
    found = [
        point
        for point in points(paper, owners, but_not=_OF_REVIEWS)
        # Single texts are read for unknown acronyms and impossible dates by readiness itself.
        if not (point.check == TITLES[kinds.UNDEFINED] and "never explained" in point.text)
        and not (point.check == TITLES[kinds.DATE] and "The title says" not in point.text)
    ]
    return found + personal(said)


def _said(text):
    """A readiness.Text as it is proof-read."""
    kind = TEXT
    if text.kind in ("review", "paper") and text.label == "Title":
        kind = TITLE
    elif text.kind == "section" and text.label == "Heading":
        kind = HEADING
    elif text.kind == "evidence":
        kind = SOURCE
    section = text.thing if text.kind == "section" else getattr(text.thing, "section", None)
    heading = getattr(section, "heading", "") or ""
    return Said(text.place, text.words, text.url, kind, heading)


def _short(text):
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


def add_address(council, acronym):
    """Where an unknown acronym is added to a council's glossary, filled in."""
    return f"{reverse('scrutiny:glossary-add')}?{urlencode({'council': council.pk, 'acronym': acronym})}"
