"""The figures that papers print of actions and responses add up to their tables, whatever was recorded."""

import random
import re
from datetime import date, timedelta

import pytest

from recommendations.rules.words import Decision, Rating
from scrutiny.actions import committee_papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2025, 3, 20)
ROW = re.compile(r'<tr class="paper-row(?:-long)?">')


@pytest.fixture
def body():
    return factories.make_body()


def printed(body, kind, on=TODAY, **about):
    paper = committee_papers.make_paper(body, kind, about=about, by=factories.make_user())
    return shaping.article(shaping.shape(Paper.objects.get(pk=paper.pk), on))


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def numbers(words):
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", words)]


def some_plan(body, seed):
    """A plan of actions of every fortune."""
    chance = random.Random(seed)
    plan, owner = life.make_plan(body, "A plan"), life.make_owner(body.council)
    for number in range(chance.randint(1, 14)):
        due = chance.choice(["", "2024-12", "2025-02-01", "2026-01-01"])
        action = life.make_action(plan, f"Do thing {number}.", owner=owner, due_on=due)
        for _ in range(chance.randint(0, 2)):
            life.make_update(action, chance.choice(list(Rating)).value, on=TODAY - timedelta(chance.randint(1, 300)))
        if chance.random() < 0.2:
            closing = chance.choice(["completed", "dropped", "replaced"])
            type(action).objects.filter(pk=action.pk).update(closed_on=date(2025, 1, 5), closing=closing)
    return plan


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("on", [TODAY, date(2024, 12, 1)])
def test_an_exception_report_adds_up(body, seed, on):
    plan = some_plan(body, seed)
    html = printed(body, "exceptions", on, plan=plan)
    said = plain(html)
    total = plan.actions.count()
    assert re.search(rf"of the {total} actions?:", said)
    assert len(ROW.findall(html)) == total
    in_tables = sum(int(one) for one in re.findall(r"(?:attention|due|Complete|replaced) \((\d+)\)", said))
    assert in_tables == total
    sentences = [numbers(one)[0] for one in re.findall(r"<li>(\d.*?)</li>", html)]
    assert sum(sentences) == total
    together = re.search(r"Together: ([\d + ]+) = (\d+)", said)
    if len(sentences) > 1:
        assert numbers(together[1]) == sentences
        assert int(together[2]) == total


@pytest.mark.parametrize("seed", range(6))
def test_a_response_table_adds_up(body, seed):
    chance = random.Random(seed)
    review = life.make_agreed(body)
    asked = chance.randint(1, 12)
    for number in range(asked):
        one = life.make_sent(review=review, label=f"({number + 1})")
        if chance.random() < 0.8:
            life.make_response(one.requests.get(), chance.choice(list(Decision)).value)
    html = printed(body, "responses", review=review)
    assert len(ROW.findall(html)) == asked
    total, *parts = numbers(re.search(r"As at 20 March 2025, (.*?)\.", plain(html).split("Responses to the")[1])[1])
    assert total == asked
    assert sum(parts) == total or not parts
