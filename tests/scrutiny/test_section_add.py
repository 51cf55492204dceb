"""Adding a section: its place, its text, and one after another, on one page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny import registry
from scrutiny.actions import papers
from scrutiny.engine.models import Draft
from scrutiny.models import Paper, Review, Section
from scrutiny.papers import outline
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    """A committee's paper of two sections, numbered."""
    made = make.make_paper(cast.committee, "Our year", is_numbered=True)
    for heading in ("Purpose", "Background"):
        papers.add_section(made, "written", heading=heading, text="Words.", by=cast.officer)
    return Paper.objects.get(pk=made.pk)


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


def in_order(paper):
    """The numbers and headings of the sections in order."""
    return [f"{one.number} {one.heading}" for one in Section.objects.kept().filter(paper=paper).in_order()]


def add(officer, paper, **sent):
    return officer.post(paper.urls["section_add"], {"kind": "written", "heading": "New", "text": "More."} | sent)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("start", ["1 New", "2 Purpose", "3 Background"]),
        ("first", ["1 Purpose", "2 New", "3 Background"]),
        ("", ["1 Purpose", "2 Background", "3 New"]),
    ],
)
def test_a_section_stands_at_the_start_after_another_or_last(officer, paper, after, expected):
    after = paper.sections.in_order().first().pk if after == "first" else after
    assert add(officer, paper, after=after).status_code == 302
    assert in_order(paper) == expected
    assert list(paper.sections.in_order().values_list("order", flat=True)) == [1, 2, 3]


def test_the_places_are_the_last_the_start_and_each_section_and_last_is_chosen(officer, paper):
    form = officer.get(paper.urls["section_add"]).context["form"]
    words = [label for _, label in form.fields["after"].choices]
    assert words == ["The last one", "At the start, before the first", "Purpose", "Background"]
    assert not form["after"].value()


def test_an_empty_paper_has_one_place(officer, paper):
    paper.sections.all().delete()
    form = officer.get(paper.urls["section_add"]).context["form"]
    assert [value for value, _ in form.fields["after"].choices] == [""]
    assert add(officer, paper, after="start").status_code == 422
    assert add(officer, paper).status_code == 302


def test_the_text_is_stored_with_the_section_and_the_outline_follows(officer, paper):
    answer = add(officer, paper, text="Buses *matter*.\r\n\r\nSo do trains.", level="2")
    section = Section.objects.get(heading="New")
    assert (section.text, section.level) == ("Buses *matter*.\n\nSo do trains.", 2)
    assert section.number == "2.2"  # 2.1 is the paragraph above it
    assert answer.url == f"{paper.get_absolute_url()}#section-{section.pk}"
    assert Section.history.filter(id=section.pk).get().history_user == section.history.first().history_user


def test_every_kind_keeps_the_text_and_prints_it_where_it_prints_anything(officer, paper):
    kinds = [block.kind for block in registry.blocks.values() if block.fits(paper)]
    for kind in kinds:
        assert add(officer, paper, kind=kind, heading=kind, text=f"Typed into {kind}.").status_code == 302
        assert Section.objects.get(heading=kind).text == f"Typed into {kind}."
    found = Paper.objects.get(pk=paper.pk)
    today = timezone.localdate()
    html = shaping.article(shaping.shape(found, today))
    printed = [part.section.kind for part in outline.parts(found, today) if part.is_printed]
    assert len(printed) > 5
    assert [kind for kind in printed if kind != "written" and f"Typed into {kind}." not in html] == []


@pytest.mark.parametrize("wrong", [{"heading": ""}, {"kind": ""}, {"after": "999999"}, {"heading": "x" * 251}])
def test_words_typed_come_back_with_what_is_wrong(officer, paper, wrong):
    answer = add(officer, paper, text="Long and dear words.", **wrong)
    assert answer.status_code == 422
    assert "Long and dear words.</textarea>" in answer.content.decode()
    assert in_order(paper) == ["1 Purpose", "2 Background"]


def test_one_is_added_after_another(officer, paper):
    first = paper.sections.in_order().first()
    answer = add(officer, paper, after=first.pk, another="1")
    new = Section.objects.get(heading="New")
    assert answer.url == f"{paper.urls['section_add']}?kind=written&after={new.pk}"
    page = officer.get(answer.url)
    assert f'<option value="{new.pk}" selected>' in page.content.decode()
    assert "Section “New” added." in page.content.decode()
    form = page.context["form"]
    assert not form["heading"].value()
    assert not form["text"].value()
    assert add(officer, paper, heading="Next", after=form["after"].value()).status_code == 302
    assert in_order(paper) == ["1 Purpose", "2 New", "3 Next", "4 Background"]


def test_another_sent_twice_adds_one_and_stays_at_adding(officer, paper):
    sent = {"once": "00000000-0000-4000-8000-000000000009", "another": "1"}
    add(officer, paper, **sent)
    assert add(officer, paper, **sent).url == paper.urls["section_add"]
    assert Section.objects.filter(heading="New").count() == 1


def test_words_that_were_not_saved_are_offered_and_forgotten_once_saved(officer, cast, paper):
    key = f"new-section:{paper.pk}:text"
    Draft.objects.create(user=cast.officer, key=key, text="Half of it")
    page = officer.get(paper.urls["section_add"]).content.decode()
    assert "You have unsaved text" in page
    assert f'data-draft-key="{key}"' in page
    listed = officer.get(reverse("engine:draft-list")).content.decode()
    assert "Text of a new section of the paper" in listed
    assert paper.urls["section_add"] in listed
    used = officer.get(paper.urls["section_add"], {"draft": "1"})
    assert used.context["form"]["text"].value() == "Half of it"
    assert add(officer, paper).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_of_somebody_elses_paper_says_nothing_of_it(client, cast, paper):
    other = make.make_user("other")
    Draft.objects.create(user=other, key=f"new-section:{paper.pk}:text", text="Half")
    make.sign_in(client, other)
    assert paper.title not in client.get(reverse("engine:draft-list")).content.decode()


def test_an_agreed_report_asks_for_no_level(client, cast):
    report = make.make_review(cast.committee).report
    make.sign_in(client, cast.officer)
    assert "level" in client.get(report.urls["section_add"]).context["form"].fields
    Review.objects.filter(pk=report.review_id).update(status=Review.Status.AGREED)
    assert "level" not in client.get(report.urls["section_add"]).context["form"].fields
