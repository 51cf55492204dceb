"""Members: pasted and checked, one at a time, corrected, ended, taken out."""

import pytest
from django.urls import reverse

from scrutiny.access import access_of, forget
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Membership, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def page(client, cast):
    """The page of adding members to the sub-committee, with its officer signed in."""
    make.sign_in(client, cast.officer)
    return reverse("scrutiny:member-add", args=[cast.sub_committee.pk])


def errors(response):
    assert response.status_code == 422
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


def read(client, page, text, **more):
    """The page on which the lines are checked."""
    return client.post(page, {"step": "read", "names": text} | more)


def as_shown(response, **changes):
    """What the check page would send as it stands, with changes such as row_0_name."""
    rows = response.context["rows"]
    sent = {"step": "save", "row-TOTAL_FORMS": len(rows.forms), "row-INITIAL_FORMS": len(rows.forms)}
    for form in rows.forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                sent[field.html_name] = "on" if value is True else value
    return sent | {name.replace("_", "-", 2): value for name, value in changes.items()}


def current(body):
    return {one.person.name: one for one in body.memberships.current().select_related("person")}


LETTER = """Councillor Jane Smith (Chair)
Mr Tom Jones, parent governor

Cllr Ann Bell (Vice-Chairman)
"""


def test_a_pasted_list_is_shown_then_saved(client, cast, page):
    response = read(client, page, LETTER, all_joined_1="7", all_joined_2="2011")
    assert response.status_code == 200
    assert not Person.objects.filter(name="Jane Smith").exists()
    assert client.post(page, as_shown(response)).status_code == 302
    found = current(cast.sub_committee)
    jane, tom, ann = found["Jane Smith"], found["Tom Jones"], found["Ann Bell"]
    assert (jane.title, jane.role, jane.joined) == ("Councillor", "chair", "2011-07")
    assert (tom.role, tom.capacity) == ("co_opted", "parent governor")
    assert (ann.title, ann.role, ann.role_words) == ("Councillor", "vice_chair", "Vice-Chairman")
    assert jane.person.family_name == "Smith"
    assert [one.order for one in (jane, tom, ann)] == sorted(one.order for one in (jane, tom, ann))
    assert AuditEntry.objects.about(jane).get().verb == "joined"


def test_sending_the_list_twice_adds_once(client, cast, page):
    response = read(client, page, LETTER)
    sent = as_shown(response) | {"once": "5f0d5b0e-6c3e-4f62-9b35-1b8a0e6b3c11"}
    assert [client.post(page, sent).status_code for _ in range(2)] == [302, 302]
    assert Membership.objects.filter(person__name="Jane Smith").count() == 1


def test_the_council_prints_its_own_word_for_the_chair(client, cast, page):
    cast.council.chair_word = "Chairman"
    cast.council.save()
    client.post(page, as_shown(read(client, page, "Councillor Jane Smith (Chair)")))
    assert current(cast.sub_committee)["Jane Smith"].printed_role == "Chairman"
    client.post(page, {"step": "one", "name": "Ivo Lake", "role": "vice_chair"})
    assert current(cast.sub_committee)["Ivo Lake"].printed_role == "Vice-chairman"


def test_somebody_known_is_found_whatever_the_case_and_spaces(client, cast, page):
    known = make.make_person(cast.council, "Jane O'Hara-Smith")
    client.post(page, as_shown(read(client, page, "Cllr JANE  O’Hara Smith")))
    assert cast.sub_committee.memberships.get(person=known).title == "Councillor"
    assert Person.objects.count() == 3


def test_somebody_of_the_same_name_elsewhere_is_somebody_else(client, cast, page):
    elsewhere = make.make_person(make.make_council("Eastmere"), "Jane Smith")
    client.post(page, as_shown(read(client, page, "Jane Smith")))
    assert current(cast.sub_committee)["Jane Smith"].person != elsewhere


