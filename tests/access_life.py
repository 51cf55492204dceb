"""Who may open what of a recommendation's life after it was agreed: rows and things beside those of access_table.

The things stand under a review that is agreed in every state: public when the state is "published", in the bin when
it is "binned". The request goes to the cast's directorate, so its responsible officer follows the recommendation.
"""

from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from recommendations.actions import links, standings
from recommendations.actions.regimes import ensure_regimes
from recommendations.models import Holiday
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
    factories.make_addressee(world.sent, name="All head teachers", order=2)  # not asked yet
    world.answer = life.make_response(world.request)
    world.response = world.answer.response
    world.response.document.save("reply.txt", ContentFile(b"words"))
    ensure_regimes(cast.council)  # else they come into being when their page is first read
    world.regime = world.request.regime
    world.holiday = Holiday.objects.create(council=cast.council, on="2030-12-24", name="Offices closed")
    world.owner = life.make_owner(cast.council)
    world.action = life.make_action(world.answer, owner=world.owner, due_on="2030-06")
    world.plan = life.make_plan(cast.committee)
    world.second_plan = life.make_plan(cast.committee)  # so that two can be merged
    world.planned = life.make_action(world.plan, owner=world.owner)
    world.update = life.make_update(world.action)
    world.update.evidence.save("file", ContentFile(b"words"), save=False)
    world.update.evidence_name = "note.txt"
    world.update.save()
    world.waiting_update = life.make_update(world.planned, source="owner", state="waiting", settled_on=None)
    world.round = life.make_round(world.plan, cast.officer)
    world.ask = world.round.asks.get()
    world.link = SimpleNamespace(
        pk=links.token_of(world.ask)
    )  # an address by link has the token where others have a key
    world.judgement = life.make_judgement(world.sent)
    world.note = life.make_note(world.sent, cast.member)
    standings.turn_day(timezone.localdate())  # else the summary is turned when a page first needs it
    shared = timezone.now() if state == "shared" else None
    world.own_paper = factories.make_paper(cast.sub_committee, shared_at=shared)
    world.own_section = factories.make_section(world.own_paper, "written", text="Why we write.")
    world.own_binned = factories.make_section(world.own_paper, "written", "Put away", binned_at=timezone.now())
    world.own_away = factories.make_paper(cast.sub_committee, shared_at=timezone.now(), binned_at=timezone.now())
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
    "recommendations:tracker-export": Row("committee csv", everybody),
    "recommendations:monitoring-rule": Row("council", council_administrators, BOTH),
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


def binned_readers(role, state):
    """A committee's own paper in the bin: its officer and the monitoring officer, shared or not."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "monitoring") else "hidden"


def binned_writers(role, state):
    seen = binned_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def nobody_of(who):
    """What nobody may do, as long as it is in the bin; those who see it are told so."""

    def said(role, state):
        seen = who(role, state)
        return "no" if seen == "yes" else seen

    return said


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
    "scrutiny:committee-paper-show away": Row("own_away", binned_readers),
    "scrutiny:committee-paper-edit away": Row("own_away", nobody_of(binned_readers), BOTH),
    "scrutiny:committee-paper-status away": Row("own_away", binned_writers, "POST", fields=(("to", "back"),)),
    "scrutiny:committee-edition-issue away": Row("own_away", nobody_of(binned_readers), BOTH),
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


# A committee's decisions. Meetings of the table are formal, so that everybody may know of them.
ROWS |= {
    "recommendations:judgement-list": Row("committee", room_readers),
    "recommendations:judgement-sheet": Row("meeting", room_readers, BOTH, posts=room_officers),
    "recommendations:judgement-correct": Row("judgement", room_officers, BOTH),
}


# The story of a recommendation, and notes of one's own.


def note_writers(role, state):
    """Keeping a note on a recommendation: those who serve its committee, among those who may follow it."""
    seen = followers_signed_in(role, state)
    return seen if role in ("officer", "member", "co_opted", "monitoring") or seen != "yes" else "no"


def the_writer(role, state):
    """A note is its writer's alone, whatever becomes of the review."""
    if role == "public":
        return "sign in"
    return "yes" if role == "member" else "hidden"


def anybody_signed_in(role, state):
    return "sign in" if role == "public" else "yes"


ROWS |= {
    "recommendations:life": Row("sent", followers),
    "recommendations:briefing": Row("committee", room_readers),
    "recommendations:briefing-pdf": Row("committee", room_readers),
    "recommendations:note-add": Row("sent", note_writers, BOTH),
    "recommendations:note-list": Row("", anybody_signed_in),
    "recommendations:note-edit": Row("note", the_writer, BOTH),
    "recommendations:note-send": Row("note", the_writer, "POST"),
    "recommendations:note-remove": Row("note", the_writer, BOTH),
}


# Plans, actions, updates, owners and occasions.


def plan_readers(role, state):
    """A plan's pages: those who serve the committee that watches it; others see nothing there."""
    said = room_readers(role, state)
    return "hidden" if said == "no" else said


