"""What stands behind a paper: adding, changing, moving and putting away its appendices."""

from django.db import transaction
from django.utils import timezone

from scrutiny.engine import audit, versions
from scrutiny.models import Appendix, Paper
from scrutiny.papers import appendices
from scrutiny.refused import Refused

from .papers import lock

DEEP = "Papers can be printed {} deep behind one another. Name this one with a link instead."


@transaction.atomic
def add(paper, *, by, uploaded=None, **fields):
    """Add an appendix at the end of a paper's list; gives the Appendix.

    `fields` are those of the model; `uploaded` is the file of one that is a file, with the name it came with. Raises
    Refused where papers would print each other, or too many deep.
    """
    lock(paper.review, paper)
    fields = _fitting(fields)
    _refuse_rings(paper, fields.get("printed"))
    last = Appendix.objects.filter(paper=paper).order_by("-order").values_list("order", flat=True).first() or 0
    appendix = Appendix(paper=paper, order=last + 1, **fields)
    if fields["kind"] == Appendix.Kind.FILE:
        if uploaded is None:
            raise Refused("Choose the file.", "file")
        _put(appendix, uploaded)
    appendix._history_user = by
    appendix.save()
    audit.record(
        appendix, "added the appendix", by=by, after={"kind": appendix.get_kind_display(), "title": str(appendix)}
    )
    return appendix


@transaction.atomic
def change(appendix, seen_version, *, by, uploaded=None, **fields):
    """Save an appendix if nobody did since `seen_version`; a new file takes the place of the one before.

    What was issued with the file before keeps it. Raises versions.Stale, and Refused as `add` does.
    """
    lock(appendix.paper.review, appendix.paper)
    fields = _fitting(fields)
    _refuse_rings(appendix.paper, fields.get("printed"))
    if fields["kind"] == Appendix.Kind.FILE and uploaded is None and not appendix.file:
        raise Refused("Choose the file.", "file")
    saved = versions.save_text(appendix, seen_version, by, **fields)
    before = {"file_name": saved.file_name}
    if fields["kind"] != Appendix.Kind.FILE:
        saved.file, saved.file_name = "", ""
    elif uploaded is not None:
        _put(saved, uploaded)
    if saved.file_name != before["file_name"] or uploaded is not None:
        saved._history_user = by
        saved.save(update_fields=["file", "file_name"])
        audit.record(saved, "changed", by=by, before=before, after={"file_name": saved.file_name})
    return saved


@transaction.atomic
def move(appendix, direction, *, by):
    """Move an appendix one place "up" or "down" among those that are kept; gives whether it moved."""
    lock(appendix.paper.review, appendix.paper)
    keys = list(Appendix.objects.kept().filter(paper=appendix.paper_id).in_order().values_list("pk", flat=True))
    if appendix.pk not in keys:
        raise Refused("This appendix is in the bin. Put it back first.")
    here = keys.index(appendix.pk)
    to = max(0, min(here + {"up": -1, "down": 1}.get(direction, 0), len(keys) - 1))
    if to == here:
        return False
    keys.insert(to, keys.pop(here))
    for order, key in enumerate(keys, start=1):
        Appendix.objects.filter(pk=key).update(order=order)
    audit.record(appendix, "moved the appendix", by=by, before={"place": here + 1}, after={"place": to + 1})
    return True


@transaction.atomic
def put_in_bin(appendix, *, by, at=None):
    """Put an appendix in the bin; gives whether it was not there yet."""
    lock(appendix.paper.review, appendix.paper)
    rows = Appendix.objects.kept().filter(pk=appendix.pk)
    if not rows.update(binned_at=at or timezone.now(), binned_by=by):
        return False
    audit.record(appendix, "put in the bin", by=by)
    return True


@transaction.atomic
def put_back(appendix, *, by):
    """Take an appendix out of the bin, to its place; gives whether it was there. Raises Refused as `add` does."""
    lock(appendix.paper.review, appendix.paper)
    _refuse_rings(appendix.paper, appendix.printed)
    if not Appendix.objects.binned().filter(pk=appendix.pk).update(binned_at=None, binned_by=None):
        return False
    audit.record(appendix, "put back", by=by)
    return True


def _fitting(fields):
    """The fields, those of other kinds of appendix left blank."""
    kind = fields["kind"]
    blank = {}
    if kind != Appendix.Kind.PAPER:
        blank["printed"] = None
    if kind != Appendix.Kind.ELSEWHERE:
        blank["link"] = ""
    if kind != Appendix.Kind.FILE:
        blank["described"] = ""
    return fields | blank


def _refuse_rings(paper, printed):
    """Refuse a paper that would print itself, or papers that are printed too many deep."""
    if printed is None:
        return
    # Both papers are locked in the order of their keys, so that two officers cannot close a ring from both ends.
    list(Paper.objects.select_for_update().filter(pk__in=[paper.pk, printed.pk]).order_by("pk"))
    if printed.pk == paper.pk or appendices.prints(printed.pk, paper.pk):
        raise Refused(
            f"“{printed}” prints this paper behind itself. Choose another, or take that out first.", "printed"
        )
    if appendices.above(paper.pk) + 1 + appendices.depth(printed.pk) > appendices.DEEPEST:
        raise Refused(DEEP.format("two"), "printed")


def _put(appendix, uploaded):
    appendix.file_name = uploaded.name
    appendix.file.save(uploaded.name, uploaded, save=False)
