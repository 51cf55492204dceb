"""Sending a report for comment through a real mail server: each letter once, reminders, replies, closing."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommendations.actions import consultations, letters
from recommendations.models import Consultation, ConsultationReply, Consultee, Letter
from recommendations.rules.consulting import Line
from scrutiny.engine import versions
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories
from tests.recommendations.consulted import DUE, TODAY, consultee, make_consulting
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


@pytest.fixture
def consulting():
    return make_consulting()


def on(days):
    return DUE + timedelta(days=days)


def plain(message):
    return message.get_body(("plain",)).get_content()


def answer(who, stance="noted", **fields):
    fields = {"replied_on": TODAY, "on": TODAY, "by": None} | fields
    return consultations.reply(who, stance=stance, **fields)


def test_everybody_with_an_address_gets_one_letter_with_the_report(server, consulting):
    consulting.send(message="Tell us what **you** would add.")
    run_jobs()
    run_jobs()
    letters.requeue()
    run_jobs(now=True)
    assert sorted(to for to, _ in server.sent) == ["clerk@ashford.example", "post@fenmere.example"]
    message = dict(server.sent)["clerk@ashford.example"]
    assert message["Subject"] == "School transport: your comments by 20 March 2026"
    assert message["Reply-To"] == "olive@council.example"
    assert "“How pupils travel”, which comes with this letter" in plain(message)
    assert "by Friday 20 March 2026" in plain(message)
    assert "Tell us what you would add." in plain(message)
    (report,) = message.iter_attachments()
    assert report.get_filename() == "how-pupils-travel-edition-1.pdf"
    assert report.get_content() == bytes(consulting.edition.pdf)


def test_who_has_no_address_is_kept_to_be_written_to_by_hand(server, consulting):
    one = consulting.send()
    run_jobs()
    board = consultee(one, "The Drainage Board")
    letter = board.letters.get()
    assert letter.to_email == ""
    assert letter.sent_at is None
    assert "The Drainage Board" in letter.body
    assert not any("Drainage" in plain(message) for _, message in server.sent)


def test_what_went_by_other_means_before_gets_no_first_letter(server, consulting):
    consulting.send(sent_on=TODAY - timedelta(days=3))
    run_jobs()
    assert server.sent == []
    assert consultations.day(on(-7)) == 2


def test_reminders_go_before_on_and_after_the_day_and_then_no_more(server, consulting):
    one = consulting.send("Ashford Vale, clerk@ashford.example")
    run_jobs()
    server.sent.clear()
    call_command("day", on=on(-7).isoformat(), verbosity=0)
    for days in range(-18, 40):
        consultations.day(on(days))
        assert consultations.day(on(days)) == 0
    run_jobs()
    written = list(Letter.objects.filter(kind="consultation_reminder").values_list("written_on", flat=True))
    assert written == [on(-7), on(0), on(7)]
    assert [to for to, _ in server.sent] == ["clerk@ashford.example"] * 3
    assert "They are due by Friday 20 March 2026." in plain(server.sent[0][1])
    assert "They were due by Friday 20 March 2026, and none has reached us." in plain(server.sent[2][1])
    assert one.consultees.get().letters.count() == 4


def test_days_that_were_missed_bring_only_the_newest_reminder(server, consulting):
    consulting.send("Ashford Vale, clerk@ashford.example")
    assert consultations.day(on(30)) == 1
    assert Letter.objects.get(kind="consultation_reminder").key.endswith(":7")


def test_who_replied_is_reminded_no_more_and_who_is_silent_still_is(server, consulting):
    one = consulting.send()
    answer(consultee(one, "Ashford"))
    assert consultations.day(on(0)) == 1
    run_jobs()
    reminded = [to for to, message in server.sent if message["Subject"].startswith("Reminder")]
    assert reminded == ["post@fenmere.example"]


def test_a_reminder_overtaken_by_the_reply_does_not_go(server, consulting):
    one = consulting.send("Ashford Vale, clerk@ashford.example")
    run_jobs()
    consultations.day(on(0))
    answer(consultee(one, "Ashford"))
    run_jobs()
    assert len(server.sent) == 1
    assert Letter.objects.get(kind="consultation_reminder").last_error == "Not sent: the reply came first."


def test_nothing_goes_once_it_is_closed(server, consulting):
    one = consulting.send()
    consultations.close(one, by=consulting.officer)
    run_jobs()
    assert server.sent == []
    assert consultations.day(on(0)) == 0
    with pytest.raises(Refused, match="was closed on 2 March 2026"):
        consultations.close(one, by=consulting.officer)


def test_a_later_day_brings_reminders_of_its_own(server, consulting):
    one = consulting.send("Ashford Vale, clerk@ashford.example")
    assert consultations.day(on(-7)) == 1
    later = on(30)
    consultations.change(one, one.version, by=consulting.officer, due_on=later)
    assert consultations.day(on(0)) == 0
    assert consultations.day(later - timedelta(days=7)) == 1
    with pytest.raises(versions.Stale):
        consultations.change(one, one.version, by=consulting.officer, due_on=later)
    one.refresh_from_db()
    with pytest.raises(Refused, match="cannot be due before"):
        consultations.change(one, one.version, by=consulting.officer, due_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize("moment, arrived", [("before", 0), ("after", 1)])
def test_a_connection_that_breaks_never_sends_twice(server, consulting, moment, arrived):
    consulting.send("Ashford Vale, clerk@ashford.example")
    server.breaks = moment
    run_jobs()
    server.breaks = ""
    letters.requeue()
    run_jobs(now=True)
    one = Letter.objects.get()
    assert letters.deliver(one.pk) == "not waiting"
    assert one.sent_at is None
    assert one.last_error.startswith("The connection broke")
    assert len(server.sent) == arrived


def test_what_fails_half_way_leaves_nothing(server, consulting, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(letters, "to_consultee", breaks)
    with pytest.raises(RuntimeError):
        consulting.send()
    assert not Consultation.objects.exists()
    assert not Consultee.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_letters_of_a_loaded_history_do_not_go(server, consulting):
    with letters.recorded_as_sent(timezone.now()):
        consulting.send()
    run_jobs()
    assert server.sent == []
    assert Letter.objects.exclude(sent_at=None).count() == 2


def test_odd_names_do_no_harm(server, consulting):
    odd = [Line('Ŵyn "X"\r\nBcc: thief@example.org', "clerk@ashford.example")]
    consultations.send(
        consulting.body, title="{{ x }}\r\nBcc: thief@example.org", sent_on=TODAY, due_on=DUE, consultees=odd,
        message="<script>alert(1)</script>", by=consulting.officer, on=TODAY,
    )  # fmt: skip
    run_jobs()
    ((to, message),) = server.sent
    assert to == "clerk@ashford.example"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"due_on": date(2026, 3, 1)}, "cannot be due before the report is sent"),
        ({"sent_on": date(2026, 3, 3)}, "on a day to come"),
        ({"title": " "}, "Enter the title"),
        ({"who": "\n"}, "Name at least one council or body"),
    ],
)
def test_what_cannot_be_sent_is_refused(consulting, fields, said):
    with pytest.raises(Refused, match=said):
        consulting.send(**fields)
    assert not Consultation.objects.exists()


def test_an_edition_with_what_is_exempt_never_leaves(consulting):
    consulting.edition = factories.make_edition(consulting.edition.paper, is_exempt=True)
    with pytest.raises(Refused, match="cannot leave the council"):
        consulting.send()
    consulting.edition = factories.make_edition(factories.make_paper())
    with pytest.raises(Refused, match="another council"):
        consulting.send()


def test_more_are_asked_later_and_nobody_twice(server, consulting):
    one = consulting.send()
    with pytest.raises(Refused, match="ASHFORD VALE is asked already"):
        consultations.add_consultees(one, [Line("ASHFORD VALE", "")], by=consulting.officer, on=TODAY)
    (new,) = consultations.add_consultees(one, [Line("Moor Parish", "p@moor.example")], by=consulting.officer, on=TODAY)
    assert new.order == 4
    run_jobs()
    assert "p@moor.example" in [to for to, _ in server.sent]
    with pytest.raises(Refused, match="Give a later day first"):
        consultations.add_consultees(one, [Line("Late Parish", "")], by=consulting.officer, on=on(1))


def test_a_consultee_that_the_council_knows_is_linked_to_it(consulting):
    known = factories.make_body(consulting.council, "The Drainage Board", kind="agency")
    one = consulting.send()
    assert consultee(one, "The Drainage").body == known
    assert consultee(one, "Ashford").body is None


def test_a_later_reply_stands_beside_the_earlier_one(consulting):
    one = consulting.send()
    ashford = consultee(one, "Ashford")
    answer(ashford, "noted", decided_by="Clerk", by=consulting.officer)
    later = TODAY + timedelta(days=5)
    answer(ashford, "objects", text="Too dear.", decided_by="Cabinet", replied_on=later, on=later)
    assert [(row.stance, row.decided_by) for row in ashford.replies.all()] == [
        ("noted", "Clerk"),
        ("objects", "Cabinet"),
    ]
    entry = AuditEntry.objects.filter(verb="recorded a reply").first()
    assert entry.under == f"scrutiny.body:{consulting.body.pk}"


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"replied_on": TODAY - timedelta(days=1)}, "was asked on 2 March 2026, so no reply can have come before that"),
        ({"replied_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"stance": "comments"}, "Enter what they said"),
        ({"stance": "objects", "text": "  "}, "Enter what they said"),
        ({"stance": "shrugs"}, "Choose what they replied"),
    ],
)
def test_a_reply_that_cannot_be_is_refused(consulting, fields, said):
    with pytest.raises(Refused, match=said):
        answer(consultee(consulting.send(), "Ashford"), **fields)
    assert not ConsultationReply.objects.exists()


def bomb():
    """A Word document whose one part swells to more than may be opened."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    return SimpleUploadedFile("reply.docx", held.getvalue())


@pytest.mark.parametrize(
    "document, said",
    [
        (bomb, "would become too large when opened"),
        (lambda: SimpleUploadedFile("reply.pdf", b"MZ\x90\x00"), "not a PDF"),
        (lambda: SimpleUploadedFile("reply.exe", b"MZ\x90\x00"), "must be one of these"),
        (lambda: SimpleUploadedFile("reply.pdf", b""), "The file is empty"),
    ],
)
def test_a_document_that_is_no_document_is_refused(consulting, document, said):
    with pytest.raises(Refused, match=said):
        answer(consultee(consulting.send(), "Ashford"), "comments", document=document())
    assert not ConsultationReply.objects.exists()


def test_a_reply_by_document_alone_is_enough(consulting):
    file = SimpleUploadedFile("Our ../reply.pdf", b"%PDF-1.7 words")
    found = answer(consultee(consulting.send(), "Ashford"), "comments", document=file)
    assert found.document.read() == b"%PDF-1.7 words"
    assert ".." not in found.document.name
