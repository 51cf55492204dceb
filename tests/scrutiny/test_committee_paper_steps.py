"""The steps of a committee's own papers: shared, final, issued and published, the bin; who reads what."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import committee_papers, editions
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Edition, Section
from scrutiny.refused import Refused
from tests import factories as make
from tests.scrutiny.own_papers import fresh, issue, our_year, url

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
