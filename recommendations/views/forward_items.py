"""Adding an item to the forward look and changing it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from recommendations import programme
from recommendations.actions import forward as actions
from recommendations.forms.forward import ForwardForm
from recommendations.models import ForwardItem, MemberNote, Recommendation
from scrutiny import permissions
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body, Finding
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page
from scrutiny.views.committee import committee_of

from .forward import item_of, list_url, year_asked, year_crumbs

OFFERED = 200
REPORTING = (Body.Kind.BOARD, Body.Kind.BOARD_GROUP, Body.Kind.DIRECTORATE, Body.Kind.AGENCY, Body.Kind.EXECUTIVE)


def _form(request, body, year, item=None, **initial):
    """The form of an item, with what may be chosen in it."""
    path = "section__paper__review__"
    mine = Q(**{f"{path}commissioned_by": body}) | Q(**{f"{path}conducted_by": body})
    findings = Finding.objects.kept().filter(
        mine, disposition="forward_look", **{f"{path}agreed_at__isnull": False, f"{path}binned_at__isnull": True}
    )
    findings = list(findings.select_related("section__paper__review").order_by("-pk").distinct()[:OFFERED])
    mine = Q(review__commissioned_by=body) | Q(review__conducted_by=body)
    asked = Recommendation.objects.active().filter(
        mine, review__agreed_at__isnull=False, review__binned_at__isnull=True
    )
    asked = list(
        asked.select_related("review", "section__paper").order_by("-review", "order", "pk").distinct()[:OFFERED]
    )
    boards = Body.objects.filter(council=body.council_id, kind__in=REPORTING).live().order_by("name")
    boards = list(boards.exclude(pk=body.pk)[:OFFERED])
    meetings = [*programme.meetings_of(body, year), *programme.meetings_below(body, year)]
    if item is not None:  # what it has already stays on offer, whatever became of it
        for chosen, offered in (
            (item.finding, findings),
            (item.recommendation if item.source == "recommendation" else None, asked),
            (item.board, boards),
            (item.meeting, meetings),
        ):
            if chosen is not None and chosen not in offered:
                offered.append(chosen)
    more = {"initial": initial} if item is None and request.method != "POST" else {}
    return ForwardForm(
        bound(request), body=body, meetings=meetings, findings=findings, recommendations=asked, boards=boards,
        item=item, **more,
    )  # fmt: skip


@drafts.describes("forward")
def _draft_of_item(rest, user):
    """What a draft of an item is of: the key goes on with its number, or "new" and the body's."""
    key, _, more = rest.partition(":")
    number = more.partition(":")[0] if key == "new" else key
    if not number.isdigit() or len(number) > 9:
        return None
    if key == "new":
        body = Body.objects.visible_to(user).filter(pk=number).first()
        url = body and f"{reverse('recommendations:forward-add', args=[body.pk])}?draft=1"
        return body and drafts.Described(f"A new item in the forward look of {body}", url)
    item = ForwardItem.objects.visible_to(user).filter(pk=number).first()
    return item and drafts.Described(f"Forward look: {item}", f"{item.get_absolute_url()}?draft=1")


def _note_asked(request, body):
    """The member's note that an item is made of (?note=12), sent to the officer of this body; or None."""
    pk = query.number(request, "note")
    if pk is None:
        return None
    mine = Q(recommendation__review__commissioned_by=body) | Q(recommendation__review__conducted_by=body)
    known = MemberNote.objects.filter(mine, pk=pk, sent_at__isnull=False).select_related("user", "recommendation")
    return known.select_related("recommendation__review", "meeting").distinct().first()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forward_add(request, pk):
    """Add an item to a year, for a meeting or not placed yet; ?note= starts with what a member asked for."""
    body = committee_of(request, pk, permissions.is_officer_for)
    wear(request, body.council)
    today = timezone.localdate()
    year = year_asked(request, today)
    note = _note_asked(request, body)
    initial = {"source": "standing", "meeting": query.number(request, "meeting")}
    if note is not None:
        label = note.recommendation.label or ""
        about = f"recommendation {label.strip('()')}" if label else "a recommendation"
        initial = {"source": "request", "source_words": f"{note.user}, on {about}", "meeting": note.meeting_id}
    form = _form(request, body, year, **initial)
    if not form.is_bound:
        form.drafts_for(f"forward:new:{pk}", request.user, use="draft" in request.GET)

    def act():
        fields = form.item_fields
        if note is not None and fields["source"] == "request":
            fields |= {"note": note, "recommendation": note.recommendation}
        return actions.add_item(body, year, by=request.user, **fields)

    item = done(form, request.user, act)
    if item:
        drafts.forget(request.user, f"forward:new:{pk}:")
        if item is ALREADY:
            return redirect(list_url(body, year))
        messages.success(request, f"“{item.title}” has been added.")
        return redirect(list_url(body, item.year, f"item-{item.pk}"))
    lead = f"{note.user} asks: {note.text}"[:1000] if note is not None else ""
    title = f"Add an item to the forward look {year}"
    return form_page(request, form, title, "Add item", year_crumbs(body, year), list_url(body, year), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forward_edit(request, pk):
    """Change an item."""
    item = item_of(request, pk)
    form = _form(request, item.body, item.year, item)
    if not form.is_bound:
        form.drafts_for(f"forward:{pk}", request.user, item.version, use="draft" in request.GET)

    def act():
        fields = form.item_fields
        if fields["source"] == "request" and item.source == "request":
            fields["recommendation"] = item.recommendation
        return actions.change_item(item, form.seen_version, by=request.user, **fields)

    saved = done(form, request.user, act)
    if saved:
        drafts.forget(request.user, f"forward:{pk}:")
        now = item if saved is ALREADY else saved
        if saved is not ALREADY:
            messages.success(request, "The item has been changed.")
        return redirect(list_url(item.body, now.year, f"item-{pk}"))
    back = list_url(item.body, item.year, f"item-{pk}")
    context = {
        "form": form,
        "item": item,
        "title": f"Change “{item.title}”",
        "submit": "Save",
        "crumbs": year_crumbs(item.body, item.year),
        "cancel": back,
    }
    status = 409 if form.stale else 422 if form.is_bound else 200
    return render(request, "recommendations/forward_edit.html", context, status=status)
