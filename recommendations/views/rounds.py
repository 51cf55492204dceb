"""The officer's pages of update rounds: list, open, one round with who answered, settling answers, closing."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recommendations import asking, permissions, remit
from recommendations.actions import rounds as actions
from recommendations.actions import updates
from recommendations.forms.rounds import LadderForm, RoundForm
from recommendations.models import Ask, Plan, ProgressUpdate, UpdateRound
from recommendations.rules import chasing
from scrutiny.engine import once
from scrutiny.engine.rules import words
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Council, Review
from scrutiny.refused import Refused
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page
from scrutiny.views.committee import committee_of, room

USUAL_DAYS = 14  # how long owners have, unless the officer says otherwise
SHOWN = 50
STATES = {  # (words, kind of tag)
    "answered": ("Answered", "good"),
    "partly": ("Partly answered", "info"),
    "silent": ("Silent", "bad"),
    "by_hand": ("To be asked by hand", "warn"),
    "revoked": ("Link withdrawn", "warn"),
    "opened": ("Opened, not answered", "info"),
    "sent": ("Sent, not opened", ""),
    "queued": ("On its way", "quiet"),
    "failed": ("Could not be sent", "bad"),
}


@require_safe
@signed_in
def round_list(request, pk):
    """A committee's update rounds, newest first."""
    body = committee_of(request, pk, permissions.can_see_rounds)
    answered = Count("asks", filter=Q(asks__answered_at__isnull=False))
    found = UpdateRound.objects.visible_to(request.user).filter(body=body).select_related("plan", "review")
    found = list(found.annotate(asked=Count("asks"), answered=answered)[: SHOWN + 1])
    waiting = ProgressUpdate.objects.filter(ask_item__ask__round__in=[one.pk for one in found], state="waiting")
    counts = dict(waiting.order_by().values_list("ask_item__ask__round").annotate(n=Count("pk")))
    for one in found:
        one.waiting = counts.get(one.pk, 0)
    context = {
        "open": [one for one in found[:SHOWN] if one.closed_on is None],
        "closed": [one for one in found[:SHOWN] if one.closed_on],
        "can_set_ladder": permissions.can_set_ladder(request.user, body.council),
    }
    return render(request, "recommendations/round_list.html", room(request, body, "rounds", **context))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request, pk):
    """Choose what is asked, see who gets what, and send."""
    body = committee_of(request, pk, permissions.can_ask)
    today = timezone.localdate()
    bodies = remit.under(body)
    plans = Plan.objects.filter(body__in=bodies).standing().order_by("title")
    own = Q(commissioned_by__in=bodies) | Q(conducted_by__in=bodies)
    reviews = Review.objects.visible_to(request.user).filter(own, agreed_at__isnull=False, binned_at__isnull=True)
    reviews = reviews.filter(recommendations__actions__closed_on__isnull=True, recommendations__actions__isnull=False)
    first = {
        "title": f"Update, {today:%B %Y}",
        "about": "all",
        "as_at": today,
        "due_on": today + timedelta(days=USUAL_DAYS),
    }
    form = RoundForm(bound(request), plans=plans, reviews=reviews.distinct().order_by("title"), initial=first)
    if request.POST.get("step") == "send":
        opened = done(form, request.user, lambda: _open(body, form, request.user))
        if opened is ALREADY:
            return redirect("recommendations:round-list", body.pk)
        if opened:
            messages.success(request, "The round is open. The e-mails are on their way.")
            return redirect(opened)
    shown = form.is_bound and form.is_valid()
    rows, nobodys = asking.preview(body, form.scope["plan"], form.scope["review"], today) if shown else ([], [])
    context = {
        "form": form,
        "is_previewed": shown,
        "rows": rows,
        "nobodys": nobodys,
        "reached": sum(not row.problem for row in rows),
        "steps": [] if not shown else _steps(body.council),
    }
    status = 422 if form.errors else 200
    return render(request, "recommendations/round_open.html", room(request, body, "rounds", **context), status=status)


def _open(body, form, by):
    values = {name: form.cleaned_data[name] for name in ("title", "as_at", "due_on", "message")}
    return actions.open_round(body, by=by, **values, **form.scope)


def _steps(council):
    who = {"owner": "the owner", "manager": "their head of service", "chair": "the chair",
           "monitoring": "the monitoring officer", "paper": "the next paper"}  # fmt: skip
    return [{"when": chasing.in_days(step.days), "who": who[step.who]} for step in asking.steps_of(council)]


def _round_of(request, pk, may=None):
    """The round, for somebody who may see it; 404 or 403 otherwise."""
    found = UpdateRound.objects.visible_to(request.user).select_related("body__council", "council", "plan", "review")
    one = get_object_or_404(found, pk=pk)
    if may is not None and not may(request.user, one.body):
        raise PermissionDenied
    return one


@require_safe
@signed_in
def round_show(request, pk):
    """Who was asked, opened, answered, was reminded, is silent; and the answers that wait."""
    return _show(request, _round_of(request, pk))


