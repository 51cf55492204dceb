"""Pages of occasions: those on which something falls due, and giving one its day."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions as own
from recommendations.actions import occasions as actions
from recommendations.forms.occasions import OccasionForm
from recommendations.models import Action, Occasion, Recommendation
from recommendations.rules import occasions as rules
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Meeting
from scrutiny.views.acting import bound, done
from scrutiny.views.bodies import form_page

from .owners import council_to


def occasion_crumbs(council):
    """The way up from a page of an occasion."""
    return [
        {"label": str(council), "url": council.get_absolute_url()},
        {"label": "Occasions", "url": reverse("recommendations:occasion-list", args=[council.pk])},
    ]


def named_in(council):
    """Every occasion of a council, with a day or only named by what is due: dicts of name, waiting, occasion, dates."""
    found = {
        one.key: {"name": one.name, "waiting": 0, "occasion": one, "dates": list(one.dates.all())}
        for one in Occasion.objects.filter(council=council).prefetch_related("dates__meeting__body")
    }
    own_dates = Recommendation.objects.filter(
        review__council=council, review__agreed_at__isnull=False, binned_at__isnull=True, withdrawn_at__isnull=True
    )
    of_actions = Action.objects.live().filter(Q(plan__council=council) | Q(recommendation__review__council=council))
    for words in [
        *own_dates.exclude(due_event="").values_list("due_event", flat=True),
        *of_actions.exclude(due_event="").values_list("due_event", flat=True),
    ]:
        key = rules.key(words)
        one = found.setdefault(key, {"name": words.strip(" .;:,"), "waiting": 0, "occasion": None, "dates": []})
        one["waiting"] += 1
    return [found[key] for key in sorted(found) if key]


@signed_in
@require_safe
def occasion_list(request, pk):
    """The occasions on which something falls due, those without a day first."""
    council = council_to(request, pk, own.can_see_owners)
    rows = named_in(council)
    context = {
        "council": council,
        "without": [row for row in rows if not row["dates"]],
        "given": [row | {"last": row["dates"][-1], "earlier": row["dates"][:-1]} for row in rows if row["dates"]],
        "writes": own.can_keep_owners(request.user, council),
        "crumbs": occasion_crumbs(council)[:1],
    }
    return render(request, "recommendations/occasion_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def occasion_date(request, pk):
    """Give an occasion its day; everything that waits for it then falls due on that day."""
    council = council_to(request, pk, own.can_keep_owners)
    since = timezone.localdate() - timedelta(days=400)
    meetings = Meeting.objects.filter(body__council=council, kind=Meeting.Kind.FORMAL, date__gte=since)
    meetings = list(meetings.select_related("body").order_by("date", "body__name")[:300])
    initial = {"name": query.words(request, "name", most=300)}
    form = OccasionForm(bound(request), meetings=meetings, **({} if request.method == "POST" else {"initial": initial}))

    def act():
        values = form.cleaned_data
        occasion = actions.name_occasion(council, values["name"], by=request.user)
        return actions.set_date(occasion, values["held_on"], meeting=values["meeting"], by=request.user)

    if done(form, request.user, act):
        messages.success(request, "The occasion has its day. What waits for it has been worked out anew.")
        return redirect("recommendations:occasion-list", pk)
    crumbs = occasion_crumbs(council)
    return form_page(request, form, "Give an occasion its day", "Save the day", crumbs, crumbs[-1]["url"])
