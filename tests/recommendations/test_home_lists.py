"""What the first page shows a responsible officer: what is asked of their service, and nothing of others."""

import pytest
from django.urls import reverse

from scrutiny.models import Role
from tests import factories, life

pytestmark = pytest.mark.django_db


def test_a_responsible_officer_sees_what_is_asked_of_their_service(client):
    committee = factories.make_body()
    service = factories.make_body(committee.council, "Highways Service", kind="directorate")
    user = factories.make_role(factories.make_user(), Role.Kind.RESPONSIBLE, body=service).user
    review = life.make_agreed(committee)
    mine = factories.make_recommendation(review, text="Mend the bridge by spring.", label="(1)", is_label_fixed=True)
    life.make_request(mine, factories.make_addressee(mine, service))
    life.make_sent(review=review, text="Paint the other service's fence.")
    closed = factories.make_recommendation(review, text="Close the old road.", label="(3)", is_label_fixed=True)
    life.make_request(closed, factories.make_addressee(closed, service))
    life.make_judgement(closed, "close_implemented")
    page = factories.sign_in(client, user).get(reverse("scrutiny:home")).content.decode()
    assert "Asked of your service" in page
    assert "Mend the bridge by spring." in page
    assert reverse("recommendations:life", args=[mine.pk]) in page
    assert "Response overdue by" in page
    assert "fence" not in page
    assert "old road" not in page


def test_nobody_else_sees_the_list(client):
    one = life.make_sent()
    officer = factories.make_officer(one.review.commissioned_by)
    assert "Asked of your service" not in factories.sign_in(client, officer).get("/").content.decode()


def test_it_costs_the_same_for_one_and_for_many(client):
    committee = factories.make_body()
    service = factories.make_body(committee.council, kind="directorate")
    user = factories.make_role(factories.make_user(), Role.Kind.RESPONSIBLE, body=service).user
    factories.sign_in(client, user)
    review = life.make_agreed(committee)

    def ask():
        one = factories.make_recommendation(review, label=None)
        life.make_request(one, factories.make_addressee(one, service))

    ask()
    few = factories.queries_of(client, "/")
    for _ in range(6):
        ask()
    assert factories.queries_of(client, "/") == few
