"""The pages of a review: who gets them, what they do, and what they answer to bad input."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scrutiny.actions import findings, reviews
from scrutiny.engine.models import Draft
from scrutiny.models import Review
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return reviews.create(
        cast.council,
        title="Buses to school",
        commissioned_by=cast.committee,
        conducted_by=cast.sub_committee,
        by=cast.officer,
        started="2023-02",
    )


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def sent(cast, **fields):
    return {
        "title": "Fares",
        "commissioned_by": cast.committee.pk,
        "conducted_by": cast.sub_committee.pk,
        "once": str(uuid.uuid4()),
    } | fields


def words_of(response):
    return response.content.decode()


# --- the list and the public page ---------------------------------------------------------------------------


def test_everybody_sees_the_list_and_only_what_is_theirs(client, cast, review):
    published = factories.make_review(cast.other_committee, "Young carers", published=True)
    for role, user in cast.everybody():
        page = words_of(factories.sign_in(client, user).get(url("review-list")))
        assert published.title in page
        assert (review.title in page) == (role in ("officer", "monitoring")), role
    reviews.share(review, by=cast.officer)
    cast.forget_access()
    for role in ("member", "co_opted"):
        assert review.title in words_of(factories.sign_in(client, getattr(cast, role)).get(url("review-list")))


def test_the_list_is_searched_by_words_and_read_by_key(client, cast):
    made = [factories.make_review(cast.committee, f"Review {n} of buses", with_paper=False) for n in range(52)]
    factories.sign_in(client, cast.officer)
    first = client.get(url("review-list"))
    assert len(first.context["rows"]) == 50
    second = client.get(url("review-list"), {"before": first.context["older"]})
    assert [row["review"] for row in second.context["rows"]] == [made[1], made[0]]
    found = client.get(url("review-list"), {"q": "buses 17"})
    assert [row["review"].title for row in found.context["rows"]] == ["Review 17 of buses"]


@pytest.mark.parametrize(
    "query", ["before=x", "before=0", "before=-1", "before=99999999999999", "q=%00", "q=%F0%9F%9A%8C", "show=all"]
)
def test_odd_queries_of_the_list_are_answered(client, query):
    assert client.get(url("review-list") + "?" + query).status_code in (200, 400)


def test_a_list_costs_the_same_for_two_reviews_and_for_forty(client, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("review-list")).status_code == 200
        return len(queries)

    factories.sign_in(client, cast.officer)
    for _ in range(2):
        factories.make_finding(factories.make_review(cast.committee))
    few = cost()
    for _ in range(38):
        factories.make_finding(factories.make_review(cast.committee), "ADD PIECE FROM BELOW")
    assert cost() == few


def test_the_public_page_shows_published_editions_and_no_more(client, cast):
    review = factories.make_review(cast.committee, "Young carers", published=True, trigger="Secretly set up.")
    factories.make_edition(review.report, note="draft canary", is_draft=True)
    factories.make_edition(review.report, note="The date corrected.", published=True)
    page = words_of(client.get(review.get_absolute_url()))
    assert "The date corrected." in page
    assert "draft canary" not in page
    assert "Secretly" not in page
    assert "Witnesses and evidence" not in page


@pytest.mark.parametrize("name", ["scope-edit", "review-readiness", "review-members", "witness-list", "review-history"])
def test_the_working_pages_of_a_published_review_stay_inside(client, cast, name):
    review = factories.make_review(cast.committee, published=True)
    for role, user in cast.everybody():
        wanted = {"officer": 200, "monitoring": 200, "public": 302}.get(role, 403)
        assert factories.sign_in(client, user).get(url(name, review.pk)).status_code == wanted, role


def test_a_previous_stage_that_is_not_public_is_not_named(client, cast, review):
    later = factories.make_review(cast.committee, "Part two", published=True, previous=review)
    assert review.title not in words_of(client.get(later.get_absolute_url()))
    assert client.get(review.get_absolute_url()).status_code == 404


def test_home_says_what_is_to_do_and_what_is_published(client, cast, review):
    findings.add(review.report.sections.get(kind="findings"), "XXX buses", by=cast.officer)
    edition = factories.make_edition(
        factories.make_review(cast.committee, "Carers", published=True).report, published=True
    )
    public = words_of(client.get(url("home")))
    assert edition.title in public
    assert review.title not in public
    inside = words_of(factories.sign_in(client, cast.officer).get(url("home")))
    assert review.title in inside
    assert "1 gap to fill" in inside
    assert client.get(url("accessibility")).status_code == 200


# --- starting and changing ----------------------------------------------------------------------------------


def test_an_officer_starts_a_review(client, cast):
    factories.sign_in(client, cast.officer)
    form = sent(
        cast, started_0="", started_1="July", started_2="2023", trigger="A *letter*.", matters_covered="fares\r\nroutes"
    )
    response = client.post(url("review-add"), form)
    made = Review.objects.get(title="Fares")
    assert response.url == made.get_absolute_url()
    assert (made.started, made.matters_covered, made.trigger) == ("2023-07", "fares\nroutes", "A *letter*.")
    assert client.get(made.get_absolute_url()).status_code == 200


def test_sent_twice_a_review_is_started_once(client, cast):
    factories.sign_in(client, cast.officer)
    form = sent(cast)
    for _ in range(2):
        assert client.post(url("review-add"), form).status_code == 302
    assert Review.objects.filter(title="Fares").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 251}, "250 characters or fewer"),
        ({"title": "a\x07b"}, "cannot be kept"),
        ({"commissioned_by": ""}, "Choose"),
        ({"commissioned_by": "999999"}, "Choose"),
        ({"conducted_by": "1 OR 1=1"}, "Choose"),
        ({"stage": "second"}, "number"),
        ({"stage": "0"}, "1 or more"),
        ({"stage": "9" * 400}, "Stage"),
        ({"previous": "77777"}, "Choose"),
        ({"started_0": "31", "started_1": "2", "started_2": "2023"}, "does not exist"),
        ({"started_2": "23"}, "not a year"),
        ({"started_2": "2023", "evidence_ended_2": "2022"}, "before the review started"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_nothing_typed_is_lost(client, cast, fields, said):
    factories.sign_in(client, cast.officer)
    form = sent(cast, trigger="Words worth keeping: ŵy 🚌 <b>bold</b>") | fields
    response = client.post(url("review-add"), form)
    assert response.status_code == 422
    assert said in words_of(response)
    assert "Words worth keeping: ŵy 🚌 &lt;b&gt;bold&lt;/b&gt;" in words_of(response)
    assert not Review.objects.exists()


def test_a_review_needs_a_body_that_the_officer_serves(client, cast):
    factories.sign_in(client, cast.officer)
    form = sent(cast, commissioned_by=cast.other_committee.pk, conducted_by=cast.other_committee.pk)
    response = client.post(url("review-add"), form)
    assert "scrutiny officer of neither body" in words_of(response)
    form["conducted_by"] = cast.sub_committee.pk
    assert client.post(url("review-add"), form).status_code == 302


def test_markup_emoji_and_welsh_are_kept_and_shown_as_words(client, cast, review):
    factories.sign_in(client, cast.officer)
    title = "Ysgol Tŷ’r Ŵyn <script>alert(1)</script> 🚌"
    client.post(url("review-edit", review.pk), sent(cast, title=title, version=review.version))
    page = words_of(client.get(review.get_absolute_url()))
    assert "Tŷ’r Ŵyn &lt;script&gt;alert(1)&lt;/script&gt; 🚌" in page
    assert "<script>alert" not in page


def test_a_review_cannot_follow_on_from_itself(client, cast, review):
    later = factories.make_review(cast.committee, "Later", previous=review)
    factories.sign_in(client, cast.officer)
    form = sent(cast, previous=later.pk, version=review.version)
    response = client.post(url("review-edit", review.pk), form)
    assert "itself follows on from this review" in words_of(response)
    form["previous"] = review.pk
    assert client.post(url("review-edit", review.pk), form).status_code == 422


def test_two_who_save_at_once_both_keep_their_words(client, cast, review):
    factories.sign_in(client, cast.officer)
    seen = review.version
    reviews.change(review, seen, by=cast.officer, trigger="Theirs: a letter.")
    form = sent(cast, title=review.title, trigger="Mine: a petition.", version=seen, started_1="2", started_2="2023")
    response = client.post(url("review-edit", review.pk), form)
    page = words_of(response)
    assert response.status_code == 409
    assert "Theirs: a letter." in page
    assert "Mine: a petition." in page
    assert Draft.objects.get(user=cast.officer, key=f"review:{review.pk}:trigger").text == "Mine: a petition."
    review.refresh_from_db()
    assert review.trigger == "Theirs: a letter."
    # The page's own form saves, and theirs stays in the history.
    form["version"] = response.context["form"].data["version"]
    assert client.post(url("review-edit", review.pk), form).status_code == 302
    review.refresh_from_db()
    assert review.trigger == "Mine: a petition."
    assert "Theirs: a letter." in review.history.values_list("trigger", flat=True)
    assert not Draft.objects.filter(user=cast.officer).exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "0"])
def test_a_form_without_its_version_is_refused_and_kept(client, cast, review, version):
    factories.sign_in(client, cast.officer)
    response = client.post(url("review-edit", review.pk), sent(cast, title="Changed", version=version))
    assert response.status_code == 409
    assert "Changed" in words_of(response)
    review.refresh_from_db()
    assert review.title == "Buses to school"
