"""What this floor adds to a review's readiness: findings left open, addressees, labels, references."""

from functools import lru_cache

from django.urls import reverse

from recommendations import table
from recommendations.rules import numbering, references
from scrutiny.models import Section
from scrutiny.registry import Point

LEFT_OPEN = "Findings with nothing decided"
NOBODY = "Recommendations to nobody"
LABELS = "Labels that clash"
REFERENCES = "References that lead nowhere"
ONE_WAY = "References one way only"
UNFOUNDED = "Recommendations that rest on nothing"


def points(review, texts):
    """This floor's points; a list of registry.Point, in a number of queries that does not grow with the review.

    `texts` are the review's texts as scrutiny.readiness reads them.
    """
    themes = [theme for theme in table.once(review) if not theme.section.is_dropped]
    rows = [(theme, row) for theme in themes for row in theme.rows]
    recommendations = [one for _, row in rows for one in row.beside if not one.is_withdrawn]
    return [
        *_left_open(review, rows),
        *_labels(review, recommendations),
        *_addressees(review, recommendations),
        *_unfounded(review, rows),
        *_references(review, rows, recommendations, texts),
    ]


def _place(review, kind, pk):
    return f"{reverse('recommendations:finding-table', args=[review.pk])}#{kind}-{pk}"


def _left_open(review, rows):
    for _, row in rows:
        if row.finding and not row.beside and not row.also and not row.finding.disposition:
            yield Point(
                LEFT_OPEN,
                "It has neither a recommendation nor what becomes of it. Add one, or say that it is noted.",
                _place(review, "finding", row.finding.pk),
                f"Finding “{row.finding}”",
            )


def _labels(review, recommendations):
    for clash in numbering.duplicates(one.label or "" for one in recommendations):
        yield Point(
            LABELS,
            f"{' and '.join(f'“{label}”' for label in clash.labels)} read as the same label. Change one of them.",
            _place(review, "recommendation", recommendations[clash.positions[-1]].pk),
            f"Recommendation {clash.labels[-1]}",
            blocks_agreeing=True,
        )
    for one in recommendations:
        if not one.label:
            yield Point(
                LABELS,
                "It has no label, so nobody can cite it. Type one, unless the paper prints none.",
                _place(review, "recommendation", one.pk),
                f"Recommendation “{one}”",
            )


def _addressees(review, recommendations):
    for one in recommendations:
        if not one.its_addressees:
            yield Point(
                NOBODY,
                "It is addressed to nobody, so nobody has to answer. Say whom it asks.",
                _place(review, "recommendation", one.pk),
                f"Recommendation “{one}”",
            )


def _unfounded(review, rows):
    has_findings = any(row.finding for _, row in rows)
    for _, row in rows:
        for one in row.beside:
            links = [link for link in one.its_links if link.finding.binned_at is None]
            if has_findings and not links and not one.is_withdrawn:
                yield Point(
                    UNFOUNDED,
                    "It rests on no finding. Link it to the findings that led to it.",
                    reverse("recommendations:recommendation-links", args=[one.pk]),
                    f"Recommendation {one.label or ''}".strip(),
                )


def _references(review, rows, recommendations, texts):
    """References typed into texts: those that lead nowhere, and those between things that are not linked."""
    known = {
        "recommendation": {one.label for one in recommendations if one.label},
        "finding": {row.finding.label for _, row in rows if row.finding and row.finding.label},
    }
    known["conclusion"] = known["finding"]
    numbers = {number for number in _section_numbers(review) if number}
    if numbers:
        known["section"] = numbers
    if not known["finding"]:
        # Findings without printed numbers cannot be cited by number, so such a number is of something else.
        known.pop("finding"), known.pop("conclusion")
    linked = {
        (link.finding_id, one.pk) for _, row in rows for one in (*row.beside, *row.also)
        for link in one.its_links
    }  # fmt: skip
    by_label = {("recommendation", one.label): one for one in recommendations}
    by_label |= {
        (kind, row.finding.label): row.finding for _, row in rows if row.finding for kind in ("finding", "conclusion")
    }
    for text in texts:
        if text.kind not in ("section", "finding", "recommendation"):
            continue
        found = _references_in(text.words)
        judged = [one for one in found if one.kind in known]
        for broken in references.broken(judged, known) if judged else ():
            yield Point(REFERENCES, broken.why, text.url, text.place)
        yield from _one_way(text, found, known, by_label, linked)


# An officer changes one text at a time and sees the panel after each: the others are read once.
@lru_cache(maxsize=2048)
def _references_in(typed):
    return tuple(references.find(typed))


def _section_numbers(review):
    return Section.objects.printed().filter(paper__review=review).values_list("number", flat=True)


def _one_way(text, found, known, by_label, linked):
    if text.kind == "section":
        return
    for reference in found:
        target = references.resolve(reference, known)
        thing = by_label.get(target) if target else None
        if thing is None or target[0] == text.kind or (text.kind == "finding" and target[0] == "conclusion"):
            continue
        pair = (text.thing.pk, thing.pk) if text.kind == "finding" else (thing.pk, text.thing.pk)
        if pair not in linked:
            yield Point(
                ONE_WAY,
                f"It cites {reference.kind} {reference.label}, which is not linked to it, so the paper does not cite "
                "it back. Link the two; both references are then printed by themselves.",
                text.url,
                text.place,
            )
