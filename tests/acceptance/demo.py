"""The demonstration's second-stage review as a Truth: read out of the database that its loader fills."""

import json
import re

from tests.serving import manage, run

from .truth import (
    BRACKETS,
    FINDINGS,
    MATTERS,
    MEMBERSHIP,
    PROCESS,
    SCOPE,
    WITNESSES,
    WRITTEN,
    Finding,
    Member,
    Recommendation,
    Section,
    Truth,
    Witness,
)

KINDS = {
    "written": WRITTEN,
    "membership": MEMBERSHIP,
    "process": PROCESS,
    "matters_covered": MATTERS,
    "witnesses": WITNESSES,
    "findings": FINDINGS,
    "scope": SCOPE,
}
ROLES = {"chair": "Chair", "vice_chair": "Vice-chair", "substitute": "Substitute"}

_READ = """
import json
from recommendations.models import Recommendation
from scrutiny.models import Finding, Membership, Review, Scope

review = Review.objects.select_related("council", "report").get(stage=2)
body = lambda one: one.name if one else ""
scope = Scope.objects.get(review=review)
texts = ("objective", "outcome", "constraints", "method", "support", "priorities", "principles")
texts += ("evidence_wanted", "planned_witnesses", "dates", "planned_members")
recommendations = list(Recommendation.objects.filter(review=review).in_order().prefetch_related("limbs", "addressees__body"))
links = {one.pk: list(one.finding_links.order_by("position").values_list("finding_id", flat=True)) for one in recommendations}
print(json.dumps({
    "council": review.council.name, "title": review.title, "stage": review.stage, "started": review.started,
    "committee": review.commissioned_by.name, "conductor": review.conducted_by.name,
    "matters": review.matters_covered.splitlines(),
    "paper": review.report.title, "subtitle": review.report.subtitle,
    "bodies": [
        [one.name, one.kind, body(one.parents.first()), one.abbreviation]
        for one in review.council.bodies.live().order_by("pk")
    ],
    "members": [
        [one.title, one.person.name, one.role, one.capacity, one.joined, one.reason_joined,
         one.replaced_by.person.name if one.replaced_by else "", one.reason_left, one.left]
        for one in Membership.objects.filter(body=review.conducted_by).for_list()
        if not one.has_left or one.replaced_by
    ],
    "witnesses": [
        [one.title, one.name, one.role, one.organisation or body(one.body), one.is_then, one.is_anonymous]
        for one in review.witnesses.kept().order_by("order", "pk")
    ],
    "sessions": [[one.title, one.date, one.get_kind_display()] for one in review.sessions.kept().order_by("date")],
    "evidence": [
        [one.title, one.get_kind_display()] for one in review.evidence.kept().filter(access="open").order_by("order", "pk")
    ],
    "scope": {name: getattr(scope, name) for name in texts},
    "sections": [
        [one.kind, one.heading, one.text, [
            [row.pk, row.text, row.disposition, body(row.disposition_body), row.disposition_note]
            for row in Finding.objects.kept().filter(section=one).order_by("order", "pk")
        ]]
        for one in review.report.sections.kept().in_order()
    ],
    "recommendations": [
        [one.label.strip("()"), one.text, [limb.text for limb in one.limbs.all()], one.get_limb_style_display(),
         [str(to) for to in one.addressees.all()], one.due_on, one.due_event, one.success_measure, links[one.pk]]
        for one in recommendations
    ],
}))
"""


def read(url):
    """The Truth of the demonstration's second stage, loaded into the empty database at `url`."""
    manage(url, "demo_load", "-v0")
    found = json.loads(run(url, _READ))
    beside, also = {}, {}
    for label, *_, links in found["recommendations"]:
        beside.setdefault(links[0], []).append(label)
        for pk in links[1:]:
            also.setdefault(pk, []).append(label)
    truth = Truth(
        seed="demo",
        council=found["council"],
        title=found["paper"],
        subtitle=found["subtitle"],
        review_title=found["title"],
        stage=str(found["stage"]),
        started=found["started"],
        committee=found["committee"],
        conductor=found["conductor"],
        bodies=[],
        members=_members(found),
        witnesses=[_witness(*one) for one in found["witnesses"]],
        matters=found["matters"],
        sections=[
            Section(KINDS[kind], heading, unwrapped(text), rows=[_row(*row, beside, also) for row in rows])
            for kind, heading, text, rows in found["sections"]
            if kind in KINDS
        ],
        recommendations={
            label: Recommendation(label, text, limbs, style, addressees, due_on, due_event, unwrapped(measure))
            for label, text, limbs, style, addressees, due_on, due_event, measure, _ in found["recommendations"]
        },
        style=BRACKETS,
        is_numbered=False,
        scope={name: _scope_text(name, text) for name, text in found["scope"].items()},
        evidence=found["evidence"],
        sessions=found["sessions"],
    )
    truth.bodies = _bodies(truth, found["bodies"])
    return truth


def unwrapped(text):
    """A text with each paragraph and list item on a line of its own, as somebody types it."""
    return re.sub(r"(?<=\S) *\n(?=[^\n\s>-])", " ", re.sub(r"\n +", "\n", text.strip()))


def _scope_text(name, text):
    """The scope's lists keep their lines, its texts are paragraphs."""
    return unwrapped(text) if name in ("objective", "outcome", "constraints", "method") else text.strip()


def _row(pk, text, disposition, body, note, beside, also):
    if body:  # one box takes both
        note = f"the {body}: {note}" if disposition == "referred" else f"{body}, {note}"
    return Finding(unwrapped(text), beside.get(pk, []), disposition, note, also.get(pk, []))


def _members(found):
    """Those who served, in the order in which they are entered: from the start, then who came instead, then later."""
    members = [
        Member(
            body=found["conductor"],
            title=title,
            name=name,
            role=ROLES.get(role, ""),
            capacity=capacity,
            is_co_opted=role == "co_opted",
            joined=joined if reason_joined else "",
            reason=reason_left or reason_joined,
            replaced_by=replaced_by,
            left=left,
        )
        for title, name, role, capacity, joined, reason_joined, replaced_by, reason_left, left in found["members"]
    ]
    successors = {one.replaced_by for one in members}
    for one in members:
        one.succeeds = one.name in successors
    return sorted(members, key=lambda one: (bool(one.joined), one.succeeds))


def _witness(title, name, role, organisation, was_then, is_anonymous):
    if is_anonymous:
        return Witness("", name, is_anonymous=True)
    return Witness(title, name, role, "" if organisation in role else organisation, was_then)


def _bodies(truth, bodies):
    """The bodies that the paper names, each after the one it stands under."""
    named = {truth.committee, truth.conductor, *(one.organisation for one in truth.witnesses)}
    named |= {to for one in truth.recommendations.values() for to in one.addressees}
    return [
        (name, kind, parent if parent in named else "", abbreviation)
        for name, kind, parent, abbreviation in bodies
        if name in named
    ]
