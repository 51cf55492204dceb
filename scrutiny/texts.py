"""The nouns of this floor whose wordings are kept and that can be put in the bin; see scrutiny.registry.TextKind."""

from django.urls import reverse

from scrutiny import permissions, registry
from scrutiny.access import access_of
from scrutiny.actions import appendices, papers
from scrutiny.actions import bin as bins
from scrutiny.engine import drafts
from scrutiny.models import (
    Appendix,
    EvidenceGrant,
    EvidenceItem,
    EvidenceSession,
    Finding,
    Paper,
    Review,
    Scope,
    Section,
    Witness,
)

SCOPE_LABELS = {
    "objective": "Objective",
    "outcome": "Outcome",
    "constraints": "Constraints",
    "evidence_wanted": "Evidence wanted",
    "planned_witnesses": "Planned witnesses",
    "method": "Method",
    "dates": "Date or dates",
    "planned_members": "Planned membership",
    "support": "Support",
    "priorities": "Council priorities",
    "principles": "Scrutiny principles",
}


def _edit(name):
    return lambda thing: reverse(name, args=[thing.pk])


def _evidence_page(review):
    return reverse("scrutiny:witness-list", args=[review.pk])


def _evidence_wordings(user, item, history):
    """Wordings from when an item was confidential stay with those who may read it by grant, and the monitoring officer.

    An item may have been reworded so that it could be opened.
    """
    granted = EvidenceGrant.objects.filter(item=item, user=user).exists()
    if granted or item.review.council_id in access_of(user).monitoring_of:
        return history
    return history.exclude(access=EvidenceItem.Access.CONFIDENTIAL)


for text_kind in (
    registry.TextKind(
        "review",
        Review,
        {
            "title": "Title",
            "trigger": "Why it was set up",
            "matters_covered": "Matters covered",
            "contact": "Contact",
        },
        permissions.can_edit,
        label="review",
        path="",
        url=_edit("scrutiny:review-edit"),
        home=lambda review: review.get_absolute_url(),
        bin=bins.bin_review,
    ),
    registry.TextKind(
        "scope",
        Scope,
        SCOPE_LABELS,
        permissions.can_edit,
        label="scope",
        url=lambda scope: reverse("scrutiny:scope-edit", args=[scope.review_id]),
    ),
    registry.TextKind(
        "paper",
        Paper,
        {"title": "Title", "subtitle": "Subtitle", "author": "Report author"},
        permissions.can_edit,
        label="report",
        has_bin=False,
    ),
    registry.TextKind(
        "section",
        Section,
        {"heading": "Heading", "text": "Text"},
        permissions.can_edit,
        label="section",
        path="paper__review",
        checked=lambda sections: sections.filter(is_dropped=False),
        url=lambda section: f"{section.paper.get_absolute_url()}#section-{section.pk}",
        is_ordered=True,
        bin=lambda section, by: papers.bin_section(section, by=by),
        restore=lambda section, by: papers.restore_section(section, by=by),
    ),
    registry.TextKind(
        "appendix",
        Appendix,
        {"title": "Title", "described": "What the picture shows"},
        permissions.can_edit,
        label="appendix",
        path="paper__review",
        url=_edit("scrutiny:appendix-edit"),
        home=lambda review: review.report.get_absolute_url(),
        bin=lambda appendix, by: appendices.put_in_bin(appendix, by=by),
        restore=lambda appendix, by: appendices.put_back(appendix, by=by),
    ),
    registry.TextKind(
        "finding",
        Finding,
        {"text": "Finding", "disposition_note": "To whom, or where"},
        permissions.can_edit,
        label="finding",
        path="section__paper__review",
        checked=lambda findings: findings.filter(section__binned_at__isnull=True, section__is_dropped=False),
        is_ordered=True,
        bin=bins.bin_finding,
        restore=bins.restore_finding,
    ),
    registry.TextKind(
        "witness",
        Witness,
        {"title": "Title", "name": "Name", "role": "Role", "organisation": "Organisation", "gave": "What they gave"},
        permissions.can_edit,
        label="witness",
        url=_edit("scrutiny:witness-edit"),
        home=_evidence_page,
    ),
    registry.TextKind(
        "session",
        EvidenceSession,
        {"title": "Title", "place": "Place", "notes": "Notes"},
        permissions.can_edit,
        label="evidence session",
        url=_edit("scrutiny:session-edit"),
        home=_evidence_page,
    ),
    registry.TextKind(
        "evidence",
        EvidenceItem,
        {"title": "Title", "source": "From", "summary": "What it says", "exempt_reason": "Public-interest reason"},
        permissions.can_edit,
        label="item of evidence",
        # The panel is read by everybody inside; restricted evidence is not.
        checked=lambda items: items.filter(access=EvidenceItem.Access.OPEN),
        url=_edit("scrutiny:evidence-edit"),
        home=_evidence_page,
        wordings=_evidence_wordings,
    ),
):
    registry.add_text(text_kind)


def visible(kind, user):
    """The things of a registered TextKind that the user may see; a queryset."""
    manager = kind.model.objects
    if hasattr(manager, "visible_to"):
        return manager.visible_to(user)
    inside = Review.objects.inside_q(user, f"{kind.path}__") if kind.path else Review.objects.inside_q(user)
    return manager.filter(inside)


def _describer(kind_name):
    """What a draft of one of this kind's texts is of, for its writer's list of unsaved text."""

    def describe(rest, user):
        pk, _, field = rest.partition(":")
        kind = registry.texts[kind_name]
        if kind_name == "review" and field == "witnesses":
            return _describer_of_new("A pasted list of witnesses", "scrutiny:witness-paste")(pk, user)
        if not pk.isdigit() or len(pk) > 9 or field not in kind.fields:
            return None
        thing = visible(kind, user).filter(pk=pk).first()
        if thing is None:
            return None
        return drafts.Described(f"{kind.fields[field]}: {kind.label} “{thing}”", kind.url_of(thing))

    return describe


for kind_name in ("review", "scope", "witness", "session", "evidence"):
    drafts.describes(kind_name)(_describer(kind_name))


def _describer_of_new(words, url_name):
    """What a draft of something not yet added is of; its key goes on with the number of the review."""

    def describe(rest, user):
        pk = rest.partition(":")[0]
        if not pk.isdigit() or len(pk) > 9:
            return None
        review = Review.objects.inside(user).filter(pk=pk).first()
        return drafts.Described(f"{words}: {review}", reverse(url_name, args=[review.pk])) if review else None

    return describe


drafts.describes("new-witness")(_describer_of_new("A new witness", "scrutiny:witness-add"))
drafts.describes("new-session")(_describer_of_new("A new evidence session", "scrutiny:session-add"))
drafts.describes("new-evidence")(_describer_of_new("New evidence", "scrutiny:evidence-add"))


@drafts.describes("new-review")
def _new_review(rest, user):
    return drafts.Described("A new review", reverse("scrutiny:review-add"))
