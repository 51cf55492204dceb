"""Who may open what of boards and of the papers of every kind: rows and things beside those of access_table.

A board's money, plans, indicators, inspections, case reviews and appearances are read by everybody with a post in the
council and changed by its officers and administrators, whatever the state of the review.
"""

from scrutiny.actions.headings import ensure_headings
from tests import access_life, agendas, board_things, exempt_things, forward_things
from tests.access_rows import Row

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
    world.standard_heading = ensure_headings(cast.council)[0]  # else they come into being when first read
    world.case_reviews = board_things.make_case_reviews(cast.board)
    agendas.give(world, state)
    exempt_things.give(world, state)
    forward_things.give(world)


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

# A board's profile, partners, budget, governance and appearances.
ROWS |= {
    "boards:board-edit": Row("board", board_writers, BOTH),
    "boards:partner-add": Row("board", board_writers, BOTH),
    "boards:partner-edit": Row("partner", held_writers, BOTH),
    "boards:partner-remove": Row("partner", held_writers, BOTH),
    "boards:budget": Row("board", post_holders),
    "boards:budget-edit": Row("board", board_writers, BOTH),
    "boards:governance": Row("board", everybody),
    "boards:governance-add": Row("board", board_writers, BOTH),
    "boards:governance-remove": Row("governance_link", held_writers, BOTH),
    "boards:appearance-add": Row("board", board_writers, BOTH),
    "boards:appearance-edit": Row("appearance", held_writers, BOTH),
}

# Business plans, goals, indicators, inspections and case reviews.
ROWS |= {
    "boards:business-plan-list": Row("board", post_holders),
    "boards:business-plan-add": Row("board", board_writers, BOTH),
    "boards:business-plan-show": Row("business_plan", held_readers),
    "boards:business-plan-edit": Row("business_plan", held_writers, BOTH),
    "boards:business-plan-carry": Row("business_plan", held_writers, BOTH),
    "boards:business-plan-bin": Row("business_plan", held_writers, "POST"),
    "boards:goal-add": Row("business_plan", held_writers, BOTH),
    "boards:goals-paste": Row("business_plan", held_writers, BOTH),
    "boards:goal-edit": Row("goal", held_writers, BOTH),
    "boards:goal-move": Row("goal", held_writers, "POST"),
    "boards:goal-bin": Row("goal", held_writers, "POST"),
    "boards:goal-action-add": Row("goal", held_writers, BOTH),
    "boards:indicator-list": Row("board", post_holders),
    "boards:indicator-add": Row("board", board_writers, BOTH),
    "boards:indicator-show": Row("indicator", held_readers),
    "boards:indicator-edit": Row("indicator", held_writers, BOTH),
    "boards:indicator-bin": Row("indicator", held_writers, "POST"),
    "boards:value-add": Row("indicator", held_writers, BOTH),
    "boards:value-revise": Row("value", held_writers, BOTH),
    "boards:inspection-list": Row("board", post_holders),
    "boards:inspection-add": Row("board", board_writers, BOTH),
    "boards:inspection-show": Row("inspection", held_readers),
    "boards:inspection-edit": Row("inspection", held_writers, BOTH),
    "boards:inspection-lift": Row("notice", held_writers, BOTH),
    "boards:inspection-bin": Row("inspection", held_writers, "POST"),
    "boards:inspection-plan": Row("inspection", held_writers, "POST"),
    "boards:case-reviews-add": Row("board", board_writers, BOTH),
    "boards:case-reviews-edit": Row("case_reviews", held_writers, BOTH),
    "boards:case-reviews-bin": Row("case_reviews", held_writers, "POST"),
    "boards:case-reviews-plan": Row("case_reviews", held_writers, "POST"),
}


# A council's standard headings, and what a committee's paper says under them.

ROWS |= {
    "scrutiny:standard-heading-list": Row("council", access_life.council_administrators),
    "scrutiny:standard-heading-add": Row("council", access_life.council_administrators, BOTH),
    "scrutiny:standard-heading-edit": Row("standard_heading", access_life.council_administrators, BOTH),
    "scrutiny:standard-heading-move": Row("standard_heading", access_life.council_administrators, "POST"),
    "scrutiny:quality-scale": Row("council", access_life.council_administrators, BOTH),
    "scrutiny:committee-paper-implications": Row("own_paper", access_life.paper_writers, BOTH),
    "scrutiny:committee-paper-implications away": Row(
        "own_away", access_life.nobody_of(access_life.binned_readers), BOTH
    ),
}

