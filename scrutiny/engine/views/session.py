"""Signing in and out, changing a password, and forms whose token has run out."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from scrutiny.engine.forms.signing_in import PasswordForm, SignInForm

from . import kept
from .access import sign_in_page, signed_in, wants_json

SIGNED_IN_AGAIN = "You are signed in again. Nothing was lost."


class SignIn(LoginView):
    """The sign-in page; it carries what was sent while nobody was signed in, and offers it again afterwards."""

    http_method_names = ("get", "head", "post", "options")

    template_name = "engine/sign_in.html"
    authentication_form = SignInForm

    def dispatch(self, request, *args, **kwargs):
        """Somebody already signed in goes on at once."""
        self.kept = kept.carried(request) if request.method == "POST" else None
        if request.user.is_authenticated:
            return self._onward()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Check the name and password; without them, only show the page with what it carries."""
        if "username" not in request.POST and self.kept:
            return sign_in_page(request, self.kept)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Sign in (which gives the session a new key) and go on."""
        login(self.request, form.get_user())
        return self._onward()

    def get_context_data(self, **kwargs):
        """The page's context: the form, where to go next, and what is carried."""
        return super().get_context_data(**kwargs) | {"kept": self.kept, "next": self.get_redirect_url()}

    def get_redirect_url(self, *args, **kwargs):
        """Where to go next: a path of this site, or "" for anything else that the address asks for."""
        url = super().get_redirect_url(*args, **kwargs)
        return url if kept.safe_address(self.request, url) else ""

    def _onward(self):
        if self.kept:
            return kept.send_again(self.request, self.kept, title=SIGNED_IN_AGAIN)
        return redirect(self.get_success_url())


class SignOut(LogoutView):
    """Signing out: a form posts here; somebody who only opens the address is asked."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request, *args, **kwargs):
        """Ask."""
        return render(
            request,
            "engine/form_page.html",
            {"title": "Sign out", "lead": "You will need your password to sign in again.", "submit": "Sign out",
             "cancel": resolve_url(settings.LOGIN_REDIRECT_URL)},
        )  # fmt: skip

    def post(self, request, *args, **kwargs):
        """Sign out, and have the browser forget the pages it holds, which a shared computer would show."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


@method_decorator([never_cache, signed_in], name="dispatch")
class PasswordChange(PasswordChangeView):
    """Changing one's own password."""

    http_method_names = ("get", "head", "post", "options")

    form_class = PasswordForm
    template_name = "engine/form_page.html"

    def get_context_data(self, **kwargs):
        """The words of the page."""
        return super().get_context_data(**kwargs) | {
            "title": "Change your password",
            "lead": "Use at least 12 characters. Three or four unrelated words are easy to remember and hard to guess.",
            "submit": "Change password",
            "cancel": resolve_url(settings.LOGIN_REDIRECT_URL),
        }

    def get_success_url(self):
        """Home, which says that it was done."""
        messages.success(self.request, "Your password has been changed.")
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def csrf_failure(request, reason=""):
    """What Django shows when a form's token is missing or has run out (settings.CSRF_FAILURE_VIEW); status 403.

    When the form came from this site itself and somebody is signed in (they signed in again in another tab), the
    words are shown with a button that sends them again. Otherwise plain words only: the form may be a forgery.
    """
    ours = _came_from_here(request)
    known = request.user.is_authenticated
    if wants_json(request):
        answer = {"signed_out": not known, "sign_in": reverse("engine:sign-in")}
        if ours and known:
            answer["csrf_token"] = get_token(request)
        return JsonResponse(answer, status=403)
    if ours and known:
        sent = kept.of_request(request)
        if request.path == reverse("engine:sign-in"):
            sent = kept.carried(request)
            if sent is None:
                return redirect("engine:sign-in")
        return kept.send_again(request, sent, title="Please send that again", status=403)
    return render(request, "engine/token_refused.html", {}, status=403)


def _came_from_here(request):
    """Whether the browser says that the form was on a page of this site."""
    origin = request.headers.get("Origin")
    source = origin if origin is not None else request.headers.get("Referer", "")
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
