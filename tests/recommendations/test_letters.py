"""Letters through a real mail server: each goes once, whatever fails."""

import re
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommendations.actions import letters, rounds
from recommendations.models import Letter
from tests.recommendations.asked import TODAY, ask_of, make_asked
from tests.recommendations.mail_server import MailServer, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def server(settings):
    settings.SITE_ADDRESS = "https://scrutiny.example.org"
    with MailServer() as one:
        one.use(settings)
        yield one


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def test_each_owner_gets_one_letter_with_their_items_and_a_link(server):
    asked = make_asked()
    round = asked.open(message="Thank you for your work.")
    run_jobs()
    run_jobs()
    assert sorted(to for to, _ in server.sent) == ["otto.other@example.org", "una.owner@example.org"]
    texts = dict(server.texts())
    una, otto = texts["una.owner@example.org"], texts["otto.other@example.org"]
    assert "Write to every school." in una
    assert "SECRETUNA" in una
    assert "SECRETOTTO" not in una
    assert "SECRETUNA" not in otto
    assert "Thank you for your work." in una
    assert "Due by 30 June 2026" in una
    link = re.search(r"https://scrutiny\.example\.org/answer/\S+", una)[0]
    assert link == letters.address_of(ask_of(round, asked.una))
    message = dict(server.sent)["una.owner@example.org"]
    assert message["Subject"] == "Progress on 2 actions: please answer by 20 March 2026"
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_link_is_kept_nowhere_but_in_the_letter(server):
    asked = make_asked()
    round = asked.open()
    run_jobs()
    ask = ask_of(round, asked.una)
    with connection.cursor() as cursor:
        for table in ("engine_auditentry", "recommendations_letter", "django_tasks_database_dbtaskresult"):
            cursor.execute(f"SELECT * FROM {table}")
            assert ask.key not in str(cursor.fetchall()), table
    assert ask.key in dict(server.texts())["una.owner@example.org"]


def test_a_server_that_is_down_gets_the_letter_once_when_it_is_back(settings):
    with MailServer() as server:
        server.use(settings)
        port = server.port
    asked = make_asked()
    asked.open()
    run_jobs()
    one = Letter.objects.get(to_email="una.owner@example.org")
    assert (one.sent_at, one.begun_at, one.tries) == (None, None, 1)
    assert one.last_error.startswith("The mail server could not be reached")
    job = DBTaskResult.objects.get(status="READY", args_kwargs__args=[one.pk])
    assert timedelta(seconds=30) < job.run_after - timezone.now() < timedelta(seconds=70)
    run_jobs(now=True)
    one.refresh_from_db()
    assert one.tries == 2
    with MailServer(port) as server:
        run_jobs(now=True)
        run_jobs(now=True)
        letters.requeue()
        run_jobs(now=True)
        assert sorted(to for to, _ in server.sent) == ["otto.other@example.org", "una.owner@example.org"]
    one.refresh_from_db()
    assert one.sent_at
    assert one.last_error == ""


def test_it_is_given_up_in_the_end_and_said_so(settings):
    with MailServer() as server:
        server.use(settings)
    make_asked().open()
    for _ in range(letters.MOST_TRIES + 2):
        run_jobs(now=True)
    one = Letter.objects.get(to_email="una.owner@example.org")
    assert one.gave_up_at
    assert one.tries == letters.MOST_TRIES
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_an_address_that_is_refused_is_given_up_at_once(server):
    server.refuse["una.owner@example.org"] = "550 No such user"
    server.refuse["otto.other@example.org"] = "450 Come back later"
    make_asked().open()
    run_jobs()
    una, otto = (Letter.objects.get(to_email__startswith=name) for name in ("una", "otto"))
    assert una.gave_up_at
    assert una.last_error == "The mail server refused the address: 550 No such user"
    assert otto.gave_up_at is None
    server.refuse.clear()
    run_jobs(now=True)
    assert [to for to, _ in server.sent] == ["otto.other@example.org"]


@pytest.mark.parametrize("moment, arrived", [("before", 0), ("after", 1)])
def test_what_breaks_half_way_is_never_sent_twice(server, moment, arrived):
    server.breaks = moment
    make_asked(email="").open()
    run_jobs()
    one = Letter.objects.get(to_email="una.owner@example.org")
    assert one.begun_at
    assert one.sent_at is None
    assert one.last_error.startswith("The connection broke while the e-mail was being sent")
    server.breaks = ""
    letters.requeue()
    run_jobs(now=True)
    assert letters.deliver(one.pk) == "not waiting"
    assert len(server.sent) == arrived


def test_a_worker_that_died_while_sending_sends_no_second(server):
    make_asked().open()
    Letter.objects.update(begun_at=timezone.now(), tries=1)
    letters.requeue()
    run_jobs(now=True)
    assert server.sent == []


def test_a_letter_overtaken_by_events_does_not_go(server):
    asked = make_asked()
    round = asked.open()
    rounds.revoke(ask_of(round, asked.una), by=asked.officer)
    run_jobs()
    assert [to for to, _ in server.sent] == ["otto.other@example.org"]
    assert Letter.objects.get(to_email__startswith="una").last_error == "Not sent: the link was withdrawn first."
    server.sent.clear()
    second = asked.open(title="Again")
    rounds.close_round(second, by=asked.officer)
    run_jobs()
    assert server.sent == []


def test_a_round_that_fails_half_way_leaves_no_letter_and_no_job(server, monkeypatch):
    asked = make_asked()
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        asked.open()
        raise RuntimeError
    run_jobs()
    assert server.sent == []
    assert not DBTaskResult.objects.exists()


def test_letters_of_a_loaded_history_do_not_go(server):
    then = timezone.now() - timedelta(days=300)
    with letters.recorded_as_sent(then):
        make_asked().open()
    run_jobs()
    assert server.sent == []
    assert set(Letter.objects.values_list("sent_at", flat=True)) == {then}


def test_odd_names_and_words_do_no_harm(server):
    asked = make_asked(email="")
    asked.una.name = 'Una\r\nBcc: thief@example.org "Ŵyn" <x@example.org>'
    asked.una.save()
    asked.open(title="Spring\r\nBcc: thief@example.org", message="{{ link }} <script>alert(1)</script> [your link]")
    run_jobs()
    (to, message), *others = server.sent
    assert to == "una.owner@example.org"
    assert others == []
    assert message["Bcc"] is None
    assert "<script>" in message.get_content()  # plain words in a plain text
    assert message.get_content().count("/answer/") == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter_once(server, settings):
    """Each worker is a thread with a connection of its own, on a database in a file or on a server."""
    import threading

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and connection.is_in_memory_db():
        # A database in memory has one connection for all threads, so the statement that takes the letter is tried alone.
        make_asked().open()
        one = Letter.objects.get(to_email__startswith="una")
        assert letters._waiting(one).update(begun_at=timezone.now()) == 1
        assert letters._waiting(one).update(begun_at=timezone.now()) == 0
        return
    make_asked().open()
    keys = list(Letter.objects.values_list("pk", flat=True))
    start = threading.Barrier(4)

    def work():
        start.wait()
        for pk in keys:
            letters.deliver(pk)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(to for to, _ in server.sent) == ["otto.other@example.org", "una.owner@example.org"]
