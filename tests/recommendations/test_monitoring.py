"""The recommendation monitoring report: what it lists, what it counts, and that every figure adds up, as at any date."""

import random
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import monitoring
from recommendations.actions import standings
from recommendations.models import DateRevision, PaperSubject, Proposal, Standing
from recommendations.rules import counting
from recommendations.rules.words import Answered, Rating, Shown, Timeliness
from scrutiny.actions import committee_papers
from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2025, 3, 20)


@pytest.fixture
def body():
    return factories.make_body(name="Children Scrutiny Committee")


def report(body, **about):
    paper = committee_papers.make_paper(body, "monitoring", about=about or {"since": None}, by=factories.make_user())
    return Paper.objects.get(pk=paper.pk)


def printed(paper, on=TODAY):
    return shaping.article(shaping.shape(Paper.objects.get(pk=paper.pk), on))


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def tables(html, kind):
    return re.findall(rf'<table class="paper-table {kind}\b.*?</table>', html, re.DOTALL)


def figures(table):
    """The numbers of a table of counts, and its total."""
    *numbers, total = [
        int(one.replace(",", "")) for one in re.findall(r'<td class="paper-figure">([\d,]+)</td>', table)
    ]
    return numbers, total


def some_life(body, seed, reviews=3, each=6):
    """Recommendations of every fortune, the same for the same seed."""
    chance = random.Random(seed)
    owner = life.make_owner(body.council)
    found = []
    for _ in range(reviews):
        review = life.make_agreed(body, published=chance.random() < 0.5)
        for number in range(chance.randint(1, each)):
            one = life.make_sent(review=review, text=f"Do thing {number}.", label=f"({number + 1})")
            found.append(one)
            day = life.SENT + timedelta(days=chance.randint(1, 300))
            if chance.random() < 0.7:
                decision = chance.choice(["accepted", "in_part", "in_principle", "rejected", "noted", "none"])
                life.make_response(one.requests.get(), decision, on=day)
            if chance.random() < 0.6:
                due = chance.choice(["", "2024-12", "2025-04-01", "2026-01-01"])
                action = life.make_action(one, owner=owner, due_on=due, on=day)
                if chance.random() < 0.7:
                    life.make_update(action, chance.choice(list(Rating)).value, on=day + timedelta(days=9))
            if chance.random() < 0.3:
                kind = chance.choice(["continue", "close_implemented", "close_not_implemented", "escalate"])
                meeting = factories.make_meeting(body, day + timedelta(days=chance.randint(10, 60)), notes=str(one.pk))
                life.make_judgement(one, kind, meeting=meeting)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_every_printed_figure_adds_up(body, seed):
    some_life(body, seed)
    paper = report(body)
    for day in (TODAY, date(2024, 6, 1), date(2024, 12, 24)):
        html = printed(paper, day)
        watched = monitoring.of_body(body, day)
        rows = sum(table.count('<th scope="row">') for table in tables(html, "paper-monitoring"))
        assert rows == len(watched.open)
        counted = tables(html, "paper-counts")
        assert len(counted) == (3 if rows else 0)
        for table in counted:
            numbers, total = figures(table)
            assert sum(numbers) == total == rows
        for said in re.findall(r'<p class="paper-intro">(.*?)</p>', html):
            *numbers, total = [int(one) for one in re.findall(r"\d+", said)]
            assert (sum(numbers) or total) == total == rows
        noun = "recommendation is" if rows == 1 else "recommendations are"
        assert f"{rows} {noun} open as at {day.day} {day:%B %Y}" in plain(html)


def test_the_report_stands_as_the_summary_does(body):
    some_life(body, 40)
    standings.refresh(Standing.objects.values_list("pk", flat=True), on=TODAY)
    watched = monitoring.of_body(body, TODAY)
    kept = {one.pk: one for one in Standing.objects.filter(is_open=True)}
    assert {row.recommendation.pk for row in watched.open} == set(kept)
    for row in watched.open:
        one = kept[row.recommendation.pk]
        assert (row.rating, row.response, row.timeliness) == (one.rating, one.response, one.timeliness)


