"""Evidence: adding, reading and changing items, their files, and who may read a restricted one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import evidence as actions
from scrutiny.engine import drafts, once, query
from scrutiny.engine.models import User
from scrutiny.engine.versions import Stale
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.forms.evidence import PARAGRAPHS, EvidenceForm, GrantForm
from scrutiny.models import EvidenceItem, EvidenceSession

from .conflicts import conflict
from .witnesses import list_url
from .workspace import review_to_edit, workspace

FIELDS = (
    "title", "kind", "source", "date", "session", "link", "summary", "access", "exempt_paragraph", "exempt_reason",
    "exempt_until", "is_background_paper", "is_appendix", "version",
)  # fmt: skip
ACCESS_KINDS = {"open": "", "exempt": "warn", "confidential": "bad"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def evidence_add(request, review_pk):
    """Add an item of evidence, with its file if there is one."""
    review = review_to_edit(request, review_pk)
    form = _form(request, review)
    prefix = f"new-evidence:{review.pk}"
    form.drafts_for(prefix, request.user, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        values = _values(form)
        values.pop("removes_file")
        item = None
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], request.user):
                item = actions.add(review, by=request.user, **values)
                messages.success(request, "The item of evidence has been added.")
        drafts.forget(request.user, f"{prefix}:")
        return redirect(item or list_url(review.pk, "evidence"))
    context = workspace(
        request, review, "evidence", form=form, title="Add evidence", submit="Save", cancel=list_url(review.pk)
    )
    return render(request, "scrutiny/evidence_form.html", context, status=422 if form.is_bound else 200)


def _form(request, review, item=None):
    sessions = list(EvidenceSession.objects.kept().filter(review=review))
    initial = None
    if item is not None:
        initial = {name: getattr(item, name) for name in FIELDS}
        if item.session and item.session not in sessions:
            sessions.append(item.session)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return EvidenceForm(*sent, sessions=sessions, item=item, **({"initial": initial} if initial else {}))


def _values(form):
    """What the actions take."""
    values = form.values
    values["uploaded"] = values.pop("file", None)
    values.setdefault("removes_file", False)
    return values


def _item(request, pk):
    """The item, when the reader may know of it; 404 otherwise."""
    found = EvidenceItem.objects.visible_to(request.user).select_related(
        "review__council", "review__commissioned_by", "review__conducted_by", "session"
    )
    item = get_object_or_404(found, pk=pk)
    if item.binned_at and not permissions.can_read_history(request.user, item.review):
        raise Http404  # what is in the bin is for those who may read the bin
    return item


def _item_to_edit(request, pk):
    item = _item(request, pk)
    if not permissions.can_edit(request.user, item.review):
        raise PermissionDenied
    return item


def _frame(request, item, **more):
    """The workspace for those inside the review; for somebody let in by a grant alone, the bare page."""
    if permissions.can_read_inside(request.user, item.review):
        return workspace(request, item.review, "evidence", item=item, **more)
    return {"item": item, "review": item.review, "tabs": [], "can_edit": False, "crumbs": [], "ready": None, **more}


@require_safe
@signed_in
def evidence_show(request, pk):
    """One item of evidence."""
    item = _item(request, pk)
    today = timezone.localdate()
    context = _frame(
        request,
        item,
        access={"text": item.get_access_display(), "kind": ACCESS_KINDS[item.access]},
        paragraph=dict(PARAGRAPHS).get(str(item.exempt_paragraph), ""),
        is_past=bool(item.exempt_until and item.exempt_until < today),
        can_grant=item.access != "open" and permissions.can_grant_evidence(request.user, item),
        can_read_history=permissions.can_read_history(request.user, item.review),
    )
    return render(request, "scrutiny/evidence_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def evidence_edit(request, pk):
    """Change an item of evidence."""
    item = _item_to_edit(request, pk)
    review = item.review
    form = _form(request, review, item)
    prefix = f"evidence:{pk}"
    form.drafts_for(prefix, request.user, item.version, use=query.choice(request, "draft", ("1",)) == "1")
    if form.is_valid():
        try:
            actions.change(item, form.seen_version, by=request.user, **_values(form))
        except Stale as stale:
            frame = workspace(request, review, "evidence")
            return conflict(request, stale, form, prefix=prefix, back=item.get_absolute_url(), context=frame)
        drafts.forget(request.user, f"{prefix}:")
        messages.success(request, "The item of evidence has been saved.")
        return redirect(item)
    context = workspace(
        request, review, "evidence", form=form, item=item, title="Change the item of evidence", submit="Save",
        cancel=item.get_absolute_url(),
    )  # fmt: skip
    return render(request, "scrutiny/evidence_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def evidence_file(request, pk):
    """An item's file, to be saved under the name it came with; the browser is told never to show it as a page."""
    item = _item(request, pk)
    return to_be_saved(item.file, item.file_name, "evidence")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def evidence_grant(request, pk):
    """Let somebody read a restricted item, or take that back."""
    item = _item(request, pk)
    if not permissions.can_grant_evidence(request.user, item):
        raise PermissionDenied
    if item.access == EvidenceItem.Access.OPEN:
        messages.info(request, "Everybody inside the review can read open evidence: nobody needs to be let in.")
        return redirect(item)
    given = item.grants.select_related("user", "granted_by").order_by("granted_at", "pk")
    if request.method == "POST" and "remove" in request.POST:
        key = request.POST["remove"]
        grant = given.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
        if grant is not None:
            actions.take_back(grant, by=request.user)
            messages.success(request, f"{grant.user} can no longer read this item by grant.")
        still = EvidenceItem.objects.visible_to(request.user).filter(pk=pk).exists()
        return redirect("scrutiny:evidence-grant", pk) if still else redirect(list_url(item.review_id))
    readers = {grant.user_id for grant in given}
    form = GrantForm(request.POST if request.method == "POST" else None, users=_users(item, readers))
    if form.is_valid():
        actions.grant(item, form.cleaned_data["user"], reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{form.cleaned_data['user']} can now read this item.")
        return redirect("scrutiny:evidence-grant", pk)
    context = _frame(request, item, form=form, grants=given)
    return render(request, "scrutiny/evidence_grant.html", context, status=422 if form.is_bound else 200)


def _users(item, readers):
    """Users with a post in the council who cannot yet read the item by grant; a list."""
    council = item.review.council_id
    posts = Q(roles__council=council) | Q(
        person__memberships__body__council=council, person__memberships__has_left=False
    )
    found = User.objects.filter(posts, is_active=True).exclude(pk__in=readers)
    return list(found.distinct().order_by("full_name", "pk")[:1000])
