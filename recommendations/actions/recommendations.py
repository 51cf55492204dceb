"""Writing recommendations: add, change, link, move, withdraw."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from recommendations.models import FindingLink, Recommendation, Withdrawal
from recommendations.rules import numbering as rules
from scrutiny.actions.ordering import locked, refuse_when_agreed
from scrutiny.engine import audit, versions
from scrutiny.refused import Refused

from . import standings
from .labels import append, follow, homes, numbering_of, relabel
from .parts import parts, set_addressees, set_limbs


class LabelTaken(Refused):
    """Raised when a label typed by hand is borne by another recommendation of the review."""


class NotADraft(Refused):
    """Raised when something is asked that only a draft allows, such as putting an agreed recommendation in the bin."""


@transaction.atomic
def add(review, section, text, *, by, finding=None, label="", limbs=(), addressees=(), **fields):
    """Add a recommendation to `section`, beside `finding` when given, and return it with its label.

    `limbs` and `addressees` are lists of text; `fields` are due_on, due_event, success_measure, limb_style.
    """
    review = locked(review)
    last = Recommendation.objects.filter(review=review).aggregate(last=Max("order"))["last"] or 0
    recommendation = Recommendation(review=review, section=section, order=last + 1, text=text, **fields)
    recommendation.label = _checked_label(recommendation, label)
    recommendation._history_user = by
    recommendation.save()
    if finding is not None:
        FindingLink.objects.create(recommendation=recommendation, finding=finding)
    set_limbs(recommendation, limbs)
    set_addressees(recommendation, addressees)
    if finding is not None or not append(recommendation):
        follow(review)
        recommendation.refresh_from_db()
    if not review.is_draft:
        recommendation.is_label_fixed = bool(recommendation.label)
        Recommendation.objects.filter(pk=recommendation.pk).update(is_label_fixed=recommendation.is_label_fixed)
    audit.record(recommendation, "added", by=by, after={"text": text, "label": recommendation.label})
    return recommendation


@transaction.atomic
def change(recommendation, seen_version, *, by, limbs=None, addressees=None, label=None, **fields):
    """Save a recommendation from the version the writer saw; raises versions.Stale when somebody saved first.

    `limbs` and `addressees`, lists of text, replace those there unless None; raises Refused when one that was asked or
    answered would go. `label` only matters in the style typed by hand, and raises LabelTaken when another
    recommendation has it.
    """
    review = locked(recommendation.review)
    before = parts(recommendation)
    saved = versions.save_text(recommendation, seen_version, by, **fields)
    if label is not None and numbering_of(review).style == "by_hand" and not saved.is_label_fixed:
        wished = _checked_label(saved, label)
        if wished != saved.label:
            audit.record(saved, "relabelled", by=by, before={"label": saved.label}, after={"label": wished})
            Recommendation.objects.filter(pk=saved.pk).update(label=wished)
    if limbs is not None:
        set_limbs(saved, limbs)
    if addressees is not None:
        set_addressees(saved, addressees)
    after = parts(saved)
    if before != after:
        audit.record(saved, "changed", by=by, before=before, after=after)
    follow(review)
    saved.refresh_from_db()
    if not review.is_draft:
        standings.refresh([saved], is_recorded=False)
    return saved


@transaction.atomic
def link(recommendation, findings, *, by):
    """Make the recommendation rest on `findings` (a list; the first is where it is printed), and on no others.

    In a findings table the recommendation moves to the section of the first; in a section that only lists
    recommendations it stays.
    """
    review = locked(recommendation.review)
    before = list(recommendation.finding_links.order_by("position", "pk").values_list("finding_id", flat=True))
    after = [finding.pk for finding in findings]
    if before != after:
        recommendation.finding_links.all().delete()
        FindingLink.objects.bulk_create(
            FindingLink(recommendation=recommendation, finding=finding, position=at)
            for at, finding in enumerate(findings)
        )
        audit.record(recommendation, "linked", by=by, before={"findings": before}, after={"findings": after})
    if (
        review.is_draft
        and findings
        and recommendation.section.kind == "findings"
        and findings[0].section.kind == "findings"
    ):
        Recommendation.objects.filter(pk=recommendation.pk).update(section=findings[0].section)
    follow(review)
    recommendation.refresh_from_db()
    return recommendation


@transaction.atomic
def place(recommendation, section, position, *, finding=None, by):
    """Put a recommendation at `position` (from 0) among those beside `finding`, or of `section` when None.

    Raises Fixed once the review is agreed: labels no longer follow the order then.
    """
    review = locked(recommendation.review)
    refuse_when_agreed(review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    before = {"section": str(recommendation.section), "label": recommendation.label}
    Recommendation.objects.filter(pk=recommendation.pk).update(section=section)
    if finding is not None:
        FindingLink.objects.get_or_create(recommendation=recommendation, finding=finding)
        links = list(recommendation.finding_links.order_by("position", "pk"))
        links.sort(key=lambda one: one.finding_id != finding.pk)
        for at, one in enumerate(links):
            one.position = at
        FindingLink.objects.bulk_update(links, ["position"])
    home = homes(review)
    beside = finding.pk if finding is not None else home.get(recommendation.pk, (None,))[0]
    siblings = [
        one
        for one in Recommendation.objects.filter(review=review, section=section).order_by("order", "pk")
        if one.pk != recommendation.pk and home.get(one.pk, (None,))[0] == beside
    ]
    position = max(0, min(position, len(siblings)))
    # Orders are compared only among siblings before relabel() gives everybody a whole number again.
    wished = [*siblings[:position], Recommendation.objects.get(pk=recommendation.pk), *siblings[position:]]
    orders = sorted(one.order for one in wished)
    for order, one in zip(_distinct(orders), wished, strict=True):
        one.order = order
    Recommendation.objects.bulk_update(wished, ["order"])
    follow(review)
    recommendation.refresh_from_db()
    after = {"section": str(recommendation.section), "label": recommendation.label}
    audit.record(recommendation, "moved", by=by, before=before, after=after)
    return recommendation


def move(recommendation, direction, *, by):
    """Move a recommendation one place "up" or "down": among those beside its finding, then to the next row."""
    step = -1 if direction == "up" else 1
    review = recommendation.review
    home = homes(review)
    finding_pk = home.get(recommendation.pk, (None,))[0]
    kept = Recommendation.objects.active().filter(review=review, section=recommendation.section)
    beside = [one for one in kept.order_by("order", "pk") if home.get(one.pk, (None,))[0] == finding_pk]
    at = next((place for place, one in enumerate(beside) if one.pk == recommendation.pk), 0) + step
    finding = recommendation.section.findings.filter(pk=finding_pk).first() if finding_pk else None
    if 0 <= at < len(beside):
        return place(recommendation, recommendation.section, at, finding=finding, by=by)
    if finding is None:
        return recommendation
    rows = list(finding.section.findings.kept().order_by("order", "pk"))
    row = next(place for place, one in enumerate(rows) if one.pk == finding.pk) + step
    if not 0 <= row < len(rows):
        return recommendation
    return _rehome(recommendation, finding, rows[row], last=step < 0, by=by)


@transaction.atomic
def _rehome(recommendation, old, new, *, last, by):
    """Move a recommendation from beside one finding to beside another of the same section."""
    FindingLink.objects.filter(recommendation=recommendation, finding=old).delete()
    return place(recommendation, new.section, 10_000 if last else 0, finding=new, by=by)


@transaction.atomic
def withdraw(recommendation, reason, *, by, at=None):
    """Withdraw an agreed recommendation: its label stays its own and is never given again."""
    locked(recommendation.review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    was_withdrawn = recommendation.is_withdrawn
    recommendation.withdrawn_at = at or timezone.now()
    recommendation.withdrawn_by = by
    recommendation.withdrawn_reason = reason
    recommendation.is_label_fixed = True
    recommendation._history_user = by
    recommendation.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason", "is_label_fixed"])
    on = timezone.localdate(recommendation.withdrawn_at)
    if not was_withdrawn:
        Withdrawal.objects.create(recommendation=recommendation, withdrawn_on=on)
    audit.record(recommendation, "withdrew", by=by, after={"reason": reason})
    standings.refresh([recommendation], on=on)
    return recommendation


@transaction.atomic
def reinstate(recommendation, *, by, on=None):
    """Undo a withdrawal; the label is the one it had, and the days on which it was withdrawn stay known."""
    on = on or timezone.localdate()
    locked(recommendation.review)
    recommendation = Recommendation.objects.get(pk=recommendation.pk)
    known = Withdrawal.objects.filter(recommendation=recommendation)
    if recommendation.is_withdrawn and not known.filter(reinstated_on__isnull=True).exists():
        known.create(recommendation=recommendation, withdrawn_on=timezone.localdate(recommendation.withdrawn_at))
    known.filter(reinstated_on__isnull=True).update(reinstated_on=on)
    before = {"reason": recommendation.withdrawn_reason}
    recommendation.withdrawn_at = recommendation.withdrawn_by = None
    recommendation.withdrawn_reason = ""
    recommendation._history_user = by
    recommendation.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    audit.record(recommendation, "reinstated", by=by, before=before)
    standings.refresh([recommendation], on=on)
    return recommendation


@transaction.atomic
def set_numbering(review, *, by, **fields):
    """Choose the numbering style of a draft review (style, start, prefix, municipal_year) and relabel."""
    review = locked(review)
    if not review.is_draft:
        raise NotADraft("The labels are fixed, because the review is agreed.")
    numbering = numbering_of(review)
    before = {name: getattr(numbering, name) for name in fields}
    for name, value in fields.items():
        setattr(numbering, name, value)
    numbering.save(update_fields=list(fields))
    audit.record(review, "numbered", by=by, before=before, after=fields)
    follow(review)
    return numbering


@transaction.atomic
def relate(recommendation, *, by, depends_on=None, restates=None, supersedes=None, merged_into=None):
    """Say how a recommendation stands to others: what it depends on, repeats, replaces or was merged into."""
    before = _relations(recommendation)
    if depends_on is not None:
        recommendation.depends_on.set(depends_on)
    recommendation.restates, recommendation.supersedes = restates, supersedes
    recommendation.merged_into = merged_into
    recommendation._history_user = by
    recommendation.save(update_fields=["restates", "supersedes", "merged_into"])
    after = _relations(recommendation)
    if before != after:
        audit.record(recommendation, "related", by=by, before=before, after=after)
    return recommendation


def fix_labels(review, by):
    """When a review is agreed, its labels become fixed for ever."""
    relabel(review)
    Recommendation.objects.active().filter(review=review, label__isnull=False).update(is_label_fixed=True)


def follow_finding(finding, old_section):
    """When a finding moves to another section, the recommendations printed beside it go along."""
    beside = Recommendation.objects.filter(section=old_section, finding_links__finding=finding)
    for recommendation in beside:
        first = recommendation.finding_links.order_by("position", "pk").first()
        if first.finding_id == finding.pk:
            Recommendation.objects.filter(pk=recommendation.pk).update(section=finding.section)


def _checked_label(recommendation, typed):
    """The label as it will be stored (None for none); raises LabelTaken when another one reads the same."""
    typed = " ".join(typed.split())
    if not typed:
        return recommendation.label if recommendation.is_label_fixed else None
    others = Recommendation.objects.filter(review=recommendation.review).exclude(pk=recommendation.pk)
    wished = rules.normalise(typed)
    for label in others.filter(label__isnull=False).values_list("label", flat=True):
        if rules.normalise(label) == wished:
            raise LabelTaken(f"“{label}” is already the label of another recommendation of this review. Type another.")
    return typed


def _relations(recommendation):
    return {
        "depends_on": sorted(recommendation.depends_on.values_list("pk", flat=True)),
        "restates": recommendation.restates_id,
        "supersedes": recommendation.supersedes_id,
        "merged_into": recommendation.merged_into_id,
    }


def _distinct(orders):
    """Strictly rising whole numbers that begin with the given ones."""
    result = []
    for order in orders:
        result.append(order if not result or order > result[-1] else result[-1] + 1)
    return result
