"""Editions: frozen as issued, numbered, replaced, published; the same bytes for ever; nothing exempt in them."""

import hashlib
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from scrutiny.actions import editions, papers
from scrutiny.engine import pdf
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Edition, EvidenceItem, Paper, Review, Scope
from scrutiny.models.paper import EditionIsFrozen
from scrutiny.papers import paper as shaping
from scrutiny.papers import printing
from scrutiny.refused import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 6, 1)
ISSUED = datetime(2024, 6, 2, 12, tzinfo=UTC)


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def paper(cast):
    review = make.make_review(cast.committee, "School transport", conducted_by=cast.sub_committee, with_paper=False)
    paper = papers.make_report(review, by=cast.officer)
    background = paper.sections.get(heading="Background")
    papers.save_section(background, background.version, text="Buses **matter**.", by=cast.officer)
    return Paper.objects.get(pk=paper.pk)


def issue(paper, cast, **given):
    return editions.issue(paper, **{"as_at": AS_AT, "by": cast.officer, "at": ISSUED} | given)


def agree(paper):
    Review.objects.filter(pk=paper.review_id).update(status=Review.Status.AGREED, agreed_at=timezone.now())
    return Paper.objects.get(pk=paper.pk)


def test_an_edition_is_what_the_paper_says_when_it_is_issued(paper, cast):
    edition = issue(paper, cast)
    assert (edition.number, edition.as_at, edition.issued_by) == (1, AS_AT, cast.officer)
    assert edition.is_draft
    assert "Buses <strong>matter</strong>." in edition.html
    assert "Edition 1, issued 2 June 2024." in edition.html
    assert shaping.DRAFT_STATUS in edition.html
    data = bytes(Edition.objects.get(pk=edition.pk).pdf)
    assert data.startswith(b"%PDF-")
    assert hashlib.sha256(data).hexdigest() == edition.sha256
    with pikepdf.open(BytesIO(data)) as document:
        assert len(document.pages) == edition.pages
        assert str(document.docinfo["/Title"]) == "School transport"


def test_an_edition_does_not_change_when_the_paper_does(paper, cast):
    edition = issue(paper, cast)
    html, data = edition.html, bytes(edition.pdf)
    background = paper.sections.get(heading="Background")
    papers.save_section(background, background.version, text="Something else.", by=cast.officer)
    kept = Edition.objects.get(pk=edition.pk)
    assert (kept.html, bytes(kept.pdf)) == (html, data)
    with pytest.raises(EditionIsFrozen):
        kept.save()
    kept.title = "Another"
    with pytest.raises(EditionIsFrozen):
        kept.save(update_fields=["title"])
    with pytest.raises(EditionIsFrozen):
        kept.delete()


def test_the_same_paper_gives_the_same_bytes(paper):
    shaped = [shaping.shape(Paper.objects.get(pk=paper.pk), AS_AT) for _ in range(2)]
    first, second = (printing.to_pdf(paper, one) for one in shaped)
    assert first == second


def test_a_later_edition_says_what_it_replaces_and_what_changed(paper, cast):
    issue(paper, cast)
    second = issue(paper, cast, note=" figures\ncorrected ", at=datetime(2024, 7, 1, 12, tzinfo=UTC))
    assert second.number == 2
    assert "Edition 2, issued 1 July 2024. Replaces edition 1 of 2 June 2024." in second.html
    assert "What changed: figures corrected" in second.html
    assert "Replaces" not in Edition.objects.get(paper=paper, number=1).html


def test_an_agreed_review_gives_editions_without_draft(paper, cast):
    edition = issue(agree(paper), cast)
    assert not edition.is_draft
    assert shaping.DRAFT_STATUS not in edition.html
    assert "paper--final" in edition.html
    assert "paper--draft" not in edition.html


def test_the_numbers_are_renewed_before_an_edition_is_frozen(paper, cast):
    papers.save_paper(paper, paper.version, is_numbered=True, by=cast.officer)
    make.make_witness(paper.review, "Wyn Speaker")
    html = issue(Paper.objects.get(pk=paper.pk), cast).html
    assert '<span class="paper-number">3</span> Witnesses' in html


def test_a_paper_changed_while_it_is_printed_is_printed_again(paper, cast, monkeypatch):
    real, times = printing.to_pdf, []

    def meddling(found, shaped):
        times.append(1)
        if len(times) == 1:
            background = paper.sections.get(heading="Background")
            papers.save_section(background, background.version, text="Changed meanwhile.", by=cast.officer)
        return real(found, shaped)

    monkeypatch.setattr(printing, "to_pdf", meddling)
    edition = issue(paper, cast)
    assert len(times) == 2
    assert "Changed meanwhile." in edition.html
    assert Edition.objects.count() == 1


