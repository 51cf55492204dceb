"""A site around the engine: a page with a form, and views that go wrong."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.views.decorators.http import require_POST

from scrutiny.engine import converters, once  # noqa: F401  (registers <pk:pk>)
from scrutiny.engine.forms import (
    CheckedFileField,
    GovForm,
    MarkdownField,
    OnceMixin,
    PartialDateField,
    PlainCharField,
)
from scrutiny.engine.views.access import signed_in

#: What the form's view was sent and took; a test clears it.
taken = []


class ReportForm(OnceMixin, GovForm):
    """A form such as every page has."""

    title = PlainCharField(max_length=40)
    text = MarkdownField(required=False)
    heard = PartialDateField(required=False)
    paper = CheckedFileField(required=False)


@signed_in
def report(request, pk):
    """Take a report once."""
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    form.drafts_for(f"report:{pk}", request.user, 3, use=request.GET.get("draft") == "1")
    if form.is_valid():
        if once.first_time(form.cleaned_data["once"], request.user):
            taken.append((request.user.username, form.values))
            form.forget_drafts()
        return redirect("/")
    return render(request, "engine/form_page.html", {"form": form, "title": "Report", "submit": "Save", "cancel": "/"})


def home(request):
    """A page."""
    return HttpResponse("home")


def fails(request):
    """Go wrong in the way that the address names."""
    kind = request.GET.get("kind")
    if kind == "nul":
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    if kind == "surrogate":
        "\ud800".encode()
    if kind == "forbidden":
        raise PermissionDenied
    raise RuntimeError("canary-in-the-message")


urlpatterns = [
    path("", include("scrutiny.engine.urls")),
    path("", home),
    path("report/<pk:pk>/", report, name="report"),
    path("fails/", fails),
    path("posted/", require_POST(home)),
]
handler400 = "scrutiny.engine.views.errors.bad_request"
handler403 = "scrutiny.engine.views.errors.permission_denied"
handler404 = "scrutiny.engine.views.errors.page_not_found"
handler500 = "scrutiny.engine.views.errors.server_error"
