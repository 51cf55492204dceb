"""Whether a committee's own paper is ready to go out: every point to see to, each with its place.

`points(paper)` reads what the reader may read (`paper.shows_exempt`) in a number of queries that does not grow with the
paper; a review's report is judged by `scrutiny.readiness`.
"""

import hashlib
import re

from django.core.cache import cache
from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from scrutiny import permissions, proofs, registry
from scrutiny.access import access_of
from scrutiny.engine import audit
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Appendix, Edition
from scrutiny.papers import appendices, numbering, outline, reference
from scrutiny.proofs import Said
from scrutiny.registry import Point
from scrutiny.rules.proofreading.paper import HEADING, SOURCE, TEXT, TITLE, Listed, Named, Paper, fold

DETAILS = "Details missing"
MEETING = "The meeting"
APPENDICES = "Appendices"
EXEMPT = "Exempt, and yet public"
_SENTENCE = re.compile(r"[^.!?\n]{45,}[.!?]?")
_SAYS_EXEMPT = re.compile(
    r"\b(?:not for publication|exempt information|exempt from publication|part (?:II|2) (?:item|report|paper)|"
    r"confidential (?:item|report|annex|appendix))\b",
    re.IGNORECASE,
)


def points(paper, *, councils=(), today=None):
    """Every point of a committee's paper; a list of registry.Point.

    `councils` are the keys of the councils whose glossaries the reader may read; `today` a date.
    """
    today = today or timezone.localdate()
    said = texts_of(paper)
    found = _details(paper) + _meeting(paper, today)
    parts, owners = proofs.of_paragraphs(said)
    glossaries = [one for one in outline.sections(paper) if one.kind == "glossary" and not one.is_dropped]
    whole = Paper(
        parts,
        people=(*_author(paper), *proofs.members_of(paper.body)),
        bodies=proofs.bodies_named(paper.council, parts),
        terms=proofs.terms_of(
            paper.council, parts, is_whole=any(one.choice == reference.ALL_TERMS for one in glossaries)
        ),
        elsewhere=proofs.terms_elsewhere(paper.council, councils),
        appendices=tuple(Listed(one.label, one.title, _is_behind(one)) for one in appendices.shown(paper)),
        presenter=paper.presenter,
        council=paper.council.name,
        prints_glossary=bool(glossaries),
        numbers=_numbers(paper),
    )
    found += proofs.points(whole, owners, glossary=paper.council)
    found += _behind(paper)
    found += _exempt(paper, said)
    return found + proofs.personal(said)


def remembered(paper, *, councils=()):
    """The points as they are now, from the cache while nothing that they depend on has been written since."""
    owners = [audit.under_key(owner) for owner in (paper, paper.body, paper.council)]
    last = AuditEntry.objects.filter(under__in=owners).aggregate(last=Max("pk"))["last"]
    seen = hashlib.sha256(",".join(map(str, sorted(councils))).encode()).hexdigest()[:12]
    key = f"paper-readiness:{paper.pk}:{last}:{paper.shows_exempt}:{timezone.localdate()}:{seen}"
    found = cache.get(key)
    if found is None:
        found = points(paper, councils=councils)
        cache.set(key, found, 60)
    return found


def points_for(user, paper):
    """The points of a paper that a user may know of: what is exempt only for those who may read it."""
    shown, paper.shows_exempt = paper.shows_exempt, permissions.can_read_exempt(user, paper)
    try:
        return remembered(paper, councils=access_of(user).councils)
    finally:
        paper.shows_exempt = shown


def in_words(found):
    """The points in a few words: "2 gaps to fill, 3 other points to look at"."""
    gaps = sum(point.blocks_agreeing for point in found)
    others = len(found) - gaps
    parts = [f"{gaps} {'gap' if gaps == 1 else 'gaps'} to fill"] if gaps else []
    if others:
        parts.append(f"{others} {'other ' if gaps else ''}{'point' if others == 1 else 'points'} to look at")
    return ", ".join(parts) or "Nothing to put right"


def texts_of(paper):
    """Every text that the paper prints, in order; a list of proofs.Said."""
    edit = paper.urls["edit"]
    found = [Said("Title", paper.title, edit, TITLE)]
    for name in ("subtitle", "author", "presenter", "wards"):
        if getattr(paper, name):
            label = str(paper._meta.get_field(name).verbose_name).capitalize()
            found.append(Said(label, getattr(paper, name), edit, SOURCE if name != "subtitle" else TEXT))
    for section in outline.sections(paper):
        if section.is_dropped:
            continue
        url = reverse("scrutiny:section-edit", args=[section.pk])
        if section.heading:
            found.append(Said(f"Heading “{section.heading}”", section.heading, url, HEADING))
        if section.text:
            kind = SOURCE if section.kind == "background_papers" else TEXT
            found.append(Said(f"Section “{section}”", section.text, url, kind, section.heading))
        if section.kind == "implications":
            found += _implications(paper)
    page = paper.get_absolute_url()
    found += [Said(f"Appendix “{one}”", one.title, page, SOURCE) for one in appendices.shown(paper)]
    for call in registry.printed_texts:
        found += [Said(place, words, url) for place, words, url in call(paper)]
    return found