def plan_writers(role, state):
    seen = plan_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def update_files(role, state):
    """The files that came with updates: those who serve the body, while the review is not in the bin."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "member", "co_opted", "monitoring") and state != "binned" else "hidden"


def no_sign_in(said):
    """At an address that is open to all nobody is asked to sign in."""
    return "hidden" if said == "sign in" else said


def owner_readers(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "other_officer", "monitoring") else "no"


def owner_writers(role, state):
    said = owner_readers(role, state)
    return "no" if role == "monitoring" else said


ROWS |= {
    "recommendations:plan-list": Row("committee", room_readers),
    "recommendations:plan-add": Row("committee", room_officers, BOTH),
    "recommendations:plan-show": Row("plan", plan_readers),
    "recommendations:plan-edit": Row("plan", plan_writers, BOTH),
    "recommendations:plan-merge": Row("plan", plan_writers, BOTH),
    "recommendations:plan-paste": Row("plan", plan_writers, BOTH),
    "recommendations:plan-progress": Row("plan", plan_writers, BOTH),
    "recommendations:action-add": Row("plan", plan_writers, BOTH),
    "recommendations:action-add-under": Row("sent", life_writers, BOTH),
    "recommendations:action-show": Row("action", followers),
    "recommendations:action-show planned": Row("planned", lambda role, state: no_sign_in(plan_readers(role, state))),
    "recommendations:action-edit": Row("action", life_writers, BOTH),
    "recommendations:action-edit planned": Row("planned", plan_writers, BOTH),
    "recommendations:action-date": Row("action", life_writers, BOTH),
    "recommendations:action-hand-over": Row("action", life_writers, BOTH),
    "recommendations:action-close": Row("action", life_writers, BOTH),
    "recommendations:update-add": Row("action", life_writers, BOTH),
    "recommendations:update-add planned": Row("planned", plan_writers, BOTH),
    "recommendations:update-settle": Row("update", life_writers, BOTH),
    "recommendations:update-settle waiting": Row("waiting_update", plan_writers, BOTH),
    "recommendations:update-evidence": Row("update", update_files),
    "recommendations:owner-list": Row("council", owner_readers),
    "recommendations:owner-add": Row("council", owner_writers, BOTH),
    "recommendations:owner-edit": Row("owner", owner_writers, BOTH),
    "recommendations:occasion-list": Row("council", owner_readers),
    "recommendations:occasion-date": Row("council", owner_writers, BOTH),
}

# Responses: sending, answers, time limits and holidays


def inside_agreed(role, state):
    """The room of responses, at a published review's own address, so outsiders get a no there."""
    if role == "public":
        return "sign in"
    if role in ("officer", "monitoring") or (role in ("member", "co_opted") and state == "shared"):
        return "yes"
    return "no" if state == "published" else "hidden"


def agreed_officers(role, state):
    """The agreed review is not shared, so of those inside only its officer and the monitoring officer see it."""
    if role == "public":
        return "sign in"
    if role == "monitoring":
        return "no"
    return "yes" if role == "officer" else "no" if state == "published" else "hidden"


ROWS |= {
    "recommendations:review-life": Row("review", inside_agreed),
    "recommendations:send": Row("agreed", agreed_officers, BOTH),
    "recommendations:request-receipt": Row("request", life_writers, BOTH),
    "recommendations:response-add": Row("agreed", agreed_officers, BOTH),
    "recommendations:response-show": Row("response", followers),
    "recommendations:response-withdraw": Row("response", life_writers, BOTH),
    "recommendations:response-document": Row("response", followers),
    "recommendations:regime-list": Row("council", council_administrators),
    "recommendations:regime-edit": Row("regime", council_administrators, BOTH),
    "recommendations:holiday-add": Row("council", council_administrators, BOTH),
    "recommendations:holiday-remove": Row("holiday", council_administrators, BOTH),
}

# Update rounds: the officer's pages, and the form that anybody with the link may use.


def round_readers(role, state):
    """A round: officers of the body and the monitoring officer; nobody else knows of it."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "monitoring") else "hidden"


def round_writers(role, state):
    said = round_readers(role, state)
    return "no" if role == "monitoring" else said


def with_link(role, state):
    return "yes"


def ladder_setters(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "other_officer", "administrator") else "no"


def round_rooms(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "monitoring") else "no"


ROWS |= {
    "recommendations:round-list": Row("committee", round_rooms),
    "recommendations:round-open": Row("committee", room_officers, BOTH),
    "recommendations:round-show": Row("round", round_readers),
    "recommendations:round-settle": Row("round", round_writers, "POST", fields=(("all", "1"),)),
    "recommendations:round-close": Row("round", round_writers, BOTH),
    "recommendations:ask-revoke": Row("ask", round_writers, "POST"),
    "recommendations:ask-resend": Row("ask", round_writers, "POST"),
    "recommendations:ask-remind": Row("ask", round_writers, "POST"),
    "recommendations:ladder-edit": Row("council", ladder_setters, BOTH),
    "recommendations:answer": Row("link", with_link, BOTH),
    "recommendations:answer-save": Row("link", with_link, "POST"),
    "recommendations:answer-evidence": Row("link", with_link),
}
