"""The pages on which a section, an appendix or a whole paper is kept from the public, and who is shown what."""

from datetime import date

import pytest
from django.urls import reverse

from scrutiny.actions import editions, exemption
from scrutiny.engine import pdf
from scrutiny.models import Edition, Paper, Section
from scrutiny.papers import printing
from scrutiny.refused import Refused
from tests import exempt_things as things
from tests import factories as make

pytestmark = pytest.mark.django_db

SENT = {
    "is_exempt": "on",
    "exempt_paragraph": "3",
    "exempt_reason": "Bidders would learn the price.",
    "exempt_until_0": "1",
    "exempt_until_1": "3",
    "exempt_until_2": "2040",
    "exempt_summary": "The section compares two prices.",
    "version": "1",
}


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    paper = make.make_paper(cast.committee, "Contracts", final=True)
    make.make_section(paper, "written", "Background", text="Why we write.")
    make.make_section(paper, "written", "Prices", text="What each bidder asks.")
    return paper


@pytest.fixture
def officer(client, cast):
    make.sign_in(client, cast.officer)
    return client


def url(name, *keys):
    return reverse(f"scrutiny:{name}", args=[getattr(one, "pk", one) for one in keys])


def prices(paper):
    return paper.sections.get(heading="Prices")


def test_a_section_is_made_exempt_and_public_again(officer, paper):
    address = url("section-exempt", prices(paper))
    assert officer.get(address).status_code == 200
    answer = officer.post(address, SENT, follow=True)
    assert "is left out of the public edition" in answer.content.decode()
    section = prices(paper)
    assert (section.exempt_paragraph, section.exempt_until) == (3, date(2040, 3, 1))
    assert "Exempt: paragraph 3, until 1 March 2040" in answer.content.decode()
    officer.post(address, {"version": section.version, "exempt_reason": "Still here."})
    assert not prices(paper).is_exempt
    assert prices(paper).exempt_reason == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"exempt_paragraph": ""}, "Choose the paragraph of Schedule 12A"),
        ({"exempt_reason": " "}, "Say why the public interest"),
        ({"exempt_until_0": "", "exempt_until_1": "", "exempt_until_2": ""}, "Enter the date until which"),
        ({"exempt_until_2": "2020"}, "must be in the future"),
        ({"exempt_paragraph": "8"}, "paragraph"),
        ({"exempt_until_1": "13"}, "13"),
    ],
)
def test_what_is_exempt_says_why_and_until_when(officer, paper, change, said):
    answer = officer.post(url("section-exempt", prices(paper)), SENT | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "The section compares two prices." in page  # what was typed is still there
    assert not prices(paper).is_exempt


def test_a_section_of_findings_is_never_exempt(officer, cast):
    review = make.make_review(cast.committee)
    section = make.section_of(review)
    assert "cannot be exempt" in officer.get(url("section-exempt", section)).content.decode()
    answer = officer.post(url("section-exempt", section), SENT)
    assert answer.status_code == 422
    assert "followed up in public" in answer.content.decode()
    assert not Section.objects.get(pk=section.pk).is_exempt


def make_exempt(paper, cast):
    return exemption.set_section(prices(paper), prices(paper).version, by=cast.officer, **things.EXEMPT)


def test_the_preview_offers_both_editions_and_shows_the_public_one_first(officer, paper, cast):
    make_exempt(paper, cast)
    first = officer.get(paper.urls["preview"]).content.decode()
    assert "What each bidder asks" not in first
    assert "With what is exempt" in first
    both = officer.get(f"{paper.urls['preview']}?edition=exempt").content.decode()
    assert "What each bidder asks" in both
    assert "Not for publication: paragraph 3" in both


@pytest.mark.parametrize("role", ["co_opted", "member"])
def test_who_is_co_opted_is_shown_the_public_edition_whatever_they_ask_for(client, paper, cast, role):
    Paper.objects.filter(pk=paper.pk).update(body=cast.sub_committee, shared_at=paper.final_at)
    make_exempt(paper, cast)
    make.sign_in(client, getattr(cast, role))
    seen = [client.get(paper.urls["show"]), client.get(f"{paper.urls['preview']}?edition=exempt")]
    assert [one.status_code for one in seen] == [200, 200]
    for one in seen:
        assert ("Prices" in one.content.decode()) == (role == "member")
    assert ("With what is exempt" in seen[1].content.decode()) == (role == "member")


@pytest.fixture
def printed(monkeypatch):
    """A printer that gives back the HTML it was sent: what is printed is looked at in tests/pdf."""
    monkeypatch.setattr(printing, "to_pdf", lambda paper, shaped: b"%PDF-1.7")
    monkeypatch.setattr(printing, "page_count", lambda data: 1)


def test_the_two_editions_are_counted_apart_and_only_one_is_published(officer, paper, cast, printed):
    make_exempt(paper, cast)
    address = paper.urls["issue"]
    form = officer.get(address).context["form"]
    day = {"as_at_0": "2", "as_at_1": "3", "as_at_2": "2026"}
    officer.post(address, {"once": form["once"].value(), "which": "exempt", **day})
    again = officer.get(address).context["form"]
    officer.post(address, {"once": again["once"].value(), "which": "public", **day})
    third = officer.post(address, {"once": again["once"].value(), "which": "public", **day})
    assert third.status_code == 302  # the same form again: nothing is issued
    fresh = officer.get(address).context["form"]["once"].value()
    assert "Say what changed" in officer.post(address, {"once": fresh, "which": "public", **day}).content.decode()
    exempt, public = Edition.objects.order_by("pk")
    assert [(one.number, one.is_exempt) for one in (exempt, public)] == [(1, True), (1, False)]
    assert "Replaces" not in public.html
    assert "bidder" in exempt.html
    assert "bidder" not in public.html
    with pytest.raises(Refused, match="never published"):
        editions.publish(exempt, by=cast.officer)
    assert "Publish</a>" not in officer.get(exempt.get_absolute_url()).content.decode()
    assert "not-for-publication" in officer.get(url("edition-pdf", exempt))["Content-Disposition"]
    assert editions.publish(public, by=cast.officer)


def test_an_edition_issued_before_something_in_it_became_exempt_is_not_published(paper, cast, printed):
    edition = editions.issue(paper, as_at=date(2026, 3, 2), by=cast.officer)
    make_exempt(paper, cast)
    with pytest.raises(Refused, match="has been made exempt since"):
        editions.publish(edition, by=cast.officer)


def test_the_officer_is_told_of_a_public_edition_that_still_prints_it(officer, paper, cast, printed):
    edition = editions.issue(paper, as_at=date(2026, 3, 2), by=cast.officer)
    editions.publish(edition, by=cast.officer)
    page = officer.post(url("section-exempt", prices(paper)), SENT, follow=True).content.decode()
    assert "Edition 1 is public and still prints it" in page


def test_a_whole_paper_is_exempt_only_while_nothing_of_it_is_public(officer, paper, cast, printed):
    address = url("paper-exempt", paper)
    edition = editions.issue(paper, as_at=date(2026, 3, 2), by=cast.officer)
    editions.publish(edition, by=cast.officer)
    answer = officer.post(address, SENT)
    assert answer.status_code == 422
    assert "Edition 1 of this paper is public" in answer.content.decode()
    editions.withdraw_publication(edition, by=cast.officer)
    assert officer.post(address, SENT).status_code == 302
    assert Paper.objects.get(pk=paper.pk).is_exempt
    with pytest.raises(Refused, match="made exempt since"):
        editions.publish(edition, by=cast.officer)
    assert editions.issue(paper, as_at=date(2026, 3, 2), by=cast.officer).is_exempt


def test_a_reviews_report_is_not_exempt_as_a_whole(cast):
    review = make.make_review(cast.committee)
    with pytest.raises(Refused, match="Make the sections exempt"):
        exemption.set_paper(review.report, 1, by=cast.officer, **things.EXEMPT)


def test_readiness_quotes_an_exempt_section_only_to_who_may_read_it(client, cast):
    review = make.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)
    make.make_section(review.report, "written", "Secret", text="[insert the price here]", **things.EXEMPT)
    for role in ("officer", "co_opted"):
        make.sign_in(client, getattr(cast, role))
        page = client.get(url("review-readiness", review)).content.decode()
        assert ("insert the price" in page) == (role == "officer")


def test_a_missing_file_is_told_in_plain_words(paper, cast):
    picture = things.make_picture(paper)
    picture.file.storage.delete(picture.file.name)
    with pytest.raises(pdf.Failed, match="the file of “Chart” is missing"):
        editions.issue(paper, as_at=date(2026, 3, 2), by=cast.officer)
