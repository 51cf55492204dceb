"""Who may open a page: somebody signed in, without ever losing what they sent."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from . import kept


def signed_in(view=None, *, json=False):
    """Let only somebody signed in reach a view; used in place of login_required.

    Somebody else who asks for a page is sent to sign in and comes back. Somebody else who *sends* something (their
    session ended while they wrote) gets the sign-in page with status 401; it carries every field, and after signing
    in they can send it again. A script gets 401 and JSON (`signed_out`, `sign_in`), as does everybody with `json=True`.
    """
    if view is None:
        return lambda function: signed_in(function, json=json)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if json or wants_json(request):
            return signed_out_json(request)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path(), reverse("engine:sign-in"))
        return sign_in_page(request, kept.of_request(request))

    return guarded


def wants_json(request):
    """Whether a script asks, which cannot use a page."""
    accepts = request.headers.get("Accept", "")
    return (
        request.headers.get("X-Requested-With", "") != ""
        or request.content_type == "application/json"
        or ("application/json" in accepts and "text/html" not in accepts)
    )


def signed_out_json(request):
    """401 with the address at which to sign in."""
    return JsonResponse({"signed_out": True, "sign_in": reverse("engine:sign-in")}, status=401)


def sign_in_page(request, what_was_sent, status=401):
    """The sign-in page, carrying what was sent (a Kept)."""
    from scrutiny.engine.forms.signing_in import SignInForm

    context = {"form": SignInForm(request), "kept": what_was_sent, "next": ""}
    response = render(request, "engine/sign_in.html", context, status=status)
    add_never_cache_headers(response)
    return response
