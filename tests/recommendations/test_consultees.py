"""Correcting a consultee's name and address: what waits goes to the new one, what went stays as it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import consultations, consultees
from recommendations.models import Letter
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories
from tests.recommendations.consulted import DUE, TODAY, consultee, make_consulting
from tests.recommendations.mail_server import MailServer, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RIGHT = "clerk@ashfordvale.example"


@pytest.fixture
def server(settings):
    with MailServer() as one:
        one.use(settings)
        yield one


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def consulting():
    return make_consulting()


def edit(one):
    return reverse("recommendations:consultee-edit", args=[one.pk])


def said(response):
    return " ".join(response.content.decode().split())


def test_before_a_letter_went_name_and_address_are_corrected_and_one_letter_goes(client, server, consulting):
    one = consultee(consulting.send(), "Ashford")
    factories.sign_in(client, consulting.officer)
    assert edit(one) in said(client.get(one.consultation.get_absolute_url()))
    page = said(client.post(edit(one), {"name": "Ashford Vale Council", "email": RIGHT}, follow=True))
    assert "Ashford Vale Council" in page
    assert "the address or name was corrected first" in page
    run_jobs()
    assert sorted(to for to, _ in server.sent) == [RIGHT, "post@fenmere.example"]
    assert "To Ashford Vale Council" in dict(server.sent)[RIGHT].get_body(("plain",)).get_content()
    entry = AuditEntry.objects.get(verb="corrected")
    assert entry.by == consulting.officer
    assert (entry.before["email"], entry.after["email"]) == ("clerk@ashford.example", RIGHT)


def test_after_a_letter_went_only_the_address_changes_and_reminders_follow_it(client, server, consulting, monkeypatch):
    sent = consulting.send("Ashford Vale, clerk@ashford.example")
    one = consultee(sent, "Ashford")
    run_jobs()
    factories.sign_in(client, consulting.officer)
    assert 'name="name"' not in said(client.get(edit(one)))
    assert client.post(edit(one), {"name": "Another", "email": RIGHT}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.email) == ("Ashford Vale", RIGHT)
    with pytest.raises(Refused, match="has gone under this name"):
        consultees.correct(one, name="Another", email=RIGHT, by=None)
    run_jobs()
    consultations.day(DUE)
    run_jobs()
    assert [to for to, _ in server.sent] == ["clerk@ashford.example", RIGHT]
    monkeypatch.setattr(timezone, "localdate", lambda *args: DUE)
    page = said(client.get(sent.get_absolute_url()))
    assert page.index(" to clerk@ashford.example<") < page.index(f" to {RIGHT}<")
    assert list(one.letters.order_by("pk").values_list("to_email", flat=True)) == ["clerk@ashford.example", RIGHT]


def test_a_reminder_that_waits_goes_to_the_new_address(server, consulting):
    one = consultee(
        consulting.send("Ashford Vale, clerk@ashford.example", sent_on=TODAY - timedelta(days=3)), "Ashford"
    )
    consultations.day(DUE)
    consultees.correct(one, email=RIGHT, by=None, on=DUE)
    run_jobs()
    assert [(to, message["Subject"][:8]) for to, message in server.sent] == [(RIGHT, "Reminder")]
    assert consultations.day(DUE) == 0


def test_a_letter_that_could_not_be_sent_and_one_without_address_go_when_it_is_corrected(server, consulting):
    sent = consulting.send()
    one = consultee(sent, "Ashford")
    one.letters.update(gave_up_at=timezone.now(), last_error="No such mailbox", tries=1)
    consultees.correct(one, email=RIGHT, by=None, on=TODAY)
    consultees.correct(consultee(sent, "The Drainage"), email="clerk@drain.example", by=None, on=TODAY)
    run_jobs()
    assert sorted(to for to, _ in server.sent) == [RIGHT, "clerk@drain.example", "post@fenmere.example"]


def test_who_replied_gets_no_letter_and_nothing_changed_writes_nothing(consulting):
    one = consultee(consulting.send(), "Ashford")
    assert consultees.correct(one, name="Ashford  Vale ", email=one.email, by=None) is None
    assert not AuditEntry.objects.filter(verb="corrected").exists()
    consultations.reply(one, stance="noted", replied_on=TODAY, by=None)
    before = Letter.objects.count()
    consultees.correct(one, email=RIGHT, by=None)
    assert Letter.objects.count() == before


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"name": "the drainage BOARD"}, "is asked already"),
        ({"name": ""}, "Enter the name"),
        ({"email": "clerk@nowhere"}, "must look like name@example.org"),
        ({"name": "x" * 201}, "200 characters or fewer"),
    ],
)
def test_what_cannot_be_is_said_and_stays_typed(client, consulting, fields, problem):
    one = consultee(consulting.send(), "Ashford")
    factories.sign_in(client, consulting.officer)
    response = client.post(edit(one), {"name": "Ashford Vale", "email": "kept@ashford.example"} | fields)
    assert response.status_code == 422
    assert problem in said(response)
    assert "kept@ashford.example" in said(response) or "clerk@nowhere" in said(response)
    assert one.letters.count() == 1


def test_a_closed_consultation_stays_as_it_is(client, consulting):
    one = consultee(consulting.send(), "Ashford")
    consultations.close(one.consultation, by=consulting.officer)
    factories.sign_in(client, consulting.officer)
    assert edit(one) not in said(client.get(one.consultation.get_absolute_url()))
    assert "was closed on" in said(client.post(edit(one), {"name": "Ashford Vale", "email": RIGHT}))


def test_a_known_body_is_linked_under_its_corrected_name(consulting):
    body = factories.make_body(consulting.council, "Ashford Vale District Council")
    one = consultee(consulting.send(), "Ashford")
    consultees.correct(one, name="ashford vale district council", email=one.email, by=None)
    one.refresh_from_db()
    assert one.body == body
