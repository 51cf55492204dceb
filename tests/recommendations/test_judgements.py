"""What a committee decides: every kind, every refusal, and that nothing else closes a recommendation."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

from recommendations import facts
from recommendations.actions import judgements as actions
from recommendations.actions import recommendations as writing
from recommendations.models import Judgement, Proposal, Recommendation, Standing
from recommendations.rules import standing
from recommendations.rules.words import Closing, Judged, Timeliness, Verdict
from scrutiny.engine.models import AuditEntry
from scrutiny.models.body import Succession
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = pytest.mark.django_db
MET = date(2024, 6, 12)
TODAY = date(2024, 7, 1)


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def meeting(cast):
    return factories.make_meeting(cast.committee, MET)


@pytest.fixture
def sent(cast):
    return life.make_sent(review=life.make_agreed(cast.committee, published=True, conducted_by=cast.sub_committee))


@pytest.fixture
def judge(cast, sent, meeting):
    def judge(kind, recommendation=None, at=meeting, **said):
        said = {"by": cast.officer, "on": TODAY} | said
        return actions.judge(recommendation or sent, at, kind=kind, **said)

    return judge


def another(cast, **fields):
    """Another recommendation of the same committee that was sent."""
    return life.make_sent(cast.committee, text="Appoint a travel adviser.", **fields)


def stood(recommendation, on=TODAY):
    return standing.stood(facts.read([recommendation], on)[recommendation.pk], on)


DETAILS = {Verdict.EXTEND: {"extend_to": date(2024, 9, 1)}, Verdict.ESCALATE: {"escalate_to": "the Leader"}}


@pytest.mark.parametrize("kind", [one for one in Verdict if one is not Verdict.REOPEN])
def test_every_kind_is_kept_and_the_summary_follows(cast, sent, judge, kind):
    details = DETAILS.get(kind, {})
    if kind in (Verdict.MERGED, Verdict.SUPERSEDED):
        details = {"into": another(cast)}
    made = judge(kind, minute_reference="14(b)", evidence="The audit.", vote="6 to 2", dissent="Cllr Hale.", **details)
    made.refresh_from_db()
    assert (made.minute_reference, made.evidence, made.vote) == ("14(b)", "The audit.", "6 to 2")
    assert (made.dissent, made.recorded_on, made.by) == ("Cllr Hale.", TODAY, cast.officer)
    summary = Standing.objects.get(pk=sent.pk)
    assert summary.judgement == kind
    assert summary.is_open is not kind.closes
    entry = AuditEntry.objects.filter(verb="judged").get()
    assert entry.after["decision"] == kind.words
    assert entry.after["dissent"] == "Cllr Hale."


def test_an_extension_moves_what_is_due(sent, judge):
    life.make_response(sent.requests.get())
    judge("extend", extend_to=date(2024, 12, 1))
    summary = Standing.objects.get(pk=sent.pk)
    assert (summary.due_on, summary.due_kind) == (date(2024, 12, 1), "extension")
    assert stood(sent, date(2024, 12, 2)).timeliness is Timeliness.OVERDUE


def test_reopening_is_a_judgement_of_a_later_meeting(cast, sent, judge):
    judge("close_implemented")
    again = factories.make_meeting(cast.committee, MET + timedelta(days=14))
    judge("reopen", at=again)
    assert Standing.objects.get(pk=sent.pk).is_open
    assert stood(sent, MET + timedelta(days=20)).is_open
    assert [one.kind for one in sent.judgements.all()] == ["close_implemented", "reopen"]


def test_merging_says_so_on_the_recommendation_and_reopening_takes_it_back(cast, sent, judge):
    other = another(cast)
    Recommendation.objects.filter(pk=sent.pk).update(restates=other)
    judge("close_merged", into=other)
    sent.refresh_from_db()
    assert (sent.merged_into, sent.restates) == (other, other)
    judge("reopen", at=factories.make_meeting(cast.committee, MET + timedelta(days=7)))
    sent.refresh_from_db()
    assert sent.merged_into is None
    assert sent.restates == other


def test_superseding_says_so_on_the_newer_one(cast, sent, judge):
    newer = another(cast)
    judge("close_superseded", into=newer)
    newer.refresh_from_db()
    assert newer.supersedes == sent
    third = another(cast)
    judge("close_superseded", third, into=newer)
    newer.refresh_from_db()
    assert newer.supersedes == sent  # it replaces two; the judgement of the other says so too
    assert third.judgements.get().into == newer


def test_a_relation_that_an_officer_made_stays(cast, sent, judge):
    other = another(cast)
    writing.relate(sent, by=cast.officer, merged_into=other)
    judge("continue")
    sent.refresh_from_db()
    assert sent.merged_into == other


# Refusals.


def refused(field, act, *words):
    with pytest.raises(Refused) as problem:
        act()
    assert problem.value.field == field
    for word in words:
        assert word in str(problem.value)
    return problem.value


def test_without_a_meeting(sent, judge):
    refused("meeting", lambda: judge("close_implemented", at=None), "Choose the meeting")
    assert not Judgement.objects.exists()
    assert Standing.objects.get(pk=sent.pk).is_open


def test_at_a_meeting_of_another_body(cast, judge):
    elsewhere = factories.make_meeting(cast.other_committee, MET)
    refused("meeting", lambda: judge("continue", at=elsewhere), "Highways Scrutiny Committee")
    refused("meeting", lambda: judge("continue", at=factories.make_meeting(cast.board, MET)))


def test_a_sub_committee_its_parent_and_a_successor_may_decide(cast, sent, judge):
    judge("continue", at=factories.make_meeting(cast.sub_committee, MET))
    top = factories.make_body(cast.council, "Overview Committee")
    cast.committee.parent_links.create(parent=top)
    judge("continue", at=factories.make_meeting(top, MET))
    heir = factories.make_body(cast.council, "People Scrutiny Committee")
    Succession.objects.create(predecessor=cast.committee, successor=heir)
    judge("close_implemented", at=factories.make_meeting(heir, MET + timedelta(days=1)))
    assert not Standing.objects.get(pk=sent.pk).is_open


def test_a_meeting_that_has_not_been(cast, judge):
    coming = factories.make_meeting(cast.committee, TODAY + timedelta(days=1))
    refused("meeting", lambda: judge("continue", at=coming), "2 July 2024")
    assert judge("continue", at=coming, on=coming.date)


def test_before_it_was_sent(cast, judge):
    early = factories.make_meeting(cast.committee, life.SENT - timedelta(days=1))
    refused("meeting", lambda: judge("continue", at=early), "14 March 2024")
    never = factories.make_recommendation(life.make_agreed(cast.committee))
    refused("meeting", lambda: judge("continue", never), "not been sent")


@pytest.mark.parametrize("days", [0, -1, -400])
def test_extending_to_a_day_not_after_the_meeting(judge, days):
    refused("extend_to", lambda: judge("extend", extend_to=MET + timedelta(days=days)), "after the meeting")


@pytest.mark.parametrize("kind", ["close_merged", "close_superseded"])
def test_into_what_cannot_take_it(cast, sent, judge, kind):
    refused("into", lambda: judge(kind), "Choose the recommendation")
    refused("into", lambda: judge(kind, into=sent), "another recommendation than this")
    abroad = life.make_sent(factories.make_body())
    refused("into", lambda: judge(kind, into=abroad), "another council")
    closed = another(cast)
    judge("close_implemented", closed)
    refused("into", lambda: judge(kind, into=closed), "closed")
    gone = another(cast)
    writing.withdraw(gone, "Overtaken.", by=cast.officer)
    refused("into", lambda: judge(kind, into=gone), "closed")
    draft = factories.make_recommendation(factories.make_review(cast.committee))
    refused("into", lambda: judge(kind, into=draft), "not been agreed")
    sent.refresh_from_db()
    assert sent.merged_into is None


def test_two_cannot_be_merged_into_each_other(cast, sent, judge):
    other = another(cast)
    judge("close_merged", into=other)
    refused("into", lambda: judge("close_merged", other, into=sent), "closed")


def test_closing_what_is_closed_and_reopening_what_is_open(cast, judge):
    refused("kind", lambda: judge("reopen"), "open")
    judge("close_not_feasible")
    later = factories.make_meeting(cast.committee, MET + timedelta(days=7))
    refused("kind", lambda: judge("close_implemented", at=later), "closed already")
    refused("kind", lambda: judge("continue", at=later), "Reopen")


def test_escalating_to_nobody(judge):
    refused("escalate_to", lambda: judge("escalate"), "to whom")
    refused("escalate_to", lambda: judge("escalate", escalate_to=" \n"), "to whom")


def test_a_meeting_decides_once(judge):
    judge("continue")
    refused("kind", lambda: judge("close_implemented"), "Correct")
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("kind", ["", "closed", None, "withdrawn"])
def test_a_kind_that_is_none(judge, kind):
    refused("kind", lambda: judge(kind), "Choose what was decided")


def test_what_was_withdrawn(cast, sent, judge):
    writing.withdraw(sent, "Overtaken.", by=cast.officer)
    refused("kind", lambda: judge("continue"), "withdrawn")


def test_an_earlier_meeting_cannot_undo_a_later_one(cast, judge):
    judge("continue")
    before = factories.make_meeting(cast.committee, MET - timedelta(days=7))
    refused("kind", lambda: judge("close_implemented", at=before), "later meeting")
    judge("escalate", at=before, escalate_to="the Leader")


# Corrections.


def test_a_correction_replaces_and_keeps_the_first_entry(cast, sent, meeting, judge):
    first = judge("extend", extend_to=date(2024, 9, 1), vote="5 to 1")
    later = TODAY + timedelta(days=3)
    made = actions.correct(first, kind="continue", why="The minutes say otherwise.", by=cast.officer, on=later)
    assert (made.corrects, made.correction, made.meeting) == (first, "The minutes say otherwise.", meeting)
    first.refresh_from_db()
    assert first.vote == "5 to 1"
    assert stood(sent, TODAY).due_on == first.extend_to or stood(sent, TODAY).judgement is Judged.EXTEND
    now = facts.read([sent], later)[sent.pk]
    assert [one.verdict for one in now.judgements] == [Verdict.CONTINUE]
    assert standing.next_due(now)[1] != "extension"
    assert Standing.objects.get(pk=sent.pk).judgement == "continue"
    assert AuditEntry.objects.filter(verb="corrected the judgement", note="The minutes say otherwise.").exists()


def test_a_correction_takes_back_a_merger(cast, sent, judge):
    other = another(cast)
    first = judge("close_merged", into=other)
    actions.correct(first, kind="continue", why="Wrong row.", by=cast.officer, on=TODAY)
    sent.refresh_from_db()
    assert sent.merged_into is None
    assert Standing.objects.get(pk=sent.pk).is_open


def test_a_correction_needs_a_reason_and_is_made_once(cast, judge):
    first = judge("continue")
    refused("why", lambda: actions.correct(first, kind="continue", why=" ", by=cast.officer, on=TODAY), "why")
    second = actions.correct(first, kind="close_implemented", why="Misread.", by=cast.officer, on=TODAY)
    refused("kind", lambda: actions.correct(first, kind="continue", why="No.", by=cast.officer, on=TODAY), "corrected")
    actions.correct(second, kind="continue", why="Misread again.", by=cast.officer, on=TODAY)
    assert Judgement.objects.count() == 3


def test_a_correction_cannot_contradict_a_later_meeting(cast, judge):
    first = judge("close_implemented")
    judge("reopen", at=factories.make_meeting(cast.committee, MET + timedelta(days=7)))
    refused("kind", lambda: actions.correct(first, kind="continue", why="No.", by=cast.officer, on=TODAY), "later")


# Several at once.


def test_several_are_saved_together_or_not_at_all(cast, sent, meeting):
    other, third = another(cast), another(cast)
    rows = [
        (sent, {"kind": "close_implemented"}),
        (other, {"kind": "extend"}),
        (third, {"kind": "close_merged", "into": sent}),
    ]
    with pytest.raises(actions.RowsRefused) as problem:
        actions.judge_all(meeting, rows, by=cast.officer, on=TODAY)
    assert {pk: one.field for pk, one in problem.value.rows.items()} == {other.pk: "extend_to", third.pk: "into"}
    assert not Judgement.objects.exists()
    assert not AuditEntry.objects.filter(verb="judged").exists()
    rows[1] = (other, {"kind": "extend", "extend_to": date(2024, 10, 1)})
    rows[2] = (third, {"kind": "close_merged", "into": other, "minute_reference": "9"})
    assert len(actions.judge_all(meeting, rows, by=cast.officer, on=TODAY)) == 3
    kinds = Standing.objects.order_by("pk").values_list("judgement", flat=True)
    assert list(kinds) == ["close_implemented", "extend", "close_merged"]


# Proposals.


def test_a_proposal_decides_nothing(cast, sent):
    coming = factories.make_meeting(cast.committee, TODAY + timedelta(days=9))
    said = {"why": "All done.", "by": cast.officer, "on": TODAY}
    made = actions.propose(sent, coming, kind="close_implemented", **said)
    assert Standing.objects.get(pk=sent.pk).is_open
    again = actions.propose(sent, coming, kind="extend", extend_to=date(2024, 9, 1), **said)
    assert (again.pk, again.kind) == (made.pk, "extend")
    assert actions.unpropose(sent, coming, by=cast.officer)
    assert not actions.unpropose(sent, coming, by=cast.officer)
    assert not Proposal.objects.exists()
    verbs = AuditEntry.objects.filter(kind="recommendations.proposal").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["proposed", "proposed", "took off the sheet"]


def test_what_cannot_be_decided_cannot_be_proposed(cast, sent, meeting):
    coming = factories.make_meeting(cast.committee, TODAY + timedelta(days=9))

    def propose(kind, at=coming, **said):
        return actions.propose(sent, at, kind=kind, by=cast.officer, on=TODAY, **said)

    refused("meeting", lambda: propose("continue", at=None))
    refused("meeting", lambda: propose("continue", at=meeting), "12 June 2024")
    refused("meeting", lambda: propose("continue", at=factories.make_meeting(cast.board, coming.date)))
    refused("kind", lambda: propose("reopen"))
    refused("kind", lambda: propose("nonsense"))
    refused("extend_to", lambda: propose("extend", extend_to=coming.date))
    refused("escalate_to", lambda: propose("escalate"))
    refused("into", lambda: propose("close_merged", into=sent))


# Nothing else closes a recommendation.

ROOT = Path(__file__).resolve().parents[2]


def test_only_this_action_makes_judgements():
    """No other module of the application writes a Judgement, in any way that Django offers."""
    writers = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
    found = set()
    for app in ("scrutiny", "recommendations", "boards"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" in path.parts or "management" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                said = ast.unparse(node.func)
                manager = "Judgement.objects" in said or ".judgements." in said
                if (manager and said.rpartition(".")[2] in writers) or said in ("Judgement", "models.Judgement"):
                    found.add(str(path.relative_to(ROOT)))
    assert found == {"recommendations/actions/judgements.py"}


def test_neither_answers_nor_ratings_nor_ended_actions_close_it(cast, sent):
    answer = life.make_response(sent.requests.get(), "rejected")
    for closing in Closing:
        life.make_action(answer, closing=closing, closed_on=life.SENT)
    life.make_update(life.make_action(answer), "green")
    life.make_response(sent.requests.get(), "accepted", on=life.SENT + timedelta(days=30))
    for days in (0, 30, 400, 4000):
        assert stood(sent, life.SENT + timedelta(days=days)).is_open
    assert Standing.objects.get(pk=sent.pk).is_open


def test_only_a_judgement_or_a_withdrawal_closes_in_the_rules():
    """Of all that is recorded only these two are asked whether it is open."""
    for kind in Verdict:
        facts_of_one = standing.Facts(judgements=[standing.Judgement(kind, TODAY)])
        assert standing.stood(facts_of_one, TODAY).is_open is not kind.closes
    assert not standing.stood(standing.Facts(is_withdrawn=True), TODAY).is_open


def test_as_at_the_state_of_a_past_day_is_what_was_recorded_by_then(sent, judge):
    judge("close_implemented", on=TODAY)
    assert stood(sent, TODAY - timedelta(days=1)).is_open  # the meeting had met, but nothing was recorded yet
    assert not stood(sent, TODAY).is_open
