"""Writing findings: add, change, split, paste, place, order."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from recommendations import table
from recommendations.actions import recommendations as recommendation_actions
from recommendations.forms.findings import FindingForm, NewFindingForm, PartsForm, PasteForm, PlaceForm
from recommendations.models import Recommendation
from scrutiny import permissions
from scrutiny.actions import findings as actions
from scrutiny.actions.ordering import Fixed
from scrutiny.engine import drafts, once, versions
from scrutiny.engine.text import to_html
from scrutiny.engine.views.access import signed_in, wants_json
from scrutiny.models import Finding, Section
from scrutiny.rules import splitting
from scrutiny.views.conflicts import conflict
from scrutiny.views.workspace import review_to_edit, workspace

from . import table as page


def _section(request, pk):
    """The section (404 when invisible), whose review the user may change (403 when not)."""
    sections = Section.objects.visible_to(request.user).kept().filter(kind__in=table.KINDS, paper__review__isnull=False)
    section = get_object_or_404(sections.select_related("paper__review"), pk=pk)
    if not permissions.can_edit(request.user, section.review):
        raise PermissionDenied
    return section


def _finding(request, pk):
    """The finding (404 when invisible), whose review the user may change (403 when not)."""
    findings = Finding.objects.visible_to(request.user).kept().select_related("section__paper__review")
    finding = get_object_or_404(findings, pk=pk)
    if not permissions.can_edit(request.user, finding.review):
        raise PermissionDenied
    return finding


@require_POST
@signed_in
def finding_add(request, section_pk):
    """Add a finding, with its recommendation when there is one, at the end of a theme or after another."""
    section = _section(request, section_pk)
    review = section.review
    wanted = request.GET.get("after", "")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
    after = section.findings.kept().filter(pk=wanted).first() if is_number else None
    form = NewFindingForm(request.POST)
    if not form.is_valid():
        return page.page(request, review, page.add_finding(request, review, section, after, form), status=422)
    try:
        finding = _add(section, after, form, request.user)
    except Fixed as refused:
        messages.error(request, str(refused))
        return page.page(request, review, page.add_finding(request, review, section, after, form), status=422)
    drafts.forget(request.user, f"new-finding:{section.pk}:")
    if finding is None:
        return redirect(page.table_url(review, f"section-{section.pk}"))
    if "again" in request.POST:
        return redirect(page.table_url(review, f"after-{finding.pk}", add=f"after-{finding.pk}"))
    return redirect(page.table_url(review, f"finding-{finding.pk}"))


@transaction.atomic
def _add(section, after, form, user):
    """The new finding with its recommendation, or None when this form was handled before."""
    if not once.first_time(form.cleaned_data["once"], user):
        return None
    values = form.disposition_fields(section.review.council_id)
    finding = actions.add(section, form.cleaned_data["text"], by=user, after=after, **values)
    if form.cleaned_data["recommendation"]:
        recommendation_actions.add(
            section.review,
            section,
            form.cleaned_data["recommendation"],
            by=user,
            finding=finding,
            addressees=form.cleaned_data["addressees"],
        )
    return finding


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_edit(request, pk):
    """Change a finding where it stands."""
    finding = _finding(request, pk)
    review = finding.review
    at = f"finding-{finding.pk}"
    if request.method != "POST":
        return redirect(page.table_url(review, at, edit=at))
    form = FindingForm(request.POST)
    if form.is_valid():
        try:
            fields = form.disposition_fields(review.council_id) | {"text": form.cleaned_data["text"]}
            actions.change(finding, form.seen_version, by=request.user, **fields)
        except versions.Stale as stale:
            context = workspace(request, review, "findings")
            return conflict(
                request, stale, form, prefix=f"finding:{pk}", back=page.table_url(review, at), context=context
            )
        drafts.forget(request.user, f"finding:{pk}:")
        return redirect(page.table_url(review, at))
    return page.page(request, review, page.edit_finding(request, finding, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_split(request, pk):
    """Split one finding into several, after showing where it would be cut."""
    finding = _finding(request, pk)
    review = finding.review
    if request.method == "POST":
        count = sum(1 for name in request.POST if name.startswith("part_"))
        form = PartsForm(request.POST, count=count)
        if form.is_valid():
            try:
                with transaction.atomic():
                    if once.first_time(form.cleaned_data["once"], request.user):
                        actions.split(finding, form.seen_version, form.texts(), by=request.user)
                return redirect(page.table_url(review, f"finding-{finding.pk}"))
            except Fixed as refused:
                form.add_error(None, str(refused))
            except versions.Stale as stale:
                form.show_stale(stale)
                now = stale.current.text
                form.stale["theirs"] = [{"label": "Finding", "text": now, "html": to_html(now)}]
    else:
        parts = [*splitting.split_block(finding.text), ""]
        initial = {f"part_{at}": text for at, text in enumerate(parts, start=1)}
        form = PartsForm(initial=initial | {"version": finding.version}, count=len(parts))
    return _form_page(
        request,
        review,
        form,
        "Split the finding",
        "Split it",
        "The finding keeps the first text and its recommendations; each other text becomes a finding after it. "
        "Leave one empty to leave it out.",
        f"finding-{finding.pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_paste(request, section_pk):
    """Paste a block of text, check where it is cut, and add a finding for each piece."""
    section = _section(request, section_pk)
    review = section.review
    back = f"section-{section.pk}"
    if request.method == "POST" and "part_1" in request.POST:
        form = PartsForm(request.POST, count=sum(1 for name in request.POST if name.startswith("part_")))
        if form.is_valid():
            try:
                with transaction.atomic():
                    if once.first_time(form.cleaned_data["once"], request.user):
                        actions.add_many(section, form.texts(), by=request.user)
                drafts.forget(request.user, f"paste:{section.pk}:")
                messages.success(request, _added(len(form.texts())))
                return redirect(page.table_url(review, back))
            except Fixed as refused:
                form.add_error(None, str(refused))
        return _form_page(request, review, form, "Check the findings", "Add them", "", back)
    if request.method == "POST":
        form = PasteForm(request.POST)
        if form.is_valid():
            parts = form.parts()
            if len(parts) <= 200:
                initial = {f"part_{at}": text for at, text in enumerate(parts, start=1)}
                lead = "Each box becomes a finding, in this order. Leave one empty to leave it out."
                checked = PartsForm(initial=initial, count=len(parts))
                return _form_page(request, review, checked, "Check the findings", "Add them", lead, back)
            form.add_error("block", f"Paste 200 findings or fewer at a time: this makes {len(parts)}")
    else:
        form = PasteForm()
    form.drafts_for(f"paste:{section.pk}", request.user, use=bool(request.GET.get("draft")))
    heading = f"Paste findings into “{section}”"
    return _form_page(request, review, form, heading, "Cut it into findings", "", back)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finding_place(request, pk):
    """Move a finding to any place in any theme."""
    finding = _finding(request, pk)
    review = finding.review
    form = PlaceForm(request.POST if request.method == "POST" else None, places=_places(review, finding))
    if form.is_valid():
        section_pk, _, position = form.cleaned_data["place"].partition(".")
        section = Section.objects.get(pk=section_pk)
        try:
            actions.place(finding, section, int(position), by=request.user)
            return redirect(page.table_url(review, f"finding-{finding.pk}"))
        except Fixed as refused:
            form.add_error("place", str(refused))
    lead = "The recommendations printed beside it go with it."
    return _form_page(request, review, form, "Move the finding", "Move it", lead, f"finding-{finding.pk}")


def _places(review, finding):
    """(value, words) of every place a finding can go to; a value is "section.position"."""
    others = Finding.objects.filter(section__paper__review=review).exclude(pk=finding.pk).order_by("order", "pk")
    in_sections = {}
    for section, pk in others.values_list("section_id", "pk"):
        in_sections.setdefault(section, []).append(pk)
    for theme in table.read(review):
        if theme.section.kind == "recommendations":
            continue
        rows = [row.finding for row in theme.rows if row.finding and row.finding.pk != finding.pk]
        everyone = in_sections.get(theme.section.pk, [])
        yield f"{theme.section.pk}.0", f"{theme.section}: first"
        for row in rows:
            yield f"{theme.section.pk}.{everyone.index(row.pk) + 1}", f"{theme.section}: after “{row}”"


@require_POST
@signed_in
def finding_order(request, pk):
    """Move a finding or a recommendation: by buttons (`up` or `down`) or by dragging (`id`, `list`, `position`)."""
    review = review_to_edit(request, pk)
    direction = "up" if "up" in request.POST else "down"
    kind, _, number = request.POST.get(direction, request.POST.get("id", "")).partition("-")
    things = {
        "finding": Finding.objects.of_review(review),
        "recommendation": Recommendation.objects.active().filter(review=review),
    }
    known = things.get(kind) if number.isascii() and number.isdigit() and len(number) < 10 else None
    thing = get_object_or_404(known, pk=number) if known is not None else None
    if thing is None:
        return _answer(request, review, "", "That is not here any more. Load the page again.", 404)
    try:
        if "id" in request.POST:
            _drag(request, review, kind, thing)
        elif kind == "finding":
            actions.move(thing, direction, by=request.user)
        else:
            recommendation_actions.move(thing, direction, by=request.user)
    except (Fixed, ValueError) as refused:
        return _answer(request, review, f"{kind}-{number}", str(refused), 409)
    return _answer(request, review, f"{kind}-{number}", "", 200)


def _drag(request, review, kind, thing):
    """Put a dragged finding at its new place; raises ValueError in plain words when the place makes no sense."""
    place, wanted = request.POST.get("position", ""), request.POST.get("list", "")
    section = None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        section = Section.objects.kept().filter(paper__review=review, kind__in=table.KINDS, pk=wanted).first()
    if kind != "finding" or section is None or not (place.isascii() and place.isdigit() and len(place) < 6):
        raise ValueError("It cannot be put there. Load the page again and use the Up and Down buttons.")
    # The page counts the rows that it shows; the order also counts those in the bin.
    shown = [one.pk for one in section.findings.kept().order_by("order", "pk") if one.pk != thing.pk]
    everyone = [pk for pk in section.findings.order_by("order", "pk").values_list("pk", flat=True) if pk != thing.pk]
    at = int(place) - 1
    position = everyone.index(shown[at]) if 0 <= at < len(shown) else len(everyone)
    actions.place(thing, section, position, by=request.user)


def _answer(request, review, at, problem, status):
    """JSON for the script, the page for a button."""
    if wants_json(request):
        return JsonResponse({"error": problem} if problem else {}, status=status)
    if problem:
        messages.error(request, problem)
    return redirect(page.table_url(review, at))


def _form_page(request, review, form, heading, save, lead, back):
    """A page with one form, in the review's workspace."""
    context = workspace(request, review, "findings") | {
        "form": form,
        "title": heading,
        "lead": lead,
        "submit": save,
        "cancel": page.table_url(review, back),
    }
    status = 409 if form.stale else 422 if form.errors else 200
    return render(request, "recommendations/form_page.html", context, status=status)


form_page = _form_page


def _added(number):
    return "1 finding added." if number == 1 else f"{number} findings added."
