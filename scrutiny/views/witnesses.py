"""Witnesses and evidence of a review: the page of them all, and writing witnesses."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions, readiness
from scrutiny.actions import witnesses as actions
from scrutiny.engine import drafts, once, query
from scrutiny.engine.versions import Stale
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.witnesses import MOST_AT_ONCE, CheckedForm, CheckedRows, PastedForm, WitnessForm, body_called
from scrutiny.models import Body, EvidenceItem, EvidenceSession, Person, Scope, Witness
from scrutiny.refused import Refused
from scrutiny.rules import witness_lines

from .conflicts import conflict
from .workspace import review_inside, review_to_edit, workspace

FIELDS = ("title", "name", "is_anonymous", "role", "is_then", "organisation", "person", "gave", "is_thanked", "version")


def list_url(review_pk, place=""):
    """The page of witnesses and evidence, at a place on it."""
    return reverse("scrutiny:witness-list", args=[review_pk]) + (f"#{place}" if place else "")


@require_safe
@signed_in
def witness_list(request, review_pk):
    """Everybody heard, every session, and everything read that the reader may know of."""
    review = review_inside(request, review_pk)
    witnesses = list(review.witnesses.kept().select_related("body").order_by("order", "pk"))
    items = EvidenceItem.objects.visible_to(request.user).kept().filter(review=review)
    sessions = (
        EvidenceSession.objects.kept()
        .filter(review=review)
        .select_related("meeting__body")
        .prefetch_related(Prefetch("witnesses", Witness.objects.kept().order_by("order", "pk"), to_attr="heard"))
        .order_by("date", "pk")
    )
    scope = Scope.objects.filter(review=review).first()
    compared = readiness.witnesses_compared(review, scope, witnesses) if scope else None
    context = workspace(
        request,
        review,
        "evidence",
        witnesses=witnesses,
        last=len(witnesses) - 1,
        sessions=sessions,
        items=items.select_related("session").order_by("order", "pk"),
        not_heard=compared.missing if compared else (),
    )
    return render(request, "scrutiny/witness_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def witness_add(request, review_pk):
    """Add one witness in full."""
    review = review_to_edit(request, review_pk)
    form = WitnessForm(
        request.POST if request.method == "POST" else None, review=review, people=_people(review, request.user)
    )
    prefix = f"new-witness:{review.pk}"
    form.drafts_for(prefix, request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], request.user):
                witness = actions.add(review, by=request.user, **form.values)
                messages.success(request, f"Added: {witness}.")
        drafts.forget(request.user, f"{prefix}:")
        if "another" in request.POST:
            return redirect("scrutiny:witness-add", review.pk)
        return redirect(list_url(review.pk, "witnesses"))
    context = workspace(
        request, review, "evidence", form=form, title="Add a witness", submit="Save", another="Save and add another",
        cancel=list_url(review.pk),
    )  # fmt: skip
    return render(request, "scrutiny/witness_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def witness_paste(request, review_pk):
    """Add many: a list, one a line; how each line was read is checked before anything is saved."""
    review = review_to_edit(request, review_pk)
    if request.method == "POST" and "rows-TOTAL_FORMS" in request.POST:
        return _save_checked(request, review)
    form = PastedForm(request.POST if request.method == "POST" else None)
    form.drafts_for(f"review:{review.pk}", request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        bodies = Body.objects.filter(council=review.council_id).values_list("name", "abbreviation")
        known = {words for pair in bodies for words in pair if words}
        lines = witness_lines.parse_block(form.cleaned_data["witnesses"], known)
        if len(lines) > MOST_AT_ONCE:
            said = f"Paste {MOST_AT_ONCE} lines or fewer at a time: there are {len(lines)}"
            form.add_error("witnesses", said)
        else:
            return _check_rows(request, review, _rows_of(lines), CheckedForm())
    context = workspace(
        request, review, "evidence", form=form, title="Add several witnesses", submit="Check the list",
        cancel=list_url(review.pk),
    )  # fmt: skip
    return render(request, "scrutiny/review_form.html", context, status=422 if form.is_bound else 200)


def _rows_of(lines):
    names = ("title", "name", "role", "organisation", "is_then", "is_anonymous")
    return CheckedRows(prefix="rows", initial=[{name: getattr(line, name) for name in names} for line in lines])


def _check_rows(request, review, rows, form, status=200):
    context = workspace(request, review, "evidence", rows=rows, form=form, cancel=list_url(review.pk))
    return render(request, "scrutiny/witness_check.html", context, status=status)


def _save_checked(request, review):
    rows, form = CheckedRows(request.POST, prefix="rows"), CheckedForm(request.POST)
    if not (rows.is_valid() and form.is_valid()):
        return _check_rows(request, review, rows, form, status=422)
    chosen = []
    for row in rows.cleaned_data:
        if row and not row.pop("left_out"):
            body = body_called(review.council_id, row["organisation"])
            chosen.append(row | {"body": body})
    with transaction.atomic():
        if once.first_time(form.cleaned_data["once"], request.user):
            actions.add_many(review, chosen, by=request.user)
            noun = "witness" if len(chosen) == 1 else "witnesses"
            messages.success(request, f"Added {len(chosen)} {noun}." if chosen else "No witness was added.")
    drafts.forget(request.user, actions.pasted_key(review.pk))
    return redirect(list_url(review.pk, "witnesses"))


def _witness(request, pk):
    """The witness (404 when invisible), whose review the user may change (403 when not)."""
    found = Witness.objects.visible_to(request.user).select_related(
        "review__council", "review__commissioned_by", "review__conducted_by", "person", "body"
    )
    witness = get_object_or_404(found, pk=pk)
    if not permissions.can_edit(request.user, witness.review):
        raise PermissionDenied
    return witness


def _people(review, user):
    """People of the council whom a witness may be; a list."""
    return list(Person.objects.visible_to(user).filter(council=review.council_id).for_list()[:2000])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def witness_edit(request, pk):
    """Change a witness."""
    witness = _witness(request, pk)
    review = witness.review
    people = _people(review, request.user)
    if witness.person and witness.person not in people:
        people.append(witness.person)
    form = WitnessForm(
        request.POST if request.method == "POST" else None,
        review=review,
        people=people,
        witness=witness,
        initial={name: getattr(witness, name) for name in FIELDS},
    )
    prefix, back = f"witness:{pk}", list_url(review.pk, f"witness-{pk}")
    form.drafts_for(prefix, request.user, witness.version, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        try:
            actions.change(witness, form.seen_version, by=request.user, **form.values)
        except Stale as stale:
            frame = workspace(request, review, "evidence")
            return conflict(request, stale, form, prefix=prefix, back=back, context=frame)
        except Refused as refused:
            form.add_error("is_anonymous", str(refused))
        else:
            drafts.forget(request.user, f"{prefix}:")
            messages.success(request, "The witness has been saved.")
            return redirect(back)
    context = workspace(
        request, review, "evidence", form=form, title=f"Change {witness}", submit="Save", cancel=back, witness=witness
    )
    return render(request, "scrutiny/witness_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def witness_move(request, pk):
    """Move a witness one place up or down."""
    witness = _witness(request, pk)
    direction = request.POST.get("direction")
    if direction in ("up", "down"):
        actions.move(witness, direction, by=request.user)
    return redirect(list_url(witness.review_id, f"witness-{witness.pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def witness_erase(request, pk):
    """Remove a witness for good, after saying what that means."""
    witness = _witness(request, pk)
    if request.method == "POST":
        actions.erase(witness, by=request.user)
        messages.success(request, "The witness has been erased for good.")
        return redirect(list_url(witness.review_id, "witnesses"))
    context = workspace(request, witness.review, "evidence", witness=witness, cancel=list_url(witness.review_id))
    return render(request, "scrutiny/witness_erase.html", context)