# A meeting's agenda, its items, and its packs.


def agenda_readers(role, state):
    """A formal meeting's agenda as it stands: those who serve the body; others are told no."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "member", "co_opted", "monitoring") else "no"


def agenda_writers(role, state):
    """Changing an agenda, at the meeting's address: the body's officer."""
    return "sign in" if role == "public" else "yes" if role == "officer" else "no"


def item_writers(role, state):
    """One item, which only those who serve the body know of."""
    if role in ("officer", "public"):
        return agenda_writers(role, state)
    return "no" if agenda_readers(role, state) == "yes" else "hidden"


def pack_readers(role, state):
    """A pack: those who serve the body, and everybody once it is published."""
    return "yes" if state == "published" or agenda_readers(role, state) == "yes" else "hidden"


def exempt_pack_readers(role, state):
    """A pack with what is exempt: never published, and not for those co-opted."""
    return "yes" if role in ("officer", "member", "monitoring") else "hidden"


def draft_pack_readers(role, state):
    """A pack that holds drafts, which members may not have been shown."""
    return "yes" if role in ("officer", "monitoring") else "hidden"


def pack_writers(role, state):
    """Publishing a pack and taking it back: the body's officer."""
    if role in ("officer", "public"):
        return agenda_writers(role, state)
    return "no" if pack_readers(role, state) == "yes" else "hidden"


ROWS |= {
    "scrutiny:agenda": Row("agenda_meeting", agenda_readers),
    "scrutiny:agenda-item-add": Row("agenda_meeting", agenda_writers, BOTH),
    "scrutiny:agenda-item-edit": Row("agenda_item", item_writers, BOTH),
    "scrutiny:agenda-item-move": Row("agenda_item", item_writers, "POST"),
    "scrutiny:agenda-item-remove": Row("agenda_item", item_writers, BOTH),
    "scrutiny:pack-issue": Row("agenda_meeting", agenda_writers, BOTH),
    "scrutiny:pack-show": Row("pack", pack_readers),
    "scrutiny:pack-show exempt": Row("exempt_pack", exempt_pack_readers),
    "scrutiny:pack-show draft": Row("draft_pack", draft_pack_readers),
    "scrutiny:pack-pdf": Row("pack", pack_readers),
    "scrutiny:pack-pdf exempt": Row("exempt_pack", exempt_pack_readers),
    "scrutiny:pack-pdf draft": Row("draft_pack", draft_pack_readers),
    "scrutiny:pack-publish": Row("pack", pack_writers, BOTH),
    "scrutiny:pack-withdraw": Row("pack", pack_writers, BOTH),
}


# The forward look and consultations: the committee's own, read by those who serve it and written by its officer.
ROWS |= {
    "recommendations:forward-list": Row("committee", access_life.room_readers),
    "recommendations:forward-calendar": Row("committee", access_life.room_readers),
    "recommendations:forward-add": Row("committee", access_life.room_officers, BOTH),
    "recommendations:forward-place": Row("committee", access_life.room_officers, "POST", fields=(("all", "1"),)),
    "recommendations:forward-carry": Row("committee", access_life.room_officers, BOTH),
    "recommendations:forward-rule": Row("committee", access_life.room_officers, BOTH),
    "recommendations:forward-edit": Row("forward_item", access_life.round_writers, BOTH),
    "recommendations:forward-move": Row("forward_item", access_life.round_writers, "POST", fields=(("way", "up"),)),
    "recommendations:forward-outcome": Row("forward_item", access_life.round_writers, BOTH),
    "recommendations:forward-bin": Row("forward_item", access_life.round_writers, "POST"),
    "recommendations:consultation-list": Row("committee", access_life.room_readers),
    "recommendations:consultation-add": Row("committee", access_life.room_officers, BOTH),
    "recommendations:consultation-show": Row("consultation", access_life.round_readers),
    "recommendations:consultation-edit": Row("consultation", access_life.round_writers, BOTH),
    "recommendations:consultee-add": Row("consultation", access_life.round_writers, BOTH),
    "recommendations:consultation-close": Row("consultation", access_life.round_writers, BOTH),
    "recommendations:consultee-edit": Row("consultee", access_life.round_writers, BOTH),
    "recommendations:consultation-reply": Row("consultee", access_life.round_writers, BOTH),
    "recommendations:reply-document": Row("reply", access_life.round_readers),
}

# What to see to in a committee's own paper.
ROWS |= {"scrutiny:paper-readiness": Row("own_paper", access_life.paper_readers)}
