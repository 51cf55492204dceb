"""Chasing day by day: reminders, the ladder, and "no data" for the silent."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommendations import asking, jobs
from recommendations.actions import doing, rounds
from recommendations.models import LadderStep, Letter, ProgressUpdate, Standing
from recommendations.rules.chasing import Step
from recommendations.rules.words import Closing
from scrutiny.actions import committee_papers
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Membership, Paper, Role
from scrutiny.papers import paper as shaping
from tests import factories, life
from tests.recommendations.asked import DUE, TODAY, ask_of, make_asked, said
from tests.recommendations.mail_server import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def asked():
    found = make_asked()
    chair = factories.make_person(found.council, "Cleo Chair", email="cleo@example.org")
    factories.make_membership(found.body, chair, role=Membership.Role.CHAIR)
    user = factories.make_user("Mona Monitoring", email="mona@example.org")
    factories.make_role(user, Role.Kind.MONITORING, council=found.council)
    return found


def send():
    """What was written goes out."""
    Letter.objects.filter(sent_at=None).exclude(to_email="").update(sent_at=timezone.now())


def live(until, start=0):
    """Every day from `start` days after TODAY to `until`, each day's letters going out."""
    for days in range(start, (until - TODAY).days + 1):
        rounds.day(TODAY + timedelta(days=days))
        send()


def kinds(ask):
    return [(one.kind, (one.written_on - DUE).days) for one in ask.letters.order_by("written_on", "pk")]


def test_a_silent_owner_is_reminded_and_passed_up_each_rung_once(asked):
    round = asked.open()
    live(DUE + timedelta(days=50))
    live(DUE + timedelta(days=50))
    una = ask_of(round, asked.una)
    assert kinds(una) == [
        ("ask", -18), ("owner", -7), ("owner", 0), ("owner", 7),
        ("manager", 14), ("chair", 21), ("monitoring", 28), ("paper", 35),
    ]  # fmt: skip
    to = dict(una.letters.values_list("kind", "to_email"))
    assert to["manager"] == "mary@example.org"
    assert to["chair"] == "cleo@example.org"
    assert to["monitoring"] == "mona@example.org"
    assert to["paper"] == ""
    for letter in una.letters.all():
        assert "SECRETOTTO" not in letter.subject + letter.body
    assert "- 27 March 2026" in una.letters.get(kind="manager").body
    assert "[your link]" not in una.letters.get(kind="manager").body, "only the owner gets the link"


def test_no_data_is_set_the_day_after_the_last_reminder_with_the_log(asked):
    round = asked.open()
    live(DUE + timedelta(days=7))
    assert not ProgressUpdate.objects.exists()
    assert rounds.day(DUE + timedelta(days=8)) == {"letters": 0, "silent": 2}
    assert rounds.day(DUE + timedelta(days=8)) == {"letters": 0, "silent": 0}
    una = ask_of(round, asked.una)
    assert una.silent_on == DUE + timedelta(days=8)
    one = ProgressUpdate.objects.get(action=asked.actions[0])
    assert (one.rating, one.source, one.state, one.as_at) == ("no_data", "system", "accepted", TODAY)
    assert one.commentary == (
        "Una Owner was asked 4 times (2 March 2026, 13 March 2026, 20 March 2026 and 27 March 2026). "
        "The answer was due on 20 March 2026, and none came."
    )
    assert ProgressUpdate.objects.count() == 3
    assert AuditEntry.objects.filter(verb="found silent").count() == 2


def test_who_answers_is_chased_no_more_and_never_called_silent(asked):
    round = asked.open()
    live(DUE)
    una = ask_of(round, asked.una)
    rounds.answer(una, said(una), on=DUE)
    live(DUE + timedelta(days=40))
    assert [kind for kind, _ in kinds(una)] == ["ask", "owner", "owner"]
    assert set(ProgressUpdate.objects.filter(action__owner=asked.una).values_list("rating", flat=True)) == {"amber"}
    assert ask_of(round, asked.otto).silent_on


def test_of_a_half_answered_asking_only_the_rest_is_silent(asked):
    round = asked.open()
    una = ask_of(round, asked.una)
    first, second = una.items.all()
    rounds.answer(una, {first.pk: {"parts": {None: ("green", "Done.")}}}, on=TODAY)
    live(DUE + timedelta(days=10), start=1)
    assert [one.action for one in ProgressUpdate.objects.filter(rating="no_data", action__owner=asked.una)] == [
        second.action
    ]
    assert "SECRETUNA" in una.letters.filter(kind="owner").last().body
    assert "Write to every school." not in una.letters.filter(kind="owner").last().body


def test_a_late_answer_counts_after_no_data(asked):
    round = asked.open()
    live(DUE + timedelta(days=9))
    una = ask_of(round, asked.una)
    rounds.answer(una, said(una, "green"), on=DUE + timedelta(days=10))
    assert [row.state for row in asking.heard(round) if row.owner == asked.una] == ["answered"]
    live(DUE + timedelta(days=40), start=60)
    assert not una.letters.exclude(kind__in=("ask", "owner")).exists()


def test_after_days_without_running_the_newest_reminder_goes_and_nobody_is_silent_at_once(asked):
    round = asked.open()
    send()
    late = DUE + timedelta(days=30)
    assert rounds.day(late)["silent"] == 0
    una = ask_of(round, asked.una)
    assert [kind for kind, _ in kinds(una)] == ["ask", "owner", "manager", "chair", "monitoring"]
    assert rounds.day(late) == {"letters": 0, "silent": 0}
    send()
    assert rounds.day(late + timedelta(days=1))["silent"] == 2


