"""Keeping drafts, listing them, and the preview of a text."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from scrutiny.engine import drafts
from scrutiny.engine.models import Draft
from scrutiny.engine.text import to_html

from .access import signed_in
from .kept import safe_address


@require_POST
@signed_in(json=True)
def save(request):
    """Keep a draft: key, text and base_version posted; gives JSON with the time in London, "14:32:07"."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    version = request.POST.get("base_version", "")
    version = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        draft = drafts.keep(request.user, request.POST.get("key", ""), text, version)
    except drafts.DraftRefused as refusal:
        too_long = len(text) > drafts.LONGEST
        return HttpResponse(str(refusal), content_type="text/plain; charset=utf-8", status=413 if too_long else 400)
    return JsonResponse({"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M:%S")})


@require_POST
@signed_in(json=True)
def preview(request):
    """The posted text as a fragment of HTML."""
    text = request.POST.get("text", "")
    if len(text) > drafts.LONGEST:
        message = f"The text is too long to show: it may have {drafts.LONGEST:,} characters."
        return HttpResponse(message, content_type="text/plain; charset=utf-8", status=413)
    return HttpResponse(to_html(text))


@never_cache
@require_safe
@signed_in
def unsaved(request):
    """Everything the reader typed and did not save, wherever it was and whatever became of the place."""
    mine = list(Draft.objects.filter(user=request.user).order_by("-saved_at"))
    for draft in mine:
        draft.user = request.user  # the very same, so that what they may read is asked once for all drafts
    rows = [{"draft": draft, "of": drafts.described(draft)} for draft in mine]
    return render(request, "engine/draft_list.html", {"rows": rows})


@require_POST
@signed_in
def discard(request):
    """Forget one draft, or with `prefix` those of one form, and go back to `next`."""
    key = request.POST.get("key", "")
    prefix = request.POST.get("prefix", "")
    if drafts.KEY.fullmatch(key):
        drafts.forget(request.user, key)
    elif drafts.KEY.fullmatch(prefix):
        drafts.forget(request.user, prefix.rstrip(":") + ":")
    messages.success(request, "The unsaved text has been discarded.")
    onward = request.POST.get("next", "")
    return redirect(onward if safe_address(request, onward) else "engine:draft-list")
