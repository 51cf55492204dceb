"""Writing recommendations: add, change, link, place, withdraw, number."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recommendations import permissions, table
from recommendations.actions import recommendations as actions
from recommendations.actions.labels import numbering_of
from recommendations.forms.findings import (
    LinksForm,
    NumberingForm,
    PlaceForm,
    RecommendationForm,
    RelationsForm,
    WithdrawForm,
)
from recommendations.models import Recommendation
from scrutiny.actions.ordering import Fixed
from scrutiny.engine import drafts, once, versions
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Finding, Section
from scrutiny.permissions import can_edit, can_read_history
from scrutiny.refused import Refused
from scrutiny.views.conflicts import conflict
from scrutiny.views.workspace import review_to_edit, workspace

from . import rows
from . import table as page
from .findings import form_page


def _recommendation(request, pk, may=None):
    """The recommendation (404 when invisible), which the user may change (403 when not)."""
    known = Recommendation.objects.visible_to(request.user).kept().select_related("review__report", "section")
    recommendation = get_object_or_404(known, pk=pk)
    if not (may or _may_edit)(request.user, recommendation):
        raise PermissionDenied
    return recommendation


def _may_edit(user, recommendation):
    return can_edit(user, recommendation.review)


@require_safe
@signed_in
def recommendation_show(request, pk):
    """One recommendation with what it rests on."""
    known = Recommendation.objects.visible_to(request.user).for_page().select_related("review", "section")
    recommendation = get_object_or_404(known, pk=pk)
    if recommendation.binned_at and not can_read_history(request.user, recommendation.review):
        raise Http404  # what is in the bin is for those who may read the bin
    context = workspace(request, recommendation.review, "findings") | {
        "recommendation": recommendation,
        "limbs": rows.limbs_html(recommendation),
        "small": rows.small_print(recommendation),
        "findings": [link.finding for link in recommendation.its_links if link.finding.binned_at is None],
        "may_edit": can_edit(request.user, recommendation.review) and recommendation.binned_at is None,
        "may_withdraw": permissions.can_withdraw(request.user, recommendation) and recommendation.binned_at is None,
    }
    return render(request, "recommendations/recommendation_show.html", context)


@require_POST
@signed_in
def recommendation_add(request, pk):
    """Add a recommendation beside a finding (`?finding=`) or to a section (`?section=`)."""
    review = review_to_edit(request, pk)
    finding = _named(Finding.objects.of_review(review).select_related("section"), request.GET.get("finding", ""))
    sections = Section.objects.kept().filter(paper__review=review, kind__in=table.KINDS)
    section = finding.section if finding else _named(sections, request.GET.get("section", ""))
    if section is None:
        messages.error(request, "That place is not there any more. Choose where to add the recommendation.")
        return redirect(page.table_url(review))
    form = RecommendationForm(request.POST, by_hand=numbering_of(review).style == "by_hand")
    place = f"beside-{finding.pk}" if finding else f"list-{section.pk}"
    if form.is_valid():
        try:
            with transaction.atomic():
                added = None
                if once.first_time(form.cleaned_data["once"], request.user):
                    added = actions.add(review, section, by=request.user, finding=finding, **form.arguments())
        except actions.LabelTaken as taken:
            form.add_error("label_typed", str(taken))
        else:
            drafts.forget(request.user, f"new-recommendation:{place}:")
            at = f"recommendation-{added.pk}" if added else f"section-{section.pk}"
            return redirect(page.table_url(review, at))
    opening = page.add_recommendation(request, review, beside=finding, section=section, form=form)
    return page.page(request, review, opening, status=422)


def _named(known, number):
    return known.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 10 else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommendation_edit(request, pk):
    """Change a recommendation where it stands."""
    recommendation = _recommendation(request, pk)
    review = recommendation.review
    at = f"recommendation-{pk}"
    if request.method != "POST":
        return redirect(page.table_url(review, at, edit=at))
    by_hand = numbering_of(review).style == "by_hand" and not recommendation.is_label_fixed
    form = RecommendationForm(request.POST, by_hand=by_hand)
    if form.is_valid():
        try:
            actions.change(recommendation, form.seen_version, by=request.user, **form.arguments())
        except versions.Stale as stale:
            context = workspace(request, review, "findings")
            back = page.table_url(review, at)
            prefix = f"recommendation:{pk}"
            lists = actions.parts(stale.current)
            return conflict(request, stale, form, prefix=prefix, back=back, context=context, lists=lists)
        except actions.LabelTaken as taken:
            form.add_error("label_typed", str(taken))
        except Refused as problem:
            form.add_error(problem.field, str(problem))
        else:
            drafts.forget(request.user, f"recommendation:{pk}:")
            return redirect(page.table_url(review, at))
    opening = page.edit_recommendation(request, recommendation, form)
    return page.page(request, review, opening, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommendation_links(request, pk):
    """Choose the findings that a recommendation rests on."""
    recommendation = _recommendation(request, pk)
    review = recommendation.review
    findings = list(Finding.objects.of_review(review).select_related("section"))
    linked = [link.finding_id for link in recommendation.finding_links.order_by("position", "pk")]
    initial = {"findings": [str(one) for one in linked], "home": str(linked[0]) if linked else ""}
    form = LinksForm(request.POST if request.method == "POST" else None, findings=findings, initial=initial)
    if form.is_valid():
        actions.link(recommendation, form.chosen(), by=request.user)
        return redirect(page.table_url(review, f"recommendation-{pk}"))
    heading = f"Findings that recommendation {recommendation.label or ''} rests on".replace("  ", " ")
    lead = "It is printed beside one of them; the others refer to it by its label."
    return form_page(request, review, form, heading, "Save", lead, f"recommendation-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommendation_place(request, pk):
    """Move a recommendation beside any finding, or into a section that lists recommendations."""
    recommendation = _recommendation(request, pk)
    review = recommendation.review
    form = PlaceForm(request.POST if request.method == "POST" else None, places=_places(review))
    if form.is_valid():
        kind, _, number = form.cleaned_data["place"].partition("-")
        finding = Finding.objects.select_related("section").get(pk=number) if kind == "finding" else None
        section = finding.section if finding else Section.objects.get(pk=number)
        try:
            actions.place(recommendation, section, 10_000, finding=finding, by=request.user)
            return redirect(page.table_url(review, f"recommendation-{pk}"))
        except Fixed as refused:
            form.add_error("place", str(refused))
    return form_page(request, review, form, "Move the recommendation", "Move it", "", f"recommendation-{pk}")


def _places(review):
    """(value, words) of every place a recommendation can go to."""
    for theme in table.read(review):
        for row in theme.rows:
            if row.finding and theme.section.kind == "findings":
                yield f"finding-{row.finding.pk}", f"{theme.section}: beside “{row.finding}”"
        if theme.section.kind != "conclusions":
            yield f"section-{theme.section.pk}", f"{theme.section}: at the end"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommendation_relations(request, pk):
    """Say what a recommendation depends on, repeats, replaces or was merged into."""
    recommendation = _recommendation(request, pk)
    review = recommendation.review
    same = list(Recommendation.objects.kept().filter(review=review).exclude(pk=pk).in_order())
    earlier = []
    if review.previous_id:
        earlier = list(
            Recommendation.objects.visible_to(request.user)
            .kept()
            .filter(review=review.previous_id)
            .select_related("review")
            .in_order()
        )
    initial = {
        "depends_on": [str(one.pk) for one in recommendation.depends_on.all()],
        "restates": str(recommendation.restates_id or ""),
        "supersedes": str(recommendation.supersedes_id or ""),
        "merged_into": str(recommendation.merged_into_id or ""),
    }
    form = RelationsForm(
        request.POST if request.method == "POST" else None, same=same, earlier=earlier, initial=initial
    )
    if form.is_valid():
        actions.relate(recommendation, by=request.user, **form.arguments())
        return redirect(page.table_url(review, f"recommendation-{pk}"))
    heading = f"How recommendation {recommendation.label or ''} stands to others".replace("  ", " ")
    return form_page(request, review, form, heading, "Save", "", f"recommendation-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def recommendation_withdraw(request, pk):
    """Withdraw an agreed recommendation, with a reason."""
    recommendation = _recommendation(request, pk, permissions.can_withdraw)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw(recommendation, form.cleaned_data["reason"], by=request.user)
        return redirect(page.table_url(recommendation.review, f"recommendation-{pk}"))
    lead = "Its label stays its own and is never given to another. You can reinstate it."
    heading = f"Withdraw recommendation {recommendation.label or ''}".strip()
    return form_page(request, recommendation.review, form, heading, "Withdraw it", lead, f"recommendation-{pk}")


@require_POST
@signed_in
def recommendation_reinstate(request, pk):
    """Undo a withdrawal."""
    recommendation = _recommendation(request, pk, permissions.can_withdraw)
    if recommendation.is_withdrawn:
        actions.reinstate(recommendation, by=request.user)
    return redirect(page.table_url(recommendation.review, f"recommendation-{pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def numbering_edit(request, pk):
    """Choose how a draft review's recommendations are numbered."""
    review = review_to_edit(request, pk)
    numbering = numbering_of(review)
    initial = {name: getattr(numbering, name) for name in ("style", "start", "prefix", "municipal_year")}
    form = NumberingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.set_numbering(review, by=request.user, **form.values)
            messages.success(request, "The recommendations are numbered anew.")
            return redirect(page.table_url(review))
        except actions.NotADraft as refused:
            form.add_error("style", str(refused))
    lead = "Labels follow the order while the review is a draft. Once it is agreed they never change."
    return form_page(request, review, form, "Numbering of recommendations", "Save", lead, "")
