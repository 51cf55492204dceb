"""Writing what a paper says under the council's standard headings, and how good its data are."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from scrutiny.engine import audit, versions
from scrutiny.models import DataQuality, Implication, QualityRating, StandardHeading
from scrutiny.refused import Refused

from .headings import ensure_headings
from .papers import lock, renumber_sections


@dataclass(frozen=True)
class Said:
    """What was entered under one heading: its text, or that there is nothing specific; `seen` the version seen."""

    standard: StandardHeading
    text: str = ""
    is_none: bool = False
    seen: int = 0


def asked(paper):
    """The headings that the paper is asked about: those in use, and others under which it says something already."""
    ensure_headings(paper.council)
    mine = Q(pk__in=Implication.objects.filter(paper=paper).values("standard"))
    return list(StandardHeading.objects.filter(Q(is_active=True) | mine, council=paper.council_id))


@transaction.atomic
def save(paper, said, quality, quality_seen=0, *, by):
    """Save every heading of a paper and its data quality together, or nothing.

    `said` is a list of Said; `quality` holds `sources`, `checked_by` and `rating`. Raises versions.Stale when somebody
    saved one of them since it was seen, and Refused for a heading or a step of another council, or one that says both
    something and nothing. Returns whether anything changed.
    """
    lock(paper.review, paper)
    rows = {row.standard_id: row for row in Implication.objects.filter(paper=paper)}
    changed = [_say(paper, one, rows.get(one.standard.pk), by) for one in said]
    changed.append(_save_quality(paper, quality, quality_seen, by))
    if any(changed):
        renumber_sections(paper)
    return any(changed)


def _say(paper, one, row, by):
    if one.standard.council_id != paper.council_id:
        raise Refused("That heading belongs to another council.")
    text = one.text.strip()
    if one.is_none and text:
        raise Refused(
            f"“{one.standard}” says something and “none specific”. Take away one of them.", f"text_{one.standard.pk}"
        )
    fields = {"text": text, "is_none": one.is_none}
    if row is None:
        if not text and not one.is_none:
            return False
        row = Implication(paper=paper, standard=one.standard, **fields)
        row._history_user = by
        row.save()
        audit.record(row, "said what is implied", by=by, after={"heading": str(one.standard), **fields})
        return True
    if (row.text, row.is_none) == (text, one.is_none):
        return False
    versions.save_text(row, one.seen, by, **fields)
    return True


def _save_quality(paper, quality, seen, by):
    rating = quality.get("rating")
    if rating is not None and rating.council_id != paper.council_id:
        raise Refused("That is a step of another council’s scale.", "rating")
    fields = {"sources": quality["sources"].strip(), "checked_by": quality["checked_by"], "rating": rating}
    row = DataQuality.objects.select_related("rating").filter(paper=paper).first()
    if row is None:
        if not any(fields.values()):
            return False
        row = DataQuality(paper=paper, **fields)
        row._history_user = by
        row.save()
        audit.record(row, "said how good the data are", by=by, after={**fields, "rating": str(rating or "")})
        return True
    if {name: getattr(row, name) for name in fields} == fields:
        return False
    versions.save_text(row, seen, by, **fields)
    return True


def scale(council):
    """The steps of the council's scale in order."""
    return list(QualityRating.objects.filter(council=council))
