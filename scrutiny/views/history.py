"""The history of a review: who did what, earlier wordings of a text, and restoring one."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from scrutiny import registry
from scrutiny.engine import audit, query, versions
from scrutiny.engine.models import AuditEntry
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.rules.differences import differences
from scrutiny.engine.views.access import signed_in
from scrutiny.models import EvidenceItem
from scrutiny.permissions import can_edit_paper, can_read_history, can_read_paper_history
from scrutiny.texts import visible

from .papers import frame_of
from .workspace import review_inside, workspace

PAGE = 50
MOST_WORDINGS = 100
NOT_RECORDED = "(not recorded)"
SHORT = 90

STALE = "Somebody saved a new wording meanwhile. Look again, and restore once more if you still want to."
UNFIT = "That wording cannot stand with what the rest says now. Change the text by hand instead."

# How a verb of the audit is told; {what} is "the finding “Buses…”", other names come from what was recorded.
TOLD = {
    "started": "started the review",
    "agreed": "recorded that the committee agreed the report",
    "shared with members": "shared the draft with the members",
    "stopped sharing with members": "stopped sharing the draft with the members",
    "set the status": "set the status to “{status}”",
    "put in the bin": "put {what} in the bin",
    "put back": "put {what} back from the bin",
    "erased for good": "erased {what} for good",
    "split": "split {what} in two or more",
    "linked": "changed which findings {what} rests on",
    "related": "changed how {what} stands to others",
    "relabelled": "changed the label of {what}",
    "numbered": "changed how recommendations are numbered",
    "let somebody read": "let {reader} read {what}",
    "stopped letting somebody read": "no longer lets {reader} read {what}",
    "restored": "restored an earlier wording of {what}",
}


@require_safe
@signed_in
def review_history(request, review_pk):
    """What happened to a review and all under it, newest first, fifty at a time."""
    review = review_inside(request, review_pk)
    if not can_read_history(request.user, review):
        raise PermissionDenied
    entries = AuditEntry.objects.filter(under=audit.under_key(review)).select_related("by").order_by("-pk")
    entries = entries.exclude(pk__in=_hidden(request.user, review))
    before = query.number(request, "before", most=2**31)
    if before:
        entries = entries.filter(pk__lt=before)
    page = list(entries[: PAGE + 1])
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    there = _still_there(page[:PAGE], request.user)
    rows = [_told(entry, there) for entry in page[:PAGE]]
    return render(
        request,
        "scrutiny/history_list.html",
        workspace(request, review, "history", rows=rows, older=older, is_first=not before),
    )


def _hidden(user, review):
    """Keys of the entries about restricted evidence that the reader may not know of."""
    label = EvidenceItem._meta.label_lower
    shown = EvidenceItem.objects.visible_to(user).filter(review=review).values_list("pk", flat=True)
    return (
        AuditEntry.objects.filter(under=audit.under_key(review), kind=label)
        .exclude(object_id__in=[str(pk) for pk in shown])
        .values("pk")
    )


def _still_there(entries, user):
    """The (kind, key) pairs of things in these entries that are still there for the reader."""
    wanted = {}
    for entry in entries:
        kind = registry.text_kind_of(entry.kind)
        if kind and entry.object_id.isdigit():
            wanted.setdefault(kind.kind, set()).add(int(entry.object_id))
    return {
        (name, str(pk))
        for name, keys in wanted.items()
        for pk in visible(registry.texts[name], user).filter(pk__in=keys).values_list("pk", flat=True)
    }


def _told(entry, there):
    """One entry as a row: who, the sentence, when, small changes, and links to the wordings."""
    kind = registry.text_kind_of(entry.kind)
    noun = kind.label if kind else _noun(entry.kind)
    if kind and not kind.path:
        what = "the review"
    elif kind and kind.kind in ("scope", "paper"):
        what = f"the {noun}"
    elif entry.thing in ("A witness", "An item of restricted evidence"):
        what = entry.thing[:1].lower() + entry.thing[1:]
    else:
        what = f"the {noun} “{entry.thing}”"
    told = TOLD.get(entry.verb)
    if told is None:
        told = f"{entry.verb} “{entry.thing}”" if noun in entry.verb.split(" ") else f"{entry.verb} {{what}}"
    before, after = entry.before or {}, entry.after or {}
    said = {"what": what, "status": after.get("status", ""), "reader": (after or before).get("reader", "somebody")}
    for name, words in said.items():
        told = told.replace(f"{{{name}}}", str(words))
    is_there = kind is not None and (kind.kind, entry.object_id) in there
    return {
        "who": str(entry.by) if entry.by_id else "The system",
        "told": told,
        "at": entry.at,
        "note": entry.note,
        "changes": _changes(kind, before, after),
        "links": [
            {
                "label": kind.fields[name],
                "url": reverse("scrutiny:text-history", args=[kind.kind, entry.object_id, name]),
            }
            for name in after
            if is_there and name in kind.fields and before.get(name) and before[name] != after[name]
        ],
        # What was written where nothing stood needs no comparing.
        "written": [
            kind.fields[name]
            for name in after
            if kind and name in kind.fields and name in before and not before[name] and after[name]
        ],
    }


def _noun(label):
    try:
        return apps.get_model(label)._meta.verbose_name
    except (LookupError, ValueError):
        return "thing"


def _changes(kind, before, after):
    """Short values that changed, as rows of label, before and after."""
    rows = []
    for name in after:
        if name not in before or before[name] == after[name] or name in ("status", "reader"):
            continue
        if kind and name in kind.fields and not before[name]:
            continue
        field = _field(kind, name)
        old, new = _short(before[name], field), _short(after[name], field)
        if old is None or new is None:
            continue
        label = kind.fields.get(name) if kind else None
        rows.append({"label": label or name.replace("_", " ").capitalize(), "before": old, "after": new})
    return rows


def _field(kind, name):
    try:
        return kind.model._meta.get_field(name) if kind else None
    except FieldDoesNotExist:
        return None


def _short(value, field=None):
    """A recorded value in words when it is short and was recorded; else None."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, ""):
        return "nothing"
    if isinstance(value, list | dict) or value == NOT_RECORDED or len(str(value)) > SHORT:
        return None
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if getattr(field, "max_length", None) == 10:
        try:
            return partial_dates.in_words(str(value))
        except ValueError:
            return str(value)
    return str(value)


