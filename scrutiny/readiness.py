"""Whether a review's report can be agreed: every point to see to, each with its place.

`points(review)` runs this floor's checks and those that other floors registered, in a number of queries that does not
grow with the review.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.urls import reverse

from scrutiny import registry
from scrutiny.engine import audit
from scrutiny.engine.models import AuditEntry
from scrutiny.engine.rules import words
from scrutiny.models import Membership, Scope, Section, Witness
from scrutiny.papers import exemption
from scrutiny.registry import Point
from scrutiny.rules import planned, proofreading
from scrutiny.rules.proofreading import senses

GAPS = "Gaps left to fill"
ACRONYMS = "Acronyms never explained"
COUNTS = "Numbers that do not add up"
DATES = "Dates that cannot be"
LEFT_OUT = "Left out of the report"
PLANNED = "Planned and not heard"
DETAILS = "Details missing"

# What the report prints in running text; witnesses and evidence are looked through for gaps only.
_PROSE = ("review", "scope", "section", "finding", "recommendation")


@dataclass(frozen=True)
class Text:
    """One text under a review: the thing it belongs to, the field's label, and its words."""

    review_pk: int
    kind: str
    thing: Any
    label: str
    words: str

    @property
    def url(self):
        """Where it is edited."""
        return registry.texts[self.kind].url_of(self.thing)

    @property
    def place(self):
        """Where it is, in words: "Finding “Buses ran late…”", "Scope, objective"."""
        kind = registry.texts[self.kind]
        if self.kind in ("review", "scope", "paper"):
            return f"{kind.label.capitalize()}, {self.label[:1].lower()}{self.label[1:]}"
        return f"{kind.label.capitalize()} “{self.thing}”"


def points(review, *, with_exempt=True):
    """Every point of a review, this floor's first; a list of registry.Point.

    What is exempt is looked through only for who may read it (`with_exempt`).
    """
    texts = texts_of([review], with_exempt=with_exempt)
    found = _gaps(texts)
    prose = [text for text in texts if text.kind in _PROSE]
    found += _dates(prose) + _acronyms(review, prose) + _counts(prose)
    found += _left_out(review) + _planned(review) + _details(review)
    for check in registry.readiness_checks:
        found += check(review, texts)
    return found


def remembered(review, *, with_exempt=True):
    """The points as they are now, from the cache while nothing that they depend on has been written since.

    Every write is audited, so the last entry under the review, its council and its conducting body tells. What lies
    further off (a person's name) is seen a minute later at most. Agreeing a review asks `points` itself.
    """
    owners = [audit.under_key(owner) for owner in (review, review.council, review.conducted_by)]
    last = AuditEntry.objects.filter(under__in=owners).aggregate(last=Max("pk"))["last"]
    key = f"readiness:{review.pk}:{last}:{with_exempt}"
    found = cache.get(key)
    if found is None:
        found = points(review, with_exempt=with_exempt)
        cache.set(key, found, 60)
    return found


def grouped(found):
    """Points as (check, points) pairs; those that stop the report being agreed come first."""
    by_check = {}
    for point in found:
        by_check.setdefault(point.check, []).append(point)
    return sorted(by_check.items(), key=lambda pair: not any(point.blocks_agreeing for point in pair[1]))


def gaps(reviews):
    """How many gaps are left to fill in each of several reviews: {pk: number}, in a constant number of queries."""
    return Counter(text.review_pk for text in texts_of(list(reviews)) for _ in _gaps_in(text.words))


def texts_of(reviews, *, with_exempt=False):
    """Every kept text that is printed or read under the reviews, in printed order; a list of Text.

    Those of exempt sections and appendices only `with_exempt`.
    """
    found = []
    hidden = set() if with_exempt else exemption.hidden_sections(reviews)
    for name, kind in registry.texts.items():
        things = kind.of_reviews(reviews)
        if kind.path:
            things = things.select_related(kind.path)
        if kind.is_binnable:
            things = things.kept()
        if kind.checked:
            things = kind.checked(things)
        for thing in things:
            is_exempt = getattr(thing, "exempt_paragraph", None) is not None
            if not with_exempt and ((name == "section" and thing.pk in hidden) or (name == "appendix" and is_exempt)):
                continue
            review_pk = kind.review_of(thing).pk
            for field, label in kind.fields.items():
                typed = getattr(thing, field)
                if typed:
                    found.append(Text(review_pk, name, thing, label, typed))
    return sorted(found, key=_printed_place)


