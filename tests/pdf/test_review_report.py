"""A review's report with every kind of section, numbered and not, held against PDF/UA-1."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from scrutiny import registry
from scrutiny.actions import papers
from scrutiny.actions.headings import ensure_headings
from scrutiny.models import DataQuality, Implication, Paper, Review, Scope
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from tests import factories as make
from tests import life
from tests.pdf.conformance import assert_pdf_ua

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def full_paper():
    """A paper that has something in every registered kind of section."""
    cast = make.make_cast()
    earlier = life.make_sent(cast.committee)
    Review.objects.filter(pk=earlier.review_id).update(agreed_at=datetime(2024, 3, 1, tzinfo=UTC))
    review = make.make_review(
        cast.committee,
        "School transport",
        conducted_by=cast.sub_committee,
        with_paper=False,
        started="2023-06",
        matters_covered="buses\ntaxis",
        contact="Olive Marsh\nolive@example.org",
        previous=earlier.review,
    )
    paper = Paper.objects.create(
        council=cast.council, review=review, title=review.title, subtitle="Second stage", author="Olive Marsh"
    )
    Scope.objects.create(
        review=review, objective="To look at buses.", planned_witnesses="Kay Absent, Head", dates="May 2024"
    )
    make.make_witness(review, "Wyn Speaker", title="Mr", role="Director")
    make.make_witness(review, "Front-line staff", is_anonymous=True)
    make.make_session(review, "Visit to the depot", date="2024-02-05", place="Wenbridge")
    make.make_meeting(cast.sub_committee, date(2024, 4, 4), kind="private")
    make.make_evidence(review, "Survey", is_background_paper=True, link="https://example.org/survey")
    item = make.make_evidence(review, "Figures", is_appendix=True, file_name="figures.csv")
    item.file.save("x", ContentFile(b"a,b\n"))
    make.make_term(cast.council)
    text = "The LADO said:\n\n- *one*\n- two\n\n> quoted **words**\n\nSee <https://example.org>."
    sections = {
        kind: papers.add_section(paper, kind, heading=block.name, text=text, by=cast.officer)
        for kind, block in registry.blocks.items()
        if block.in_reports and kind != "consultation"  # which prints the one that was chosen
    }
    Implication.objects.create(paper=paper, standard=ensure_headings(cast.council)[0], text=text)
    DataQuality.objects.create(paper=paper, sources="Bus logs", checked_by="Olive Marsh")
    for kind in ("findings", "conclusions"):
        first, second = (make.make_finding(section=sections[kind], text=text) for _ in range(2))
        make.make_finding(section=sections[kind], disposition="noted")
        make.make_recommendation(review, text, findings=[first, second], section=sections[kind])
    listed = make.make_recommendation(review, "Do both:", findings=[first], section=sections["recommendations"])
    make.make_addressee(listed, name="the Cabinet")
    listed.limbs.create(order=1, label="(a)", text="this")
    listed.limbs.create(order=2, label="(b)", text="that")
    life.make_response(life.make_request(listed), reasons=text)
    papers.renumber_sections(paper)
    return paper, cast


def test_a_report_with_every_kind_of_section_conforms():
    paper, cast = full_paper()
    printed = [printing.to_pdf(paper, shaping.shape(Paper.objects.get(pk=paper.pk), date(2024, 6, 1)))]
    papers.save_paper(paper, paper.version, is_numbered=True, by=cast.officer)
    Review.objects.filter(pk=paper.review_id).update(status=Review.Status.AGREED)
    paper = Paper.objects.get(pk=paper.pk)
    shaped = shaping.shape(paper, date(2024, 6, 1), is_draft=False, edition_line="Edition 1, issued 1 June 2024.")
    printed_ids = " ".join(part["id"] for part in shaped["blocks"])
    missing = [one.kind for one in paper.sections.all() if f"section-{one.pk}" not in printed_ids]
    assert missing == []
    printed.append(printing.to_pdf(paper, shaped))
    assert_pdf_ua(printed)
