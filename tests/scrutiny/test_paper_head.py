"""The head of a paper: the day as at which it is printed, and its title on every page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from scrutiny.models import Paper
from scrutiny.papers import paper as shaping
from tests import factories as make

pytestmark = [pytest.mark.django_db]


def test_a_paper_for_a_meeting_that_was_held_is_as_at_its_day(client):
    cast = make.make_cast()
    officer = make.sign_in(client, cast.officer)
    paper = make.make_paper(cast.sub_committee, "Our year")
    held, coming = date(2024, 3, 5), timezone.localdate() + timedelta(days=30)
    final_at = datetime(2024, 3, 1, 12, tzinfo=UTC)
    Paper.objects.filter(pk=paper.pk).update(meeting=make.make_meeting(cast.sub_committee, held), final_at=final_at)
    page = officer.get(paper.urls["preview"]).content.decode()
    assert "As at 5 March 2024" in page
    assert f'{paper.urls["pdf"]}"' in page
    form = officer.get(paper.urls["issue"]).content.decode()
    assert 'value="5"' in form
    assert 'value="2024"' in form
    today = timezone.localdate()
    now = f"As at {today.day} {today:%B %Y}"
    page = officer.get(paper.urls["preview"], {"as_at": today.isoformat()}).content.decode()
    assert now in page
    assert f"{paper.urls['pdf']}?as_at={today.isoformat()}" in page
    paper.also_to.create(meeting=make.make_meeting(cast.committee, coming))
    assert now in officer.get(paper.urls["preview"]).content.decode()


@pytest.mark.parametrize("final_at", [None, datetime(2024, 3, 6, 0, 30, tzinfo=UTC)])
def test_a_paper_typed_in_after_its_meeting_is_as_at_today(final_at):
    today = date(2026, 3, 2)
    paper = make.make_paper(make.make_body(), final_at=final_at)
    paper.meeting = make.make_meeting(paper.body, date(2024, 3, 5))
    assert shaping.usual_day(paper, today) == today


def test_the_head_of_each_page_has_the_title_cut_between_words():
    paper = make.make_paper(
        make.make_body(), "The partnership that keeps children safe in Wenbridge: its annual report 2025/26"
    )
    head = shaping.shape(paper, date(2026, 3, 2))["paper"]
    assert head["running_title"] == "The partnership that keeps children safe in Wenbridge: its annual…"
