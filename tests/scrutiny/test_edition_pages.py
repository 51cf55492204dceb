"""The pages of editions: who may read, issue, publish and withdraw them, and what happens when printing fails."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import editions, papers
from scrutiny.engine import pdf
from scrutiny.models import Edition, Paper, Review, Section
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


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("name", ["edition-show", "edition-pdf"])
def test_anybody_reads_a_published_edition_and_nobody_outside_another(client, cast, edition, name, published):
    if published:
        Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    for role, user in cast.everybody():
        make.sign_in(client, user)
        answer = client.get(url(name, edition))
        assert answer.status_code == (200 if published or role in ("officer", "monitoring") else 404), role


def test_an_edition_shows_its_frozen_page_and_its_very_bytes(officer, edition):
    page = officer.get(url("edition-show", edition))
    assert b"<h1>Frozen</h1>" in page.content
    answer = officer.get(url("edition-pdf", edition))
    assert answer.content == bytes(edition.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["ETag"] == f'"{edition.sha256}"'
    assert "school-transport-edition-1.pdf" in answer["Content-Disposition"]
    again = officer.get(url("edition-pdf", edition), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_older_edition_says_what_replaced_it_but_only_to_those_who_may_read_that(client, cast, paper, edition):
    Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    newer = make.make_edition(paper, by=cast.officer)
    assert newer.get_absolute_url() not in client.get(url("edition-show", edition)).content.decode()
    make.sign_in(client, cast.officer)
    assert newer.get_absolute_url() in client.get(url("edition-show", edition)).content.decode()


def test_an_edition_is_issued_and_published_and_withdrawn(officer, client, paper):
    Review.objects.filter(pk=paper.review_id).update(status=Review.Status.AGREED)
    sent = {"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024", "once": "00000000-0000-4000-8000-000000000002"}
    address = url("edition-issue", paper.review)
    assert officer.post(address, sent).status_code == 302
    assert officer.post(address, sent).status_code == 302
    edition = Edition.objects.get()
    assert str(edition.as_at) == "2024-06-01"
    assert officer.get(url("edition-publish", edition)).status_code == 200
    assert not Edition.objects.published().exists()
    officer.post(url("edition-publish", edition))
    assert Edition.objects.published().exists()
    officer.post(url("edition-withdraw-publication", edition))
    assert not Edition.objects.published().exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter the date that the paper speaks of"),
        ({"as_at_0": "31", "as_at_1": "2", "as_at_2": "2024"}, "February"),
        ({"as_at_0": "1", "as_at_1": "1", "as_at_2": "1812"}, "1990 or later"),
        ({"as_at_0": "1", "as_at_1": "1", "as_at_2": "2199"}, "year ahead"),
        ({"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024"}, "what changed"),
        ({"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024", "note": "x" * 501}, "500 characters"),
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(officer, paper, edition, sent, said):
    answer = officer.post(url("edition-issue", paper.review), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("name", ["edition-publish", "edition-withdraw-publication"])
def test_only_the_officer_publishes(client, cast, edition, name):
    Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    for role, user in cast.everybody():
        if role != "officer":
            make.sign_in(client, user)
            answer = client.post(url(name, edition))
            assert answer.status_code == (401 if role == "public" else 403), role
    assert Edition.objects.published().exists()


def test_publishing_a_draft_is_refused_in_plain_words(officer, cast, paper):
    draft = make.make_edition(paper, by=cast.officer, is_draft=True)
    page = officer.post(url("edition-publish", draft), follow=True).content.decode()
    assert "A draft edition cannot be published" in page


@pytest.mark.parametrize(("problem", "status"), [(pdf.TooBig, 422), (pdf.Failed, 503)])
def test_a_pdf_that_cannot_be_made_is_a_plain_page(officer, paper, monkeypatch, problem, status):
    def fail(html, **given):
        raise problem("The paper was not printed: split it in two.")

    monkeypatch.setattr(pdf, "render", fail)
    for answer in (
        officer.get(url("paper-pdf", paper.review)),
        officer.post(url("edition-issue", paper.review), {"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024"}),
    ):
        assert answer.status_code == status
        assert "split it in two" in answer.content.decode()
    assert not Edition.objects.exists()


def test_an_issue_that_failed_can_be_sent_again(officer, paper, monkeypatch):
    sent = {"as_at_0": "1", "as_at_1": "6", "as_at_2": "2024", "once": "00000000-0000-4000-8000-000000000003"}
    with monkeypatch.context() as broken:
        broken.setattr(editions, "issue", _fail)
        assert officer.post(url("edition-issue", paper.review), sent).status_code == 503
    assert officer.post(url("edition-issue", paper.review), sent).status_code == 302
    assert Edition.objects.count() == 1


def _fail(*args, **given):
    raise pdf.Failed("The printer is busy.")
