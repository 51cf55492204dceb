"""What this floor hangs on the lower one; see scrutiny.registry."""

from django.urls import reverse

from recommendations import readiness
from recommendations.actions import bin as bins
from recommendations.actions.labels import relabel
from recommendations.actions.recommendations import fix_labels, follow_finding
from recommendations.models import Recommendation
from scrutiny import permissions, registry
from scrutiny.engine import drafts
from scrutiny.models import Finding, Section

registry.on_order_changed.append(relabel)
registry.on_agreed.append(fix_labels)
registry.on_carried.append(follow_finding)
registry.readiness_checks.append(readiness.points)
registry.add_tab(registry.Tab("findings", "Findings and recommendations", "recommendations:finding-table", 50))
registry.add_text(
    registry.TextKind(
        "recommendation",
        Recommendation,
        {
            "text": "Recommendation",
            "success_measure": "How the committee will know",
            "due_event": "Due at",
        },
        permissions.can_edit,
        label="recommendation",
        checked=lambda known: known.filter(
            withdrawn_at__isnull=True, section__binned_at__isnull=True, section__is_dropped=False
        ).select_related("section"),
        bin=bins.bin_recommendation,
        restore=bins.restore_recommendation,
    )
)


def _place(review, what, at):
    return f"{reverse('recommendations:finding-table', args=[review.pk])}?{what}&draft=1#{at}"


REVIEW_OF = {Finding: "section__paper__review", Recommendation: "review", Section: "paper__review"}


def _found(known, rest, user):
    pk, _, _ = rest.partition(":")
    review = REVIEW_OF[known]
    known = known.objects.visible_to(user).filter(**{f"{review}__isnull": False}).select_related(review)
    return known.filter(pk=pk).first() if pk.isdigit() and len(pk) < 10 else None


@drafts.describes("finding")
def _finding(rest, user):
    finding = _found(Finding, rest, user)
    at = finding and f"finding-{finding.pk}"
    return finding and drafts.Described(f"Finding “{finding}”", _place(finding.review, f"edit={at}", at))


@drafts.describes("recommendation")
def _recommendation(rest, user):
    one = _found(Recommendation, rest, user)
    at = one and f"recommendation-{one.pk}"
    return one and drafts.Described(f"Recommendation “{one}”", _place(one.review, f"edit={at}", at))


@drafts.describes("new-finding")
def _new_finding(rest, user):
    section = _found(Section, rest, user)
    at = section and f"section-{section.pk}"
    return section and drafts.Described(f"A new finding in “{section}”", _place(section.review, f"add={at}", at))


@drafts.describes("paste")
def _paste(rest, user):
    section = _found(Section, rest, user)
    url = section and f"{reverse('recommendations:finding-paste', args=[section.pk])}?draft=1"
    return section and drafts.Described(f"Findings pasted into “{section}”", url)


@drafts.describes("new-recommendation")
def _new_recommendation(rest, user):
    place = rest.partition(":")[0]
    kind, _, pk = place.partition("-")
    thing = _found(Finding if kind == "beside" else Section, pk, user)
    if thing is None:
        return None
    at = f"finding-{thing.pk}" if kind == "beside" else f"section-{thing.pk}"
    return drafts.Described(f"A new recommendation in “{thing}”", _place(thing.review, f"add={place}", at))
