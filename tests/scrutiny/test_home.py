"""The first page: one's own work, and what is published."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_public_is_shown_the_newest_published_edition_of_each_report(client):
    review = factories.make_review(published=True)
    paper = review.report
    first, second = (factories.make_edition(paper, published=True) for _ in range(2))
    unpublished = factories.make_edition(paper)
    page = client.get(reverse("scrutiny:home")).content.decode()
    assert second.get_absolute_url() in page
    assert first.get_absolute_url() not in page
    assert unpublished.get_absolute_url() not in page