def test_who_was_never_reached_is_not_called_silent(asked):
    asked.otto.email = ""
    asked.otto.save()
    round = asked.open()
    live(DUE + timedelta(days=40))
    otto = ask_of(round, asked.otto)
    assert otto.silent_on is None
    assert not ProgressUpdate.objects.filter(action__owner=asked.otto).exists()
    assert [row.state for row in asking.heard(round) if row.owner == asked.otto] == ["by_hand"]


def test_letters_that_never_arrived_make_nobody_silent(asked):
    asked.open()
    Letter.objects.update(gave_up_at=timezone.now())
    for days in range(60):
        rounds.day(TODAY + timedelta(days=days))
        Letter.objects.filter(sent_at=None).update(gave_up_at=timezone.now())
    assert not ProgressUpdate.objects.exists()


def test_rungs_without_an_address_are_kept_in_the_log(asked):
    round = asked.open()
    Membership.objects.all().delete()
    live(DUE + timedelta(days=22))
    otto = ask_of(round, asked.otto)
    assert list(otto.letters.filter(kind__in=("manager", "chair")).values_list("to_email", flat=True)) == ["", ""]
    assert not DBTaskResult.objects.filter(args_kwargs__args=[otto.letters.get(kind="chair").pk]).exists()


def test_every_monitoring_officer_is_told_once(asked):
    factories.make_role(factories.make_user("Max Second", email="max@example.org"), "monitoring", council=asked.council)
    round = asked.open()
    live(DUE + timedelta(days=40))
    told = ask_of(round, asked.una).letters.filter(kind="monitoring").values_list("to_email", flat=True)
    assert sorted(told) == ["max@example.org", "mona@example.org"]


def test_a_closed_action_and_a_withdrawn_link_stop_the_chasing(asked):
    round = asked.open()
    doing.close_action(asked.actions[2], Closing.DROPPED, by=asked.officer, on=TODAY)
    rounds.revoke(ask_of(round, asked.una), by=asked.officer)
    live(DUE + timedelta(days=40))
    assert list(Letter.objects.values_list("kind", flat=True)) == ["ask", "ask"]
    assert not ProgressUpdate.objects.exists()


def test_the_council_sets_its_own_ladder(asked):
    steps = [Step(0, "owner"), Step(3, "manager"), Step(5, "paper")]
    rounds.set_ladder(asked.council, steps, by=asked.officer)
    assert LadderStep.objects.count() == 3
    round = asked.open()
    live(DUE + timedelta(days=20))
    una = ask_of(round, asked.una)
    assert kinds(una) == [("ask", -18), ("owner", 0), ("manager", 3), ("paper", 5)]
    assert una.silent_on == DUE + timedelta(days=1)


def test_moving_a_rung_tells_nobody_twice(asked):
    round = asked.open()
    live(DUE + timedelta(days=15))
    rounds.set_ladder(asked.council, [Step(7, "owner"), Step(18, "manager"), Step(25, "chair")], by=asked.officer)
    live(DUE + timedelta(days=30), start=30)
    una = ask_of(round, asked.una)
    assert [kind for kind, _ in kinds(una)].count("manager") == 1
    assert ("chair", 25) in kinds(una)


def test_silence_shows_in_the_standing_and_in_the_paper(asked):
    recommendation = life.make_sent(asked.body)
    life.make_action(recommendation, "Act.", owner=asked.una)
    asked.open(plan=None, review=recommendation.review)
    live(DUE + timedelta(days=36))
    assert Standing.objects.get(recommendation=recommendation).claimed == "no_data"
    printed = asking.printed(asked.body, DUE + timedelta(days=36))
    assert [one.ask.owner for one in printed] == [asked.una]
    assert "was asked about 1 action on 2 March 2026, 13 March 2026, 20 March 2026 and 27 March 2026" in printed[0].body
    assert asking.printed(asked.body, DUE + timedelta(days=34)) == []


def test_the_command_does_the_day(asked, capsys):
    asked.open()
    send()
    call_command("day", on=str(DUE))
    assert "2 letters written, 0 owners found silent." in capsys.readouterr().out
    with pytest.raises(Exception, match="must be a date"):
        call_command("day", on="tomorrow")


def test_the_days_work_queues_itself_for_the_next_morning_once():
    jobs.start()
    jobs.start()
    run_jobs()
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.task_path == "recommendations.jobs.daily"
    run_after = timezone.localtime(waiting.run_after)
    assert (run_after.hour, run_after.minute) == (5, 30)
    assert timedelta() < run_after - timezone.now() <= timedelta(days=1)


def test_a_days_work_that_fails_is_tried_the_next_morning(monkeypatch):
    monkeypatch.setattr("recommendations.actions.rounds.day", lambda on: 1 / 0)
    jobs.start()
    with pytest.raises(AssertionError):
        run_jobs()
    assert DBTaskResult.objects.filter(status="READY", task_path="recommendations.jobs.daily").count() == 1


def test_the_paper_names_who_stayed_silent_to_the_end(asked):
    asked.open()
    live(DUE + timedelta(days=36))
    paper = committee_papers.make_paper(asked.body, "monitoring", about={"since": None}, by=asked.officer)

    def said(on):
        return shaping.article(shaping.shape(Paper.objects.get(pk=paper.pk), on))

    named = said(DUE + timedelta(days=36))
    assert "Owners who have not answered" in named
    assert f"{asked.una} was asked about 2 actions on 2 March 2026" in named
    assert "example.org" not in named
    assert "Owners who have not answered" not in said(DUE + timedelta(days=34))