def _show(request, one, problem=None, status=200):
    heard = asking.heard(one)
    for row in heard:
        row.words, row.kind = STATES[row.state]
        row.problem = asking.unreachable(row.owner)
    context = {
        "round": one,
        "heard": heard,
        "waiting": [row for row in heard if row.waiting],
        "waiting_keys": [update.pk for row in heard for update in row.waiting],
        "answered": sum(row.state == "answered" for row in heard),
        "not_asked": [] if one.closed_on else asking.not_asked(one, timezone.localdate()),
        "problem": problem or {},
        "steps": _steps(one.council),
        "can_set_ladder": permissions.can_set_ladder(request.user, one.council),
    }
    context = room(request, one.body, "rounds", **context)
    context["can_write"] = permissions.can_ask(request.user, one.body)
    return render(request, "recommendations/round_show.html", context, status=status)


@signed_in
@require_POST
def round_settle(request, pk):
    """Accept one answer, accept all that were on the page, or send one back with a remark."""
    one = _round_of(request, pk, permissions.can_ask)
    try:
        if "back" in request.POST:
            return _send_back(request, one)
        keys = request.POST.getlist("seen") if "all" in request.POST else [request.POST.get("accept", "")]
        keys = [key for key in keys if key.isascii() and key.isdigit() and len(key) < 10]
        if "all" in request.POST:
            number = actions.accept_all(one, keys, by=request.user)
            messages.success(request, f"{number} answer{'' if number == 1 else 's'} accepted.")
        else:
            update = _update_of(one, keys)
            updates.accept(update, by=request.user)
            messages.success(request, "The answer has been accepted.")
    except Refused as refused:
        messages.error(request, f"{refused}.")
    return redirect(f"{one.get_absolute_url()}#answers")


def _send_back(request, one):
    key = request.POST.get("back", "")
    update = _update_of(one, [key] if key.isascii() and key.isdigit() and len(key) < 10 else [])
    remark = request.POST.get(f"remark-{update.pk}", "")
    try:
        actions.send_back(update, _clean_remark(remark), by=request.user)
    except Refused as refused:
        return _show(request, one, {"pk": update.pk, "words": f"{refused}.", "remark": remark[:5000]}, status=422)
    messages.success(request, "The answer has been sent back with your remark.")
    return redirect(f"{one.get_absolute_url()}#answers")


def _clean_remark(remark):
    remark = words.clean(remark).strip()
    if len(remark) > 5000:
        raise Refused(f"The remark must be 5,000 characters or fewer: it has {len(remark):,}")
    return remark


def _update_of(one, keys):
    found = ProgressUpdate.objects.filter(ask_item__ask__round=one, source="owner")
    return get_object_or_404(found.select_related("ask_item", "action"), pk__in=keys[:1])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request, pk):
    """End the round: the links stop working and nobody is chased any more."""
    one = _round_of(request, pk, permissions.can_ask)
    if request.method == "POST":
        try:
            actions.close_round(one, by=request.user)
            messages.success(request, "The round is closed. Answers that wait can still be settled.")
        except Refused as refused:
            messages.info(request, f"{refused}.")
        return redirect(one)
    context = room(request, one.body, "rounds")
    lead = "Its links will stop working and nobody will be reminded any more. Answers that wait can still be settled."
    if one.due_on <= timezone.localdate():
        lead += " The actions of owners who were asked and have not answered are marked “no data”."
    return form_page(
        request, None, f"Close “{one}”?", "Close the round", context["crumbs"], one.get_absolute_url(), lead=lead
    )


def _ask_action(request, pk, act, said):
    """One button beside an owner: done once, however often it is pressed."""
    found = Ask.objects.filter(round__in=UpdateRound.objects.visible_to(request.user))
    ask = get_object_or_404(found.select_related("round__body__council", "owner"), pk=pk)
    if not permissions.can_ask(request.user, ask.round.body):
        raise PermissionDenied
    try:
        with transaction.atomic():
            if once.first_time(request.POST.get("once", ""), request.user):
                act(ask, by=request.user)
                messages.success(request, said.format(ask.owner.name))
    except Refused as refused:
        messages.error(request, f"{refused}.")
    return redirect(f"{ask.round.get_absolute_url()}#ask-{ask.pk}")


@signed_in
@require_POST
def ask_revoke(request, pk):
    """Let an owner's link open nothing any more."""
    return _ask_action(request, pk, actions.revoke, "The link of {} opens nothing any more.")


@signed_in
@require_POST
def ask_resend(request, pk):
    """Send an owner a new link in place of the old one."""
    return _ask_action(request, pk, actions.new_link, "A new link is on its way to {}. The old one no longer works.")


@signed_in
@require_POST
def ask_remind(request, pk):
    """Send an owner a reminder now."""
    return _ask_action(request, pk, actions.remind, "A reminder is on its way to {}.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ladder_edit(request, pk):
    """Who hears of silence, and when."""
    council = get_object_or_404(Council, pk=pk)
    if not permissions.can_set_ladder(request.user, council):
        raise PermissionDenied
    wear(request, council)
    form = LadderForm(bound(request), steps=asking.steps_of(council))
    if done(form, request.user, lambda: actions.set_ladder(council, form.steps, by=request.user)):
        messages.success(request, "The ladder has been saved. It counts for every round that is open, from today.")
        return redirect("recommendations:ladder-edit", council.pk)
    crumbs = [{"label": council.name, "url": council.get_absolute_url()}]
    context = {"form": form, "council": council, "crumbs": crumbs, "back": reverse("scrutiny:body-list")}
    status = 422 if form.is_bound else 200
    return render(request, "recommendations/ladder_edit.html", context, status=status)
