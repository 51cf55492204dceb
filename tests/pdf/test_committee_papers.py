"""Every kind of paper that a committee makes, printed with two years of life in it and held against PDF/UA-1."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.models import DateRevision, Proposal
from scrutiny import registry
from scrutiny.actions import committee_papers, editions, papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import factories as make
from tests import life
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

AS_AT = date(2025, 3, 20)
KINDS = [key for key, one in registry.paper_templates.items() if not one.for_review]
WISHES = (
    "Publish the punctuality figures of every contract each term, school by school, and say what was done about them.",
    "Write to the **families** of all pupils with a travel plan before the summer, in words that they can use.",
    "Ask the Health Board to share what it knows of appointments missed for want of transport.",
    "Train every passenger assistant in the safe use of wheelchairs, and keep a register that can be inspected.",
    "Bring the three budgets for crossing patrols together.",
    "Report to this committee on the cost of a later bus on club days.",
)


def two_years():
    """A committee with two reviews, a plan and everything that happened to their recommendations."""
    cast = make.make_cast()
    body = cast.committee
    last = make.make_meeting(body, date(2025, 1, 16))
    coming = make.make_meeting(body, date(2025, 3, 27))
    owner = life.make_owner(cast.council, "Una Owner", post="Head of Passenger Transport")
    reviews = [
        life.make_agreed(body, published=True, title="Getting to school safely"),
        life.make_agreed(body, conducted_by=cast.sub_committee, title="Transport for pupils with additional needs"),
    ]
    found = []
    for review in reviews:
        for number, words in enumerate(WISHES, start=1):
            one = make.make_recommendation(review, words, label=f"({number})", is_label_fixed=True)
            addressee = make.make_addressee(one, cast.directorate if number % 2 else cast.executive)
            life.make_request(one, addressee)
            found.append(one)
    found[3].limbs.create(order=1, label="(a)", text="for those employed by the council")
    found[3].limbs.create(order=2, label="(b)", text="for those employed by operators")
    decisions = ("accepted", "in_part", "in_principle", "rejected", "noted", "accepted", "accepted")
    for one, decision in zip(found, decisions, strict=False):
        life.make_response(one.requests.get(), decision, on=date(2024, 4, 9), reasons="As the report says.")
    ratings = ("green", "amber_green", "amber", "amber_red", "red", "no_data", "amber")
    for number, (one, rating) in enumerate(zip(found, ratings, strict=False)):
        due = (date(2024, 10, 31) + timedelta(days=40 * number)).isoformat()
        action = life.make_action(one, "Agree it with operators.", owner=owner, due_on=due, on=date(2024, 4, 9))
        said = f"Work on this began in the autumn. {WISHES[number % 6]}"
        life.make_update(action, rating, on=date(2025, 2, 3), commentary=said)
        if number in (2, 4):
            DateRevision.objects.create(
                action=action, before_on=due, due_on="2025-07-31", why="The contract was let late.",
                revised_on=date(2025, 2, 3), who="Head of Passenger Transport",
            )  # fmt: skip
    life.make_judgement(found[1], "continue", meeting=last, minute_reference="23")
    life.make_judgement(found[8], "extend", meeting=last, extend_to=date(2025, 9, 1))
    life.make_judgement(found[11], "close_implemented", meeting=coming, on=AS_AT, minute_reference="31")
    for one, kind in ((found[0], "close_implemented"), (found[4], "escalate")):
        Proposal.objects.create(
            recommendation=one, meeting=coming, kind=kind, why="All schools have it.", recorded_on=AS_AT,
            escalate_to="Cabinet" if kind == "escalate" else "",
        )  # fmt: skip
    plan = life.make_plan(body, "Safer journeys plan")
    for number, rating in enumerate(("green", "green", "amber", "red", "no_data")):
        action = life.make_action(plan, WISHES[number], owner=owner, due_on="2024-12-01", label=f"A{number + 1}")
        life.make_update(action, rating, on=date(2025, 2, 3), commentary="See **above**.")
    about = {"plan": plan, "recommendation": found[2], "review": reviews[0], "since": None}
    return cast, coming, about


def made(kind, cast, meeting, about):
    """The paper of a kind with its sections written."""
    paper = committee_papers.make_paper(
        cast.committee, kind, meeting=meeting, item_number="7", author="Olive Marsh, Scrutiny Officer",
        about=about, by=cast.officer,
    )  # fmt: skip
    for section in paper.sections.filter(kind="written"):
        papers.save_section(section, 1, text="The committee asked for this at its *last* meeting.", by=cast.officer)
    return Paper.objects.get(pk=paper.pk)


def test_every_kind_of_committee_paper_conforms():
    cast, meeting, about = two_years()
    printed = []
    for kind in KINDS:
        paper = made(kind, cast, meeting, about)
        shaped = shaping.shape(
            paper, AS_AT, is_draft=kind == "briefing", edition_line="Edition 1, issued 21 March 2025."
        )
        known = {section.kind for section in paper.sections.all()}
        assert known <= set(registry.blocks)
        printed.append(printing.to_pdf(paper, shaped))
    assert_pdf_ua(printed)


def test_an_issued_edition_of_a_monitoring_report_conforms_and_stays():
    cast, meeting, about = two_years()
    paper = made("monitoring", cast, meeting, about)
    committee_papers.make_final(paper, by=cast.officer, at=timezone.now())
    edition = editions.issue(Paper.objects.get(pk=paper.pk), as_at=AS_AT, by=cast.officer)
    assert not edition.is_draft
    assert (
        "11 recommendations are open as at 20 March 2025. 1 recommendation was closed since 16 January 2025."
        in edition.html
    )
    assert_pdf_ua(bytes(edition.pdf))