def test_a_row_says_the_four_things_apart(body):
    one = life.make_sent(body, text="Publish the figures.", label="(3)")
    answer = life.make_response(one.requests.get(), on=date(2024, 4, 3))
    action = life.make_action(answer, owner=life.make_owner(body.council), due_on="2025-01-31", on=date(2024, 4, 3))
    DateRevision.objects.create(
        action=action,
        before_on="2025-01-31",
        due_on="2025-02-28",
        why="The depot flooded.",
        revised_on=date(2025, 1, 20),
    )
    life.make_update(action, "amber", on=date(2025, 1, 20), commentary="Half are *published*.")
    meeting = factories.make_meeting(body, date(2024, 9, 12))
    life.make_judgement(one, "continue", meeting=meeting)
    html = printed(report(body))
    said = plain(html)
    for words in (
        "(3)",
        "Publish the figures.",
        "Accepted",
        "Received 3 April 2024.",
        "Claimed: amber, as at 20 January 2025.",
        "Overdue",
        "Action due 28 February 2025, slipped once, 28 days",
        "Committee: Continue to monitor, 12 September 2024",
        "What has changed since 12 September 2024",
        "Date moved from 31 January 2025 to 28 February 2025: The depot flooded.",
        "Overdue since 1 March 2025.",
    ):
        assert words in said, words
    assert "<em>published</em>" in html
    assert "paper-rating--amber" in html


def test_a_past_date_knows_nothing_of_what_came_later(body):
    one = life.make_sent(body, text="Publish the figures.")
    life.make_response(one.requests.get(), "rejected", on=date(2024, 5, 1))
    action = life.make_action(one, on=date(2024, 5, 1))
    life.make_update(action, "red", on=date(2024, 6, 1), commentary="Nothing was done.")
    life.make_judgement(one, "close_not_implemented", meeting=factories.make_meeting(body, date(2024, 7, 1)))
    paper = report(body)
    assert "Publish the figures." not in printed(paper, life.SENT - timedelta(days=1))
    early = plain(printed(paper, date(2024, 4, 1)))
    assert "Response awaited" in early
    assert "Rejected" not in early
    middle = plain(printed(paper, date(2024, 5, 20)))
    assert "Rejected" in middle
    assert "Nothing was done." not in middle
    assert "Nothing was done." in plain(printed(paper, date(2024, 6, 20)))
    late = printed(paper, TODAY)
    assert "No recommendation of this committee is open." in plain(late)
    assert tables(late, "paper-counts") == []


def test_what_was_closed_since_the_last_meeting_says_how(body):
    factories.make_meeting(body, date(2024, 5, 1))
    one = life.make_sent(body, text="Publish the figures.")
    meeting = factories.make_meeting(body, date(2024, 7, 1))
    life.make_judgement(one, "close_implemented", meeting=meeting, minute_reference="14")
    html = printed(report(body), date(2024, 7, 1))
    said = plain(html)
    assert "Closed since 1 May 2024" in said
    assert "Implemented, 1 July 2024, minute 14." in said
    assert "1 recommendation was closed since 1 May 2024." in said


def test_changes_are_told_from_the_day_that_the_paper_names(body):
    one = life.make_sent(body)
    life.make_response(one.requests.get(), on=date(2024, 5, 1))
    factories.make_meeting(body, date(2024, 6, 1))
    assert "answered on 1 May 2024" not in plain(printed(report(body)))
    paper = report(body, since=date(2024, 4, 1))
    assert PaperSubject.objects.get(paper=paper).since == date(2024, 4, 1)
    life.make_action(one, closed_on=date(2024, 7, 2), closing="completed")
    said = plain(printed(paper))
    assert "What has changed since 1 April 2024" in said
    assert "An action ended on 2 July 2024: completed." in said
    assert "answered on 1 May 2024: accepted." in said


