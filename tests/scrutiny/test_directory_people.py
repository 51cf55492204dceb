"""People, for those who keep the directory."""

import pytest
from django.urls import reverse

from scrutiny.engine.models import AuditEntry
from scrutiny.models import Person
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


def test_a_person_is_added_with_a_guessed_family_name(client, cast):
    make.sign_in(client, cast.officer)
    sent = {"title": "Dame", "name": "Jo Hill DBE", "post": "Independent chair", "email": "jo@example.org"}
    response = client.post(url("person-add"), sent)
    person = Person.objects.get(name="Jo Hill DBE")
    assert response.url == person.get_absolute_url()
    assert (person.family_name, person.council) == ("Hill", cast.council)
    assert AuditEntry.objects.about(person).get().by == cast.officer


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "x" * 201}, "name", "200 characters"),
        ({"title": "x" * 61}, "title", "60 characters"),
        ({"email": "jo at example"}, "email", "name@example.org"),
        ({"email": "x" * 250 + "@example.org"}, "email", "254 characters"),
        ({"name": "J\x00o"}, "name", "cannot be kept"),
    ],
)
def test_bad_input_is_said_by_the_field(client, cast, changes, field, words):
    make.sign_in(client, cast.officer)
    assert words in errors(client.post(url("person-add"), {"name": "Jo Hill"} | changes))[field]


def test_a_second_person_of_one_name_is_asked_about(client, cast):
    make.sign_in(client, cast.officer)
    response = client.post(url("person-add"), {"name": "mabel thorn"})
    assert "already knows Mabel Thorn" in errors(response)["name"]
    assert b"another person of the same name" in response.content
    assert client.post(url("person-add"), {"name": "mabel thorn", "is_another": "on"}).status_code == 302
    assert Person.objects.filter(name__iexact="mabel thorn").count() == 2


def test_a_change_is_saved_and_leaves_earlier_titles(client, cast):
    make.sign_in(client, cast.administrator)
    person = cast.member.person
    sent = {"title": "Dame", "name": "Mabel Thorn-Reed", "family_name": "", "post": "", "email": ""}
    assert client.post(url("person-edit", person.pk), sent).status_code == 302
    person.refresh_from_db()
    assert (str(person), person.family_name) == ("Dame Mabel Thorn-Reed", "Thorn-Reed")
    assert person.memberships.get().title == "Councillor"
    assert AuditEntry.objects.about(person).get(verb="changed").before["name"] == "Mabel Thorn"


def test_only_people_of_ones_own_councils_are_listed_and_found(client, cast):
    make.make_person(make.make_council("Eastmere"), "Canary Thorn")
    make.sign_in(client, cast.officer)
    assert b"Canary" not in client.get(url("person-list")).content
    found = client.get(url("person-list") + "?q=thorn").content.decode()
    assert "Mabel Thorn" in found
    assert "Canary" not in found
    assert "Nobody found" in client.get(url("person-list") + "?q=canary").content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 5000, "after=-1", "after=99999999999999", "after=x", "q=%ED%A0%80"]
)
def test_strange_questions_break_nothing(client, cast, query):
    make.sign_in(client, cast.officer)
    assert client.get(url("person-list") + f"?{query}").status_code in (200, 400)


def test_the_list_goes_on_page_by_page_and_misses_nobody(client, cast):
    for number in range(120):
        make.make_person(cast.council, f"Pat {'ABC'[number % 3]}mith")
    make.sign_in(client, cast.officer)
    seen, page = [], url("person-list")
    for _ in range(4):
        response = client.get(page)
        seen += [person.pk for person in response.context["people"]]
        if not response.context["next_url"]:
            break
        page = url("person-list") + response.context["next_url"]
    assert len(seen) == len(set(seen)) == Person.objects.count()
    names = dict(Person.objects.values_list("pk", "family_name"))
    assert [names[pk] for pk in seen] == sorted(names[pk] for pk in seen)


def test_reasons_are_shown_only_to_those_who_may_read_them(client, cast):
    person = make.make_person(cast.council, "Peter Gone")
    make.make_membership(cast.committee, person, left="2011", reason_left="Canary of ill health")
    meeting = make.make_meeting(cast.other_committee, kind="private")
    make.make_attendance(meeting, person)
    for role in ("officer", "monitoring", "administrator"):
        shown = make.sign_in(client, getattr(cast, role)).get(person.get_absolute_url()).content.decode()
        assert ("Canary" in shown) == (role != "administrator")
        assert (meeting.get_absolute_url() in shown) == (role == "monitoring")


def test_the_pages_cost_the_same_for_one_and_fifty(client, cast):
    make.sign_in(client, cast.officer)
    person = make.make_person(cast.council, "Busy Bee")
    pages = [url("person-list"), person.get_absolute_url()]

    def add(numbers):
        for _ in numbers:
            body = make.make_body(cast.council)
            successor = make.make_membership(body)
            make.make_membership(body, person, left="2011", replaced_by=successor)
            make.make_membership(body, person)
            make.make_attendance(make.make_meeting(body), person)

    add([0])
    with_one = [make.queries_of(client, page) for page in pages]
    add(range(45))
    assert [make.queries_of(client, page) for page in pages] == with_one
