"""The page where findings and recommendations are entered: it looks like the printed table."""

from dataclasses import dataclass
from typing import Any

from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from recommendations import blocks, table
from recommendations.actions.labels import numbering_of
from recommendations.forms.findings import FindingForm, NewFindingForm, RecommendationForm
from recommendations.models import Recommendation
from scrutiny import permissions
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body, Finding, Section
from scrutiny.views.workspace import review_inside, workspace

from . import rows


@dataclass
class Opening:
    """The one place on the page that is open for writing.

    `at` is the row or cell ("finding-12", "recommendation-7", "after-12", "section-5", "beside-12", "list-5").
    """

    at: str
    form: Any
    action: str
    cancel: str
    save: str = "Save"
    title: str = ""
    thing: Any = None
    again: bool = False
    links: tuple = ()


@require_safe
@signed_in
def finding_table(request, pk):
    """Findings beside recommendations, theme by theme; `?edit=` and `?add=` open one place for writing."""
    review = review_inside(request, pk)
    opening = None
    if permissions.can_edit(request.user, review):
        opening = _asked_for(request, review)
    return page(request, review, opening)


def page(request, review, opening=None, status=200):
    """The entry page as a response, with `opening` (or nothing) open for writing."""
    may_edit = permissions.can_edit(request.user, review)
    themes = table.once(review)
    context = workspace(request, review, "findings") | {
        "themes": [rows.theme(one, review, opening, may_edit) for one in themes],
        "opening": opening,
        "form": opening.form if opening else None,
        "may_edit": may_edit,
        "may_order": may_edit and review.is_draft,
        "can_move": may_edit and review.is_draft and any(theme.rows for theme in themes),
        "numbering": numbering_of(review),
        "bodies": _bodies(review) if opening else [],
        "csrf": get_token(request) if may_edit else "",
    }
    return render(request, "recommendations/finding_table.html", context, status=status)


def table_url(review, at="", **query):
    """The page's address, with a place on it and what to open."""
    url = reverse("recommendations:finding-table", args=[review.pk])
    if query:
        url += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    return f"{url}#{at}" if at else url


def _asked_for(request, review):
    """The Opening that the address asks for, or None; an address that makes no sense opens nothing."""
    use = bool(request.GET.get("draft"))
    kind, _, number = request.GET.get("edit", "").partition("-")
    if number.isascii() and number.isdigit() and len(number) < 10:
        if kind == "finding":
            finding = Finding.objects.of_review(review).filter(pk=number).first()
            return finding and edit_finding(request, finding, use_draft=use)
        if kind == "recommendation":
            recommendation = Recommendation.objects.kept().filter(review=review, pk=number).first()
            return recommendation and edit_recommendation(request, recommendation, use_draft=use)
    kind, _, number = request.GET.get("add", "").partition("-")
    if number.isascii() and number.isdigit() and len(number) < 10:
        section = Section.objects.kept().filter(paper__review=review, kind__in=table.KINDS)
        finding = Finding.objects.of_review(review)
        if kind == "section":
            return add_finding(request, review, section.filter(pk=number).first(), use_draft=use)
        if kind == "after":
            after = finding.filter(pk=number).first()
            return after and add_finding(request, review, after.section, after=after, use_draft=use)
        if kind == "beside":
            return add_recommendation(request, review, beside=finding.filter(pk=number).first(), use_draft=use)
        if kind == "list":
            return add_recommendation(request, review, section=section.filter(pk=number).first(), use_draft=use)
    return None


def edit_finding(request, finding, form=None, use_draft=False):
    """An Opening that changes a finding."""
    review = finding.review
    if form is None:
        initial = {
            "text": finding.text,
            "disposition": finding.disposition,
            "disposition_note": blocks.disposition_typed(finding),
            "version": finding.version,
        }
        form = FindingForm(initial=initial)
    form.drafts_for(f"finding:{finding.pk}", request.user, finding.version, use=use_draft)
    at = f"finding-{finding.pk}"
    links = []
    if review.is_draft:
        links = [
            ("Split it into several", reverse("recommendations:finding-split", args=[finding.pk])),
            ("Move it to another place", reverse("recommendations:finding-place", args=[finding.pk])),
            ("Put it in the bin", reverse("scrutiny:thing-bin", args=["finding", finding.pk])),
        ]
    links.append(("Earlier wordings", reverse("scrutiny:text-history", args=["finding", finding.pk, "text"])))
    return Opening(
        at,
        form,
        reverse("recommendations:finding-edit", args=[finding.pk]),
        table_url(review, at),
        title="Change the finding",
        thing=finding,
        links=tuple(links),
    )


