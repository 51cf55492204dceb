"""A committee's own papers: begun, put together and looked at; what goes wrong."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny import registry
from scrutiny.actions import committee_papers, papers
from scrutiny.engine.models import AuditEntry, Draft
from scrutiny.models import Paper, Section
from scrutiny.papers import paper as shaping
from scrutiny.refused import Refused
from tests import factories as make
from tests.scrutiny.own_papers import AS_AT, fresh, our_year, url

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    return our_year(cast)


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


# Beginning one


@pytest.mark.parametrize("key", [key for key, one in registry.paper_templates.items() if not one.for_review])
def test_the_form_of_every_kind_is_shown(officer, cast, key):
    page = officer.get(f"{url('committee-paper-add', cast.committee)}?template={key}")
    assert page.status_code == 200
    assert registry.paper_templates[key].name.lower() in page.content.decode()


def test_the_kinds_are_offered_and_an_unknown_one_is_not_made(officer, cast):
    page = officer.get(f"{url('committee-paper-add', cast.committee)}?template=review_report").content.decode()
    assert "What kind of paper?" in page
    assert "?template=monitoring" in page
    assert "?template=review_report" not in page
    with pytest.raises(Refused):
        committee_papers.make_paper(cast.committee, "review_report", by=cast.officer)
    with pytest.raises(Refused):
        committee_papers.make_paper(cast.committee, "nonsense", by=cast.officer)


def test_a_monitoring_report_is_begun_for_the_next_meeting(officer, cast):
    day = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    meeting = make.make_meeting(cast.committee, day)
    make.make_meeting(cast.committee, day, kind="private")
    address = f"{url('committee-paper-add', cast.committee)}?template=monitoring"
    page = officer.get(address).content.decode()
    assert f'<option value="{meeting.pk}" selected' in page
    sent = {
        "title": "",
        "meeting": meeting.pk,
        "item_number": "7",
        "author": "Olive Marsh",
        "once": "00000000-0000-4000-8000-000000000001",
    }
    answer = officer.post(address, sent)
    made = Paper.objects.get()
    assert answer.url == made.get_absolute_url() == url("committee-paper-show", made)
    assert (made.title, made.meeting, made.body, made.review) == (
        "Recommendation monitoring report", meeting, cast.committee, None)  # fmt: skip
    assert made.is_draft
    kinds = list(made.sections.in_order().values_list("kind", flat=True))
    assert kinds == ["written", "monitoring_counts", "monitoring", "contact"]
    assert officer.post(address, sent).status_code == 302
    assert Paper.objects.count() == 1
    assert AuditEntry.objects.filter(verb="made the paper", object_id=str(made.pk)).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"meeting": "999999"},
        {"meeting": "x"},
        {"title": "x" * 251},
        {"since_0": "31", "since_1": "2", "since_2": "2024"},
    ],
)
def test_a_new_paper_that_makes_no_sense_is_refused(officer, cast, sent):
    answer = officer.post(f"{url('committee-paper-add', cast.committee)}?template=monitoring", sent)
    assert answer.status_code == 422
    assert not Paper.objects.filter(body=cast.committee).exists()


def test_a_meeting_of_another_body_is_refused(officer, cast):
    other = make.make_meeting(cast.other_committee)
    answer = officer.post(f"{url('committee-paper-add', cast.committee)}?template=monitoring", {"meeting": other.pk})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="another body"):
        committee_papers.make_paper(cast.committee, "blank", meeting=other, by=cast.officer)


def test_a_decisions_sheet_needs_its_meeting(officer, cast):
    meeting = make.make_meeting(cast.committee)
    address = f"{url('committee-paper-add', cast.committee)}?template=decisions"
    answer = officer.post(address, {"meeting": ""})
    assert answer.status_code == 422
    assert "Choose the meeting for which the paper is" in answer.content.decode()
    assert f'<option value="{meeting.pk}" selected' in officer.get(f"{address}&meeting={meeting.pk}").content.decode()
    officer.post(address, {"meeting": meeting.pk})
    made = Paper.objects.get()
    assert made.meeting == meeting
    answer = officer.post(url("committee-paper-edit", made), {"title": "Sheet", "meeting": "", "version": made.version})
    assert answer.status_code == 422


# Putting it together


def test_every_page_of_it_works_and_leads_to_the_others(officer, paper):
    page = officer.get(url("committee-paper-show", paper)).content.decode()
    for address in paper.urls.values():
        assert address == paper.get_absolute_url() or address in page, address
        assert officer.get(address).status_code == 200, address
    assert "School Transport Sub-Committee" in page
    assert "/reviews/None" not in page
    assert f'href="{url("committee-papers", paper.body)}"' in page


def test_sections_are_added_written_moved_left_out_binned_and_put_back(officer, paper):
    answer = officer.post(
        url("committee-section-add", paper),
        {"kind": "written", "heading": "Buses", "once": "00000000-0000-4000-8000-000000000003"},
    )
    section = Section.objects.get(heading="Buses")
    assert answer.url == f"{paper.get_absolute_url()}#section-{section.pk}"
    officer.post(url("section-edit", section), {"heading": "Buses", "text": "Late.", "version": section.version})
    officer.post(url("section-move", section), {"direction": "up"})
    officer.post(url("section-drop", section), {"dropped": "1"})
    section.refresh_from_db()
    assert (section.text, section.order, section.is_dropped) == ("Late.", 2, True)
    officer.post(url("section-bin", section))
    page = officer.get(url("committee-paper-show", paper)).content.decode()
    assert "In the bin" in page
    assert officer.get(url("section-edit", section)).status_code == 404
    officer.post(url("section-restore", section))
    assert officer.get(url("section-edit", section)).status_code == 200
    assert officer.get(reverse("scrutiny:thing-bin", args=["section", section.pk])).status_code == 404


def test_only_sections_that_fit_are_offered(officer, paper, cast):
    page = officer.get(url("committee-section-add", paper)).content.decode()
    assert 'value="monitoring"' in page
    for kind in ("findings", "membership", "scope", "witnesses"):
        assert f'value="{kind}"' not in page
        with pytest.raises(Refused):
            papers.add_section(paper, kind, by=cast.officer)


def test_any_kind_of_section_may_stand_in_it_without_breaking_it(paper):
    for kind in registry.blocks:
        make.make_section(paper, kind, heading=kind, text="Words.")
    html = shaping.article(shaping.shape(fresh(paper), AS_AT))
    assert "Words." in html


def test_two_writers_lose_nothing(officer, paper):
    section = paper.sections.first()
    answer = officer.post(url("section-edit", section), {"heading": "Purpose", "text": "Mine.", "version": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine." in page
    assert "Why we **write**." in page
    assert Draft.objects.filter(key=f"section:{section.pk}:text", text="Mine.").exists()
    stale = officer.post(url("committee-paper-edit", paper), {"title": "Another", "version": "99"})
    assert stale.status_code == 409


def test_earlier_wordings_are_kept_and_restored(officer, paper, cast):
    section = paper.sections.first()
    papers.save_section(Section.objects.get(pk=section.pk), 2, text="Why we wrote.", by=cast.officer)
    address = reverse("scrutiny:text-history", args=["section", section.pk, "text"])
    assert address in officer.get(url("section-edit", section)).content.decode()
    page = officer.get(address).content.decode()
    assert "wrote" in page
    assert "Restore this" in page
    wording = section.history.filter(text="Why we **write**.").first()
    restore = reverse("scrutiny:text-restore", args=["section", section.pk, "text"])
    officer.post(restore, {"wording": wording.history_id, "version": "3"})
    assert Section.objects.get(pk=section.pk).text == "Why we **write**."
    assert officer.get(reverse("scrutiny:text-history", args=["paper", paper.pk, "title"])).status_code == 200


@pytest.mark.parametrize("shared", [False, True])
def test_earlier_wordings_are_for_officers(client, cast, paper, shared):
    if shared:
        committee_papers.share(paper, by=cast.officer)
    address = reverse("scrutiny:text-history", args=["section", paper.sections.first().pk, "text"])
    for role, user in cast.everybody():
        if role in ("officer", "monitoring"):
            expected = 200
        elif role == "public":
            expected = 302
        else:
            expected = 403 if shared and role in ("member", "co_opted") else 404
        make.sign_in(client, user)
        assert client.get(address).status_code == expected, role


def test_drafts_of_its_texts_are_listed_with_where_they_belong(officer, paper, cast):
    Draft.objects.create(user=cast.officer, key=f"section:{paper.sections.first().pk}:text", text="x", base_version=1)
    Draft.objects.create(user=cast.officer, key=f"paper:{paper.pk}:title", text="x", base_version=1)
    for kind in ("new-finding", "paste", "new-recommendation"):
        Draft.objects.create(
            user=cast.officer, key=f"{kind}:{'' if kind != 'new-recommendation' else 'section-'}{paper.sections.first().pk}:text",
            text="x", base_version=1)  # fmt: skip
    page = officer.get(reverse("engine:draft-list")).content.decode()
    assert paper.urls["edit"] in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [("2024-06-01", "As at 1 June 2024"), ("1811-01-01", ""), ("2999-01-01", ""), ("31 May", ""), ("2024-02-31", "")],
)
def test_a_preview_is_as_at_the_day_that_is_asked_for(officer, paper, asked, said):
    page = officer.get(paper.urls["preview"], {"as_at": asked}).content.decode()
    today = timezone.localdate()
    assert (said or f"As at {today.day} {today:%B %Y}") in page
    if said:
        assert f"{paper.urls['issue']}?as_at={asked}" in page
        assert 'value="2024"' in officer.get(f"{paper.urls['issue']}?as_at={asked}").content.decode()