def test_the_last_meeting_is_before_the_day_and_before_the_meeting_of_the_paper(body):
    first, second = (factories.make_meeting(body, day) for day in (date(2024, 1, 9), date(2024, 3, 12)))
    factories.make_meeting(body, date(2024, 2, 1), kind="private")
    assert monitoring.last_met(body, date(2024, 3, 12)) == first.date
    assert monitoring.last_met(body, date(2024, 3, 13)) == second.date
    assert monitoring.last_met(body, date(2024, 3, 13), second) == first.date
    assert monitoring.last_met(body, first.date) is None


def test_decisions_sought_at_the_meeting_of_the_paper_are_listed(body):
    one = life.make_sent(body, text="Publish the figures.", label="(1)")
    other = life.make_sent(body, text="Paint the shelters.", label="(1)")
    meeting = factories.make_meeting(body, date(2025, 3, 27))
    Proposal.objects.create(
        recommendation=one, meeting=meeting, kind="extend", extend_to=date(2025, 9, 1), why="Late.", recorded_on=TODAY
    )
    Proposal.objects.create(
        recommendation=other, meeting=meeting, kind="close_superseded", into=one, recorded_on=TODAY + timedelta(days=1)
    )
    paper = report(body)
    Paper.objects.filter(pk=paper.pk).update(meeting=meeting)
    said = plain(printed(paper))
    assert "Decisions sought on 27 March 2025" in said
    assert "Extend to a later date (1 September 2025)." in said
    assert "superseded" not in said
    assert "Close: superseded, (1) of “" in plain(printed(paper, TODAY + timedelta(days=1)))


def test_another_committee_and_the_bin_are_not_in_it(body):
    from django.utils import timezone

    life.make_sent(factories.make_body(body.council), text="Of another committee.")
    binned = life.make_sent(body, text="Of a review in the bin.")
    type(binned.review).objects.filter(pk=binned.review_id).update(binned_at=timezone.now())
    conducted = life.make_sent(
        review=life.make_agreed(factories.make_body(body.council), conducted_by=body), text="Conducted by us."
    )
    assert [row.recommendation for row in monitoring.of_body(body, TODAY).open] == [conducted]


def test_a_thousand_rows_ask_the_database_as_often_as_one(body):
    def asked():
        with CaptureQueriesContext(connection) as found:
            monitoring.of_body(body, TODAY, since=date(2024, 6, 1), meeting=meeting)
        return len(found)

    meeting = factories.make_meeting(body, date(2025, 3, 27))
    one = life.make_sent(body)
    life.make_update(life.make_action(one))
    life.make_response(one.requests.get())
    life.make_judgement(one, meeting=factories.make_meeting(body, date(2024, 9, 9)))
    few = asked()
    for seed in range(3):
        some_life(factories.make_body(body.council), seed)
        some_life(body, 100 + seed)
    assert asked() <= few + 2
    assert asked() == asked()


def test_counts_sum_whatever_they_count():
    found = counting.counts(Shown, [Shown.GREEN, Shown.GREEN, Shown.NO_DATA, Shown.NOT_DUE], [Shown.RED])
    assert [(one.value, one.number) for one in found] == [
        (Shown.GREEN, 2),
        (Shown.RED, 0),
        (Shown.NO_DATA, 1),
        (Shown.NOT_DUE, 1),
    ]
    assert counting.sentence(found) == "2 are green, 1 has no data and 1 is not yet due: 4 in all."
    assert counting.total(found) == 4
    assert counting.sentence(counting.counts(Answered, [Answered.AWAITED])) == "1 awaits a response."
    said = counting.sentence(counting.counts(Answered, [Answered.ACCEPTED, Answered.REJECTED, Answered.REJECTED]))
    assert said == "1 was accepted and 2 were rejected: 3 in all."
    assert counting.sentence([]) == ""


@pytest.mark.parametrize("axis", [Shown, Answered, Timeliness])
def test_every_value_of_an_axis_has_a_place_and_words(axis):
    found = counting.counts(axis, list(axis))
    assert {one.value for one in found} == set(axis)
    assert all(one.said.startswith("1 ") for one in found)
