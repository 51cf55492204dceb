"""The pages of consultations."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import consultations
from recommendations.models import Consultation, ConsultationReply, Letter
from tests import factories
from tests.forward_things import make_consultation, make_consultee, make_reply
from tests.recommendations.consulted import DUE, TODAY, consultee, make_consulting
from tests.recommendations.mail_server import MailServer, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def consulting(client):
    found = make_consulting()
    factories.sign_in(client, found.officer)
    return found


def url(name, thing):
    return reverse(f"recommendations:{name}", args=[thing.pk])


def said(response):
    return " ".join(response.content.decode().split())


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def filled(**fields):
    return {
        "title": "School transport",
        "edition": "",
        "consultees": "Ashford Vale, clerk@ashford.example\nThe Drainage Board",
        **day("sent_on", TODAY),
        **day("due_on", DUE),
    } | fields


def test_a_report_is_sent_for_comment(client, consulting, settings):
    with MailServer() as server:
        server.use(settings)
        add = url("consultation-add", consulting.body)
        assert "How pupils travel, edition 1" in said(client.get(add))
        page = client.post(add, filled(edition=consulting.edition.pk), follow=True)
        run_jobs()
        assert [to for to, _ in server.sent] == ["clerk@ashford.example"]
    one = Consultation.objects.get()
    assert (one.edition, one.sent_by, one.due_on) == (consulting.edition, consulting.officer, DUE)
    page = said(client.get(one.get_absolute_url()))
    assert "Of 2 asked, none has replied." in page
    assert "To be asked by hand" in page
    assert "to be written to by hand: The Drainage Board." in page
    assert "sent " in page


def test_sending_twice_sends_once(client, consulting):
    page = client.get(url("consultation-add", consulting.body)).content.decode()
    token = page.split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(url("consultation-add", consulting.body), filled(once=token)).status_code == 302
    assert Consultation.objects.count() == 1
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    "fields, problem",
    [
        (day("due_on", date(2026, 3, 1)), "The comments cannot be due before the report is sent"),
        (day("sent_on", date(2026, 3, 3)), "on a day to come"),
        (day("due_on", date(2026, 2, 1)) | {"due_on_0": "31"}, "Comments by"),
        ({"consultees": "A\nB\na"}, "Line 3: a is in line 1 already"),
        ({"consultees": "A, a@"}, "Line 1: the e-mail address must look like"),
        ({"consultees": "A, a@nowhere"}, "A: the e-mail address must look like"),
        ({"consultees": ""}, "Enter who is asked"),
        ({"consultees": "\n".join(f"Council {n}" for n in range(201))}, "200 lines or fewer"),
        ({"edition": "999999"}, "from the list"),
        ({"title": ""}, "Enter the title"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_goes(client, consulting, fields, problem):
    response = client.post(url("consultation-add", consulting.body), filled(message="Kept words") | fields)
    assert response.status_code == 422
    assert problem in said(response)
    assert "Kept words" in said(response)
    assert not Consultation.objects.exists()
    assert not Letter.objects.exists()


def test_editions_with_what_is_exempt_and_of_others_are_not_offered(client, consulting):
    factories.make_edition(consulting.edition.paper, is_exempt=True, title="SECRET part")
    factories.make_edition(factories.make_paper(factories.make_body(consulting.council), final=True), title="THEIRS")
    page = said(client.get(url("consultation-add", consulting.body)))
    assert "SECRET" not in page
    assert "THEIRS" not in page


def test_replies_are_recorded_and_stand_beside_each_other(client, consulting):
    one = consulting.send()
    ashford = consultee(one, "Ashford")
    reply = url("consultation-reply", ashford)
    file = SimpleUploadedFile("Our reply.pdf", b"%PDF-1.7 words")
    fields = {"stance": "supports", "decided_by": "Cabinet", **day("replied_on", TODAY)}
    assert client.post(reply, fields | {"document": file})["Location"].endswith(f"#consultee-{ashford.pk}")
    assert "stands beside the earlier one" in said(client.get(reply))
    client.post(reply, {"stance": "objects", "text": "It is *too* dear.", **day("replied_on", TODAY)})
    page = said(client.get(one.get_absolute_url()))
    assert page.index("Supports it") < page.index("<em>too</em>")
    assert "Of 3 asked, 1 has replied: 1 objects. 2 have not replied." in page
    found = ConsultationReply.objects.exclude(document="").get()
    answer = client.get(url("reply-document", found))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 words"
    assert 'filename="Our reply.pdf"' in answer["Content-Disposition"]


def test_bad_replies_are_said_and_what_was_typed_stays(client, consulting):
    ashford = consultee(consulting.send(), "Ashford")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    bomb = SimpleUploadedFile("reply.docx", held.getvalue())
    good = {"stance": "noted", "decided_by": "Kept words", **day("replied_on", TODAY)}
    for fields, problem in (
        (day("replied_on", date(2026, 3, 1)), "no reply can have come before that"),
        (day("replied_on", date(2027, 3, 1)), "in the future"),
        ({"stance": "comments"}, "Enter what they said"),
        ({"stance": "x"}, "from the list"),
        ({"document": bomb}, "would become too large when opened"),
        ({"document": SimpleUploadedFile("reply.pdf", b"MZ")}, "not a PDF"),
    ):
        response = client.post(url("consultation-reply", ashford), good | fields)
        assert response.status_code == 422, problem
        assert problem in said(response)
        assert "Kept words" in said(response)
    assert not ConsultationReply.objects.exists()


def test_who_is_silent_is_shown_after_the_day(client, consulting, monkeypatch):
    one = consulting.send()
    consultations.reply(consultee(one, "Ashford"), stance="noted", replied_on=TODAY, by=None, on=TODAY)
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 3, 21))
    page = said(client.get(one.get_absolute_url()))
    assert "nothing has come from Fenmere District Council and The Drainage Board." in page
    assert "Overdue" in said(client.get(url("consultation-list", consulting.body)))


def test_it_is_changed_more_are_asked_and_it_is_closed(client, consulting):
    one = consulting.send()
    later = date(2026, 4, 30)
    client.post(url("consultation-edit", one), {"title": "Buses", "message": "", "version": 1, **day("due_on", later)})
    one.refresh_from_db()
    assert (one.title, one.due_on) == ("Buses", later)
    stale = {"title": "Trains", "message": "", "version": 1, **day("due_on", later)}
    assert client.post(url("consultation-edit", one), stale).status_code == 409
    response = client.post(url("consultee-add", one), {"consultees": "ashford vale"})
    assert "Line 1: ashford vale is asked already" in said(response)
    client.post(url("consultee-add", one), {"consultees": "Moor Parish"})
    assert one.consultees.count() == 4
    page = said(client.post(url("consultation-close", one), follow=True))
    assert "Closed on 2 March 2026." in page
    assert client.post(url("consultee-add", one), {"consultees": "Late Parish"}).status_code == 422
    client.post(url("consultation-reply", consultee(one, "Ashford")), {"stance": "noted", **day("replied_on", TODAY)})
    assert ConsultationReply.objects.count() == 1


def test_members_read_and_others_do_not(client, consulting):
    one = consulting.send()
    factories.sign_in(client, factories.make_member(consulting.body))
    page = said(client.get(one.get_absolute_url()))
    main = page[page.index("<main") : page.index("</main>")]
    assert "Ashford Vale" in main
    assert "Record the reply" not in main
    assert client.post(url("consultation-close", one)).status_code == 403
    factories.sign_in(client, factories.make_officer(factories.make_body(consulting.council)))
    assert client.get(one.get_absolute_url()).status_code == 404


def test_the_pages_take_as_many_queries_for_one_as_for_many(client, consulting):
    one = make_consultation(consulting.body)

    def grow(number):
        for _ in range(number):
            make_reply(make_consultee(one, body=factories.make_body(consulting.council)))
            make_consultee(make_consultation(consulting.body))

    grow(2)
    pages = [one.get_absolute_url(), url("consultation-list", consulting.body)]
    first = [factories.queries_of(client, page) for page in [*pages, *pages]][2:]
    grow(12)
    assert [factories.queries_of(client, page) for page in pages] == first
