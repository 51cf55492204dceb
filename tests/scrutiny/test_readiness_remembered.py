"""The readiness that every page of a workspace shows is remembered until something is written."""

import pytest
from django.core.cache import cache

from scrutiny import readiness
from scrutiny.actions import councils, findings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def _with_a_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.mark.usefixtures("_with_a_cache")
def test_a_written_text_is_judged_at_once_and_nothing_is_judged_twice(django_assert_max_num_queries):
    body = factories.make_body()
    review = factories.make_review(body)
    officer = factories.make_officer(body)
    section = factories.section_of(review)
    before = len(readiness.remembered(review))
    with django_assert_max_num_queries(1):
        assert len(readiness.remembered(review)) == before
    finding = findings.add(section, "The MASH is welcomed. TBC", by=officer, disposition="noted")
    checks = [point.check for point in readiness.remembered(review)]
    assert {readiness.GAPS, readiness.ACRONYMS} <= set(checks)
    councils.add_term(review.council, acronym="MASH", meaning="Multi-agency safeguarding hub", body=None, by=officer)
    assert readiness.ACRONYMS not in [point.check for point in readiness.remembered(review)]
    findings.change(finding, 1, by=officer, text="The MASH is welcomed.")
    assert readiness.GAPS not in [point.check for point in readiness.remembered(review)]
