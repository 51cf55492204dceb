"""A committee's own paper in the tests: one begun, its addresses, as it stands now, and an edition of it."""

from datetime import date

from django.urls import reverse

from scrutiny.actions import committee_papers, editions, papers
from scrutiny.models import Paper

AS_AT = date(2024, 6, 1)


def our_year(cast):
    """A paper "Our year" of the sub-committee, with a text."""
    made = committee_papers.make_paper(cast.sub_committee, "blank", title="Our year", by=cast.officer)
    papers.save_section(made.sections.first(), 1, text="Why we **write**.", by=cast.officer)
    return fresh(made)


def url(name, thing):
    """The address of a page of a thing."""
    return reverse(f"scrutiny:{name}", args=[thing.pk])


def fresh(paper):
    """The paper as it stands now."""
    return Paper.objects.get(pk=paper.pk)


def issue(paper, cast):
    """An edition as at AS_AT."""
    return editions.issue(fresh(paper), as_at=AS_AT, by=cast.officer)
