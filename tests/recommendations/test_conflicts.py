"""Two officers save the same thing: the second sees both texts, chooses, and loses nothing."""

import pytest
from django.urls import reverse

from recommendations.actions import recommendations as actions
from recommendations.models import Recommendation
from scrutiny.models import Finding
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return factories.make_review()


@pytest.fixture
def officers(review):
    return [factories.make_officer(review.commissioned_by) for _ in range(2)]


def test_of_two_findings_saved_at_once_the_second_shows_both_and_can_be_saved(client, review, officers):
    finding = factories.make_finding(review, "As it was.")
    address = reverse("recommendations:finding-edit", args=[finding.pk])
    factories.sign_in(client, officers[0])
    assert client.post(address, {"text": "Theirs, saved first.", "version": "1"}).status_code == 302
    factories.sign_in(client, officers[1])
    page = client.post(address, {"text": "Mine, saved second.", "version": "1"})
    shown = page.content.decode()
    assert page.status_code == 409
    assert "Theirs, saved first." in shown
    assert "Mine, saved second." in shown
    assert Finding.objects.get(pk=finding.pk).text == "Theirs, saved first."
    version = page.context["form"].data["version"]
    assert client.post(address, {"text": "Both together.", "version": version}).status_code == 302
    assert Finding.objects.get(pk=finding.pk).text == "Both together."
    wordings = list(finding.history.order_by("history_id").values_list("text", flat=True))
    assert wordings == ["As it was.", "Theirs, saved first.", "Both together."]


def test_limbs_and_addressees_changed_meanwhile_are_shown_too(client, review, officers):
    section = factories.section_of(review)
    one = actions.add(review, section, "That:", by=officers[0], limbs=["a"], addressees=["Schools"])
    actions.change(one, one.version, by=officers[0], limbs=["a", "b, added meanwhile"], addressees=["Colleges"])
    factories.sign_in(client, officers[1])
    address = reverse("recommendations:recommendation-edit", args=[one.pk])
    page = client.post(
        address, {"text": "That:", "limbs": "a\nc, which I wrote", "addressees": "Schools", "version": "1"}
    )
    shown = page.content.decode()
    assert page.status_code == 409
    for words in ("b, added meanwhile", "c, which I wrote", "Colleges", "Schools"):
        assert words in shown
    assert actions.parts(Recommendation.objects.get(pk=one.pk))["limbs"] == ["a", "b, added meanwhile"]
