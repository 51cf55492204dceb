"""Putting a paper together: its sections, their order and their numbers.

Every write locks the review's row first, so that two officers moving sections at once leave one order and one
run of numbers.
"""

from django.db import transaction
from django.utils import timezone

from scrutiny import registry
from scrutiny.engine import audit, versions
from scrutiny.models import Finding, Paper, Review, Section
from scrutiny.paper_templates import REVIEW_REPORT
from scrutiny.papers import numbering, outline
from scrutiny.refused import Refused

# What follows the report itself is not numbered unless the officer says so.
END_MATTER = ("scope", "glossary", "background_papers", "contact", "wards", "data_quality")


@transaction.atomic
def make_report(review, *, by, template=REVIEW_REPORT):
    """The review's report: the one it has, else a new one with the template's sections. Returns the Paper."""
    lock(review)
    paper = Paper.objects.filter(review=review).first()
    if paper:
        return paper
    paper = Paper(review=review, council_id=review.council_id, template=template, title=review.title)
    paper._history_user = by
    paper.save()
    add_sections_of(paper, registry.paper_templates[template], by=by)
    audit.record(paper, "made the report", by=by, after={"title": paper.title})
    renumber_sections(paper)
    return paper


def add_sections_of(paper, template, *, by, about=None):
    """Give a new paper the sections of a registry.PaperTemplate; kinds that nobody registered are left out."""
    sections = template.sections_for(about or {}) if template.sections_for else template.sections
    known = [(kind, heading) for kind, heading in sections if kind in registry.blocks]
    for order, (kind, heading) in enumerate(known, start=1):
        section = Section(paper=paper, kind=kind, order=order, heading=heading or _default_heading(kind))
        section.is_numbered = kind not in END_MATTER
        section._history_user = by
        section.save()


@transaction.atomic
def add_section(paper, kind, *, heading=None, after=None, is_first=False, by, text="", level=1, is_numbered=None):
    """Add a section of a registered `kind` at the end, after the section `after` or before all others.

    Returns the Section.

    `heading` None takes the kind's own heading; "" prints none. Raises Refused for an unknown kind, and for one that
    has no place in this paper.
    """
    lock(paper.review, paper)
    if kind not in registry.blocks or not registry.blocks[kind].fits(paper):
        raise Refused("That kind of section is not known. Choose one from the list.")
    section = Section(
        paper=paper,
        kind=kind,
        heading=_default_heading(kind) if heading is None else heading,
        text=text,
        level=level,
        is_numbered=kind not in END_MATTER if is_numbered is None else is_numbered,
    )
    section._history_user = by
    section.order = _last_order(paper) + 1
    section.save()
    if is_first or after is not None:
        ids = [pk for pk in _kept_ids(paper) if pk != section.pk]
        place = ids.index(after.pk) + 1 if after is not None and after.pk in ids else len(ids)
        place = 0 if is_first else place
        _write_order(paper, [*ids[:place], section.pk, *ids[place:]])
    audit.record(section, "added the section", by=by, after={"kind": kind, "heading": section.heading})
    renumber_sections(paper)
    return Section.objects.get(pk=section.pk)


@transaction.atomic
def move_section(section, *, by, to=None, direction=None):
    """Move a section to a place (`to`, from 0) or one place "up" or "down".

    A place outside the paper means its nearest end. Raises Refused once the review is agreed and the section is
    numbered or holds findings or recommendations. Returns whether anything moved.
    """
    lock(section.review, section.paper)
    _refuse_when_fixed(section, "moved")
    ids = _kept_ids(section.paper)
    if section.pk not in ids:
        raise Refused("This section is in the bin. Restore it first.")
    here = ids.index(section.pk)
    if to is None:
        to = here + {"up": -1, "down": 1}.get(direction, 0)
    to = max(0, min(to, len(ids) - 1))
    if to == here:
        return False
    ids.insert(to, ids.pop(here))
    _write_order(section.paper, ids)
    audit.record(section, "moved the section", by=by, before={"place": here + 1}, after={"place": to + 1})
    renumber_sections(section.paper)
    return True


@transaction.atomic
def drop_section(section, *, by):
    """Leave a section out of the printed paper; what is in it stays. Raises Refused as `move_section` does."""
    return _set_dropped(section, True, "left out the section", by)


@transaction.atomic
def undrop_section(section, *, by):
    """Put a section back into the printed paper."""
    return _set_dropped(section, False, "put back the section", by)


def _set_dropped(section, dropped, verb, by):
    lock(section.review, section.paper)
    _refuse_when_fixed(section, "left out or put back")
    changed = Section.objects.filter(pk=section.pk).exclude(is_dropped=dropped).update(is_dropped=dropped)
    section.is_dropped = dropped
    if changed:
        audit.record(section, verb, by=by)
        renumber_sections(section.paper)
    return bool(changed)


@transaction.atomic
def retitle_section(section, seen_version, heading, *, by, is_numbered=None):
    """Change a section's heading and whether it is numbered. Raises versions.Stale. Returns the Section."""
    fields = {"heading": heading}
    if is_numbered is not None:
        fields["is_numbered"] = is_numbered
    return save_section(section, seen_version, by=by, **fields)


