"""Who may open what of a recommendation's life after it was agreed: rows and things beside those of access_table.

The things stand under a review that is agreed in every state: public when the state is "published", in the bin when
it is "binned". The request goes to the cast's directorate, so its responsible officer follows the recommendation.
"""

from django.utils import timezone

from tests import factories, life
from tests.access_rows import Row

BOTH = ("GET", "POST")


def make_things(world, state):
    """Give the World of the access tests one of everything that follows an agreed recommendation."""
    cast = world.cast
    world.agreed = life.make_agreed(
        cast.committee,
        conducted_by=cast.sub_committee,
        published=state == "published",
        binned_at=timezone.now() if state == "binned" else None,
    )
    world.sent = factories.make_recommendation(world.agreed, label="(1)", is_label_fixed=True)
    addressee = factories.make_addressee(world.sent, cast.directorate)
    world.request = life.make_request(world.sent, addressee)
    world.answer = life.make_response(world.request)
    world.response = world.answer.response
    world.owner = life.make_owner(cast.council)
    world.action = life.make_action(world.answer, owner=world.owner, due_on="2030-06")
    world.plan = life.make_plan(cast.committee)
    world.planned = life.make_action(world.plan, owner=world.owner)
    world.update = life.make_update(world.action)
    world.judgement = life.make_judgement(world.sent)
    shared = timezone.now() if state == "shared" else None
    world.own_paper = factories.make_paper(cast.sub_committee, shared_at=shared)
    world.own_section = factories.make_section(world.own_paper, "written", text="Why we write.")
    world.own_binned = factories.make_section(world.own_paper, "written", "Put away", binned_at=timezone.now())
    world.own_edition = factories.make_edition(world.own_paper, published=state == "published")


# Who. Everything is a pair of role and state, as in access_table.


def followers(role, state):
    """A sent recommendation: everybody once it is published; before that those inside and those who were asked."""
    if state == "binned":
        return "hidden"
    if state == "published" or role in ("officer", "member", "co_opted", "monitoring", "responsible"):
        return "yes"
    return "hidden"


def followers_signed_in(role, state):
    return "sign in" if role == "public" else followers(role, state)


def never_there(role, state):
    """What has no place under the thing: nobody finds anything there."""
    return "sign in" if role == "public" else "hidden"


def life_writers(role, state):
    """What only the review's officer may do to what others may follow."""
    seen = followers_signed_in(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def council_administrators(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role == "administrator" else "no"


def room_readers(role, state):
    """A committee's rooms: its officer and members (the cast's members serve its sub-committee), monitoring officer."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "monitoring") else "no"


def room_officers(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role == "officer" else "no"


ROWS = {}

# Each area adds its own rows below: ROWS |= {...}


def everybody(role, state):
    return "yes"


# The tracker
ROWS |= {
    "recommendations:home": Row("", everybody),
    "recommendations:tracker": Row("committee", everybody),
}

# Papers of committees


def paper_readers(role, state):
    """A committee's own paper: its officer and the monitoring officer, its members once it is shared."""
    if role == "public":
        return "sign in"
    if role in ("officer", "monitoring"):
        return "yes"
    return "yes" if role in ("member", "co_opted") and state == "shared" else "hidden"


def paper_writers(role, state):
    seen = paper_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def final_edition_readers(role, state):
    """A final edition of a committee's own paper: the committee always, everybody once it is published."""
    inside = role in ("officer", "monitoring", "member", "co_opted")
    return "yes" if inside or state == "published" else "hidden"


def final_edition_writers(role, state):
    if role == "public":
        return "sign in"
    seen = final_edition_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


ROWS |= {
    "scrutiny:committee-papers": Row("committee", everybody),
    "scrutiny:committee-paper-add": Row("committee", room_officers, BOTH),
    "scrutiny:committee-paper-show": Row("own_paper", paper_readers),
    "scrutiny:committee-paper-edit": Row("own_paper", paper_writers, BOTH),
    "scrutiny:committee-paper-status": Row("own_paper", paper_writers, "POST"),
    "scrutiny:committee-paper-preview": Row("own_paper", paper_readers),
    "scrutiny:committee-paper-pdf": Row("own_paper", paper_readers),
    "scrutiny:committee-section-add": Row("own_paper", paper_writers, BOTH),
    "scrutiny:committee-edition-issue": Row("own_paper", paper_writers, BOTH),
    "scrutiny:section-edit of a committee": Row("own_section", paper_writers, BOTH),
    "scrutiny:section-move of a committee": Row("own_section", paper_writers, "POST"),
    "scrutiny:section-drop of a committee": Row("own_section", paper_writers, "POST"),
    "scrutiny:section-bin of a committee": Row("own_section", paper_writers, "POST"),
    "scrutiny:section-restore": Row("own_binned", paper_writers, "POST"),
    "scrutiny:edition-show of a committee": Row("own_edition", final_edition_readers),
    "scrutiny:edition-pdf of a committee": Row("own_edition", final_edition_readers),
    "scrutiny:edition-publish of a committee": Row("own_edition", final_edition_writers, BOTH),
    "scrutiny:edition-withdraw-publication of a committee": Row("own_edition", final_edition_writers, BOTH),
    "recommendations:finding-add of a committee": Row("own_section", never_there, "POST"),
    "recommendations:finding-paste of a committee": Row("own_section", never_there, BOTH),
}
