"""The way in to recommendations: the user's committees, and every committee whose recommendations are public."""

from django.db.models import Sum
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.models import Tally
from scrutiny import permissions, registry
from scrutiny.access import access_of
from scrutiny.models import Body

SHOWN = 200


@require_safe
def home(request):
    """The committees that the user serves with their rooms, then the public trackers."""
    access = access_of(request.user)
    inside = access.officer_bodies | access.member_bodies | access.co_opted_bodies
    scrutinising = Body.objects.scrutinising().select_related("council").order_by("name", "pk")
    mine = list(scrutinising.filter(pk__in=inside)[:SHOWN]) if inside else []
    watched = list(scrutinising.live().filter(council__in=access.monitoring_of)[:SHOWN]) if access.monitoring_of else []
    known = {body.pk for body in mine}
    mine += [body for body in watched if body.pk not in known]
    counts = _open_counts([body.pk for body in mine])
    public = (
        Tally.objects.filter(is_public=True, facet="open", n__gt=0)
        .values("body_id", "body__name", "body__council__name", "body__council_id")
        .annotate(shown=Sum("n"))
        .order_by("body__council__name", "body__name", "body_id")[:SHOWN]
    )
    groups = {}
    for row in public:
        groups.setdefault(row["body__council_id"], {"name": row["body__council__name"], "rows": []})["rows"].append(
            {"pk": row["body_id"], "name": row["body__name"], "count": row["shown"]}
        )
    return render(
        request,
        "recommendations/home.html",
        {
            "mine": [
                {
                    "body": body,
                    "rooms": registry.body_tabs_for(body, "", request.user),
                    "open": counts.get((body.pk, "yes"), 0),
                    "closed": counts.get((body.pk, "no"), 0),
                    "is_officer": permissions.is_officer_for(request.user, body),
                }
                for body in mine
            ],
            "public": list(groups.values()),
        },
    )


def _open_counts(keys):
    """How many recommendations of each body are open and closed: {(body pk, "yes" or "no"): number}."""
    found = Tally.objects.filter(body__in=keys, facet="open") if keys else Tally.objects.none()
    rows = found.values("body_id", "value").annotate(all=Sum("n"))
    return {(row["body_id"], row["value"]): row["all"] for row in rows}