def test_a_paper_that_keeps_changing_is_refused(paper, cast, monkeypatch):
    def meddling(found, shaped):
        background = paper.sections.get(heading="Background")
        papers.save_section(background, background.version, text=f"{timezone.now()}", by=cast.officer)
        return b""

    monkeypatch.setattr(printing, "to_pdf", meddling)
    monkeypatch.setattr(printing, "page_count", lambda data: 1)
    with pytest.raises(Refused, match="changed while it was being printed"):
        issue(paper, cast)
    assert not Edition.objects.exists()


def test_issuing_is_audited_under_the_review(paper, cast):
    edition = issue(paper, cast)
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.by, entry.under) == (
        "issued the edition",
        cast.officer,
        f"scrutiny.review:{paper.review_id}",
    )
    assert entry.after["sha256"] == edition.sha256


def test_open_appendices_are_embedded_in_the_pdf(paper, cast):
    item = make.make_evidence(paper.review, "The survey", is_appendix=True, file_name="survey.csv")
    item.file.save("x", ContentFile(b"a,b\n1,2\n"))
    edition = issue(paper, cast)
    with pikepdf.open(BytesIO(bytes(edition.pdf))) as document:
        files = {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}
    assert files == {"survey.csv": b"a,b\n1,2\n"}
    assert "The survey" in edition.html
    item.file.storage.delete(item.file.name)
    with pytest.raises(pdf.Failed, match="The survey"):
        issue(paper, cast)


def test_nothing_exempt_or_confidential_is_ever_in_a_paper(paper, cast):
    for access in (EvidenceItem.Access.EXEMPT, EvidenceItem.Access.CONFIDENTIAL):
        item = make.make_evidence(
            paper.review,
            f"CANARY {access} title",
            access=access,
            is_background_paper=True,
            source="CANARY source",
            summary="CANARY summary",
            file_name="CANARY.txt",
        )
        item.file.save("x", ContentFile(b"CANARY bytes"))
    Scope.objects.create(review=paper.review, evidence_wanted="Something to read")
    edition = issue(paper, cast)
    shaped = shaping.shape(Paper.objects.get(pk=paper.pk), AS_AT)
    assert "CANARY" not in edition.html
    assert "CANARY" not in shaping.page(shaped)
    data = bytes(edition.pdf)
    assert b"CANARY" not in data
    with pikepdf.open(BytesIO(data)) as document:
        assert not document.attachments
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                assert b"CANARY" not in thing.read_bytes()


def test_publishing_makes_the_review_public_and_withdrawing_takes_it_back(paper, cast):
    paper = agree(paper)
    edition = issue(paper, cast)
    assert edition not in Edition.objects.visible_to(None)
    assert editions.publish(edition, by=cast.officer)
    assert not editions.publish(edition, by=cast.officer)
    review = Review.objects.get(pk=paper.review_id)
    assert review.status == Review.Status.PUBLISHED
    assert review.published_at
    assert edition in Edition.objects.visible_to(None)
    assert editions.withdraw_publication(edition, by=cast.officer)
    assert not editions.withdraw_publication(edition, by=cast.officer)
    review.refresh_from_db()
    assert (review.status, review.published_at) == (Review.Status.AGREED, None)
    assert edition not in Edition.objects.visible_to(None)


def test_the_review_stays_public_while_one_edition_is(paper, cast):
    paper = agree(paper)
    first, second = issue(paper, cast), issue(paper, cast, note="more")
    editions.publish(first, by=cast.officer)
    editions.publish(second, by=cast.officer)
    editions.withdraw_publication(first, by=cast.officer)
    assert Review.objects.get(pk=paper.review_id).published_at
    assert list(Edition.objects.visible_to(None)) == [second]


def test_drafts_are_not_published(paper, cast):
    draft = issue(paper, cast)
    with pytest.raises(Refused, match="draft edition"):
        editions.publish(draft, by=cast.officer)
    agree(paper)
    with pytest.raises(Refused, match="draft edition"):
        editions.publish(draft, by=cast.officer)
    assert not Edition.objects.published().exists()


def test_a_review_in_the_bin_is_not_published(paper, cast):
    edition = issue(agree(paper), cast)
    Review.objects.filter(pk=paper.review_id).update(binned_at=timezone.now())
    with pytest.raises(Refused, match="bin"):
        editions.publish(edition, by=cast.officer)
