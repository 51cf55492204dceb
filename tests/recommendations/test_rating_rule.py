"""An administrator chooses how ratings are shown; what people said stays."""

import pytest
from django.urls import reverse

from recommendations.models import MonitoringRule, Standing, Tally
from scrutiny.engine.models import AuditEntry
from tests import factories, life

pytestmark = pytest.mark.django_db


def test_a_rule_changes_every_rating_of_the_council_and_is_audited(client):
    body = factories.make_body()
    one, other = life.make_sent(body), life.make_sent()
    for each in (one, other):
        life.make_response(each.requests.get())
        life.make_update(life.make_action(each, due_on="2090"), "amber_green")
    done = life.make_sent(body)
    life.make_response(done.requests.get())
    life.make_update(life.make_action(done), "green")
    factories.sign_in(client, factories.make_administrator(body.council))
    url = reverse("recommendations:monitoring-rule", args=[body.council.pk])
    page = client.get(url).content.decode()
    assert "What is not yet due is never red" in page
    changed_on = dict(Standing.objects.values_list("pk", "changed_on"))
    answer = client.post(url, {"scale": "three", "blue_for_complete": "on", "due_soon_days": "60", "once": "a" * 32})
    assert answer.status_code == 302
    ratings = dict(Standing.objects.values_list("pk", "rating"))
    assert ratings == {one.pk: "amber", other.pk: "amber_green", done.pk: "blue"}
    assert dict(Standing.objects.values_list("pk", "changed_on")) == changed_on
    assert Tally.objects.get(body=body, facet="rating", value="blue").n == 1
    assert MonitoringRule.objects.get(council=body.council).due_soon_days == 60
    entry = AuditEntry.objects.filter(verb="chose how ratings are shown").get()
    assert (entry.before["scale"], entry.after["scale"]) == ("six", "three")


def test_nonsense_is_refused_in_plain_words(client):
    council = factories.make_council()
    factories.sign_in(client, factories.make_administrator(council))
    url = reverse("recommendations:monitoring-rule", args=[council.pk])
    for days in ("", "soon", "0", "-3", "366", "9" * 30, "1.5"):
        answer = client.post(url, {"scale": "six", "due_soon_days": days, "once": "b" * 32})
        assert answer.status_code == 422, days
    assert client.post(url, {"scale": "seven", "due_soon_days": "28", "once": "c" * 32}).status_code == 422
    assert not MonitoringRule.objects.exists()