def test_it_asks_when_several_have_the_name(client, cast, page):
    _, second = (make.make_person(cast.council, "Jane Smith", post=post) for post in ("Nurse", "Teacher"))
    response = read(client, page, "Jane Smith")
    assert b"Nurse" in response.content
    answer = client.post(page, as_shown(response))
    assert answer.status_code == 422
    assert "knows 2 people called Jane Smith" in str(answer.context["problems"])
    client.post(page, as_shown(response, row_0_name_is=second.pk))
    assert current(cast.sub_committee)["Jane Smith"].person == second
    sent = as_shown(response, row_0_name_is="new")
    assert client.post(page, sent).status_code == 302
    assert Person.objects.filter(name="Jane Smith").count() == 3


def test_those_who_serve_already_are_left_out_of_a_pasted_list(client, cast, page):
    response = read(client, page, "Mabel Thorn\nJane Smith")
    assert "Already a member" in response.content.decode()
    assert client.post(page, as_shown(response)).status_code == 302
    assert set(current(cast.sub_committee)) == {"Mabel Thorn", "Cora Finch", "Jane Smith"}


def test_a_former_membership_may_be_pasted_of_somebody_who_serves(client, cast, page):
    response = read(client, page, "Mabel Thorn (2009 to 2011)")
    assert client.post(page, as_shown(response)).status_code == 302
    ended = cast.sub_committee.memberships.get(has_left=True)
    assert (ended.person.name, ended.joined, ended.left) == ("Mabel Thorn", "2009", "2011")


@pytest.mark.parametrize(
    ("text", "changes", "words"),
    [
        ("Jane Smith\nJANE SMITH", {}, "is in two lines"),
        ("Mabel Thorn", {"row_0_leave_out": ""}, "is already a member"),
        ("Jane Smith", {"row_0_name": ""}, "Enter the name"),
        ("Jane Smith", {"row_0_name": "x" * 201}, "200 characters or fewer"),
        ("Jane Smith", {"row_0_name": "Ja\x01ne"}, "cannot be kept"),
        ("Jane Smith", {"row_0_role": "king"}, "from the list"),
        ("Jane Smith", {"row_0_joined": "soon"}, "is not a date"),
        ("Jane Smith", {"row_0_joined": "2012", "row_0_left": "2011"}, "leave before they joined"),
        ("Cllr", {}, "Enter the name"),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_saved(client, cast, page, text, changes, words):
    sent = as_shown(read(client, page, text), **changes)
    answer = client.post(
        page, {name: value for name, value in sent.items() if value != ""} if "row_0_leave_out" in changes else sent
    )
    assert answer.status_code == 422
    assert words in str(answer.context["problems"])
    for _, place in answer.context["problems"]:
        assert not place or f'id="{place}"' in answer.content.decode()
    assert set(current(cast.sub_committee)) == {"Mabel Thorn", "Cora Finch"}


def test_a_wrong_line_can_be_left_out(client, cast, page):
    sent = as_shown(read(client, page, "Cllr\nJane Smith"), row_0_leave_out="on")
    assert client.post(page, sent).status_code == 302
    assert "Jane Smith" in current(cast.sub_committee)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 601, "\n".join(f"Name {n}" for n in range(101))])
def test_a_list_that_cannot_be_read_is_refused(client, cast, page, text):
    response = read(client, page, text)
    assert response.status_code == 422
    assert response.context["paste"].errors["names"]


def test_a_list_without_its_numbers_goes_back_to_the_start(client, cast, page):
    for sent in (
        {},
        {"row-TOTAL_FORMS": "x", "row-INITIAL_FORMS": "0"},
        {"row-TOTAL_FORMS": "0", "row-INITIAL_FORMS": "0"},
    ):
        assert client.post(page, {"step": "save"} | sent).status_code == 302
    huge = {"step": "save", "row-TOTAL_FORMS": "99999999", "row-INITIAL_FORMS": "0"}
    assert client.post(page, huge).status_code in (302, 422)


