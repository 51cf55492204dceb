"""A council's public page, its settings and its glossary."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.engine.models import AuditEntry
from scrutiny.models import Council, GlossaryTerm
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def errors(response):
    assert response.status_code == 422
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


SETTINGS = {"name": "Wenbridge County Council", "nation": "ENG", "language": "en-GB", "accent": "#1d5c63",
            "chair_word": "Chair"}  # fmt: skip


def test_the_public_page_shows_what_is_public_and_nothing_else(client, cast):
    soon = timezone.localdate() + timedelta(days=9)
    make.make_meeting(cast.committee, soon, place="County Hall")
    make.make_meeting(cast.committee, soon, kind="private", place="Canary room")
    make.make_review(cast.committee, "Canary draft")
    review = make.make_review(cast.committee, "Published report", published=True)
    old, new = (make.make_edition(review.report, published=True, title=f"Edition {n}") for n in (1, 2))
    make.make_edition(review.report, title="Canary edition not yet published")
    elsewhere = make.make_review(make.make_body(make.make_council("Eastmere")), published=True)
    make.make_edition(elsewhere.report, published=True, title="Canary of another council")
    for _, user in cast.everybody():
        shown = make.sign_in(client, user).get(cast.council.get_absolute_url()).content.decode()
        assert "Canary" not in shown
        assert "County Hall" in shown
        assert new.get_absolute_url() in shown
        assert old.get_absolute_url() not in shown
        assert cast.committee.name in shown


def test_an_administrator_changes_the_settings(client, cast):
    make.sign_in(client, cast.administrator)
    sent = SETTINGS | {"accent": "#aa0011", "chair_word": "Chairman", "website": "www.example.org"}
    assert client.post(url("council-edit", cast.council.pk), sent).status_code == 302
    council = Council.objects.get(pk=cast.council.pk)
    assert (council.accent, council.chair_word, council.website) == ("#aa0011", "Chairman", "https://www.example.org")
    entry = AuditEntry.objects.about(council).get()
    assert (entry.before["chair_word"], entry.after["chair_word"]) == ("Chair", "Chairman")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "eastmere"}, "name", "already a council"),
        ({"accent": "red"}, "accent", "Enter a colour"),
        ({"accent": "#fff}body{display:none"}, "accent", "7 characters"),
        ({"nation": "FRA"}, "nation", "from the list"),
        ({"chair_word": "x" * 31}, "chair_word", "30 characters"),
        ({"website": "not an address"}, "website", "https://www.example.org"),
        ({"website": "javascript:alert(1)"}, "website", "https://www.example.org"),
        ({"chair_word": ""}, "chair_word", "Enter the word"),
    ],
)
def test_wrong_settings_are_refused(client, cast, changes, field, words):
    make.make_council("Eastmere")
    make.sign_in(client, cast.administrator)
    assert words in errors(client.post(url("council-edit", cast.council.pk), SETTINGS | changes))[field]
    council = Council.objects.get(pk=cast.council.pk)
    assert {name: getattr(council, name) for name in SETTINGS} == SETTINGS


def test_a_term_is_added_changed_and_taken_out(client, cast):
    make.sign_in(client, cast.officer)
    sent = {"acronym": "HSC", "meaning": "Highways Scrutiny Committee", "body": cast.other_committee.pk}
    assert client.post(url("glossary-add"), sent).url == url("glossary-list")
    assert client.post(url("glossary-add"), sent | {"meaning": "Health and Social Care"}).status_code == 302
    term = GlossaryTerm.objects.get(body=cast.other_committee, meaning__startswith="Highways")
    assert client.post(url("glossary-edit", term.pk), sent | {"acronym": "HiSC"}).status_code == 302
    shown = client.get(url("glossary-list")).content.decode()
    assert "HiSC" in shown
    assert "Health and Social Care" in shown
    assert client.post(url("glossary-remove", term.pk)).status_code == 302
    assert not GlossaryTerm.objects.filter(pk=term.pk).exists()
    verbs = list(AuditEntry.objects.about(cast.council).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["added to the glossary"] * 2 + ["changed the glossary", "removed from the glossary"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"acronym": ""}, "acronym", "Enter the acronym"),
        ({"acronym": "x" * 41}, "acronym", "40 characters"),
        ({"meaning": "x" * 301}, "meaning", "300 characters"),
        ({"acronym": "lado", "meaning": "LOCAL authority designated officer"}, "meaning", "already has this meaning"),
        ({"body": "999999"}, "body", "from the list"),
        ({"meaning": "Bell\x07"}, "meaning", "cannot be kept"),
    ],
)
def test_wrong_terms_are_refused(client, cast, changes, field, words):
    make.make_term(cast.council)
    make.sign_in(client, cast.officer)
    sent = {"acronym": "ABC", "meaning": "A better council"} | changes
    assert words in errors(client.post(url("glossary-add"), sent))[field]


def test_terms_and_bodies_of_other_councils_stay_there(client, cast):
    other = make.make_council("Eastmere")
    term = make.make_term(other, "CAN", "Canary")
    body = make.make_body(other)
    make.sign_in(client, cast.officer)
    assert b"Canary" not in client.get(url("glossary-list")).content
    assert client.get(url("glossary-edit", term.pk)).status_code == 404
    assert client.post(url("glossary-remove", term.pk)).status_code == 404
    sent = {"acronym": "ABC", "meaning": "A", "council": other.pk}
    assert "body" in errors(client.post(url("glossary-add"), sent | {"body": body.pk}))
    client.post(url("glossary-add"), sent)
    assert GlossaryTerm.objects.get(acronym="ABC").council == cast.council


def test_somebody_of_two_councils_chooses(client, cast):
    other = make.make_council("Eastmere")
    make.make_role(cast.officer, body=make.make_body(other))
    make.sign_in(client, cast.officer)
    sent = {"acronym": "ABC", "meaning": "A"}
    assert "Choose the council" in errors(client.post(url("glossary-add"), sent))["council"]
    client.post(url("glossary-add"), sent | {"council": other.pk})
    assert GlossaryTerm.objects.get(acronym="ABC").council == other


def test_the_pages_cost_the_same_for_one_and_fifty(client, cast):
    make.sign_in(client, cast.officer)
    pages = [url("glossary-list"), cast.council.get_absolute_url()]

    def add(numbers):
        for number in numbers:
            body = make.make_body(cast.council)
            make.make_term(cast.council, f"T{number}", body=body)
            make.make_meeting(body, timezone.localdate() + timedelta(days=number))
            make.make_edition(make.make_review(body, published=True).report, published=True)

    add([0])
    with_one = [make.queries_of(client, page) for page in pages]
    add(range(1, 50))
    assert [make.queries_of(client, page) for page in pages] == with_one
