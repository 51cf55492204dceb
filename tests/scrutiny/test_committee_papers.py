"""A committee's own papers: begun, written, shared, final, issued and published; who reads what, and what goes wrong."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny import registry
from scrutiny.actions import committee_papers, editions, papers
from scrutiny.engine.models import AuditEntry, Draft
from scrutiny.models import Edition, Paper, Section
from scrutiny.papers import paper as shaping
from scrutiny.refused import Refused
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AS_AT = date(2024, 6, 1)


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    made = committee_papers.make_paper(cast.sub_committee, "blank", title="Our year", by=cast.officer)
    papers.save_section(made.sections.first(), 1, text="Why we **write**.", by=cast.officer)
    return Paper.objects.get(pk=made.pk)


@pytest.fixture
def officer(client, cast):
    return make.sign_in(client, cast.officer)


def url(name, thing):
    return reverse(f"scrutiny:{name}", args=[thing.pk])


def fresh(paper):
    return Paper.objects.get(pk=paper.pk)


def issue(paper, cast):
    return editions.issue(fresh(paper), as_at=AS_AT, by=cast.officer)


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


# Shared, final, issued, published


def test_a_draft_becomes_final_and_its_editions_with_it(officer, client, cast, paper):
    draft = issue(paper, cast)
    assert draft.is_draft
    assert "Draft: not yet final" in draft.html
    assert "As at 1 June 2024" in draft.html
    with pytest.raises(Refused, match="Mark the paper as final"):
        editions.publish(draft, by=cast.officer)
    officer.post(url("committee-paper-status", paper), {"to": "final"})
    assert not fresh(paper).is_draft
    final = issue(paper, cast)
    assert not final.is_draft
    officer.post(url("edition-publish", final))
    assert Edition.objects.published().get() == final
    make.sign_in(client, None)
    assert client.get(url("edition-show", final)).status_code == 200
    assert client.get(url("edition-show", draft)).status_code == 404
    for listed in (reverse("scrutiny:home"), url("council-show", cast.council)):
        assert url("edition-show", final) in client.get(listed).content.decode()
    page = client.get(url("committee-papers", paper.body)).content.decode()
    assert "Our year" in page
    assert url("edition-show", final) in page
    assert url("committee-paper-show", paper) not in page
    make.sign_in(client, cast.officer)
    client.post(url("edition-withdraw-publication", final))
    assert not Edition.objects.published().exists()
    client.post(url("committee-paper-status", paper), {"to": "draft"})
    assert fresh(paper).is_draft
    assert Edition.objects.get(pk=final.pk).is_draft is False


def test_a_paper_begun_by_mistake_goes_in_the_bin_and_comes_back(officer, client, cast, paper):
    committee_papers.share(paper, by=cast.officer)
    issue(paper, cast)  # a draft, which holds nothing fast
    status, page, listed = (
        url("committee-paper-status", paper),
        paper.get_absolute_url(),
        url("committee-papers", paper.body),
    )
    for _ in range(2):
        assert officer.post(status, {"to": "bin"}).status_code == 302
    assert fresh(paper).binned_by == cast.officer
    assert "Put it back" in officer.get(page).content.decode()
    assert officer.get(listed).context["rows"] == []
    assert officer.get(listed).context["binned"] == [paper]
    for name in ("committee-paper-edit", "committee-section-add", "committee-edition-issue"):
        assert officer.get(url(name, paper)).status_code == 403
    for to in ("share", "final"):
        assert "Put it back first." in officer.post(status, {"to": to}, follow=True).content.decode()
    assert fresh(paper).final_at is None
    make.sign_in(client, cast.member)
    assert client.get(page).status_code == 404
    assert client.get(paper.editions.first().get_absolute_url()).status_code == 404
    assert client.get(listed).context["binned"] == []
    make.sign_in(client, cast.officer)
    for _ in range(2):
        assert client.post(status, {"to": "back"}).status_code == 302
    assert fresh(paper).binned_at is None
    assert [row["paper"] for row in client.get(listed).context["rows"]] == [paper]
    verbs = AuditEntry.objects.about(paper).filter(verb__endswith="the bin").values_list("verb", flat=True)
    assert list(verbs) == ["took the paper out of the bin", "put the paper in the bin"]


def test_a_paper_stays_once_a_final_edition_was_issued(officer, cast, paper):
    committee_papers.make_final(paper, by=cast.officer)
    issue(paper, cast)
    answer = officer.post(url("committee-paper-status", paper), {"to": "bin"}, follow=True)
    assert "so the paper stays" in answer.content.decode()
    assert fresh(paper).binned_at is None
    with pytest.raises(Refused):
        committee_papers.put_in_bin(make.make_review(cast.committee).report, by=cast.officer)


def test_an_edition_is_issued_from_its_page_once(officer, paper):
    sent = {"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024", "once": "00000000-0000-4000-8000-000000000002"}
    first, second = (officer.post(url("committee-edition-issue", paper), sent) for _ in range(2))
    edition = Edition.objects.get()
    assert first.url == edition.get_absolute_url()
    assert second.url == paper.get_absolute_url()


@pytest.mark.parametrize("to", ["", "nonsense", "final\x00", "share" * 2000])
def test_a_step_that_is_not_known_changes_nothing(officer, paper, to):
    assert officer.post(url("committee-paper-status", paper), {"to": to}).status_code == 302
    assert (fresh(paper).final_at, fresh(paper).shared_at) == (None, None)


def test_the_report_of_a_review_is_not_shared_or_final_by_itself(officer, cast):
    report = make.make_review(cast.committee).report
    for act in (committee_papers.share, committee_papers.make_final):
        with pytest.raises(Refused):
            act(report, by=cast.officer)
    assert officer.get(url("committee-paper-show", report)).status_code == 404


WORDS = ("qzpapertitle", "qzsectiontext", "qzdraftedition", "qzfinaledition", "qzpublishededition", "qzbinned")


def may_read(role, shared):
    """Which of the words a role finds."""
    if role in ("officer", "monitoring"):
        return set(WORDS)
    if role in ("member", "co_opted"):
        more = {"qzpapertitle", "qzsectiontext", "qzdraftedition"} if shared else set()
        return {"qzfinaledition", "qzpublishededition"} | more
    return {"qzpublishededition"}


@pytest.mark.parametrize("shared", [False, True])
def test_nobody_reads_what_is_not_theirs(client, cast, shared):
    made = make.make_paper(cast.sub_committee, "qzpapertitle", shared_at=timezone.now() if shared else None)
    section = make.make_section(made, "written", "Head", text="qzsectiontext")
    binned = make.make_section(made, "written", "qzbinned", binned_at=timezone.now())
    kinds = {"draft": {"is_draft": True}, "final": {}, "published": {"published": True}}
    issued = [
        make.make_edition(made, title=f"qz{name}edition", html=f"qz{name}edition", **more)
        for name, more in kinds.items()
    ]
    council = cast.council
    addresses = [
        reverse("scrutiny:home"),
        reverse("scrutiny:review-list"),
        url("council-show", council),
        url("committee-papers", cast.sub_committee),
        url("committee-papers", cast.committee),
        url("body-show", cast.sub_committee),
        *made.urls.values(),
        *(url(name, section) for name in ("section-edit",)),
        *(url(name, one) for one in issued for name in ("edition-show", "edition-pdf", "edition-publish")),
        reverse("scrutiny:text-history", args=["section", section.pk, "text"]),
        reverse("scrutiny:text-history", args=["section", binned.pk, "heading"]),
    ]
    for role, user in cast.everybody():
        client.cookies.clear()  # what was said to somebody else
        make.sign_in(client, user)
        seen = set()
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code < 500, address
            said = answer.content.decode("utf-8", "replace") + str(answer.headers)
            seen |= {word for word in WORDS if word in said}
        assert seen <= may_read(role, shared), role
        if role in ("officer", "public", "member"):
            assert seen == may_read(role, shared) - ({"qzbinned"} if role == "member" else set()), role
        for name in ("section-restore", "section-move", "section-drop", "section-bin"):
            thing = binned if name == "section-restore" else section
            allowed = {302} if role == "officer" else {401, 403, 404}
            assert client.post(url(name, thing), {}).status_code in allowed, (role, name)
        Section.objects.filter(pk=section.pk).update(binned_at=None, is_dropped=False)
        Section.objects.filter(pk=binned.pk).update(binned_at=timezone.now())


def test_the_list_asks_the_database_as_often_for_many_papers(client, cast):
    make.sign_in(client, cast.officer)
    address = url("committee-papers", cast.committee)

    def add(number):
        for _ in range(number):
            one = make.make_paper(cast.committee, meeting=None)
            make.make_edition(one)

    add(1)
    few = make.queries_of(client, address)
    add(60)
    assert make.queries_of(client, address) == few
    assert "Show all papers" in client.get(address).content.decode()
    assert client.get(f"{address}?show=all").content.decode().count("app-row__title") == 61


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
