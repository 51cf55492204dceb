"""Factories of what boards hold; see tests/factories.py for what stands beneath."""

from datetime import date
from decimal import Decimal
from itertools import count

from django.utils import timezone

from boards.models import (
    Appearance,
    Board,
    BusinessPlan,
    CaseReviews,
    Contribution,
    Goal,
    GovernanceLink,
    Indicator,
    IndicatorValue,
    Inspection,
    Partner,
)
from tests import factories, life

YEAR = "2013/14"
_next = count(1).__next__


def make_board(council=None, name=None, **fields):
    """A Body that is a board with its profile; `fields` are the profile's."""
    body = factories.make_body(council, name or f"Safeguarding Board {_next()}", kind="board")
    Board.objects.create(body=body, **fields)
    return body


def make_profile(board, **fields):
    """The Board profile of a body that has none yet."""
    fields = {"legal_basis": "Children Act 2004, section 13"} | fields
    return Board.objects.create(body=board, **fields)


def make_group(board, name=None, **fields):
    """A board's group: a Body under it."""
    fields.setdefault("kind", "board_group")
    return factories.make_body(board.council, name or f"Case Group {_next()}", parents=[board], **fields)


def make_partner(board=None, body=None, name=None, **fields):
    """A Partner of `board`; the organisation is an agency of the council unless given."""
    board = board or make_board()
    body = body or factories.make_body(board.council, name or f"Partner Trust {_next()}", kind="agency")
    fields.setdefault("order", board.partners.count() + 1)
    return Partner.objects.create(board=board, body=body, **fields)


def make_contribution(partner=None, pounds="1000.00", year=YEAR, *, in_kind="", **fields):
    """A Contribution of pounds, or of `in_kind` words, by a partner in a financial year."""
    partner = partner or make_partner()
    kind = {"kind": "in_kind", "in_kind": in_kind} if in_kind else {"kind": "pounds", "pounds": Decimal(pounds)}
    return Contribution.objects.create(partner=partner, year=year, **kind, **fields)


def make_governance_link(body, to, kind="reports_to", **fields):
    """A GovernanceLink: how `body` stands to `to`."""
    return GovernanceLink.objects.create(body=body, to=to, kind=kind, **fields)


def make_appearance(board=None, meeting=None, **fields):
    """An Appearance of `board` at a committee's meeting."""
    board = board or make_board()
    meeting = meeting or factories.make_meeting(factories.make_body(board.council), date(2024, 3, 12))
    fields.setdefault("presented_by", "The independent chair")
    return Appearance.objects.create(board=board, meeting=meeting, **fields)


def make_business_plan(board=None, year=YEAR, title=None, **fields):
    """A BusinessPlan of `board` for a year."""
    board = board or make_board()
    return BusinessPlan.objects.create(board=board, year=year, title=title or f"Business plan {_next()}", **fields)


def make_goal(plan=None, kind="aim", text="Children are heard.", *, parent=None, **fields):
    """A Goal at the end of a business plan, under `parent` where given."""
    plan = plan or (parent.business_plan if parent else make_business_plan())
    fields.setdefault("order", plan.goals.count() + 1)
    return Goal.objects.create(business_plan=plan, kind=kind, text=text, parent=parent, **fields)


def make_indicator(board=None, name=None, **fields):
    """An Indicator of `board`: a percentage, higher is better, unless told."""
    board = board or make_board()
    fields = {"unit": "%", "order": board.indicators.count() + 1} | fields
    return Indicator.objects.create(board=board, name=name or f"Assessments in time {_next()}", **fields)


def make_value(indicator=None, value="45", period="2012/13", *, series="own", ends_on="2013-03-31", **fields):
    """An IndicatorValue for a period."""
    fields.setdefault("recorded_on", date(2013, 5, 1))
    return IndicatorValue.objects.create(
        indicator=indicator or make_indicator(),
        series=series,
        period=period,
        ends_on=ends_on,
        value=Decimal(value),
        **fields,
    )


def make_inspection(board=None, kind="inspection", **fields):
    """An Inspection, or another Kind of look from outside."""
    fields = {"inspector": "The inspectorate", "subject": "Services for children", "began": "2012-11"} | fields
    return Inspection.objects.create(board=board or make_board(), kind=kind, **fields)


def make_case_reviews(board=None, year=YEAR, **fields):
    """CaseReviews: counts and what was learned, for a year."""
    fields = {"started": 2, "finished": 1, "lessons": "Share what is known early."} | fields
    return CaseReviews.objects.create(board=board or make_board(), year=year, **fields)


def grow_held(board, plan, indicator, number):
    """One more of every plan, goal, indicator, value, inspection and year's case reviews, some of them in the bin."""
    year = f"{2030 + number}/{(2031 + number) % 100:02d}"
    away = {"binned_at": timezone.now()}
    goal = make_goal(plan, progress="Words")
    make_goal(plan, "priority", parent=goal)
    make_goal(plan, **away)
    goal.actions.add(life.make_action(life.make_plan(board)))
    for one in ({}, away):
        make_business_plan(board, year, carried_from=plan, **one)
        make_value(make_indicator(board, **one))
        make_inspection(board, findings="Words", **one)
        make_case_reviews(board, year, **one)
    make_value(indicator, period=year, ends_on=f"{2031 + number}-03-31")
