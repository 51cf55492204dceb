"""A site of one page that shows every component, with just enough behind it for the scripts to talk to."""

from crispy_forms_gds.fields import DateInputField
from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.csrf import ensure_csrf_cookie

from scrutiny.engine.text import to_html

#: What the site was sent, and how it should behave; a test clears and sets it.
state = {}


def reset():
    """Forget everything, and behave well."""
    state.clear()
    state.update(drafts=[], posts=[], moves=[], draft_status=200, move_status=200)


class StyleForm(forms.Form):
    """One field of every kind that the error summary must lead to."""

    title = forms.CharField(label="Title", help_text="A few words", error_messages={"required": "Enter a title"})
    kind = forms.ChoiceField(
        label="What it is",
        widget=forms.RadioSelect,
        choices=[("noted", "Noted"), ("welcomed", "Welcomed")],
        error_messages={"required": "Choose what it is"},
    )
    themes = forms.MultipleChoiceField(
        label="Themes",
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Schools"), ("b", "Health")],
        error_messages={"required": "Choose a theme"},
    )
    heard_on = DateInputField(label="Date heard")
    whole = DateInputField(label="Date due", require_all_fields=False)
    agree = forms.BooleanField(label="The witness agrees", error_messages={"required": "Say that the witness agrees"})
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea(
            attrs={"data-editor": "", "data-draft-key": "finding:12:text", "data-base-version": "3", "rows": 6}
        ),
        error_messages={"required": "Enter the text"},
    )

    def clean(self):
        """Complain about the form as a whole, to see where that leads."""
        self.add_error(None, "The dates do not agree")


class Helped(StyleForm):
    """The same form, its first field a date."""

    field_order = ["heard_on"]


def page(request, form_class=StyleForm):
    """The page of components; a post comes back with its errors."""
    if request.method == "POST":
        state["posts"].append(request.POST.dict())
        if "plain" in request.GET:
            return HttpResponse("<!doctype html><title>Saved</title><p>Saved</p>")
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial={"text": request.GET.get("text", "")},
    )
    if "messages" in request.GET:
        messages.success(request, "Finding 1.2 was saved.")
        messages.error(request, "Finding 1.3 was not saved.")
        messages.info(request, "Ann Price is also changing this review.")
    words = ["Overview", "Scope", "Members", "Witnesses and evidence", "Findings and recommendations", "Paper"]
    rooms = [*words, "History"]
    places = ["Reviews", "Recommendations", "Forward look", "Bodies"]
    context = {
        "form": form,
        "council": {"name": "Wrekinshire County Council", "language": "en-GB"},
        "nav": [{"label": w, "url": "/home", "current": w == "Reviews"} for w in places],
        "crumbs": [{"label": "Reviews", "url": "/home"}],
        "rooms": [{"label": w, "url": "/home", "current": w.startswith("Findings")} for w in rooms],
        "facts": [
            {"key": "Conducted by", "value": "Young Carers Task and Finish Group", "url": "/home"},
            {"key": "Asked for by", "value": "Children’s Services Scrutiny Committee", "url": "/home"},
            {"key": "Began", "value": "July 2026", "url": "/home"},
            {"key": "Ended", "value": "", "url": "/home"},
        ],
        "checks": [
            {"state": "done", "text": "Every finding has a recommendation or says why not."},
            {"state": "todo", "text": "R2 has no due date.", "url": "/home"},
            {"state": "stop", "text": "A drafting note is left in R2.", "url": "/home"},
        ],
    }
    return render(request, "engine/styleguide.html", context)


def first_date(request):
    """The page with a form that begins with a date."""
    return page(request, Helped)


def draft_save(request):
    """Keep a draft, or fail in the way the test asked for."""
    if state["draft_status"] != 200:
        return HttpResponse("The text is too long to keep.", "text/plain", state["draft_status"])
    state["drafts"].append(request.POST.dict())
    return JsonResponse({"saved_at": "14:32:07"})


def text_preview(request):
    """The text as it will look."""
    return HttpResponse(to_html(request.POST["text"]))


def move(request):
    """Take a new place, or refuse it."""
    state["moves"].append(request.POST.dict())
    if state["move_status"] != 200:
        return JsonResponse({"error": "Somebody else changed the order."}, status=state["move_status"])
    return JsonResponse({})


def style(request):
    """The council's colours."""
    return HttpResponse(":root{--accent:#6b2c5f;--accent-text:#ffffff}", "text/css")


def empty(request):
    """A page to leave for."""
    return HttpResponse("<!doctype html><title>Elsewhere</title><p>Elsewhere</p>")


engine = (
    [
        path("draft", draft_save, name="draft-save"),
        path("preview", text_preview, name="text-preview"),
        path("sign-in", empty, name="sign-in"),
        path("sign-out", empty, name="sign-out"),
    ],
    "engine",
)
scrutiny = (
    [
        path("style.css", style, name="council-style"),
        path("accessibility", empty, name="accessibility"),
        path("home", empty, name="home"),
    ],
    "scrutiny",
)
urlpatterns = [
    path("", ensure_csrf_cookie(page)),
    path("first-date", ensure_csrf_cookie(first_date)),
    path("move", move),
    path("", include(engine)),
    path("", include(scrutiny)),
]
