"""The pages of papers and sections: who may open them, what they show, what they do with bad input."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import papers
from scrutiny.engine import pdf
from scrutiny.engine.models import Draft
from scrutiny.models import Paper, Review, Section
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    review = make.make_review(cast.committee, "School transport", conducted_by=cast.sub_committee, with_paper=False)
    paper = papers.make_report(review, by=cast.officer)
    background = paper.sections.get(heading="Background")
    papers.save_section(background, background.version, text="Buses **matter**.", by=cast.officer)
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def edition(paper, cast):
    return make.make_edition(paper, by=cast.officer, html="<h1>Frozen</h1>", sha256="a" * 64)


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


def url(name, thing):
    return reverse(f"scrutiny:{name}", args=[thing.pk])


def background(paper):
    return Section.objects.get(paper=paper, order=1)


READING = ("paper-show", "paper-preview", "paper-pdf")
WRITING = ("paper-edit", "section-add", "edition-issue")


@pytest.fixture
def no_printer(monkeypatch):
    """The printer has its own tests; here only who gets a PDF matters."""
    monkeypatch.setattr(pdf, "render", lambda html, **given: b"%PDF-1.7\n")


@pytest.mark.usefixtures("no_printer")
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("name", READING + WRITING)
def test_who_may_open_a_papers_pages(client, cast, paper, name, shared):
    if shared:
        Review.objects.filter(pk=paper.review_id).update(shared_at=timezone.now())
    readers = {"officer", "monitoring"} | ({"member", "co_opted"} if shared else set())
    for role, user in cast.everybody():
        make.sign_in(client, user)
        status = client.get(url(name, paper.review)).status_code
        if role == "public":
            expected = 302
        elif role not in readers:
            expected = 404
        else:
            expected = 200 if role == "officer" or name in READING else 403
        assert status == expected, role


@pytest.mark.parametrize("name", ["section-edit", "section-move", "section-drop", "section-bin"])
def test_only_the_officer_changes_sections(client, cast, paper, name):
    Review.objects.filter(pk=paper.review_id).update(shared_at=timezone.now())
    section = Section.objects.get(paper=paper, kind="contact")
    inside = ("member", "co_opted", "monitoring")
    for role, user in cast.everybody():
        if role != "officer":
            make.sign_in(client, user)
            status = client.post(url(name, section), {"direction": "up"}).status_code
            assert status == (401 if role == "public" else 403 if role in inside else 404), role
    section.refresh_from_db()
    assert (section.order, section.is_dropped, section.binned_at) == (12, False, None)


def test_the_outline_shows_the_sections_in_order_and_what_is_not_printed(officer, paper, cast):
    papers.drop_section(Section.objects.get(paper=paper, kind="contact"), by=cast.officer)
    page = officer.get(url("paper-show", paper.review)).content.decode()
    places = [page.index(f'id="section-{section.pk}"') for section in paper.sections.in_order()]
    assert places == sorted(places)
    assert "Left out" in page
    assert "Empty, so not printed" in page


def test_a_reader_sees_no_buttons(client, cast, paper):
    Review.objects.filter(pk=paper.review_id).update(shared_at=timezone.now())
    make.sign_in(client, cast.member)
    page = client.get(url("paper-show", paper.review)).content.decode()
    assert "Move up" not in page
    assert "Issue an edition" not in page


def test_the_preview_says_what_the_paper_says(officer, paper):
    page = officer.get(url("paper-preview", paper.review)).content.decode()
    assert "Buses <strong>matter</strong>." in page
    assert "Empty, so not printed" in page


def test_a_section_is_added_where_asked(officer, paper):
    address = url("section-add", paper.review)
    answer = officer.post(address, {"kind": "findings", "heading": "Buses", "after": background(paper).pk})
    added = Section.objects.get(heading="Buses")
    assert answer.url == f"{url('paper-show', paper.review)}#section-{added.pk}"
    assert (added.kind, added.order) == ("findings", 2)


def test_a_section_form_sent_twice_adds_one(officer, paper):
    sent = {"kind": "written", "heading": "Once", "once": "00000000-0000-4000-8000-000000000001"}
    for _ in range(2):
        assert officer.post(url("section-add", paper.review), sent).status_code == 302
    assert Section.objects.filter(heading="Once").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what kind of section to add"),
        ({"kind": "poem"}, "kind"),
        ({"kind": "written"}, "Enter a heading"),
        ({"kind": "contact", "heading": "x" * 251}, "250 characters or fewer"),
        ({"kind": "contact", "after": "999999"}, "after"),
        ({"kind": "contact", "after": "no number"}, "after"),
        ({"kind": "contact", "heading": "\x00\x07"}, "cannot be kept"),
    ],
)
def test_a_section_that_makes_no_sense_is_refused(officer, paper, sent, said):
    before = Section.objects.count()
    answer = officer.post(url("section-add", paper.review), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Section.objects.count() == before


def test_a_section_is_written_and_its_draft_forgotten(officer, cast, paper):
    section = background(paper)
    Draft.objects.create(user=cast.officer, key=f"section:{section.pk}:text", text="half")
    assert "You have unsaved text" in officer.get(url("section-edit", section)).content.decode()
    sent = {"heading": "Setting", "text": "New words.", "version": section.version}
    assert officer.post(url("section-edit", section), sent).url.endswith(f"#section-{section.pk}")
    section.refresh_from_db()
    assert (section.heading, section.text) == ("Setting", "New words.")
    assert not Draft.objects.exists()


def test_two_who_write_at_once_both_keep_their_words(officer, cast, paper):
    section = background(paper)
    papers.save_section(section, section.version, text="Hers.", by=cast.officer)
    answer = officer.post(
        url("section-edit", section), {"heading": "Background", "text": "His.", "version": section.version}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Hers." in page
    assert "His." in page
    assert background(paper).text == "Hers."


def test_a_section_in_the_bin_has_no_page(officer, cast, paper):
    section = Section.objects.get(paper=paper, kind="contact")
    assert officer.post(url("section-bin", section)).status_code == 302
    assert officer.get(url("section-edit", section)).status_code == 404
    assert officer.post(url("section-move", section), {"direction": "up"}).status_code == 404


def test_sections_move_by_buttons_and_by_dragging(officer, paper):
    section = Section.objects.get(paper=paper, kind="contact")
    assert officer.post(url("section-move", section), {"direction": "up"}).status_code == 302
    section.refresh_from_db()
    assert section.order == 11
    answer = officer.post(
        url("section-move", section), {"id": section.pk, "position": "1"}, headers={"x-requested-with": "fetch"}
    )
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    section.refresh_from_db()
    assert section.order == 1


@pytest.mark.parametrize(
    "sent", [{}, {"direction": "sideways"}, {"position": "-1"}, {"position": "٣"}, {"position": "9" * 40}]
)
def test_a_move_that_makes_no_sense_moves_nothing(officer, paper, sent):
    before = list(paper.sections.in_order().values_list("pk", flat=True))
    assert officer.post(url("section-move", background(paper)), sent).status_code == 302
    assert list(paper.sections.in_order().values_list("pk", flat=True)) == before


def test_an_agreed_review_refuses_a_move_in_plain_words(officer, paper, cast):
    papers.save_paper(paper, paper.version, is_numbered=True, by=cast.officer)
    Review.objects.filter(pk=paper.review_id).update(status=Review.Status.AGREED)
    section = background(paper)
    answer = officer.post(url("section-move", section), {"position": "3"}, headers={"x-requested-with": "fetch"})
    assert answer.status_code == 422
    assert "numbers have been quoted" in answer.json()["error"]
    page = officer.post(url("section-drop", section), follow=True).content.decode()
    assert "numbers have been quoted" in page


def test_paper_details_are_saved_and_number_the_paper(officer, paper, cast):
    meeting = make.make_meeting(cast.committee)
    sent = {"title": "Buses", "meeting": meeting.pk, "item_number": "7f", "numbers": "by_section"}
    sent["version"] = paper.version
    assert officer.post(url("paper-edit", paper.review), sent).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.meeting, paper.item_number, paper.has_contents) == ("Buses", meeting, "7f", False)
    assert background(paper).number == "1"


@pytest.mark.parametrize("sent", [{"title": ""}, {"title": "x" * 251}, {"title": "Buses", "meeting": "12345"}])
def test_details_that_make_no_sense_are_refused(officer, paper, sent):
    answer = officer.post(url("paper-edit", paper.review), sent | {"version": paper.version})
    assert answer.status_code == 422
    paper.refresh_from_db()
    assert paper.title == "School transport"


def test_a_meeting_of_another_body_cannot_be_chosen(officer, paper, cast):
    meeting = make.make_meeting(cast.other_committee)
    sent = {"title": "Buses", "meeting": meeting.pk, "numbers": "none", "version": paper.version}
    assert officer.post(url("paper-edit", paper.review), sent).status_code == 422


def test_a_review_without_a_report_can_start_one(client, cast):
    review = make.make_review(cast.committee, with_paper=False)
    make.sign_in(client, cast.officer)
    assert "Start the report" in client.get(url("paper-show", review)).content.decode()
    assert client.get(url("paper-preview", review)).status_code == 404
    assert client.post(url("paper-make", review)).status_code == 302
    assert review.report.sections.count() == 12
    make.sign_in(client, cast.monitoring)
    assert client.post(url("paper-make", review)).status_code == 403


def test_the_outline_costs_the_same_for_many_sections_and_editions(officer, cast, paper):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(url("paper-show", paper.review)).status_code == 200
        return len(queries)

    cost()
    few = cost()
    for number in range(20):
        make.make_edition(paper, by=cast.officer)
        section = make.make_section(paper, "findings", f"Theme {number}")
        make.make_finding(section=section)
    papers.renumber_sections(paper)
    assert cost() <= few + 2  # the first editions read who issued them
