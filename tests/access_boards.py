"""Who may open what of boards and of the papers of every kind: rows and things beside those of access_table.

A board's money, plans, indicators, inspections, case reviews and appearances are read by everybody with a post in the
council and changed by its officers and administrators, whatever the state of the review.
"""

from tests import board_things
from tests.access_rows import Row  # noqa: F401

BOTH = ("GET", "POST")


def make_things(world, state):
    """Give the World of the access tests one of everything that a board and a paper can hold."""
    cast = world.cast
    world.board_profile = board_things.make_profile(cast.board)
    world.board_group = board_things.make_group(cast.board)
    world.partner = board_things.make_partner(cast.board)
    world.contribution = board_things.make_contribution(world.partner)
    world.governance_link = board_things.make_governance_link(cast.board, cast.executive)
    world.appearance = board_things.make_appearance(cast.board, world.meeting)
    world.business_plan = board_things.make_business_plan(cast.board)
    world.goal = board_things.make_goal(world.business_plan)
    world.second_goal = board_things.make_goal(world.business_plan)  # so that one can be moved
    world.indicator = board_things.make_indicator(cast.board)
    world.value = board_things.make_value(world.indicator)
    world.inspection = board_things.make_inspection(cast.board)
    world.notice = board_things.make_inspection(cast.board, "notice")
    world.case_reviews = board_things.make_case_reviews(cast.board)


# Who. Everything is a pair of role and state, as in access_table.

STAFF = ("officer", "other_officer", "administrator")


def everybody(role, state):
    return "yes"


def post_holders(role, state):
    """A page at a board's own address, which all may see: those with a post in the council; strangers are told no."""
    if role == "public":
        return "sign in"
    return "no" if role == "stranger" else "yes"


def board_writers(role, state):
    """Changing at a board's own address: the council's officers and administrators; others are told no."""
    if role == "public":
        return "sign in"
    return "yes" if role in STAFF else "no"


def held_readers(role, state):
    """What a board holds, at its own address: those with a post in the council; strangers find nothing."""
    said = post_holders(role, state)
    return "hidden" if said == "no" else said


def held_writers(role, state):
    """Changing what a board holds: the council's officers and administrators among those who see it."""
    seen = held_readers(role, state)
    return seen if role in STAFF or seen != "yes" else "no"


ROWS = {}

# Each area adds its own rows below: ROWS |= {...}
