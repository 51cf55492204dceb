"""The demonstration's two years of life: everything that can become of a recommendation has become of one."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from boards import measures
from boards.demo import content
from boards.demo.whole_life import TODAY
from boards.models import BoardPaper, BusinessPlan
from recommendations import as_at, asking, awaiting, briefing, consulting, facts, programme
from recommendations.actions import rounds, standings
from recommendations.models import (
    Action,
    Consultation,
    DateRevision,
    DeadlineChange,
    ForwardItem,
    Handover,
    Judgement,
    Letter,
    MemberNote,
    Plan,
    ProgressUpdate,
    Regime,
    Response,
    ResponseRequest,
    Standing,
    Tally,
    UpdateRound,
)
from recommendations.rules.words import Answered, Claimed, Closing, Decision, Judged, Rating, Shown, Timeliness, Verdict
from scrutiny.actions import agenda
from scrutiny.engine.models import User
from scrutiny.models import Body, Edition, Meeting, Paper
from tests.factories import sign_in

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def committee(demo):
    """The committee for children and families."""
    return Body.objects.get(abbreviation="CFOSC")


@pytest.fixture
def stood(demo):
    """How every recommendation that was sent stood on the last day of which the content tells."""
    sent = ResponseRequest.objects.values_list("recommendation_id", flat=True).distinct()
    return as_at.standings(list(sent), TODAY)


def kept():
    """The summary as it is stored: standings, and tallies of more than none."""
    rows = list(Standing.objects.order_by("pk").values())
    names = ("body_id", "is_public", "facet", "value")
    return rows, set(Tally.objects.exclude(n=0).values_list(*names, "n"))


def test_every_word_occurs(stood):
    assert {one.response for one in stood} == set(Answered) - {Answered.NOT_ASKED}
    assert {one.claimed for one in stood} == set(Claimed)
    # Complete is blue only where a council has chosen so.
    assert {one.rating for one in stood} == set(Shown) - {Shown.BLUE}
    assert {one.timeliness for one in stood} == set(Timeliness)
    assert {one.judgement for one in stood} == set(Judged)
    assert set(Judgement.objects.values_list("kind", flat=True)) == set(Verdict)
    assert set(ProgressUpdate.objects.values_list("rating", flat=True)) == set(Rating)
    assert set(ProgressUpdate.objects.values_list("state", flat=True)) == set(ProgressUpdate.State.values)
    assert set(Action.objects.exclude(closing="").values_list("closing", flat=True)) == set(Closing)


def test_most_of_what_is_open_goes_well(stood):
    open_ones = [one for one in stood if one.is_open]
    well = [one for one in open_ones if one.rating in (Shown.GREEN, Shown.AMBER_GREEN, Shown.AMBER, Shown.NOT_DUE)]
    late = [one for one in open_ones if one.timeliness == Timeliness.OVERDUE]
    assert len(well) > len(open_ones) / 2
    assert 2 < len(late) < len(open_ones) / 2


def test_the_summary_is_what_was_recorded(demo):
    before = kept()
    standings.rebuild()
    assert kept() == before


def test_what_was_asked_follows_the_law_of_each(demo):
    regimes = set(ResponseRequest.objects.values_list("regime__key", flat=True))
    assert regimes == set(Regime.objects.filter(council__name=content.county_name()).values_list("key", flat=True))
    assert DeadlineChange.objects.filter(why__contains="received on 8 April").exists()
    cabinet = ResponseRequest.objects.get(recommendation__label="R4", addressee__body__name="Cabinet")
    assert cabinet.due_on == date(2024, 5, 26)
    assert cabinet.answers.get().response.received_on > cabinet.due_on, "a late response"
    assert any(len({answer.request_id for answer in one.answers.all()}) > 2 for one in Response.objects.all())
    limbs = ResponseRequest.objects.filter(answers__limb__isnull=False).distinct()
    assert limbs.count() == 2
    decisions = set(Response.objects.values_list("answers__decision", flat=True))
    assert decisions == set(Decision)
    # Two who were asked the same differ.
    bed = ResponseRequest.objects.filter(recommendation__label="R5", recommendation__review__title__contains="house")
    assert set(bed.values_list("answers__decision", flat=True)) == {"accepted", "rejected"}


def test_dates_slip_and_owners_change(demo):
    moved = facts.of_actions(Action.objects.values_list("pk", flat=True), TODAY).values()
    assert max(one.undertaking.slips for one in moved) == 3
    assert DateRevision.objects.filter(who="").exists()
    assert Handover.objects.count() == 2
    assert ProgressUpdate.objects.exclude(blocked_by="").count() > 5
    waits = Action.objects.get(due_event="the autumn 2025 scrutiny")
    assert facts.of_actions([waits.pk], TODAY)[waits.pk].undertaking.due_on == date(2025, 9, 23)
    assert not facts.of_actions([waits.pk], date(2025, 6, 16))[waits.pk].undertaking.due_on


def test_a_plan_took_in_another(committee):
    into = Plan.objects.exclude(body__kind="board").get(merged_into=None)
    assert into.body == committee
    assert into.actions.filter(came_from=None).count() == 16
    assert into.actions.exclude(came_from=None).count() == 4


def test_nobody_is_written_to(demo):
    assert not DBTaskResult.objects.exists()
    assert mail.outbox == []
    waiting = Letter.objects.filter(sent_at=None, gave_up_at=None).exclude(to_email="")
    assert not waiting.exists()
    addresses = set(Letter.objects.exclude(to_email="").values_list("to_email", flat=True))
    assert addresses
    assert all(one.endswith((".example", "@example.org")) for one in addresses)
    assert set(Letter.objects.exclude(sent_at=None).values_list("kind", flat=True)) >= {"ask", "owner", "manager"}
    # The day's work finds nothing to do on the last day of the content.
    assert rounds.day(TODAY) == {"letters": 0, "silent": 0}


def test_owners_answered_or_did_not(demo):
    october = UpdateRound.objects.get(title__startswith="Progress before")
    states = {one.owner.name: one for one in asking.heard(october)}
    assert states["Philippa Crake"].state == "answered"
    assert states["Lionel Hathersedge"].waiting
    assert states["Caroline Wexcombe"].state == states["Tom Arkwell-Shaw"].state == "silent"
    assert states["Caroline Wexcombe"].ask.opened_at is None
    assert states["Tom Arkwell-Shaw"].ask.opened_at is not None
    assert states["Piers Oldacre"].state == "by_hand"
    assert october.asks.get(owner__name__startswith="Sunita").letters.filter(kind="returned").exists()
    assert ProgressUpdate.objects.filter(rating="no_data", source="system").count() == 3
    assert "silent" not in {one.state for one in asking.heard(UpdateRound.objects.exclude(pk=october.pk).get())}


def test_the_briefing_has_something_in_each_part(committee):
    meeting = Meeting.objects.get(body=committee, date=date(2026, 12, 8))
    found = briefing.read(committee, TODAY, meeting=meeting)
    assert [part.key for part in found.parts if not part.lines] == []
    assert found.last.date == date(2026, 9, 22)


def test_members_keep_notes_and_ask(demo):
    marian = MemberNote.objects.filter(user__username="marian")
    assert marian.filter(sent_at=None).exists()
    assert marian.exclude(sent_at=None).filter(is_question=True).exists()
    assert MemberNote.objects.filter(user__username="rafiq", meeting__date=date(2026, 12, 8)).exists()


def test_the_committee_has_papers_of_its_own(committee):
    monitoring = Edition.objects.get(paper__body=committee)
    assert monitoring.published_at
    assert not monitoring.is_draft
    assert "therapist" in monitoring.html
    exceptions = Paper.objects.get(body=committee, template="exceptions")
    assert exceptions.is_draft
    assert exceptions.shared_at


def test_a_judgement_names_its_minute_and_who_disagreed(demo):
    judged = Judgement.objects.all()
    assert not judged.filter(minute_reference="").exists()
    assert judged.exclude(dissent="").exclude(vote="").count() == 2
    assert all(one.recorded_on == one.meeting.date for one in judged.select_related("meeting"))


@pytest.mark.parametrize(
    "room", ["tracker", "briefing", "plan-list", "round-list", "judgement-list", "forward-list", "consultation-list"]
)
def test_the_officer_finds_every_room_furnished(committee, room):
    client = Client()
    sign_in(client, User.objects.get(username="imogen"))
    assert client.get(reverse(f"recommendations:{room}", args=[committee.pk])).status_code == 200


def test_the_committee_looks_forward_and_has_asked_others(committee):
    items = ForwardItem.objects.filter(body=committee, year="2026/27")
    assert set(items.values_list("outcome", flat=True)) == {"", "taken", "dropped"}
    assert set(items.values_list("source", flat=True)) >= {"finding", "board", "request", "standing"}
    officer = User.objects.get(username="imogen")
    look = programme.read(committee, "2026/27", officer, TODAY)
    kinds = {one.kind for column in look.columns for one in column.conflicts}
    assert kinds == {"past", "overfull"}
    waits = {one.kind for one in awaiting.waiting(committee, officer, TODAY, with_notes=True)}
    assert waits == {"finding", "recommendation", "note"}
    consultation = Consultation.objects.get(body=committee)
    states = [row.state for row in consulting.heard(consultation, TODAY)]
    assert sorted(states) == ["late", "late", "replied", "replied", "replied"]
    assert not Letter.objects.filter(consultee__isnull=False, sent_at=None).exclude(to_email="").exists()


def test_the_partnership_carries_its_plan_over_and_measures_how_it_gets_on(demo):
    second, first = BusinessPlan.objects.order_by("-year")
    assert second.carried_from == first
    assert second.goals.exclude(carried_from=None).count() == 5
    live = {action for goal in second.goals.exclude(carried_from=None) for action in goal.actions.all()}
    assert len(live) == 3
    said = [one.sentence for one in measures.of_board(second.board, TODAY)]
    assert len(said) == 4
    assert any("target met, above statistical neighbours" in one for one in said)
    assert any("target missed" in one for one in said)
    assert BoardPaper.objects.get().business_plan == second


def test_september_had_its_pack_and_december_waits_for_papers(committee):
    september, december = (committee.meetings.get(date=day) for day in (date(2026, 9, 22), date(2026, 12, 8)))
    assert [item.number for item in september.agenda.all() if item.paper] == ["5", "6"]
    pack = september.packs.get()
    assert (pack.is_exempt, pack.is_draft, pack.published_at.date()) == (False, False, date(2026, 9, 14))
    assert [item.paper for item in december.agenda.all()] == [None] * 4
    assert agenda.waiting(december).exists()
    assert len(programme.planned_for(december)) == 5
