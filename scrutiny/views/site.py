"""The site's own pages: home, accessibility statement, the council's colours, and what every page shows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny import registry
from scrutiny.access import access_of
from scrutiny.engine.views.fixed import fixed
from scrutiny.models import Council, Edition, Review

from .workspace import rows_of


def council_of(request):
    """The council whose name and colours a page wears: the page's own, else the user's, else the first."""
    if not hasattr(request, "council"):
        councils = Council.objects.order_by("pk")
        mine = access_of(getattr(request, "user", None)).councils
        request.council = (councils.filter(pk__in=mine).first() if mine else None) or councils.first()
    return request.council


def site(request):
    """Context processor: `council` and `nav` for the page's head."""
    return {"council": council_of(request), "nav": _nav(request)}


def _nav(request):
    user = getattr(request, "user", None)
    access = access_of(user)
    items = [("Reviews", "scrutiny:review-list")]
    items += [(one.label, one.url_name) for one in registry.places if one.permission is None or one.permission(user)]
    items += [("Bodies", "scrutiny:body-list")]
    if access.officer_of or access.administrator_of or access.monitoring_of:
        items.append(("People", "scrutiny:person-list"))
    if access.officer_of or access.administrator_of:
        items.append(("Glossary", "scrutiny:glossary-list"))
    if access.administrator_of:
        items.append(("Administration", "scrutiny:administration"))
    place = getattr(request, "place", None)
    return [
        {
            "label": label,
            "url": fixed(name),
            "current": name == place if place else request.path.startswith(fixed(name)),
        }
        for label, name in items
    ]


@require_safe
def home(request):
    """What there is to do for somebody signed in; what is published for everybody else."""
    access = access_of(request.user)
    mine = list(Review.objects.kept().inside(request.user).for_list()[:20]) if access.is_anybody else []
    published = (
        Edition.objects.newest()
        .for_list()
        .select_related("paper__review__commissioned_by", "paper__review__council", "paper__body")
        .order_by("-published_at")[:20]
    )
    return render(
        request,
        "scrutiny/home.html",
        {
            "rows": rows_of(mine, request.user),
            "published": published,
            "can_add": bool(access.officer_bodies),
            "lists": _home_lists(request.user) if access.is_anybody else [],
        },
    )


def _home_lists(user):
    """What higher floors show on the first page, without the lists that are empty for this user."""
    found = [{"heading": heading, "rows": rows(user)} for heading, rows in registry.home_lists]
    return [one for one in found if one["rows"]]


@require_safe
def accessibility(request):
    """The accessibility statement that the law asks of a council's site."""
    return render(request, "scrutiny/accessibility.html", {})


@require_safe
def council_style(request):
    """The council's accent colour as a stylesheet, so that no page needs an inline style."""
    council = council_of(request)
    accent = council.accent if council else "#1d5c63"
    response = HttpResponse(f":root{{--accent:{accent};--accent-text:{_text_on(accent)}}}", content_type="text/css")
    response["Cache-Control"] = "private, max-age=300"
    return response


def _text_on(accent):
    """White or near-black, whichever reads better on the colour (WCAG 2.2 relative luminance)."""

    def channel(value):
        part = value / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(accent[at : at + 2], 16)) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= 4.5 else "#0b0c0c"