def test_one_member_is_added(client, cast, page):
    sent = {"step": "one", "title": "Dr", "name": "Ivo Lake", "role": "observer", "joined_2": "2020"}
    assert client.post(page, sent).url == cast.sub_committee.get_absolute_url()
    assert current(cast.sub_committee)["Ivo Lake"].printed_name == "Dr Ivo Lake"
    assert client.post(page, sent | {"name": "Una Lake", "another": "1"}).url == page


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"name": "Mabel Thorn"}, "name", "already a member"),
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "Ivo", "role": "boss"}, "role", "from the list"),
        ({"name": "Ivo", "capacity": "x" * 201}, "capacity", "200 characters"),
        ({"name": "Ivo", "joined_0": "5", "joined_2": "2011"}, "joined", "month"),
    ],
)
def test_one_wrong_member_is_refused(client, cast, page, sent, field, words):
    response = client.post(page, {"step": "one", "role": "member"} | sent)
    assert words in errors(response)[field]
    assert set(current(cast.sub_committee)) == {"Mabel Thorn", "Cora Finch"}


def test_one_member_asks_when_several_have_the_name(client, cast, page):
    people = [make.make_person(cast.council, "Jane Smith") for _ in range(2)]
    response = client.post(page, {"step": "one", "name": "Jane Smith", "role": "member"})
    assert "knows 2 people" in errors(response)["name"]
    assert b"Which person is this?" in response.content
    client.post(page, {"step": "one", "name": "Jane Smith", "role": "member", "name_is": people[1].pk})
    assert current(cast.sub_committee)["Jane Smith"].person == people[1]


def member(cast):
    return cast.member.person.memberships.get()


def end(client, cast, **sent):
    make.sign_in(client, cast.officer)
    return client.post(reverse("scrutiny:member-end", args=[member(cast).pk]), sent)


def test_a_member_leaves_and_a_new_person_comes_instead(client, cast):
    response = end(client, cast, left_1="3", left_2="2024", reason_left="Canary of ill health", replacement="Ned Ford",
                   replacement_title="Councillor")  # fmt: skip
    assert response.status_code == 302
    gone = member(cast)
    assert (gone.has_left, gone.left, gone.replaced_by.printed_name) == (True, "2024-03", "Councillor Ned Ford")
    assert (gone.replaced_by.role, gone.replaced_by.joined, gone.replaced_by.body) == (
        "member", "2024-03", cast.sub_committee
    )  # fmt: skip
    forget(cast.member)
    assert not access_of(cast.member).member_bodies
    entry = AuditEntry.objects.about(gone).get(verb="left")
    assert "Canary" not in str([entry.before, entry.after, entry.note])
    assert entry.after["reason_left"] == "given"


def test_who_comes_instead_may_join_later(client, cast):
    left, joined = {"left_0": "20", "left_1": "1", "left_2": "2025"}, {"replacement_joined_0": "4"}
    joined |= {"replacement_joined_1": "2", "replacement_joined_2": "2025"}
    assert end(client, cast, replacement="Ned Ford", **left, **joined).status_code == 302
    assert (member(cast).left, member(cast).replaced_by.joined) == ("2025-01-20", "2025-02-04")


def test_a_member_is_replaced_by_one_who_serves_already(client, cast):
    assert end(client, cast, replacement="Cora Finch").status_code == 302
    assert member(cast).replaced_by == cast.co_opted.person.memberships.get()
    assert member(cast).left == ""


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"replacement": "mabel thorn"}, "replacement", "cannot be replaced by themselves"),
        ({"left_2": "2022"}, "left", "They joined in May 2023"),
        ({"replacement_joined_2": "2025"}, "replacement", "Enter the name"),
        ({"replacement": "Cora Finch", "replacement_joined_2": "2025"}, "replacement_joined", "a member already"),
        ({"left_0": "30", "left_1": "2", "left_2": "2024"}, "left", "February"),
        ({"replacement": "x" * 201}, "replacement", "200 characters"),
        ({"reason_left": "x" * 301}, "reason_left", "300 characters"),
    ],
)
def test_a_wrong_end_is_refused(client, cast, sent, field, words):
    assert words in errors(end(client, cast, **sent))[field]
    assert not member(cast).has_left


