"""The form that owners answer on through their link, without an account.

Whoever has the link may answer, and sees what it lists and nothing else. A page with the form says "same-origin" of
itself, not "no-referrer": with the latter a browser leaves out the origin by which the check against forgery knows it.
"""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recommendations import asking
from recommendations.actions import answers_by_link as actions
from recommendations.actions import links
from recommendations.actions.updates import ratings_of
from recommendations.forms.answering import AnswerForm, drafts_in, typed_words
from recommendations.models import ProgressUpdate
from scrutiny.engine import once
from scrutiny.engine.views.access import wants_json
from scrutiny.engine.views.downloads import to_be_saved
from scrutiny.views.acting import ALREADY, done, wear

DEAD = {
    "unknown": (
        404,
        "This link does not work",
        "It may have been cut short on its way, or a newer one was sent to you. Open the link in your newest e-mail.",
    ),
    "revoked": (
        410,
        "This link has been withdrawn",
        "If you were asked for an answer, ask whoever sent the link for a new one.",
    ),
    "expired": (410, "This link has run out", "Ask whoever sent it for a new one."),
    "closed": (410, "This round of questions is over", "Answers are no longer taken. You need do nothing more."),
}
CLOSED = (
    "Something you wrote about is no longer asked: it was closed, or answered in another window. Your words are below"
)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """The form; and once everything is answered, what was sent."""
    today = timezone.localdate()
    try:
        ask = links.ask_of(token, today)
        wear(request, ask.round.council)
        items = asking.items_of(ask, today)
        if request.method == "GET" and not request.user.is_authenticated:
            actions.opened(ask)
        form, left_over = _form(request, ask, items, today)
        if form.is_bound and left_over and not once.seen(form.data.get("once"), None):
            form.add_error(None, CLOSED)
        sent = done(form, None, lambda: actions.answer(ask, form.answers, on=today))
        if sent is ALREADY or sent:
            return _quiet(redirect(reverse("recommendations:answer", args=[token])))
        if request.FILES:  # a browser keeps the words of a form that it is shown again, and no file
            form.show_kept(_keep(request, ask, items, today))
    except links.DeadLink as dead:
        return _dead(request, dead)
    context = _context(ask, token, items, form) | {"left_over": left_over}
    return _quiet(render(request, "recommendations/answer.html", context, status=422 if form.is_bound else 200))


@require_POST
def answer_save(request, token):
    """Keep what was typed: JSON with the time for a script, else the form again, which says so."""
    today = timezone.localdate()
    try:
        ask = links.ask_of(token, today)
        items = asking.items_of(ask, today)
        _keep(request, ask, items, today)
    except links.DeadLink as dead:
        if wants_json(request):
            status, title, _ = DEAD[dead.why]
            return _quiet(JsonResponse({"error": title}, status=status))
        return _dead(request, dead)
    at = timezone.localtime().strftime("%H:%M")
    if wants_json(request):
        return _quiet(JsonResponse({"saved_at": at}))
    return _quiet(redirect(f"{reverse('recommendations:answer', args=[token])}?draft={at}"))


@require_safe
def answer_evidence(request, token):
    """A file that was sent through this link, to be saved; `?of=` names the update that it came with."""
    try:
        ask = links.ask_of(token)
    except links.DeadLink as dead:
        return _dead(request, dead)
    of = request.GET.get("of", "")
    if not of:
        return _quiet(redirect(reverse("recommendations:answer", args=[token])))
    sent = ProgressUpdate.objects.filter(ask_item__ask=ask, source="owner").exclude(evidence="")
    update = sent.filter(pk=of).first() if of.isascii() and of.isdigit() and len(of) < 10 else None
    if update is None:
        raise Http404
    return _quiet(to_be_saved(update.evidence, update.evidence_name, "evidence"))


def _form(request, ask, items, today):
    """The form, and what was typed into boxes that it no longer has."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(*sent, items=items, ratings=ratings_of(ask.round.council_id), today=today)
    gone = {name: text for name, text in request.POST.items() if name not in form.fields and "-" in name}
    return form, typed_words(gone)


def _keep(request, ask, items, today):
    drafts, files = drafts_in(request.POST, request.FILES, items)
    return actions.save_draft(ask, drafts, files, on=today)


def _context(ask, token, items, form):
    sent = [item for item in items if any(part.sent for part in item.parts)]
    return {
        "ask": ask,
        "round": ask.round,
        "token": token,
        "form": form,
        "items": items,
        "sent": sent,
        "closed": [item for item in items if item.is_closed and item not in sent],
        "to_answer": len(form.items),
        "nav": [],
    }


def _dead(request, dead):
    status, title, words = DEAD[dead.why]
    typed = typed_words(request.POST) if request.method == "POST" else []
    context = {"title": title, "words": words, "typed": typed, "nav": []}
    return _quiet(render(request, "recommendations/answer_dead.html", context, status=status), "no-referrer")


def _quiet(response, referrer="same-origin"):
    """Kept by no cache, found by no search engine, named to no other site."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = referrer
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
