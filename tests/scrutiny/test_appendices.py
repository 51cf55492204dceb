"""Appendices of a paper, and the further meetings to which it goes: pages, refusals, and what is printed."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import appendices as actions
from scrutiny.actions import further_meetings
from scrutiny.models import Appendix, Paper, PaperMeeting
from scrutiny.papers import paper as papers
from scrutiny.refused import Refused
from tests import exempt_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    paper = make.make_paper(cast.committee, "Contracts", final=True)
    make.make_section(paper, "written", "Background", text="Why we write.")
    return paper


@pytest.fixture
def officer(client, cast):
    make.sign_in(client, cast.officer)
    return client


def url(name, *keys):
    return reverse(f"scrutiny:{name}", args=[getattr(one, "pk", one) for one in keys])


def send(client, paper, **fields):
    address = paper.urls["appendix_add"]
    once = client.get(address).context["form"]["once"].value()
    return client.post(address, {"once": once, "version": "0", "title": "Figures", "is_labelled": "on", **fields})


def a_pdf():
    document, data = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.save(data)
    return data.getvalue()


def test_a_picture_is_added_shown_and_given_back(officer, paper):
    file = SimpleUploadedFile("late buses.png", things.picture(), "image/png")
    answer = send(officer, paper, kind="file", file=file, described="Late buses by month.")
    assert answer.status_code == 302, answer.content.decode()
    made = Appendix.objects.get()
    assert (made.file_name, made.described) == ("late buses.png", "Late buses by month.")
    assert "late" not in made.file.name  # what is kept is called by a name that tells nothing
    page = officer.get(paper.get_absolute_url()).content.decode()
    assert "Appendix 1" in page
    preview = officer.get(paper.urls["preview"]).content.decode()
    assert 'alt="Late buses by month."' in preview
    source = preview.split('<img src="pictures/')[1].split('"')[0]
    picture = officer.get(f"{paper.urls['preview']}pictures/{source}")
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content) == things.picture()
    assert officer.get(url("appendix-file", made))["Content-Disposition"] == 'attachment; filename="late buses.png"'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("sums.xlsx", b"PK\x03\x04", "The file must be one of these: jpg, pdf, png"),
        ("sums.pdf", b"no pdf at all", "The file is not a PDF"),
        ("sums.png", things.picture()[:60], "The file is damaged"),
        ("sums.pdf", b"%PDF-1.7 and then nothing", "The file is damaged"),
        ("sums.png", b"", "empty"),
    ],
)
def test_what_is_no_pdf_or_picture_is_refused_and_nothing_typed_is_lost(officer, paper, name, data, said):
    answer = send(officer, paper, kind="file", file=SimpleUploadedFile(name, data), described="A long description.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="Figures"' in page
    assert "A long description." in page
    assert not Appendix.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "file"}, "Choose the file: a PDF or a picture"),
        ({"kind": "paper"}, "Choose the paper to print"),
        ({"kind": "none"}, "There is a problem"),
        ({"kind": "elsewhere", "title": ""}, "title"),
        ({"kind": "elsewhere", "link": "javascript:alert(1)"}, "web address"),
        ({"kind": "elsewhere", "is_exempt": "on"}, "Choose the paragraph of Schedule 12A"),
    ],
)
def test_what_is_missing_is_asked_for(officer, paper, fields, said):
    make.make_paper(paper.body, "Another", final=True)
    answer = send(officer, paper, **fields)
    assert answer.status_code == 422
    assert said.casefold() in answer.content.decode().casefold()


def test_a_picture_needs_words_for_who_cannot_see_it(officer, paper):
    answer = send(officer, paper, kind="file", file=SimpleUploadedFile("a.png", things.picture()))
    assert "Say what the picture shows" in answer.content.decode()
    assert send(officer, paper, kind="file", file=SimpleUploadedFile("a.pdf", a_pdf())).status_code == 302


def test_a_pdf_goes_along_as_a_file_and_the_page_says_so(officer, paper):
    send(officer, paper, kind="file", file=SimpleUploadedFile("a.pdf", a_pdf()))
    assert "attached to the PDF as a file" in officer.get(paper.get_absolute_url()).content.decode()
    assert "Figures (attached as a file)" in officer.get(paper.urls["preview"]).content.decode()


def test_appendices_are_changed_moved_and_put_away(officer, paper, cast):
    first, second = things.make_appendix(paper, "One"), things.make_appendix(paper, "Two")
    officer.post(url("appendix-move", second), {"direction": "up"})
    assert list(paper.appendices.values_list("title", flat=True)) == ["Two", "One"]
    officer.post(url("appendix-move", second), {"direction": "up"})  # at the end already
    address = url("appendix-edit", first)
    form = officer.get(address).context["form"]
    sent = {"once": form["once"].value(), "version": "1", "kind": "elsewhere", "title": "One, corrected"}
    assert officer.post(address, sent | {"link": "https://example.org/one"}).status_code == 302
    first.refresh_from_db()
    assert (first.title, first.link, first.is_labelled) == ("One, corrected", "https://example.org/one", False)
    stale = officer.post(
        address, sent | {"once": officer.get(address).context["form"]["once"].value(), "title": "Mine"}
    )
    assert stale.status_code == 409
    assert "One, corrected" in stale.content.decode()
    officer.post(url("appendix-bin", first))
    assert "Appendices in the bin" in officer.get(paper.get_absolute_url()).content.decode()
    assert "One, corrected" not in papers.page(papers.shape(Paper.objects.get(pk=paper.pk), date(2026, 3, 2)))
    officer.post(url("appendix-bin", first), {"back": "1"})
    assert Appendix.objects.kept().count() == 2


def test_papers_never_print_each_other_nor_themselves(paper, cast):
    one, two, three, four = (make.make_paper(cast.committee, name, final=True) for name in ("1", "2", "3", "4"))

    def behind(outer, inner):
        return actions.add(outer, kind="paper", title="Behind", printed=inner, by=cast.officer)

    with pytest.raises(Refused, match="prints this paper behind itself"):
        behind(one, one)
    kept = behind(one, two)
    with pytest.raises(Refused, match="prints this paper behind itself"):
        behind(two, one)
    behind(two, three)
    with pytest.raises(Refused, match="prints this paper behind itself"):
        behind(three, one)
    with pytest.raises(Refused, match="two deep"):
        behind(three, four)
    with pytest.raises(Refused, match="two deep"):
        behind(four, one)
    actions.put_in_bin(kept, by=cast.officer)
    behind(two, four)
    behind(three, one)
    with pytest.raises(Refused, match="prints this paper behind itself"):
        actions.put_back(kept, by=cast.officer)


def test_only_papers_that_the_officer_may_read_and_that_are_theirs_or_final_are_offered(officer, paper, cast):
    make.make_paper(cast.committee, "My draft")
    make.make_paper(cast.other_committee, "Their draft", shared_at=timezone.now())
    make.make_paper(cast.other_committee, "Their final one", final=True, shared_at=timezone.now())
    page = officer.get(paper.urls["appendix_add"]).content.decode()
    assert "My draft" in page
    assert "Their draft" not in page
    assert "Their final one" not in page  # nobody of this committee reads it


def meetings(cast):
    soon = timezone.localdate() + timedelta(days=30)
    return make.make_meeting(cast.committee, soon), make.make_meeting(cast.executive, soon + timedelta(days=9))


def further(client, paper, meeting, **fields):
    address = paper.urls["meeting_add"]
    once = client.get(address).context["form"]["once"].value()
    return client.post(address, {"once": once, "meeting": meeting.pk, **fields})


def test_a_paper_goes_to_two_meetings_and_its_front_says_both(officer, paper, cast):
    first, second = meetings(cast)
    Paper.objects.filter(pk=paper.pk).update(meeting=first, item_number="7f")
    assert further(officer, paper, second, item_number="4").status_code == 302
    page = officer.get(paper.get_absolute_url()).content.decode()
    assert f"Also to {cast.executive}" in page
    printed = papers.page(papers.shape(Paper.objects.get(pk=paper.pk), timezone.localdate()))
    for words in (cast.committee.name, cast.executive.name, "Item 7f", "Item 4"):
        assert words in printed.split("</header>")[0]
    assert Paper.objects.get(pk=paper.pk).meeting == first
    officer.post(url("paper-meeting-remove", PaperMeeting.objects.get()))
    assert not PaperMeeting.objects.exists()


def test_a_meeting_that_has_been_held_is_confirmed_first(officer, paper, cast):
    held = make.make_meeting(cast.executive, date(2024, 3, 12))
    answer = further(officer, paper, held)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The meeting of 12 March 2024 has been held. Tick the box" in page
    assert 'name="is_for_past"' in page
    assert not PaperMeeting.objects.exists()
    assert further(officer, paper, held, is_for_past="on").status_code == 302


def test_a_paper_goes_once_to_a_meeting_and_to_none_of_another_council(officer, paper, cast):
    second = meetings(cast)[1]
    further_meetings.add(paper, second, by=cast.officer)
    with pytest.raises(Refused, match="goes to that meeting already"):
        further_meetings.add(paper, second, by=cast.officer)
    elsewhere = make.make_meeting(make.make_body(make.make_council("Elsewhere")), date(2031, 1, 1))
    with pytest.raises(Refused, match="another council"):
        further_meetings.add(paper, elsewhere, by=cast.officer)
    assert further(officer, paper, elsewhere).status_code == 422


def test_a_new_paper_for_a_meeting_that_has_been_held_is_confirmed_first(officer, cast):
    held = make.make_meeting(cast.committee, date(2024, 3, 12))
    address = f"{url('committee-paper-add', cast.committee)}?template=blank"
    sent = {"title": "Late", "meeting": held.pk, "once": officer.get(address).context["form"]["once"].value()}
    answer = officer.post(address, sent)
    assert answer.status_code == 422
    assert "The meeting of 12 March 2024 has been held" in answer.content.decode()
    assert 'value="Late"' in answer.content.decode()
    assert not Paper.objects.exists()
    assert officer.post(address, sent | {"is_for_past": "on"}).status_code == 302
    assert Paper.objects.get().meeting == held


def test_another_meeting_that_has_been_held_is_confirmed_in_the_details(officer, paper, cast):
    held = make.make_meeting(cast.committee, date(2024, 3, 12))
    address = paper.urls["edit"]
    form = officer.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "has_contents"} | {"meeting": held.pk}
    answer = officer.post(address, sent)
    assert "The meeting of 12 March 2024 has been held" in answer.content.decode()
    assert officer.post(address, sent | {"is_for_past": "on"}).status_code == 302
    assert Paper.objects.get(pk=paper.pk).meeting == held
    sent["version"] = Paper.objects.get(pk=paper.pk).version
    assert officer.post(address, sent).status_code == 302  # a meeting that stays is not asked about again


def test_a_further_meeting_sent_twice_is_added_once(officer, paper, cast):
    second = meetings(cast)[1]
    address = paper.urls["meeting_add"]
    sent = {"once": officer.get(address).context["form"]["once"].value(), "meeting": second.pk}
    assert [officer.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert PaperMeeting.objects.count() == 1


def test_a_papers_word_and_style_name_its_appendices(officer, paper):
    things.make_appendix(paper, "Map")
    address = paper.urls["edit"]
    form = officer.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "has_contents"}
    assert officer.post(address, sent | {"appendix_word": "Annex", "appendix_style": "roman"}).status_code == 302
    assert "Annex I" in officer.get(paper.get_absolute_url()).content.decode()
    sent |= {"version": Paper.objects.get(pk=paper.pk).version, "appendix_word": "", "appendix_style": ""}
    assert officer.post(address, sent).status_code == 302
    assert Paper.objects.get(pk=paper.pk).appendix_word == "Annex"
