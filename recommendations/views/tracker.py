"""The tracker: every recommendation that a committee has sent, as it stands or as at a past day."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recommendations import exports, tracker_as_at, tracker_rows
from recommendations import tracker as reading
from recommendations.actions import standings
from recommendations.forms import tracker as forms
from recommendations.rules import tracking
from scrutiny import permissions
from scrutiny.engine import pdf
from scrutiny.refused import Refused
from scrutiny.views.acting import or_404
from scrutiny.views.committee import committee_of, room

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def asked(request, pk):
    """The committee, what is wanted of its tracker, and whether the user sees only what is published."""
    body = committee_of(request, pk)
    or_404(body.is_scrutiny)
    today = timezone.localdate()
    wanted = forms.read(request, today)
    public_only = not permissions.serves(request.user, body)
    if public_only and wanted.owner:
        wanted = replace(wanted, owner=None)
    standings.turn_day(today)
    return body, wanted, public_only, today


@require_safe
def tracker(request, pk):
    """The list with its counts and filters."""
    body, wanted, public_only, today = asked(request, pk)
    if wanted.as_at:
        page = tracker_as_at.page(body, wanted, public_only=public_only)
        counts = tracker_as_at.counts(body, wanted, public_only=public_only)
    else:
        counts = reading.counts(body, public_only=public_only)
        counted = not wanted.after and wanted.filters > 0 and not _tallied(wanted)
        page = reading.page(body, wanted, public_only=public_only, today=today, counted=counted)
    tables = tracker_rows.tables(counts, wanted) if counts and any(counts["open"].values()) else []
    return render(
        request,
        "recommendations/tracker.html",
        room(
            request,
            body,
            "tracker",
            wanted=wanted,
            as_at_words=tracking.in_words(wanted.as_at) if wanted.as_at else "",
            rows_html=tracker_rows.rows(page.rows, wanted.as_at or today),
            has_rows=bool(page.rows),
            is_cut=page.is_cut,
            found=_found(page, counts, wanted),
            figures=tracker_rows.figures(counts) if counts else [],
            chart=tracker_rows.chart(counts) if counts else "",
            tables=tables,
            legend_html=tables[0]["links_html"] if tables else "",
            next_url=wanted.query(after=page.next) if page.next else "",
            first_url=wanted.query() if wanted.after else "",
            everything_url=forms.Wanted(as_at=wanted.as_at, sort=wanted.sort).query(),
            today_url=replace(wanted, sort="due").query(as_at=None),
            fields=_fields(body, wanted, public_only, today),
            exports=[
                {"name": name, "url": reverse("recommendations:tracker-export", args=[body.pk, kind]) + wanted.query()}
                for kind, name in (("csv", "CSV"), ("xlsx", "Excel"), ("pdf", "PDF"))
            ],
        ),
    )


@require_safe
def export(request, pk, kind):
    """The same list as a file."""
    body, wanted, public_only, today = asked(request, pk)
    or_404(kind in exports.NAMES)
    on = wanted.as_at or today
    try:
        rows = exports.rows_of(body, wanted, kind, public_only=public_only, today=today)
        if kind == "csv":
            data = exports.as_csv(rows, on, with_owners=not public_only)
        elif kind == "xlsx":
            title = f"Tracker of {body.name}, {tracking.in_words(on)}"
            data = exports.as_xlsx(rows, on, title, with_owners=not public_only)
        else:
            data = exports.as_pdf(rows, on, body, is_past=bool(wanted.as_at))
    except (Refused, pdf.Problem) as problem:
        messages.error(request, str(problem))
        return redirect(reverse("recommendations:tracker", args=[body.pk]) + wanted.query())
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="tracker-{body.pk}-{on.isoformat()}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _tallied(wanted):
    """Whether the tallies know how many there are: all, or those with one value of one facet."""
    return wanted.filters == 0 or (wanted.filters == 1 and len(wanted.facets) == 1)


def _found(page, counts, wanted):
    """How many were found, in words; "" where nobody counted."""
    if counts and _tallied(wanted):
        number = sum(counts["open"].values())
        for facet, value in wanted.facets.items():
            number = counts[facet].get(value, 0)
        return f"{number:,}"
    if page.count is None:
        return ""
    if page.is_at_least:
        return f"{page.count:,}+" if page.count >= reading.COUNTED else f"At least {page.count:,}"
    return f"{page.count:,}"


def _fields(body, wanted, public_only, today):
    """The filters as the template shows them, their options ready."""
    every = reading.choices(body, public_only=public_only)
    fields = [
        ("review", "Review", every["review"]),
        ("addressee", "Addressed to", every["addressee"]),
        ("owner", "Owner of an action", every.get("owner")),
    ]
    fields += [
        (facet, heading, [(one.value, one.words) for one in forms.FACETS[facet]])
        for facet, heading in tracker_rows.HEADINGS.items()
    ]
    fields.append(("open", "Open or closed", list(forms.OPEN.items())))
    years = tracking.years(min(every["first"] or today, today), today)[:60]
    fields.append(("year", "Municipal year sent", [(year, year) for year in years]))
    fields.append(("sort", "Order", list(forms.SORTS.items())))
    return [
        {"name": name, "label": label, "options": tracker_rows.options(values, getattr(wanted, name), name != "sort")}
        for name, label, values in fields
        if values is not None
    ]