def add_finding(request, review, section, after=None, form=None, use_draft=False):
    """An Opening that adds a finding at the end of `section` or after another; None without a section."""
    if section is None or section.kind == "recommendations":
        return None
    form = form or NewFindingForm()
    form.drafts_for(f"new-finding:{section.pk}", request.user, use=use_draft)
    at = f"after-{after.pk}" if after else f"section-{section.pk}"
    action = reverse("recommendations:finding-add", args=[section.pk])
    return Opening(
        at,
        form,
        f"{action}?after={after.pk}" if after else action,
        table_url(review, f"finding-{after.pk}" if after else at),
        title="Add a finding",
        save="Add",
        again=True,
    )


def edit_recommendation(request, recommendation, form=None, use_draft=False):
    """An Opening that changes a recommendation."""
    review = recommendation.review
    by_hand = numbering_of(review).style == "by_hand" and not recommendation.is_label_fixed
    if form is None:
        form = RecommendationForm(
            by_hand=by_hand,
            initial={
                "label_typed": recommendation.label or "",
                "text": recommendation.text,
                "limbs": [limb.text for limb in recommendation.limbs.all()],
                "limb_style": recommendation.limb_style,
                "addressees": [str(one) for one in recommendation.addressees.select_related("body")],
                "due_on": recommendation.due_on,
                "due_event": recommendation.due_event,
                "success_measure": recommendation.success_measure,
                "version": recommendation.version,
            },
        )
    form.drafts_for(f"recommendation:{recommendation.pk}", request.user, recommendation.version, use=use_draft)
    at = f"recommendation-{recommendation.pk}"
    pk = recommendation.pk
    links = [
        ("Findings it rests on", reverse("recommendations:recommendation-links", args=[pk])),
        ("How it stands to others", reverse("recommendations:recommendation-relations", args=[pk])),
        ("Earlier wordings", reverse("scrutiny:text-history", args=["recommendation", pk, "text"])),
    ]
    if review.is_draft:
        links.insert(2, ("Move it to another place", reverse("recommendations:recommendation-place", args=[pk])))
    if recommendation.is_label_fixed:
        links.append(("Withdraw it", reverse("recommendations:recommendation-withdraw", args=[pk])))
    else:
        links.append(("Put it in the bin", reverse("scrutiny:thing-bin", args=["recommendation", pk])))
    return Opening(
        at,
        form,
        reverse("recommendations:recommendation-edit", args=[pk]),
        table_url(review, at),
        title=f"Change recommendation {recommendation.label or ''}".strip(),
        thing=recommendation,
        links=tuple(links),
    )


def add_recommendation(request, review, beside=None, section=None, form=None, use_draft=False):
    """An Opening that adds a recommendation beside a finding or at the end of a section; None without either."""
    if beside is None and section is None:
        return None
    by_hand = numbering_of(review).style == "by_hand"
    form = form or RecommendationForm(by_hand=by_hand)
    place = f"beside-{beside.pk}" if beside else f"list-{section.pk}"
    form.drafts_for(f"new-recommendation:{place}", request.user, use=use_draft)
    action = reverse("recommendations:recommendation-add", args=[review.pk])
    target = f"finding={beside.pk}" if beside else f"section={section.pk}"
    back = f"finding-{beside.pk}" if beside else f"section-{section.pk}"
    return Opening(place, form, f"{action}?{target}", table_url(review, back), title="Add a recommendation", save="Add")


def _bodies(review):
    """Names offered while somebody types an addressee."""
    return list(Body.objects.live().filter(council=review.council_id).order_by("name").values_list("name", flat=True))
