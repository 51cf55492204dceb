"""Findings beside their recommendations, as one reads them: the shape of the entry page, and of anything like it."""

from dataclasses import dataclass, field

from recommendations.models import Recommendation
from scrutiny.models import Finding, Section

# The sections in which findings and recommendations are entered.
KINDS = ("findings", "conclusions", "recommendations")


@dataclass
class Row:
    """A finding (or None) and what is printed beside it.

    `beside` are the recommendations whose home it is; `also` are those that rest on it and are printed elsewhere.
    """

    finding: Finding | None
    beside: list[Recommendation] = field(default_factory=list)
    also: list[Recommendation] = field(default_factory=list)


@dataclass
class Theme:
    """A section with its rows in order."""

    section: Section
    rows: list[Row]


def read(review):
    """The review's themes with their rows: a list of Theme, in printed order, in a fixed number of queries."""
    sections = list(Section.objects.kept().filter(paper__review=review, kind__in=KINDS).in_order())
    for section in sections:
        section.paper = review.report
    by_pk = {section.pk: section for section in sections}
    findings = list(Finding.objects.of_review(review).filter(section__in=by_pk).select_related("disposition_body"))
    rows = {finding.pk: Row(finding) for finding in findings}
    bare = {section.pk: [] for section in sections}
    for recommendation in Recommendation.objects.kept().filter(review=review).in_order().for_page():
        recommendation.review = review
        home = home_of(recommendation, rows)
        for link in recommendation.its_links:
            row = rows.get(link.finding_id)
            if row is not None:
                (row.beside if link.finding_id == home else row.also).append(recommendation)
        if home is None and recommendation.section_id in bare:
            bare[recommendation.section_id].append(Row(None, [recommendation]))
    themes = {section.pk: Theme(section, []) for section in sections}
    for finding in findings:
        finding.section = by_pk[finding.section_id]
        themes[finding.section_id].rows.append(rows[finding.pk])
    for pk, extra in bare.items():
        themes[pk].rows.extend(extra)
    return list(themes.values())


def once(review):
    """The same, read once for this very review object: for a request that shows it and judges it."""
    if "_themes" not in review.__dict__:
        review.__dict__["_themes"] = read(review)
    return review.__dict__["_themes"]


def home_of(recommendation, rows):
    """The primary key of the finding beside which a recommendation is printed, or None.

    It is the first kept finding it was linked to that stands in the recommendation's own section.
    """
    for link in recommendation.its_links:
        row = rows.get(link.finding_id)
        if row is not None and row.finding.section_id == recommendation.section_id:
            return link.finding_id
    return None