def _implications(paper):
    """What the paper says under its council's standard headings."""
    url = _address("scrutiny:committee-paper-implications", paper)
    rows = paper.implications.exclude(text="").select_related("standard")
    return [Said(f"Implications, “{one.standard}”", one.text, url, TEXT, str(one.standard)) for one in rows]


def _address(name, paper):
    try:
        return reverse(name, args=[paper.pk])
    except NoReverseMatch:
        return paper.get_absolute_url()


def _author(paper):
    """The report author as somebody known, "Name, role"."""
    name, _, role = paper.author.partition(",")
    return (Named(name.strip(), role.strip(), "officers"),) if name.strip() else ()


def _numbers(paper):
    """The numbers that printing gives to sections and paragraphs."""
    found = set()
    if paper.is_numbered:
        for section in outline.sections(paper):
            found |= {section.number, *numbering.labels(section)}
    return frozenset(number.rstrip(".") for number in found if number)


def _details(paper):
    found = []
    url = paper.urls["edit"]
    if not paper.author:
        found.append(Point(DETAILS, "It does not say who wrote it. Add the report author.", url, "Paper details"))
    kept = [one for one in outline.sections(paper) if not one.is_dropped]
    contacts = [one for one in kept if one.kind == "contact"]
    if not contacts:
        said = "It names nobody to ask. Add a section of the kind “Contact”."
        found.append(Point(DETAILS, said, paper.urls["section_add"], "Sections"))
    elif not any(one.text.strip() for one in contacts) and not paper.council.contact.strip():
        said = "The contact says nothing, and neither do the council’s settings. Say whom to ask."
        found.append(Point(DETAILS, said, reverse("scrutiny:section-edit", args=[contacts[0].pk]), "Section “Contact”"))
    return found


def _meeting(paper, today):
    if paper.meeting is None:
        said = "It goes to no meeting yet. Choose one, or leave it if it is sent round only."
        return [Point(MEETING, said, paper.urls["edit"], "Paper details")]
    if paper.is_draft and paper.meeting.date < today:
        said = (
            f"The meeting of {paper.meeting.date.day} {paper.meeting.date:%B %Y} has been, and the paper is still "
            "a draft. Choose another meeting, or mark the paper as final."
        )
        return [Point(MEETING, said, paper.urls["edit"], "Paper details")]
    return []


def _is_behind(appendix):
    """Whether there is anything behind an appendix that the paper lists."""
    if appendix.kind == Appendix.Kind.FILE:
        return bool(appendix.file)
    if appendix.kind == Appendix.Kind.PAPER:
        return appendix.printed is not None and appendix.printed.binned_at is None
    return True


def _behind(paper):
    """Appendices listed with nothing behind them."""
    return [
        Point(
            APPENDICES,
            f"{one.heading} is listed, and nothing is attached. Attach it, or say where it is found.",
            paper.get_absolute_url(),
            f"Appendix “{one}”",
        )
        for one in appendices.shown(paper)
        if not _is_behind(one)
    ]


def _exempt(paper, said):
    """What is exempt and stands in what everybody may read: in an issued edition, or in an open section."""
    found = [
        Point(
            EXEMPT,
            f"It says “{match.group()}”, and it is not marked as exempt. Mark it, or reword it.",
            one.url,
            one.place,
        )
        for one in said
        if one.kind in (TEXT, HEADING) and not _is_apart(paper, one) and (match := _SAYS_EXEMPT.search(one.words))
    ]
    if not paper.shows_exempt:
        return found
    apart = [one for one in outline.every_section(paper) if one.set_apart is not None or paper.is_exempt]
    hidden = {fold(match.group()): one for one in apart for match in _SENTENCE.finditer(one.text)}
    if not hidden:
        return found
    urls = {reverse("scrutiny:section-edit", args=[one.pk]) for one in apart}
    for one in said:
        if one.url in urls or one.kind != TEXT:
            continue
        words = fold(one.words)
        for sentence, section in hidden.items():
            if sentence in words:
                text = (
                    f"A sentence of the exempt section “{section}” stands here too, where everybody reads it. "
                    "Take it out."
                )
                found.append(Point(EXEMPT, text, one.url, one.place))
                break
    newest = Edition.objects.filter(paper=paper, is_exempt=False).order_by("-number").first()
    if newest is not None:
        printed = fold(re.sub(r"<[^>]+>", "", newest.html))
        for sentence, section in hidden.items():
            if sentence in printed:
                which = "published" if newest.published_at else "public"
                text = (
                    f"A sentence of the exempt section “{section}” stands in the {which} edition {newest.number}. "
                    "Issue a new edition, and withdraw that one."
                )
                found.append(Point(EXEMPT, text, newest.get_absolute_url(), f"Edition {newest.number}"))
                break
    return found


def _is_apart(paper, one):
    """Whether a text is of an exempt section, or of a paper that is exempt as a whole."""
    if paper.is_exempt:
        return True
    return any(
        section.set_apart is not None and one.url == reverse("scrutiny:section-edit", args=[section.pk])
        for section in outline.every_section(paper)
    )
