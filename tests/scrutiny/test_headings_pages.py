"""The pages of standard headings and the data-quality scale, and the page where a paper's are entered."""

import pytest
from django.urls import reverse

from scrutiny.actions import headings
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Council, DataQuality, Implication, StandardHeading
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def administrator(client, cast):
    make.sign_in(client, cast.administrator)
    return client


@pytest.fixture
def officer(client, cast):
    make.sign_in(client, cast.officer)
    return client


@pytest.fixture
def paper(cast):
    found = make.make_paper(cast.committee, "Buses")
    make.make_section(found, "implications", "")
    make.make_section(found, "data_quality", "Data quality")
    return found


def url(name, thing):
    return reverse(f"scrutiny:{name}", args=[thing.pk])


def test_a_new_council_has_the_usual_headings_and_scale(cast):
    from scrutiny.actions.councils import add_council

    council = add_council(name="Newtown Council")
    assert council.standard_headings.count() == len(headings.USUAL_HEADINGS)
    assert [str(one) for one in council.quality_ratings.all()] == ["1 Poor", "2 Sufficient", "3 High"]


def test_headings_are_added_changed_moved_and_switched_off(administrator, cast):
    page = administrator.get(url("standard-heading-list", cast.council)).content.decode()
    assert "Financial implications" in page
    sent = {"heading": "Welsh language", "default_words": "None.", "is_active": "on"}
    assert administrator.post(url("standard-heading-add", cast.council), sent).status_code == 302
    made = StandardHeading.objects.get(heading="Welsh language")
    assert made.order == len(headings.USUAL_HEADINGS) + 1
    administrator.post(url("standard-heading-move", made), {"direction": "up"})
    assert list(StandardHeading.objects.filter(council=cast.council))[-2] == made
    sent = {"heading": "Welsh Language", "default_words": ""}
    assert administrator.post(url("standard-heading-edit", made), sent).status_code == 302
    made.refresh_from_db()
    assert (made.heading, made.default_words, made.is_active) == ("Welsh Language", "", False)
    assert "Not asked for" in administrator.get(url("standard-heading-list", cast.council)).content.decode()
    verbs = set(AuditEntry.objects.filter(under=f"scrutiny.council:{cast.council.pk}").values_list("verb", flat=True))
    assert {"added the heading", "moved the heading", "changed the heading"} <= verbs


@pytest.mark.parametrize("heading", ["financial implications", "", "x" * 201])
def test_a_heading_that_makes_no_sense_is_refused(administrator, cast, heading):
    headings.ensure_headings(cast.council)
    answer = administrator.post(url("standard-heading-add", cast.council), {"heading": heading})
    assert answer.status_code == 422
    assert StandardHeading.objects.filter(council=cast.council).count() == len(headings.USUAL_HEADINGS)


def test_the_scale_and_the_words_for_nothing_are_set(administrator, cast, paper):
    address = url("quality-scale", cast.council)
    assert "Sufficient" in administrator.get(address).content.decode()
    sent = {"labels": "Weak\nFair\nGood\nSure", "none_words": "Nothing particular."}
    assert administrator.post(address, sent).status_code == 302
    assert Council.objects.get(pk=cast.council.pk).none_words == "Nothing particular."
    steps = list(cast.council.quality_ratings.all())
    assert [str(one) for one in steps] == ["1 Weak", "2 Fair", "3 Good", "4 Sure"]
    DataQuality.objects.create(paper=paper, rating=steps[3])
    answer = administrator.post(address, {"labels": "Weak\nFair", "none_words": "None."})
    assert answer.status_code == 422
    assert "A paper is rated “4 Sure”" in answer.content.decode()
    assert Council.objects.get(pk=cast.council.pk).none_words == "Nothing particular."
    answer = administrator.post(address, {"labels": "\n".join("abcdefghijk"), "none_words": "None."})
    assert "10 steps at most" in answer.content.decode()


def sent_for(cast, *, none=(), **texts):
    """What is posted: texts and ticks by the beginning of the heading."""
    found = {}
    for heading in headings.ensure_headings(cast.council):
        name = heading.heading.split()[0].lower()
        found[f"text_{heading.pk}"] = texts.get(name, "")
        found[f"seen_{heading.pk}"] = str(texts.get(f"{name}_seen", 0))
        if name in none:
            found[f"none_{heading.pk}"] = "on"
    return found | {"seen_quality": "0"}


def test_implications_and_data_quality_are_entered_at_once_and_printed(officer, cast, paper):
    money = headings.ensure_headings(cast.council)[0]
    headings.change_heading(money, default_words="Met from the budget.", by=cast.administrator)
    address = url("committee-paper-implications", paper)
    page = officer.get(address).content.decode()
    assert "Met from the budget." in page
    steps = list(cast.council.quality_ratings.all())
    sent = sent_for(cast, none=("legal", "staffing"), financial="It costs **£5,000**.\n\nA year.")
    sent |= {"sources": "School census\nBus returns", "checked_by": "Una Owner", "rating": steps[1].pk}
    answer = officer.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    from datetime import date

    from scrutiny.models import Paper

    shaped = shaping.shape(Paper.objects.get(pk=paper.pk), date(2024, 3, 1))
    assert [block["heading"] for block in shaped["blocks"]] == [
        "Financial implications",
        "Legal and Staffing implications",
        "Data quality",
    ]
    html = shaping.article(shaped)
    for words in (
        "£5,000",
        "None specific.",
        "School census",
        "Una Owner",
        "2 Sufficient</strong> (the rating given)",
        "1 Poor",
    ):
        assert words in html
    assert AuditEntry.objects.filter(verb="said how good the data are").exists()