def _text(request, kind_name, pk, field):
    """The kind, the thing, its review: 404 when unknown or invisible, 403 for those who may not read the history."""
    kind = registry.texts.get(kind_name)
    if kind is None or field not in kind.fields:
        raise Http404
    things = visible(kind, request.user)
    thing = get_object_or_404(things.select_related(kind.path) if kind.path else things, pk=pk)
    review = kind.review_of(thing)
    paper = None if review else _committee_paper(thing)
    reads = can_read_paper_history(request.user, paper) if paper else can_read_history(request.user, review)
    if not reads:
        raise PermissionDenied
    return kind, thing, review


def _committee_paper(thing):
    """The paper without a review that a text belongs to: a section's, or the thing itself."""
    return getattr(thing, "paper", thing)


def _may_restore(kind, thing, review, user):
    return kind.permission(user, review) if review else can_edit_paper(user, _committee_paper(thing))


def _wordings(kind, thing, user):
    """The history rows of a thing that the user may read, newest first."""
    rows = thing.history.order_by("-history_date", "-history_id")
    return kind.wordings(user, thing, rows) if kind.wordings else rows


@require_safe
@signed_in
def text_history(request, kind, pk, field):
    """The wordings of one text, newest first, each with what changed in it."""
    kind, thing, review = _text(request, kind, pk, field)
    rows = _wordings(kind, thing, request.user)
    wordings = []
    for key, words, at, who in rows.values_list("history_id", field, "history_date", "history_user__full_name")[:1000]:
        # A save of other fields says nothing new here: the older of two equal wordings is the one that came about.
        if wordings and wordings[-1]["words"] == (words or ""):
            wordings[-1] |= {"key": key, "at": at, "who": who}
            continue
        if len(wordings) == MOST_WORDINGS:
            break
        wordings.append({"key": key, "words": words or "", "at": at, "who": who})
    for place, wording in enumerate(wordings):
        older = wordings[place + 1]["words"] if place + 1 < len(wordings) else None
        wording["changes"] = differences(older, wording["words"]) if older is not None else None
        wording["is_current"] = place == 0 and wording["words"] == (getattr(thing, field) or "")
    may_restore = _may_restore(kind, thing, review, request.user)
    context = {
        "kind": kind,
        "thing": thing,
        "field": field,
        "label": kind.fields[field],
        "wordings": wordings,
        "may_restore": may_restore,
        "version": thing.version,
        "back": kind.url_of(thing) if may_restore else "",
    }
    frame = workspace(request, review, "history") if review else frame_of(request, _committee_paper(thing))
    return render(request, "scrutiny/history_text.html", frame | context)


@require_POST
@signed_in
def text_restore(request, kind, pk, field):
    """Make an earlier wording the current one again; the one it replaces stays in the history."""
    kind, thing, review = _text(request, kind, pk, field)
    if not _may_restore(kind, thing, review, request.user):
        raise PermissionDenied
    url = reverse("scrutiny:text-history", args=[kind.kind, pk, field])
    key, seen = request.POST.get("wording", ""), request.POST.get("version", "")
    known = all(part.isascii() and part.isdigit() and len(part) < 10 for part in (key, seen))
    wording = _wordings(kind, thing, request.user).filter(history_id=key).first() if known else None
    if wording is None:
        messages.error(request, "That wording is not known. Choose one of those below.")
        return redirect(url)
    try:
        with transaction.atomic():
            said = {field: getattr(wording, field)}
            saved = versions.save_text(thing, int(seen), request.user, verb="restored", **said)
            for hook in registry.on_restored:
                hook(saved)
    except versions.Stale:
        messages.error(request, STALE)
    except IntegrityError:
        messages.error(request, UNFIT)
    else:
        messages.success(request, "The earlier wording is restored. The one it replaced is below.")
    return redirect(url)
