"""The kinds of paper a committee makes of its recommendations: what each is about, asked, kept, changed and guarded."""

import pytest
from django.urls import reverse

from recommendations.models import PaperSubject
from scrutiny import registry
from scrutiny.actions import committee_papers
from scrutiny.models import Paper
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ABOUT = {"exceptions": "plan", "history": "recommendation", "responses": "review"}


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def things(cast):
    """What papers may be about."""
    sent = life.make_sent(cast.committee, label="(3)", text="Publish the figures.")
    return {"plan": life.make_plan(cast.committee, "Safer journeys"), "recommendation": sent, "review": sent.review}


@pytest.fixture
def officer(client, cast):
    return factories.sign_in(client, cast.officer)


def add_page(body, kind, more=""):
    return f"{reverse('scrutiny:committee-paper-add', args=[body.pk])}?template={kind}{more}"


@pytest.mark.parametrize(("kind", "subject"), ABOUT.items())
def test_a_link_begins_a_paper_about_a_thing(officer, cast, things, kind, subject):
    thing = things[subject]
    address = add_page(cast.committee, kind, f"&{subject}={thing.pk}")
    assert f'<option value="{thing.pk}" selected' in officer.get(address).content.decode()
    assert officer.post(address, {subject: thing.pk}).status_code == 302
    paper = Paper.objects.get(body=cast.committee)
    assert getattr(PaperSubject.objects.get(paper=paper), subject) == thing
    assert (
        paper.title
        == {
            "exceptions": "Exception report: Safer journeys",
            "history": f"History of recommendation (3): {things['review'].title}",
            "responses": f"Responses: {things['review'].title}",
        }[kind]
    )
    page = officer.get(paper.urls["preview"]).content.decode()
    assert paper.title in page


@pytest.mark.parametrize(("kind", "subject"), ABOUT.items())
def test_what_it_is_about_must_be_chosen_and_the_committees(officer, cast, things, kind, subject):
    other = life.make_sent(cast.other_committee)
    theirs = {"plan": life.make_plan(cast.other_committee), "recommendation": other, "review": other.review}
    for value in ("", theirs[subject].pk, "999999", "x", "1\x0b2", "9" * 40):
        answer = officer.post(add_page(cast.committee, kind), {subject: value})
        assert answer.status_code == 422, value
    page = officer.get(add_page(cast.committee, kind, f"&{subject}={theirs[subject].pk}")).content.decode()
    assert str(theirs[subject]) not in page
    assert not Paper.objects.filter(body=cast.committee).exists()


def test_what_it_is_about_is_changed_on_its_details(officer, cast, things):
    paper = committee_papers.make_paper(cast.committee, "exceptions", about={"plan": things["plan"]}, by=cast.officer)
    other = life.make_plan(cast.committee, "Another plan")
    page = officer.get(paper.urls["edit"]).content.decode()
    assert f'<option value="{things["plan"].pk}" selected' in page
    sent = {"title": paper.title, "plan": other.pk, "version": paper.version}
    assert officer.post(paper.urls["edit"], sent).status_code == 302
    assert PaperSubject.objects.get(paper=paper).plan == other
    stale = officer.post(paper.urls["edit"], {**sent, "plan": things["plan"].pk})
    assert stale.status_code == 409
    assert PaperSubject.objects.get(paper=paper).plan == other


def test_a_paper_of_no_kind_may_be_about_anything_or_nothing(officer, cast, things):
    assert officer.post(add_page(cast.committee, "blank"), {"title": "Ours"}).status_code == 302
    paper = Paper.objects.get(title="Ours")
    sent = {"title": "Ours", "plan": things["plan"].pk, "review": things["review"].pk, "version": paper.version}
    assert officer.post(paper.urls["edit"], sent).status_code == 302
    subject = PaperSubject.objects.get(paper=paper)
    assert (subject.plan, subject.review, subject.recommendation) == (things["plan"], things["review"], None)


def test_every_section_of_every_kind_is_known():
    for template in registry.paper_templates.values():
        assert {kind for kind, _ in template.sections} <= set(registry.blocks), template.key


@pytest.mark.parametrize("kind", [key for key, one in registry.paper_templates.items() if not one.for_review])
def test_a_paper_without_anything_to_say_is_shown_all_the_same(officer, cast, kind):
    paper = committee_papers.make_paper(cast.committee, kind, by=cast.officer)
    for address in paper.urls.values():
        assert officer.get(address).status_code == 200, address