@transaction.atomic
def save_section(section, seen_version, *, by, **fields):
    """Save a section's `heading`, `text` or `is_numbered` if nobody saved since `seen_version`.

    Raises versions.Stale(current, mine) and changes nothing when somebody did. Returns the Section.
    """
    lock(section.review, section.paper)
    saved = versions.save_text(section, seen_version, by, **fields)
    renumber_sections(saved.paper)
    return Section.objects.get(pk=saved.pk)


@transaction.atomic
def save_paper(paper, seen_version, *, by, **fields):
    """Save a paper's details if nobody saved since `seen_version`; raises versions.Stale. Returns the Paper."""
    lock(paper.review, paper)
    saved = versions.save_text(paper, seen_version, by, **fields)
    renumber_sections(saved)
    return saved


@transaction.atomic
def bin_section(section, *, by):
    """Put a section in the bin. Raises Refused while it holds findings or recommendations."""
    lock(section.review, section.paper)
    _refuse_when_fixed(section, "put in the bin")
    held = held_by(section)
    if held:
        raise Refused(f"This section holds {held}. Move them to another section or put them in the bin first.")
    if not Section.objects.kept().filter(pk=section.pk).update(binned_at=timezone.now(), binned_by=by):
        return False
    audit.record(section, "put the section in the bin", by=by)
    renumber_sections(section.paper)
    return True


@transaction.atomic
def restore_section(section, *, by):
    """Take a section out of the bin, back to where it was."""
    lock(section.review, section.paper)
    if not Section.objects.binned().filter(pk=section.pk).update(binned_at=None, binned_by=None):
        return False
    _write_order(section.paper, _kept_ids(section.paper))
    audit.record(section, "took the section out of the bin", by=by)
    renumber_sections(section.paper)
    return True


@transaction.atomic
def renumber_sections(paper):
    """Give printed sections their numbers and findings "4.1" in order, then let labels follow.

    Changes nothing once the review is agreed: what has been quoted stays. In a paper that is not numbered all
    numbers are taken away. Calls every `registry.on_order_changed(review)` inside the same transaction.
    """
    review = lock(paper.review, paper)
    if review is not None and not review.is_draft:
        return
    paper = Paper.objects.get(pk=paper.pk)
    numbers, starts = numbering.section_numbers(paper, timezone.localdate()), numbering.starts(paper)
    sections = list(Section.objects.filter(paper=paper))
    changed = []
    for section in sections:
        number, start = numbers.get(section.pk, ""), starts.get(section.pk)
        if (section.number, section.starts_at) != (number, start):
            section.number, section.starts_at = number, start
            changed.append(section)
    Section.objects.bulk_update(changed, ["number", "starts_at"])
    _label_findings(paper, numbers)
    if review is not None:
        for follow in registry.on_order_changed:
            follow(review)


def refresh_numbers(paper):
    """Renumber when what is printed has changed elsewhere (a first witness, a glossary term); gives whether it did."""
    review = paper.review
    if review is not None and not review.is_draft:
        return False
    rows = list(Section.objects.filter(paper=paper).values_list("pk", "number", "starts_at"))
    numbers = {pk: number for pk, number, _ in rows if number}
    starts = {pk: start for pk, _, start in rows if start is not None}
    today = timezone.localdate()
    if (numbering.section_numbers(paper, today), numbering.starts(paper)) == (numbers, starts):
        return False
    renumber_sections(paper)
    return True


def held_by(section):
    """What a section holds, in words ("3 findings and 1 recommendation"), or "" for nothing; the bin not counted."""
    return outline.holdings(section.paper).get(section.pk, "")


def _label_findings(paper, numbers):
    findings = Finding.objects.filter(section__paper=paper).order_by("section_id", "order", "pk")
    places, changed = {}, []
    for finding in findings.only("pk", "section_id", "label", "binned_at", "order"):
        label = ""
        number = numbers.get(finding.section_id)
        if number and finding.binned_at is None:
            places[finding.section_id] = places.get(finding.section_id, 0) + 1
            label = f"{number}.{places[finding.section_id]}"
        if finding.label != label:
            finding.label = label
            changed.append(finding)
    Finding.objects.bulk_update(changed, ["label"], batch_size=200)


def lock(review, paper=None):
    """Lock the review (or a paper without one) until the transaction ends; gives the review as it is now."""
    if review is None:
        Paper.objects.select_for_update().get(pk=paper.pk)
        return None
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk)


def _refuse_when_fixed(section, done):
    review = section.review
    if review is None or Review.objects.get(pk=review.pk).is_draft:
        return
    if section.number or section.starts_at is not None or held_by(section):
        raise Refused(
            f"The review is agreed, so this section cannot be {done}: its numbers have been quoted. "
            "You can still change its words."
        )


def _default_heading(kind):
    block = registry.blocks.get(kind)
    return block.default_heading if block else kind.replace("_", " ").capitalize()


def _kept_ids(paper):
    return list(Section.objects.kept().filter(paper=paper).in_order().values_list("pk", flat=True))


def _last_order(paper):
    return Section.objects.filter(paper=paper).order_by("-order").values_list("order", flat=True).first() or 0


def _write_order(paper, ids):
    """Number the sections' places from 1 in the order given."""
    by_pk = Section.objects.in_bulk(ids)
    changed = []
    for order, pk in enumerate(ids, start=1):
        if by_pk[pk].order != order:
            by_pk[pk].order = order
            changed.append(by_pk[pk])
    Section.objects.bulk_update(changed, ["order"])