def _printed_place(text):
    """Sections, each with its findings and what stands beside them, between the review and the rest."""
    if text.kind == "section":
        return (1, text.thing.order, 0, 0)
    section = getattr(text.thing, "section", None)
    if section is not None and hasattr(section, "heading"):
        return (1, section.order, 1 if text.kind == "finding" else 2, text.thing.order)
    return (0 if text.kind == "review" else 2, 0, 0, 0)


# An officer changes one text at a time and sees the panel after each: the others are read once.
@lru_cache(maxsize=2048)
def _gaps_in(typed):
    return tuple(words.placeholders(typed))


@lru_cache(maxsize=2048)
def _dates_in(typed):
    return (*proofreading.dates_that_do_not_exist(typed), *proofreading.years_that_do_not_fit(typed))


@lru_cache(maxsize=2048)
def _counts_in(typed):
    return tuple(proofreading.counts_that_do_not_add_up(typed))


def _gaps(texts):
    return [
        Point(GAPS, f"“{_short(mark.text)}”. {mark.why}", text.url, text.place, blocks_agreeing=True)
        for text in texts
        for mark in _gaps_in(text.words)
    ]


def _dates(texts):
    return [Point(DATES, mark.why, text.url, text.place) for text in texts for mark in _dates_in(text.words)]


def _acronyms(review, texts):
    held = review.council.glossary.values_list("acronym", flat=True)
    glossary = [form for acronym in held for form in senses.forms(acronym)]
    found = []
    for mark in proofreading.acronyms_unexplained([text.words for text in texts], glossary):
        text = texts[mark.which]
        found.append(Point(ACRONYMS, mark.why, text.url, text.place, term=mark.text))
    return found


def _counts(texts):
    found = [Point(COUNTS, mark.why, text.url, text.place) for text in texts for mark in _counts_in(text.words)]
    # A text per thing and field: what is counted here is things.
    things = Counter(kind for kind, _ in {(text.kind, text.thing.pk) for text in texts})
    facts = {f"{kind}s": things[kind] for kind in ("finding", "recommendation") if things[kind]}
    for mark in proofreading.counts_against([text.words for text in texts], facts):
        text = texts[mark.which]
        found.append(Point(COUNTS, mark.why, text.url, text.place))
    return found


def _left_out(review):
    sections = (
        Section.objects.kept()
        .filter(paper__review=review, is_dropped=True)
        .annotate(held=Count("findings", filter=Q(findings__binned_at__isnull=True)))
        .filter(held__gt=0)
        .select_related("paper")
        .in_order()
    )
    found = []
    for section in sections:
        held = "a finding" if section.held == 1 else f"{section.held} findings"
        said = f"This section is left out of the report, and it holds {held}. Put it back, or move them."
        found.append(Point(LEFT_OUT, said, registry.texts["section"].url_of(section), f"Section “{section}”"))
    return found


def _planned(review):
    scope = Scope.objects.filter(review=review).first()
    if scope is None or review.status == review.Status.SCOPING:  # nobody can have come yet
        return []
    found = []
    for comparison, noun, url in (
        (witnesses_compared(review, scope), "witness", reverse("scrutiny:witness-list", args=[review.pk])),
        (members_compared(review, scope), "member", reverse("scrutiny:review-members", args=[review.pk])),
    ):
        heard = "nobody of that name was heard" if noun == "witness" else "nobody of that name served"
        place = f"Scope, planned {'witnesses' if noun == 'witness' else 'membership'}"
        for name in comparison.missing:
            said = f"The scope plans “{name}” as a {noun}; {heard}. Check, or say in the report what changed."
            found.append(Point(PLANNED, said, url, place))
        for wanted, came in comparison.likely_same:
            said = f"“{wanted}” was planned and “{came}” is recorded: probably one person. Correct the spelling of one."
            found.append(Point(PLANNED, said, url, place))
    return found


def witnesses_compared(review, scope, witnesses=None):
    """Planned witnesses against those heard; a planned.Comparison."""
    if witnesses is None:
        witnesses = Witness.objects.kept().filter(review=review)
    wanted = [one.name for one in planned.parse_lines(scope.planned_witnesses)]
    return planned.compare(wanted, [one.name for one in witnesses])


def members_compared(review, scope, memberships=None):
    """Planned members against those who served on the body that conducts the review; a planned.Comparison."""
    if memberships is None:
        memberships = Membership.objects.filter(body=review.conducted_by_id).select_related("person")
    wanted = [one.name for one in planned.parse_lines(scope.planned_members)]
    return planned.compare(wanted, [one.person.name for one in memberships])


def _details(review):
    if review.started:
        return []
    url = reverse("scrutiny:review-edit", args=[review.pk])
    said = "The report does not say when the review started. Add the date, or the year."
    return [Point(DETAILS, said, url, "Review, started")]


def _short(text):
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
