"""Pages of consultations: a committee's list, sending one out, who replied, recording a reply, closing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import consulting
from recommendations.actions import consultations as actions
from recommendations.actions import consultees as correcting
from recommendations.forms.consultations import (
    ConsultationChangeForm,
    ConsultationForm,
    ConsulteeForm,
    ConsulteesForm,
    ReplyForm,
)
from recommendations.models import Consultation, ConsultationReply, Consultee
from scrutiny import permissions
from scrutiny.engine import drafts
from scrutiny.engine.views.access import signed_in
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.models import Body, Edition
from scrutiny.refused import Refused
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import body_crumbs, form_page
from scrutiny.views.committee import committee_of, room

SHOWN = 50
OFFERED = 100


def list_url(body):
    """The address of a committee's consultations."""
    return reverse("recommendations:consultation-list", args=[body.pk])


def _crumbs(body, one=None):
    crumbs = [*body_crumbs(body), {"label": "Consultations", "url": list_url(body)}]
    return [*crumbs, {"label": one.title, "url": one.get_absolute_url()}] if one else crumbs


def _consultation(request, pk, may=None):
    """The consultation, for somebody who may see it (404 otherwise); 403 unless `may(user, body)`."""
    found = Consultation.objects.visible_to(request.user).select_related("body__council", "council", "sent_by")
    found = found.select_related("edition__paper").defer("edition__html", "edition__pdf")
    one = get_object_or_404(found, pk=pk)
    if may is not None and not may(request.user, one.body):
        raise PermissionDenied
    wear(request, one.body.council)
    return one


@require_safe
@signed_in
def consultation_list(request, pk):
    """A committee's consultations, newest first."""
    body = committee_of(request, pk, permissions.serves)
    found = Consultation.objects.filter(body=body).annotate(
        asked=Count("consultees", distinct=True),
        replied=Count("consultees", filter=Q(consultees__replies__isnull=False), distinct=True),
    )
    found = list(found[:SHOWN])
    context = {
        "open": [one for one in found if one.closed_on is None],
        "closed": [one for one in found if one.closed_on],
        "today": timezone.localdate(),
    }
    return render(request, "recommendations/consultation_list.html", room(request, body, "consultations", **context))


def _editions(user, body):
    """The issued editions that may go out: of the committee's papers and reviews, nothing exempt, newest first."""
    mine = Q(paper__body=body) | Q(paper__review__commissioned_by=body) | Q(paper__review__conducted_by=body)
    found = Edition.objects.visible_to(user).filter(mine, is_exempt=False, paper__exempt_paragraph=None)
    return list(found.defer("html", "pdf").select_related("paper").distinct().order_by("-issued_at", "-pk")[:OFFERED])


@drafts.describes("consultation")
def _draft_of_consultation(rest, user):
    """What a draft is of: the key goes on with the consultation's number, or "new" and the body's."""
    key, _, more = rest.partition(":")
    number = more.partition(":")[0] if key == "new" else key
    if not number.isdigit() or len(number) > 9:
        return None
    if key == "new":
        body = Body.objects.visible_to(user).filter(pk=number).first()
        url = body and f"{reverse('recommendations:consultation-add', args=[body.pk])}?draft=1"
        return body and drafts.Described(f"A new consultation of {body}", url)
    one = Consultation.objects.visible_to(user).filter(pk=number).first()
    url = one and f"{reverse('recommendations:consultation-edit', args=[one.pk])}?draft=1"
    return one and drafts.Described(f"Consultation “{one}”", url)


@drafts.describes("consultee")
def _draft_of_reply(rest, user):
    """What a draft of a reply is of: the key goes on with the consultee's number."""
    number = rest.partition(":")[0]
    if not number.isdigit() or len(number) > 9:
        return None
    mine = Consultation.objects.visible_to(user)
    one = Consultee.objects.filter(consultation__in=mine, pk=number).first()
    url = one and f"{reverse('recommendations:consultation-reply', args=[one.pk])}?draft=1"
    return one and drafts.Described(f"The reply of {one}", url)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultation_add(request, pk):
    """Send a report out for comment."""
    body = committee_of(request, pk, permissions.is_officer_for)
    wear(request, body.council)
    form = ConsultationForm(
        bound(request), editions=_editions(request.user, body), initial={"sent_on": timezone.localdate()}
    )
    if not form.is_bound:
        form.drafts_for(f"consultation:new:{pk}", request.user, use="draft" in request.GET)
    one = done(form, request.user, lambda: actions.send(body, by=request.user, **form.values))
    if one:
        drafts.forget(request.user, f"consultation:new:{pk}:")
        if one is ALREADY:
            return redirect(list_url(body))
        messages.success(request, "The consultation is open. Letters are on their way to those with an address.")
        return redirect(one)
    return form_page(request, form, "Send a report for comment", "Send it", _crumbs(body), list_url(body))


