"""Writing findings: add, change, split, move, dispose."""

from django.db import transaction
from django.db.models import Max

from scrutiny import registry
from scrutiny.engine import audit, versions
from scrutiny.models import Finding

from .ordering import locked, order_changed, put_in_order, refuse_when_agreed


@transaction.atomic
def add(section, text, *, by, after=None, disposition="", disposition_body=None, disposition_note=""):
    """Add a finding to `section` after `after` (at the end when None) and return it; raises Fixed once agreed."""
    review = locked(section.review)
    refuse_when_agreed(review)
    last = section.findings.aggregate(last=Max("order"))["last"] or 0
    finding = Finding(
        section=section,
        order=last + 1,
        text=text,
        disposition=disposition,
        disposition_body=disposition_body,
        disposition_note=disposition_note,
    )
    finding._history_user = by
    finding.save()
    if after is not None and after.section_id == section.pk:
        others = [one for one in _in_section(section) if one.pk != finding.pk]
        at = next((place for place, one in enumerate(others) if one.pk == after.pk), len(others) - 1) + 1
        put_in_order([*others[:at], finding, *others[at:]], Finding)
    audit.record(finding, "added", by=by, after={"text": text})
    order_changed(review)
    return finding


@transaction.atomic
def add_many(section, texts, *, by, after=None):
    """Add several findings in the order given; returns them."""
    added = []
    for text in texts:
        after = add(section, text, by=by, after=after if after is not None else (added[-1] if added else None))
        added.append(after)
    return added


def change(finding, seen_version, *, by, **fields):
    """Save a finding's fields from the version the writer saw; raises versions.Stale when somebody saved first."""
    return versions.save_text(finding, seen_version, by, **fields)


@transaction.atomic
def split(finding, seen_version, texts, *, by):
    """Split one finding into several: it keeps the first text and its recommendations, the rest follow it."""
    first, *rest = texts
    kept = versions.save_text(finding, seen_version, by, verb="split", text=first)
    return [kept, *add_many(kept.section, rest, by=by, after=kept)] if rest else [kept]


@transaction.atomic
def place(finding, section, position, *, by):
    """Put a finding at `position` (from 0) among the findings of `section`, which may be another section.

    Its recommendations printed beside it go with it (the floor above sees to that).
    """
    review = locked(section.review)
    refuse_when_agreed(review)
    finding = Finding.objects.select_related("section").get(pk=finding.pk)
    old_section, old_order = finding.section, finding.order
    others = [one for one in _in_section(section) if one.pk != finding.pk]
    position = max(0, min(position, len(others)))
    if old_section.pk != section.pk:
        Finding.objects.filter(pk=finding.pk).update(section=section)
        finding.section = section
        for hook in registry.on_carried:
            hook(finding, old_section)
    put_in_order([*others[:position], finding, *others[position:]], Finding)
    if (old_section.pk, old_order) != (section.pk, finding.order):
        audit.record(
            finding,
            "moved",
            by=by,
            before={"section": str(old_section), "place": old_order},
            after={"section": str(section), "place": finding.order},
        )
    order_changed(review)
    return finding


def move(finding, direction, *, by):
    """Move a finding one place "up" or "down"; past the end of its section it goes into the next one."""
    step = -1 if direction == "up" else 1
    rows = [one for one in _in_section(finding.section) if one.binned_at is None]
    here = next((at for at, one in enumerate(rows) if one.pk == finding.pk), None)
    if here is None:
        return finding
    if 0 <= here + step < len(rows):
        # Places are counted among all rows, binned ones too, so that "put back" puts back where it was.
        everyone = [one.pk for one in _in_section(finding.section) if one.pk != finding.pk]
        neighbour = everyone.index(rows[here + step].pk)
        return place(finding, finding.section, neighbour if step < 0 else neighbour + 1, by=by)
    themes = list(finding.section.paper.sections.kept().filter(kind=finding.section.kind).in_order())
    at = next(place for place, one in enumerate(themes) if one.pk == finding.section_id) + step
    if not 0 <= at < len(themes):
        return finding
    return place(finding, themes[at], themes[at].findings.count() if step < 0 else 0, by=by)


def _in_section(section):
    """All findings of a section in order, binned ones too."""
    return list(Finding.objects.filter(section=section).order_by("order", "pk"))
