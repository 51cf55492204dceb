"""Writing a council's standard headings and its data-quality scale."""

from django.db import transaction

from scrutiny.engine import audit
from scrutiny.models import Council, DataQuality, QualityRating, StandardHeading
from scrutiny.refused import Refused

# What councils' papers commonly ask for; an administrator changes it.
USUAL_HEADINGS = (
    "Financial implications",
    "Legal implications",
    "Equality and diversity implications",
    "Risk management",
    "Data protection implications",
    "Implications for looked-after children and care leavers",
    "Staffing implications",
    "Environmental implications",
)
USUAL_SCALE = ((1, "Poor"), (2, "Sufficient"), (3, "High"))
MOST_STEPS = 10


@transaction.atomic
def ensure_headings(council):
    """Give a council the usual headings and scale unless it has its own; cheap when it has. Returns its headings."""
    found = list(StandardHeading.objects.filter(council=council))
    scale = QualityRating.objects.filter(council=council)
    if found and scale.exists():
        return found
    _lock(council)
    if not StandardHeading.objects.filter(council=council).exists():
        StandardHeading.objects.bulk_create(
            StandardHeading(council=council, order=order, heading=heading)
            for order, heading in enumerate(USUAL_HEADINGS, start=1)
        )
    if not scale.exists():
        QualityRating.objects.bulk_create(
            QualityRating(council=council, number=number, label=label) for number, label in USUAL_SCALE
        )
    return list(StandardHeading.objects.filter(council=council))


@transaction.atomic
def add_heading(council, *, heading, default_words="", is_active=True, by):
    """A new heading at the end. Raises Refused when the council has it already. Returns the StandardHeading."""
    _lock(council)
    _refuse_twice(council, heading)
    order = max((one.order for one in StandardHeading.objects.filter(council=council)), default=0) + 1
    made = StandardHeading.objects.create(
        council=council, order=order, heading=heading, default_words=default_words, is_active=is_active
    )
    audit.record(made, "added the heading", by=by, after={"heading": heading})
    return made


@transaction.atomic
def change_heading(standard, *, by, **fields):
    """Change the words of a heading, or switch it off or on; papers that use it follow until they are issued."""
    _lock(standard.council)
    current = StandardHeading.objects.get(pk=standard.pk)
    _refuse_twice(standard.council, fields.get("heading", current.heading), apart_from=current)
    before = {name: getattr(current, name) for name in fields}
    if before == fields:
        return current
    for name, value in fields.items():
        setattr(current, name, value)
    current.save(update_fields=list(fields))
    audit.record(current, "changed the heading", by=by, before=before, after=fields)
    return current


@transaction.atomic
def move_heading(standard, direction, *, by):
    """Move a heading one place "up" or "down"; gives whether it moved."""
    _lock(standard.council)
    rows = list(StandardHeading.objects.filter(council=standard.council))
    here = [row.pk for row in rows].index(standard.pk)
    to = here + {"up": -1, "down": 1}.get(direction, 0)
    if to == here or not 0 <= to < len(rows):
        return False
    rows.insert(to, rows.pop(here))
    for order, row in enumerate(rows, start=1):
        row.order = order
    StandardHeading.objects.bulk_update(rows, ["order"])
    audit.record(standard, "moved the heading", by=by, before={"place": here + 1}, after={"place": to + 1})
    return True


@transaction.atomic
def save_scale(council, labels, *, by):
    """Make the scale 1 to n the `labels` given. Raises Refused when it would take away a step that a paper uses."""
    _lock(council)
    labels = [label for label in labels if label]
    if not labels:
        raise Refused("Enter at least one step of the scale", "labels")
    if len(labels) > MOST_STEPS:
        raise Refused(f"A scale can have {MOST_STEPS} steps at most: there are {len(labels)}", "labels")
    steps = {one.number: one for one in QualityRating.objects.filter(council=council)}
    gone = [step for number, step in steps.items() if number > len(labels)]
    used = DataQuality.objects.filter(rating__in=gone).select_related("rating").first()
    if used:
        raise Refused(f"A paper is rated “{used.rating}”, so that step stays. Reword it instead.", "labels")
    before = [str(step) for step in sorted(steps.values(), key=lambda one: one.number)]
    QualityRating.objects.filter(pk__in=[step.pk for step in gone]).delete()
    for number, label in enumerate(labels, start=1):
        QualityRating.objects.update_or_create(council=council, number=number, defaults={"label": label})
    after = [f"{number} {label}" for number, label in enumerate(labels, start=1)]
    if before != after:
        audit.record(council, "changed the data-quality scale", by=by, before={"scale": before}, after={"scale": after})
    return after


def _lock(council):
    Council.objects.select_for_update().get(pk=council.pk)


def _refuse_twice(council, heading, apart_from=None):
    same = StandardHeading.objects.filter(council=council, heading__iexact=heading)
    if same.exclude(pk=apart_from.pk if apart_from else None).exists():
        raise Refused(f"The council already has the heading “{heading}”.", "heading")