@require_safe
@signed_in
def consultation_show(request, pk):
    """Who was asked, what was sent, what they replied, and who is silent."""
    one = _consultation(request, pk)
    today = timezone.localdate()
    rows = consulting.heard(one, today)
    context = room(
        request,
        one.body,
        "consultations",
        consultation=one,
        heard=rows,
        counted=consulting.counted(rows),
        silent=[row.consultee for row in rows if row.state == "late"],
        unsent=[row for row in rows if row.state in ("failed", "unknown")],
        by_hand=[row for row in rows if row.state == "by_hand"],
    )
    context["can_write"] = permissions.is_officer_for(request.user, one.body)
    context["crumbs"] = _crumbs(one.body)
    return render(request, "recommendations/consultation_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultation_edit(request, pk):
    """Change the title, the day by which comments are due, and what later letters say."""
    one = _consultation(request, pk, permissions.is_officer_for)
    form = ConsultationChangeForm(bound(request), consultation=one)
    if not form.is_bound:
        form.drafts_for(f"consultation:{pk}", request.user, one.version, use="draft" in request.GET)
    if done(form, request.user, lambda: actions.change(one, form.seen_version, by=request.user, **_changed(form))):
        drafts.forget(request.user, f"consultation:{pk}:")
        messages.success(request, "The consultation has been changed.")
        return redirect(one)
    return form_page(request, form, "Change the consultation", "Save", _crumbs(one.body, one), one.get_absolute_url())


def _changed(form):
    return {name: form.cleaned_data[name] for name in ("title", "due_on", "message")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultee_add(request, pk):
    """Ask more councils or bodies."""
    one = _consultation(request, pk, permissions.is_officer_for)
    form = ConsulteesForm(bound(request), known=list(one.consultees.values_list("name", flat=True)))
    added = done(
        form,
        request.user,
        lambda: actions.add_consultees(one, form.cleaned_data["consultees"], by=request.user),
    )
    if added:
        if added is not ALREADY:
            messages.success(request, "They have been added. Letters are on their way to those with an address.")
        return redirect(one)
    return form_page(request, form, "Ask more", "Ask them", _crumbs(one.body, one), one.get_absolute_url())


def _consultee(request, pk):
    """Somebody who is asked, for the officer who asks; 404 or 403 otherwise."""
    mine = Consultation.objects.visible_to(request.user)
    found = Consultee.objects.filter(consultation__in=mine).select_related("consultation__body__council")
    consultee = get_object_or_404(found, pk=pk)
    body = consultee.consultation.body
    if not permissions.is_officer_for(request.user, body):
        raise PermissionDenied
    wear(request, body.council)
    return consultee


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultee_edit(request, pk):
    """Correct the address of somebody who is asked, and the name until a letter has gone."""
    consultee = _consultee(request, pk)
    one, gone = consultee.consultation, correcting.has_gone(consultee)
    form = ConsulteeForm(bound(request), consultee=consultee, has_gone=gone)
    if done(form, request.user, lambda: correcting.correct(consultee, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect(f"{one.get_absolute_url()}#consultee-{pk}")
    lead = "A letter that has not gone is written anew and sent to the new address."
    if gone:
        lead = "A letter has gone under this name, so only the address can change. Reminders go to the new address."
    title = f"Correct {consultee}"
    return form_page(request, form, title, "Save", _crumbs(one.body, one), one.get_absolute_url(), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultation_reply(request, pk):
    """Record what a consultee replied."""
    consultee = _consultee(request, pk)
    one = consultee.consultation
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReplyForm(*sent, initial={"replied_on": timezone.localdate()})
    if not form.is_bound:
        form.drafts_for(f"consultee:{pk}", request.user, use="draft" in request.GET)
    saved = done(form, request.user, lambda: actions.reply(consultee, by=request.user, **form.values))
    if saved:
        drafts.forget(request.user, f"consultee:{pk}:")
        if saved is not ALREADY:
            messages.success(request, f"The reply of {consultee} has been recorded.")
        return redirect(f"{one.get_absolute_url()}#consultee-{pk}")
    title = f"The reply of {consultee}"
    earlier = consultee.replies.count()
    lead = "They have replied before: this reply stands beside the earlier one." if earlier else ""
    return form_page(
        request, form, title, "Record the reply", _crumbs(one.body, one), one.get_absolute_url(), lead=lead
    )


@require_safe
@signed_in
def reply_document(request, pk):
    """The reply itself, to be saved under the name it came with."""
    mine = Consultation.objects.visible_to(request.user)
    reply = get_object_or_404(ConsultationReply.objects.filter(consultee__consultation__in=mine), pk=pk)
    return to_be_saved(reply.document, reply.document_name, "reply")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consultation_close(request, pk):
    """Ask, then end the consultation: nobody is reminded any more."""
    one = _consultation(request, pk, permissions.is_officer_for)
    if request.method == "POST":
        try:
            actions.close(one, by=request.user)
            messages.success(request, "The consultation is closed. A late reply can still be recorded.")
        except Refused as refused:
            messages.info(request, f"{refused}.")
        return redirect(one)
    lead = "Nobody will be reminded any more, and letters that have not gone stay. A late reply can still be recorded."
    return form_page(
        request, None, f"Close “{one}”?", "Close it", _crumbs(one.body, one), one.get_absolute_url(), lead=lead
    )
