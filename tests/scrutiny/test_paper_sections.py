"""Papers as ordered sections: the report a review begins with, order, numbers, what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scrutiny import registry
from scrutiny.actions import papers
from scrutiny.engine import versions
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Finding, Paper, Review, Section
from scrutiny.refused import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return make.make_review(with_paper=False)


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


@pytest.fixture
def paper(review, officer):
    return papers.make_report(review, by=officer)


def kinds(paper):
    return [section.kind for section in paper.sections.kept().in_order()]


def headings(paper):
    return [section.heading for section in paper.sections.kept().in_order()]


def numbers(paper):
    return [(section.number, section.heading) for section in paper.sections.kept().in_order() if section.number]


def numbered(paper, officer, *headings):
    """The paper, numbered, with written sections alone."""
    paper.sections.all().delete()
    for heading in headings:
        papers.add_section(paper, "written", heading=heading, text="Words.", by=officer)
    papers.save_paper(paper, paper.version, is_numbered=True, by=officer)
    return Paper.objects.get(pk=paper.pk)


def section(paper, heading):
    return paper.sections.get(heading=heading)


def test_a_report_begins_with_the_sections_of_a_scrutiny_review(paper, review):
    assert paper.title == review.title
    assert kinds(paper) == [
        "written",
        "membership",
        "process",
        "matters_covered",
        "witnesses",
        "written",
        "findings",
        "written",
        "scope",
        "glossary",
        "background_papers",
        "contact",
    ]
    assert headings(paper)[:2] == ["Background", "Membership"]
    assert all(kind in registry.blocks for kind in kinds(paper))


def test_a_review_has_one_report(paper, review, officer):
    assert papers.make_report(review, by=officer) == paper
    assert Paper.objects.filter(review=review).count() == 1
    assert paper.sections.count() == 12


def test_a_section_is_added_at_the_end_or_after_another(paper, officer):
    first = papers.add_section(paper, "findings", heading="Staffing", by=officer)
    assert headings(paper)[-1] == "Staffing"
    papers.add_section(paper, "findings", heading="Buses", after=section(paper, "Background"), by=officer)
    assert headings(paper)[:3] == ["Background", "Buses", "Membership"]
    assert headings(paper)[-1] == first.heading
    orders = list(paper.sections.values_list("order", flat=True))
    assert sorted(orders) == list(range(1, 15))


def test_a_kind_brings_its_own_heading_unless_another_is_given(paper, officer):
    assert papers.add_section(paper, "contact", by=officer).heading == "Contact"
    assert papers.add_section(paper, "contact", heading="Ask us", by=officer).heading == "Ask us"
    assert papers.add_section(paper, "contact", heading="", by=officer).heading == ""


def test_an_unknown_kind_is_refused(paper, officer):
    with pytest.raises(Refused, match="kind of section"):
        papers.add_section(paper, "poem", by=officer)


def test_sections_move_up_and_down_and_to_a_place(paper, officer):
    before = headings(paper)
    assert papers.move_section(section(paper, "Membership"), direction="up", by=officer)
    assert headings(paper)[:2] == ["Membership", "Background"]
    papers.move_section(section(paper, "Membership"), direction="down", by=officer)
    assert headings(paper) == before
    papers.move_section(section(paper, "Contact"), to=0, by=officer)
    assert headings(paper) == ["Contact", *before[:-1]]
    papers.move_section(section(paper, "Contact"), to=999, by=officer)
    assert headings(paper) == before


@pytest.mark.parametrize(("heading", "direction"), [("Background", "up"), ("Contact", "down"), ("Contact", "sideways")])
def test_a_section_that_cannot_go_further_stays(paper, officer, heading, direction):
    before, audited = headings(paper), AuditEntry.objects.count()
    assert not papers.move_section(section(paper, heading), direction=direction, by=officer)
    assert headings(paper) == before
    assert AuditEntry.objects.count() == audited


def test_numbers_follow_the_order(paper, officer):
    paper = numbered(paper, officer, "One", "Two", "Three")
    assert numbers(paper) == [("1", "One"), ("2", "Two"), ("3", "Three")]
    papers.move_section(section(paper, "Three"), to=0, by=officer)
    assert numbers(paper) == [("1", "Three"), ("2", "One"), ("3", "Two")]


def test_what_is_not_printed_takes_no_number(paper, officer):
    paper = numbered(paper, officer, "One", "Two", "Three", "Four")
    papers.drop_section(section(paper, "One"), by=officer)
    papers.add_section(paper, "written", heading="Empty", after=section(paper, "Two"), by=officer)
    papers.add_section(paper, "glossary", after=section(paper, "Two"), is_numbered=True, by=officer)
    papers.add_section(paper, "written", heading="", text="Runs on.", after=section(paper, "Two"), by=officer)
    three = section(paper, "Three")
    papers.save_section(three, three.version, is_numbered=False, by=officer)
    assert numbers(paper) == [("1", "Two"), ("2", "Four")]
    papers.undrop_section(section(paper, "One"), by=officer)
    assert numbers(paper) == [("1", "One"), ("2", "Two"), ("3", "Four")]


def test_a_section_that_fills_up_elsewhere_takes_its_number(paper, officer):
    paper = numbered(paper, officer, "One", "Two")
    papers.add_section(paper, "witnesses", after=section(paper, "One"), by=officer)
    assert numbers(paper) == [("1", "One"), ("2", "Two")]
    make.make_witness(paper.review)
    assert papers.refresh_numbers(Paper.objects.get(pk=paper.pk))
    assert numbers(paper) == [("1", "One"), ("2", "Witnesses"), ("3", "Two")]
    assert not papers.refresh_numbers(Paper.objects.get(pk=paper.pk))


def test_findings_are_labelled_by_their_section(paper, officer):
    paper = numbered(paper, officer, "One")
    buses = papers.add_section(paper, "findings", heading="Buses", by=officer)
    first, binned, last = (make.make_finding(section=buses, text=text) for text in ("First", "Gone", "Last"))
    Finding.objects.filter(pk=binned.pk).update(binned_at="2024-01-01T00:00Z")
    papers.renumber_sections(paper)
    assert {one.text: one.label for one in Finding.objects.all()} == {"First": "2.1", "Gone": "", "Last": "2.2"}
    papers.move_section(buses, to=0, by=officer)
    assert Finding.objects.get(pk=last.pk).label == "1.2"
    papers.drop_section(buses, by=officer)
    assert Finding.objects.get(pk=first.pk).label == ""


def test_a_paper_without_numbers_has_none(paper, officer):
    paper = numbered(paper, officer, "One")
    finding = make.make_finding(section=papers.add_section(paper, "findings", heading="Buses", by=officer))
    papers.renumber_sections(paper)
    assert Finding.objects.get(pk=finding.pk).label == "2.1"
    papers.save_paper(paper, paper.version, is_numbered=False, by=officer)
    assert numbers(paper) == []
    assert Finding.objects.get(pk=finding.pk).label == ""


def test_those_above_are_told_that_the_order_changed(paper, officer, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "on_order_changed", [told.append])
    papers.move_section(section(paper, "Contact"), to=0, by=officer)
    assert told == [paper.review]


def test_an_agreed_review_keeps_its_numbers(paper, officer):
    paper = numbered(paper, officer, "One", "Two")
    buses = papers.add_section(paper, "findings", heading="Buses", by=officer)
    finding = make.make_finding(section=buses)
    papers.renumber_sections(paper)
    Review.objects.filter(pk=paper.review_id).update(status=Review.Status.AGREED)
    for act in (
        lambda one: papers.move_section(one, to=0, by=officer),
        lambda one: papers.drop_section(one, by=officer),
        lambda one: papers.bin_section(one, by=officer),
    ):
        for one in (section(paper, "Two"), buses):
            with pytest.raises(Refused, match="agreed"):
                act(Section.objects.get(pk=one.pk))
    paper = Paper.objects.get(pk=paper.pk)
    two = section(paper, "Two")
    papers.save_section(two, two.version, text="", heading="Zwei", by=officer)
    papers.renumber_sections(paper)
    assert numbers(paper) == [("1", "One"), ("2", "Zwei"), ("3", "Buses")]
    assert Finding.objects.get(pk=finding.pk).label == "3.1"
    added = papers.add_section(paper, "written", heading="Erratum", text="Sorry.", by=officer)
    assert added.number == ""
    papers.move_section(added, to=0, by=officer)
    assert headings(paper)[0] == "Erratum"


def test_a_section_that_holds_something_is_not_put_in_the_bin(paper, officer):
    buses = section(paper, "Findings and recommendations")
    finding = make.make_finding(section=buses)
    make.make_recommendation(paper.review, section=buses, label=None)
    with pytest.raises(Refused, match="1 finding and 1 recommendation"):
        papers.bin_section(buses, by=officer)
    assert Section.objects.get(pk=buses.pk).binned_at is None
    paper.review.recommendations.all().delete()
    Finding.objects.filter(pk=finding.pk).update(binned_at="2024-01-01T00:00Z")
    assert papers.bin_section(buses, by=officer)


def test_the_bin_gives_back_what_it_took_where_it_was(paper, officer):
    before = headings(paper)
    process = section(paper, "Process")
    assert papers.bin_section(process, by=officer)
    assert not papers.bin_section(process, by=officer)
    assert headings(paper) == [heading for heading in before if heading != "Process"]
    with pytest.raises(Refused, match="in the bin"):
        papers.move_section(process, to=0, by=officer)
    assert papers.restore_section(process, by=officer)
    assert not papers.restore_section(process, by=officer)
    assert headings(paper) == before


def test_a_save_from_an_old_version_changes_nothing(paper, officer):
    background = section(paper, "Background")
    papers.save_section(background, background.version, text="Hers.", by=officer)
    with pytest.raises(versions.Stale) as refused:
        papers.save_section(background, background.version, text="His.", by=officer)
    assert refused.value.current.text == "Hers."
    assert refused.value.mine == {"text": "His."}
    assert section(paper, "Background").text == "Hers."


def test_every_write_is_audited_under_the_review(paper, officer):
    before = AuditEntry.objects.count()
    one = papers.add_section(paper, "written", heading="More", by=officer)
    papers.move_section(one, to=0, by=officer)
    papers.retitle_section(one, one.version, "Less", by=officer)
    papers.drop_section(one, by=officer)
    papers.undrop_section(one, by=officer)
    papers.bin_section(one, by=officer)
    papers.restore_section(one, by=officer)
    entries = AuditEntry.objects.order_by("pk")[before:]
    assert [entry.verb for entry in entries] == [
        "added the section",
        "moved the section",
        "changed",
        "left out the section",
        "put back the section",
        "put the section in the bin",
        "took the section out of the bin",
    ]
    assert {entry.under for entry in entries} == {f"scrutiny.review:{paper.review_id}"}
    assert {entry.by for entry in entries} == {officer}


def test_renumbering_costs_the_same_for_many_findings(paper, officer):
    paper = numbered(paper, officer, "One")
    buses = papers.add_section(paper, "findings", heading="Buses", by=officer)
    make.make_finding(section=buses)
    papers.renumber_sections(paper)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            papers.renumber_sections(Paper.objects.get(pk=paper.pk))
        return len(queries)

    few = cost()
    for _ in range(30):
        make.make_finding(section=buses)
    papers.renumber_sections(paper)
    assert cost() == few
