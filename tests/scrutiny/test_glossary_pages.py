"""A glossary pasted as a list, a term from an address, and the two ways in which a paper prints its glossary."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.models import GlossaryTerm
from scrutiny.papers import reference
from tests import factories

pytestmark = pytest.mark.django_db
URL = "scrutiny:glossary-paste"


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def terms(cast):
    return set(GlossaryTerm.objects.filter(council=cast.council).values_list("acronym", "meaning"))


def test_a_list_is_shown_as_it_was_read_then_saved(officer, cast):
    GlossaryTerm.objects.create(council=cast.council, acronym="QP", meaning="Quiet path")
    GlossaryTerm.objects.create(council=cast.council, acronym="QZ", meaning="Quiet zone")
    before = terms(cast)
    typed = "QP\tQuick path\nQZ - Quiet zone\nQX\tQuick exit\nQQ"
    page = officer.post(reverse(URL), {"terms": typed, "once": "a1"})
    assert page.status_code == 200
    said = page.content.decode()
    assert "Another meaning" in said
    assert "Quiet path" in said
    assert "This meaning is there already" in said
    assert "It has no meaning" in said
    assert terms(cast) == before
    sent = {"terms": typed, "once": "a1", "confirmed": "1", "keep": ["0", "1", "2", "77", "x"]}
    assert officer.post(reverse(URL), sent).status_code == 302
    assert terms(cast) == before | {("QP", "Quick path"), ("QX", "Quick exit")}
    officer.post(reverse(URL), sent)
    assert len(terms(cast)) == len(before) + 2


def test_the_list_can_be_changed_again_and_nothing_is_lost(officer, cast):
    sent = {"terms": "QX\tQuick exit\nLamp", "once": "a5", "confirmed": "1", "keep": ["0"], "back": "1"}
    page = officer.post(reverse(URL), sent)
    assert page.status_code == 200
    assert "QX\tQuick exit\nLamp</textarea>" in page.content.decode().replace("\r\n", "\n")
    assert ("QX", "Quick exit") not in terms(cast)


def test_only_what_is_ticked_is_saved(officer, cast):
    sent = {"terms": "QX\tQuick exit\nQY\tQuick yard", "once": "a2", "confirmed": "1", "keep": ["1"]}
    officer.post(reverse(URL), sent)
    assert ("QY", "Quick yard") in terms(cast)
    assert ("QX", "Quick exit") not in terms(cast)


@pytest.mark.parametrize("typed", ["", "QX", "\x00\x01", "QX\tQuick exit\n" * 301])
def test_a_list_that_cannot_be_read_is_kept_and_says_why(officer, typed):
    page = officer.post(reverse(URL), {"terms": typed, "once": "a3"})
    assert page.status_code == 422
    assert "Error" in page.content.decode()


def test_many_terms_of_a_real_length(officer, cast):
    typed = "\n".join(f"QX{chr(65 + n // 26)}{chr(65 + n % 26)}\tQuick exit {n}" for n in range(67))
    page = officer.post(reverse(URL), {"terms": typed, "once": "a4"})
    assert "67 terms read" in page.content.decode()


@pytest.fixture
def paper(cast):
    paper = factories.make_paper(cast.sub_committee)
    factories.make_section(paper, "written", text="The QuZ and a QSC met; a QS came.")
    for acronym, meaning in (
        ("QZ / QuZ", "Quiet zone"),
        ("QSS/C", "Quiet social services/care"),
        ("QS", "Quiet street"),
        ("QS", "Quick sand"),
        ("QN", "Quiet night"),
    ):
        GlossaryTerm.objects.create(council=paper.council, acronym=acronym, meaning=meaning)
    return paper


def test_a_glossary_lists_what_any_form_of_its_terms_uses(paper):
    section = factories.make_section(paper, "glossary", "Glossary")
    rows = reference.glossary(section, timezone.localdate())["terms"]
    assert {row["term"]: row["meanings"] for row in rows} == {
        "QZ / QuZ": ["Quiet zone"],
        "QSS/C": ["Quiet social services/care"],
        "QS": ["Quick sand", "Quiet street"],
    }


def test_a_glossary_may_list_all_of_the_councils_terms(paper):
    section = factories.make_section(paper, "glossary", "Glossary", choice="all")
    rows = reference.glossary(section, timezone.localdate())["terms"]
    assert {"QN", "QS", "QSS/C", "QZ / QuZ"} <= {row["term"] for row in rows}
    assert [value for value, _ in reference.glossary_choices(section)] == ["", "all"]