def test_the_words_to_begin_with_give_way_to_the_tick(officer, cast, paper):
    money = headings.ensure_headings(cast.council)[0]
    headings.change_heading(money, default_words="Met from the budget.", by=cast.administrator)
    sent = sent_for(cast, none=("financial",), financial="Met from the budget.")
    assert officer.post(url("committee-paper-implications", paper), sent).status_code == 302
    row = Implication.objects.get(paper=paper)
    assert (row.text, row.is_none) == ("", True)


def test_those_left_blank_are_marked_in_one_press(officer, cast, paper):
    address = url("committee-paper-implications", paper)
    assert 'name="rest"' in officer.get(address).content.decode()
    officer.post(address, sent_for(cast, financial="It costs.") | {"rest": "none"})
    said = {row.standard.heading: (row.text, row.is_none) for row in Implication.objects.filter(paper=paper)}
    assert said.pop("Financial implications") == ("It costs.", False)
    assert len(said) == len(headings.USUAL_HEADINGS) - 1
    assert set(said.values()) == {("", True)}


def test_something_and_nothing_do_not_go_together(officer, cast, paper):
    sent = sent_for(cast, none=("legal",), legal="A new duty.", financial="Kept in the box.")
    answer = officer.post(url("committee-paper-implications", paper), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "says something and is ticked as “none specific”" in page
    assert "A new duty." in page
    assert "Kept in the box." in page
    assert not Implication.objects.exists()


def test_two_who_write_at_once_lose_nothing(officer, cast, paper):
    address = url("committee-paper-implications", paper)
    officer.post(address, sent_for(cast, financial="First.", legal="Law."))
    sent = sent_for(cast, financial="Second.", legal="Law.", legal_seen=1)
    answer = officer.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "They wrote: “First.”" in page
    assert "Second." in page
    money = StandardHeading.objects.get(heading="Financial implications")
    assert Implication.objects.get(standard=money).text == "First."
    sent = sent_for(cast, financial="First and second.", financial_seen=1, legal="Law.", legal_seen=1)
    assert officer.post(address, sent).status_code == 302
    assert Implication.objects.get(standard=money).text == "First and second."


@pytest.mark.parametrize("bad", [{"rating": "999999"}, {"rating": "x"}, {"checked_by": "x" * 201}, {"sources": "\x07"}])
def test_data_quality_that_makes_no_sense_is_refused(officer, cast, paper, bad):
    answer = officer.post(url("committee-paper-implications", paper), sent_for(cast) | bad)
    assert answer.status_code == 422
    assert not DataQuality.objects.exists()


def test_a_heading_that_is_switched_off_stays_where_it_says_something(officer, cast, paper):
    address = url("committee-paper-implications", paper)
    officer.post(address, sent_for(cast, legal="A new duty."))
    law, risk = (StandardHeading.objects.get(heading__startswith=words) for words in ("Legal", "Risk"))
    for heading in (law, risk):
        headings.change_heading(heading, is_active=False, by=cast.administrator)
    page = officer.get(address).content.decode()
    assert "A new duty." in page
    assert "Risk management" not in page


def test_the_page_of_a_reviews_paper_is_the_same(officer, cast):
    review = make.make_review(cast.committee)
    assert officer.post(url("paper-implications", review), sent_for(cast, legal="A new duty.")).status_code == 302
    assert Implication.objects.get().paper == review.report


def test_the_page_costs_the_same_for_many_headings(officer, cast, paper, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = url("committee-paper-implications", paper)
    officer.get(address)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    for number in range(10):
        made = headings.add_heading(cast.council, heading=f"Matter {number}", by=cast.administrator)
        Implication.objects.create(paper=paper, standard=made, text="Words.")
    with django_assert_num_queries(len(few)):
        officer.get(address)


def test_what_was_typed_and_not_saved_is_offered_again(officer, cast, paper):
    from scrutiny.engine import drafts

    money = headings.ensure_headings(cast.council)[0]
    drafts.keep(cast.officer, f"implications:{paper.pk}:text_{money.pk}", "Half a thought")
    address = url("committee-paper-implications", paper)
    assert "Half a thought" in officer.get(address).content.decode()
    assert address in officer.get(reverse("engine:draft-list")).content.decode()
    assert officer.post(address, sent_for(cast, financial="A whole one.")).status_code == 302
    assert "Half a thought" not in officer.get(reverse("engine:draft-list")).content.decode()


def test_a_heading_is_shown_as_it_was_typed_whatever_is_in_it(client):
    cast = make.make_cast()
    paper = make.make_paper(cast.committee)
    StandardHeading.objects.create(council=cast.council, heading="Costs & {% savings %} <b>{{ user }}</b>", order=1)
    page = make.sign_in(client, cast.officer).get(reverse("scrutiny:committee-paper-implications", args=[paper.pk]))
    assert "Costs &amp; &#123;% savings %} &lt;b&gt;&#123;&#123; user }}&lt;/b&gt;" in page.content.decode()
