"""Packs: issuing a meeting's agenda with its papers, reading one, publishing it and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import agenda as agendas
from scrutiny.actions import packs as actions
from scrutiny.engine import once, pdf
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.agenda import EXEMPT, PackForm
from scrutiny.models import Pack, Paper
from scrutiny.refused import Refused

from .acting import bound, wear
from .agenda import agenda_crumbs, agenda_of
from .meetings import meeting_crumbs
from .papers import file_stem, issued_pdf


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pack_issue(request, pk):
    """Freeze the agenda and its papers as one PDF, after asking for whom and as at which day."""
    meeting = agenda_of(request, pk, to_edit=True)
    if request.method == "POST" and once.seen(request.POST.get("once"), request.user):
        return redirect("scrutiny:agenda", pk=meeting.pk)
    form = PackForm(bound(request), initial={"as_at": timezone.localdate()})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            pack = actions.issue(
                meeting,
                as_at=values["as_at"],
                with_exempt=values["edition"] == EXEMPT,
                by=request.user,
                token=values["once"],
            )
        except pdf.Problem as problem:
            form.add_error(None, str(problem))
            status = 422 if isinstance(problem, pdf.TooBig) else 503
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if pack is None:
                return redirect("scrutiny:agenda", pk=meeting.pk)
            messages.success(request, f"Pack {pack.number} issued. It will not change.")
            return redirect(pack)
    papers = Paper.objects.filter(agenda_items__meeting=meeting).select_related("review")
    context = {
        "meeting": meeting,
        "form": form,
        "drafts": [agendas.public_title(one) for one in papers.order_by("agenda_items__order") if one.is_draft],
        "crumbs": agenda_crumbs(meeting),
        "cancel": reverse("scrutiny:agenda", args=[meeting.pk]),
    }
    return render(request, "scrutiny/pack_issue.html", context, status=status)


def _pack(request, pk):
    """The pack, without its bytes; 404 when the user (or the public) may not read it."""
    found = Pack.objects.visible_to(request.user).defer("pdf").select_related("meeting__body__council", "issued_by")
    pack = get_object_or_404(found, pk=pk)
    wear(request, pack.meeting.body.council)
    return pack


@require_safe
def pack_show(request, pk):
    """What a pack is and what replaced it, with its PDF; anybody reads a published one."""
    pack = _pack(request, pk)
    others = Pack.objects.visible_to(request.user).filter(meeting=pack.meeting, is_exempt=pack.is_exempt)
    inside = permissions.can_read_agenda(request.user, pack.meeting)
    crumbs = agenda_crumbs(pack.meeting) if inside else _public_crumbs(pack.meeting)
    context = {
        "pack": pack,
        "meeting": pack.meeting,
        "newer": others.filter(number__gt=pack.number).for_list().first(),
        "inside": inside,
        "can_edit": permissions.can_edit_agenda(request.user, pack.meeting),
        "crumbs": crumbs,
    }
    response = render(request, "scrutiny/pack_show.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def _public_crumbs(meeting):
    """The way up for those who only read what is published; the meeting's own page may be closed to them."""
    crumbs = meeting_crumbs(meeting)
    return crumbs if meeting.kind == meeting.Kind.FORMAL else crumbs[:-1]


@require_safe
def pack_pdf(request, pk):
    """The very bytes that were issued."""
    pack = _pack(request, pk)
    return issued_pdf(request, pack, file_name(pack))


def file_name(pack):
    """What to save the PDF as: "transport-committee-2026-03-12-pack-2-exempt.pdf"."""
    stem = file_stem(pack.meeting.body.name_on(pack.meeting.date))
    more = ("-draft" if pack.is_draft else "") + ("-exempt" if pack.is_exempt else "")
    return f"{stem}-{pack.meeting.date.isoformat()}-pack-{pack.number}{more}.pdf"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pack_publish(request, pk):
    """Make a pack public, after asking."""
    pack = _mine(request, pk)
    if request.method == "POST":
        return _done(request, pack, actions.publish, "is public now")
    text = "Anybody will be able to read it, without signing in, with every paper that is in it."
    return _ask(request, pack, f"Publish pack {pack.number}?", text, "Publish", danger=False)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pack_withdraw(request, pk):
    """Take a pack out of public view, after asking."""
    pack = _mine(request, pk)
    if request.method == "POST":
        return _done(request, pack, actions.withdraw, "is no longer public")
    text = "The public will no longer be able to read it here. It stays as issued and can be published again."
    heading = f"Withdraw pack {pack.number} from publication?"
    return _ask(request, pack, heading, text, "Withdraw from publication", danger=True)


def _mine(request, pk):
    pack = _pack(request, pk)
    if not permissions.can_edit_agenda(request.user, pack.meeting):
        raise PermissionDenied
    return pack


def _done(request, pack, action, what):
    try:
        action(pack, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Pack {pack.number} {what}.")
    return redirect(pack)


def _ask(request, pack, heading, text, button_label, *, danger):
    context = {
        "crumbs": [*agenda_crumbs(pack.meeting), {"label": f"Pack {pack.number}", "url": pack.get_absolute_url()}],
        "heading": heading,
        "text": text,
        "action_url": request.path,
        "button_label": button_label,
        "cancel_url": pack.get_absolute_url(),
        "danger": danger,
    }
    return render(request, "scrutiny/agenda_confirm.html", context)
