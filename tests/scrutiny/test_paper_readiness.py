"""What is found to see to in a committee's own paper, and who is shown what."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from scrutiny import paper_readiness, proofs
from scrutiny.models import Appendix, GlossaryTerm
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cache.clear()
    return factories.make_cast()


@pytest.fixture
def paper(cast):
    return factories.make_paper(cast.sub_committee, title="Lamps in Parks 2014/15", author="Bo Elm, Lamp Manager")


EXEMPT = {"exempt_paragraph": 3, "exempt_reason": "Prices of others", "exempt_until": datetime.date(2030, 1, 1)}


def checks(paper, check):
    paper.shows_exempt = True
    paper.__dict__.pop("_sections", None)
    return [point for point in paper_readiness.points(paper) if point.check == check]


def write(paper, text, heading="Background", **more):
    paper.__dict__.pop("_sections", None)
    return factories.make_section(paper, "written", heading, text=text, **more)


@pytest.mark.parametrize(
    ("text", "check", "words"),
    [
        ("Lamps were bought.\n\nTBC", proofs.GAPS, "TBC"),
        ("The QZX mended the lamps.", "Acronyms never explained", "QZX"),
        ("The map is at Appendix C.", "References that lead nowhere", "Appendix C"),
        ("As it says (see below), lamps are dim.", "References that lead nowhere", "(see below)"),
        ("2.1 Lamps.\n\n2.2 Ponds.\n\n2.2 Paths.", "Numbers used twice", "2.2"),
        ("The plan is in ASK \\* MERGEFORMAT now.", "Left over from a word processor", "MERGEFORMAT"),
        ("Mr Bo Elms came.", "Names that do not agree", "Bo Elm"),
        ("The lamps of 20014/15 were dim.", "Dates that cannot be", "five figures"),
        ("A boy aged 9 fell.", proofs.PERSONAL, "A boy aged 9"),
        ("This is not for publication.", paper_readiness.EXEMPT, "not for publication"),
    ],
)
def test_a_text_is_proof_read_and_the_point_leads_to_it(paper, text, check, words):
    section = write(paper, text)
    found = checks(paper, check)
    assert [point for point in found if words in point.text], found
    assert found[0].url == reverse("scrutiny:section-edit", args=[section.pk])


def test_personal_data_never_stops_a_paper(paper):
    write(paper, "Child Q lived at 12 Oak Road.")
    found = checks(paper, proofs.PERSONAL)
    assert found
    assert not any(point.blocks_agreeing for point in found)
    assert all("may identify a person" in point.text for point in found)


def test_a_meeting_that_has_been_and_a_paper_without_contact_or_author(cast, paper):
    paper.meeting = factories.make_meeting(cast.sub_committee, timezone.localdate() - datetime.timedelta(days=3))
    paper.author = ""
    assert "has been" in checks(paper, paper_readiness.MEETING)[0].text
    assert len(checks(paper, paper_readiness.DETAILS)) == 2
    paper.final_at = timezone.now()
    assert checks(paper, paper_readiness.MEETING) == []


def test_a_contact_says_whom_to_ask(paper):
    factories.make_section(paper, "contact", text="Bo Elm, 01700 900123")
    assert checks(paper, paper_readiness.DETAILS) == []


def test_an_appendix_listed_with_nothing_behind_it(paper):
    Appendix.objects.create(paper=paper, title="Map of lamps", kind="file")
    write(paper, "See Appendix 1.")
    assert "nothing is attached" in checks(paper, paper_readiness.APPENDICES)[0].text
    assert checks(paper, "References that lead nowhere") == []


def test_a_sentence_of_an_exempt_section_in_an_open_one(paper):
    secret = "The lowest tender for all of the lamps was nine thousand pounds."
    write(paper, secret, "Tenders", **EXEMPT)
    write(paper, f"Lamps are dim. {secret}", "Summary")
    assert "stands here too" in checks(paper, paper_readiness.EXEMPT)[0].text


def test_the_acronym_leads_to_a_form_filled_in(client, cast, paper):
    write(paper, "The QZX mended the lamps.")
    client.force_login(cast.officer)
    page = client.get(reverse("scrutiny:paper-readiness", args=[paper.pk])).content.decode()
    address = proofs.add_address(paper.council, "QZX").replace("&", "&amp;")
    assert f'href="{address}"' in page
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="QZX"' in form
    assert "point" in client.get(paper.get_absolute_url()).content.decode()


def test_a_term_in_the_glossary_is_known_in_each_of_its_forms(paper):
    GlossaryTerm.objects.create(council=paper.council, acronym="QZ / QuZ", meaning="Quiet zone")
    write(paper, "The QZ and the QuZ.")
    assert checks(paper, "Acronyms never explained") == []


def test_what_is_exempt_is_judged_for_its_readers_only(client, cast, paper):
    write(paper, "The QZX tender.\n\nTBC", "Tenders", **EXEMPT)
    paper.shared_at = timezone.now()
    paper.save()
    url = reverse("scrutiny:paper-readiness", args=[paper.pk])
    for person, sees in ((cast.officer, True), (cast.co_opted, False)):
        client.force_login(person)
        page = client.get(url).content.decode()
        assert ("QZX" in page) is sees


def test_points_cost_the_same_for_one_section_and_for_many(paper, django_assert_max_num_queries):
    for number in range(12):
        write(paper, f"The QZX mended lamp {number} in Appendix C.", f"Part {number}")
    paper.__dict__.pop("_sections", None)
    with django_assert_max_num_queries(12):
        paper_readiness.points(paper)


def test_points_are_remembered_until_something_is_written(settings, cast, paper, django_assert_max_num_queries):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    write(paper, "The QZX mended the lamps.")
    before = paper_readiness.points_for(cast.officer, paper)
    with django_assert_max_num_queries(1):
        assert paper_readiness.points_for(cast.officer, paper) == before