def test_of_two_officers_who_end_it_the_second_is_told(client, cast):
    assert end(client, cast, left_2="2024").status_code == 302
    assert "already that" in errors(end(client, cast, left_2="2023"))["__all__"]
    assert member(cast).left == "2024"


def test_an_end_can_be_corrected_and_undone(client, cast):
    end(client, cast, left_2="2024", reason_left="Moved")
    page = reverse("scrutiny:member-edit", args=[member(cast).pk])
    assert client.post(page, {"role": "member", "left_1": "5", "left_2": "2024"}).status_code == 302
    assert (member(cast).left, member(cast).reason_left) == ("2024-05", "")
    assert client.post(page, {"role": "member", "serves": "on"}).status_code == 302
    assert (member(cast).left, member(cast).has_left) == ("", False)


def test_an_end_cannot_be_undone_when_they_serve_again(client, cast):
    end(client, cast, left_2="2024")
    gone = member(cast)
    make.make_membership(cast.sub_committee, cast.member.person)
    response = client.post(reverse("scrutiny:member-edit", args=[gone.pk]), {"role": "member", "serves": "on"})
    assert "joined again since" in errors(response)["serves"]


def test_a_correction_keeps_to_the_rules(client, cast):
    make.sign_in(client, cast.officer)
    page = reverse("scrutiny:member-edit", args=[member(cast).pk])
    sent = {"role": "chair", "role_words": "Chairman", "is_interim": "on", "title": "Dame", "joined_2": "2022"}
    assert client.post(page, sent).status_code == 302
    assert (member(cast).printed_name, member(cast).printed_role) == ("Dame Mabel Thorn", "Interim chairman")
    assert errors(client.post(page, {"role": ""}))["role"] == "Choose the role"
    end(client, cast, left_2="2024")
    assert (
        "leave before they joined"
        in errors(client.post(page, {"role": "member", "joined_2": "2025", "left_2": "2024"}))["left"]
    )


def test_an_administrator_neither_reads_nor_loses_the_reason(client, cast):
    end(client, cast, left_2="2024", reason_left="Canary of ill health", prints_reason="on")
    make.sign_in(client, cast.administrator)
    page = reverse("scrutiny:member-edit", args=[member(cast).pk])
    assert "Canary" not in client.get(page).content.decode()
    assert client.post(page, {"role": "member", "left_2": "2023", "reason_left": "Overwritten"}).status_code == 302
    assert (member(cast).left, member(cast).reason_left) == ("2023", "Canary of ill health")


def test_a_mistake_is_taken_out_after_asking(client, cast):
    make.sign_in(client, cast.officer)
    one = member(cast)
    page = reverse("scrutiny:member-remove", args=[one.pk])
    assert b"entered by mistake" in client.get(page).content
    assert member(cast) == one
    assert client.post(page).status_code == 302
    assert not Membership.objects.filter(pk=one.pk).exists()
    entry = AuditEntry.objects.get(kind="scrutiny.membership", object_id=str(one.pk), verb="removed")
    assert entry.before["name"] == "Mabel Thorn"
    assert entry.under == f"scrutiny.body:{cast.sub_committee.pk}"


def test_checking_costs_the_same_for_one_line_and_fifty(client, cast, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(lines):
        with CaptureQueriesContext(connection) as found:
            assert read(client, page, "\n".join(lines)).status_code == 200
        return len(found)

    names = [f"Jane Smith{number}" for number in range(50)]
    for name in names:
        make.make_membership(cast.committee, make.make_person(cast.council, name))
    assert cost(names) == cost(names[:1])
