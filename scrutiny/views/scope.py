"""The scope of a review: what it set out to do, beside what happened."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from scrutiny import permissions, readiness
from scrutiny.actions import scope as actions
from scrutiny.engine import drafts, query
from scrutiny.engine.versions import Stale
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.scope import ScopeForm
from scrutiny.models import Membership, Scope
from scrutiny.texts import SCOPE_LABELS

from .conflicts import conflict
from .workspace import review_inside, workspace

LISTS = ("evidence_wanted", "planned_witnesses", "planned_members", "support", "priorities", "principles")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def scope_edit(request, review_pk):
    """Read the scope beside what happened; officers change it, with ?edit=1."""
    review = review_inside(request, review_pk)
    can_edit = permissions.can_edit(request.user, review)
    scope = Scope.objects.filter(review=review).first() or Scope(review=review)
    if scope.pk is None and can_edit:
        scope, _ = Scope.objects.get_or_create(review=review)
    if request.method == "POST" and not can_edit:
        raise PermissionDenied
    is_empty = not any(getattr(scope, name) for name in Scope.FIELDS)
    edits = can_edit and (request.method == "POST" or is_empty or query.choice(request, "edit", ("1",)) == "1")
    if not edits:
        return _read(request, review, scope)
    url = reverse("scrutiny:scope-edit", args=[review.pk])
    initial = {name: getattr(scope, name) for name in (*Scope.FIELDS, "version")}
    form = ScopeForm(request.POST if request.method == "POST" else None, initial=initial)
    prefix = f"scope:{scope.pk}"
    form.drafts_for(prefix, request.user, scope.version, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        try:
            actions.change(scope, form.seen_version, by=request.user, **form.values)
        except Stale as stale:
            frame = workspace(request, review, "scope")
            return conflict(request, stale, form, prefix=prefix, back=url, context=frame)
        drafts.forget(request.user, f"{prefix}:")
        messages.success(request, "The scope has been saved.")
        return redirect(url)
    context = workspace(
        request, review, "scope", form=form, title="Scope", submit="Save", cancel="" if is_empty else url,
        lead="What the committee agreed before the review began. Nothing here need be filled in to go on.",
    )  # fmt: skip
    return render(request, "scrutiny/review_form.html", context, status=422 if form.is_bound else 200)


def _read(request, review, scope):
    witnesses = list(review.witnesses.kept())
    members = list(Membership.objects.filter(body=review.conducted_by_id).for_list())
    heard = readiness.witnesses_compared(review, scope, witnesses)
    served = readiness.members_compared(review, scope, members)
    rows = [
        {"name": name, "label": label, "text": getattr(scope, name), "is_list": name in LISTS}
        for name, label in SCOPE_LABELS.items()
        if getattr(scope, name)
    ]
    changed = _changed_before(scope) if permissions.can_read_history(request.user, review) else ()
    for row in rows:
        row["has_earlier"] = row["name"] in changed
        row["lines"] = [line.strip() for line in row["text"].splitlines() if line.strip()] if row["is_list"] else []
    context = workspace(
        request,
        review,
        "scope",
        rows=rows,
        compared=[
            compared_in_words("Witnesses", scope.planned_witnesses, heard),
            compared_in_words("Members", scope.planned_members, served),
        ],
        scope=scope,
    )
    return render(request, "scrutiny/scope_show.html", context)


def _changed_before(scope):
    """The fields of a scope that have said something else before."""
    rows = list(scope.history.values(*Scope.FIELDS)) if scope.pk else []
    return {name for name in Scope.FIELDS if len({row[name] for row in rows} - {""}) > 1}


def compared_in_words(noun, planned, comparison):
    """A planned.Comparison as templates/scrutiny/_compared.html shows it."""
    return {
        "noun": noun,
        "was_planned": bool(planned.strip()),
        "missing": comparison.missing,
        "extra": comparison.extra,
        "likely_same": comparison.likely_same,
        "agrees": not (comparison.missing or comparison.extra or comparison.likely_same),
    }
