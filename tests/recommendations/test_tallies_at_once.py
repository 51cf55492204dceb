"""Eight processes change how recommendations stand: no tally is lost, none waits for ever, and all agree in the end."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS, EACH = 8, 25
PREPARE = """
from tests import factories, life
council = factories.make_council()
bodies = [factories.make_body(council) for _ in range(2)]
for at in range(8):
    review = life.make_agreed(bodies[at % 2], conducted_by=bodies[(at // 2) % 2], published=bool(at % 3))
    one = life.make_sent(review=review)
    life.make_action(life.make_response(one.requests.get()), due_on="2024-09")
"""
WORK = """
import random
from datetime import date, timedelta
from django.db import transaction
from recommendations.actions import standings
from recommendations.models import Action, ProgressUpdate, Recommendation
from scrutiny.models import Review
from scrutiny.actions.ordering import locked
chance = random.Random({writer})
actions = list(Action.objects.order_by("pk"))
for at in range({each}):
    on = date(2024, 6, 1) + timedelta(days=at)
    some = chance.sample(actions, chance.randint(1, 4))
    if chance.random() < 0.2:
        standings.turn_day(on)
        continue
    with transaction.atomic():
        if chance.random() < 0.3:
            locked(some[0].recommendation.review)
        for action in some:
            rating = chance.choice(["green", "amber", "red", "no_data"])
            ProgressUpdate.objects.create(
                action=action, rating=rating, as_at=on, recorded_on=on, settled_on=on, state="accepted"
            )
        if chance.random() < 0.2:
            one = Recommendation.objects.get(pk=some[0].recommendation_id)
            changed = Review.objects.filter(pk=one.review_id)
            changed.update(published_at=None if chance.random() < 0.5 else "2024-05-01T12:00Z")
            standings.refresh_review(changed.get(), on=on)
        standings.refresh([action.recommendation_id for action in some], on=on)
print("done")
"""
CHECK = """
from recommendations.actions import standings
from recommendations.models import Standing, Tally
def summary():
    tallies = Tally.objects.exclude(n=0).order_by("body", "is_public", "facet", "value")
    return list(Standing.objects.order_by("pk").values_list()), list(tallies.values_list("body", "is_public", "facet", "value", "n"))
standings.turn_day()
before = summary()
standings.rebuild()
assert summary() == before
assert min(Tally.objects.values_list("n", flat=True)) >= 0
print("same")
"""


def test_eight_writers_and_every_count_is_right(tmp_path):
    with serving.own_database(tmp_path) as url:
        serving.run(url, PREPARE)
        with ThreadPoolExecutor(WRITERS) as pool:
            work = [pool.submit(serving.run, url, WORK.format(writer=at, each=EACH)) for at in range(WRITERS)]
            assert [one.result().strip() for one in work] == ["done"] * WRITERS
        assert serving.run(url, CHECK).strip() == "same"
