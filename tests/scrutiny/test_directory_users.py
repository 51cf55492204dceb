"""Users, their passwords and roles."""

import re

import pytest
from django.urls import reverse

from scrutiny.access import access_of, forget
from scrutiny.engine.models import AuditEntry, User
from scrutiny.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def admin(client, cast):
    """The test client with the administrator signed in."""
    return make.sign_in(client, cast.administrator)


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def errors(response):
    assert response.status_code == 422
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


def password_on(response):
    """The password that the page shows."""
    return re.search(r"<code[^>]*>([a-z-]{20,})</code>", response.content.decode()).group(1)


def test_a_new_user_signs_in_with_the_password_shown_once(client, admin, cast):
    response = admin.post(url("user-add"), {"username": "jo.hill", "full_name": "Jo Hill", "email": "jo@example.org"})
    password = password_on(response)
    assert "no-store" in response["Cache-Control"]
    assert User.objects.get(username="jo.hill").check_password(password)
    assert password not in str(list(AuditEntry.objects.values_list("before", "after", "note")))
    admin.logout()
    sent = client.post(reverse("engine:sign-in"), {"username": "jo.hill", "password": password})
    assert sent.status_code == 302


def test_pressing_twice_adds_once_and_shows_no_wrong_password(admin):
    token = admin.get(url("user-add")).context["form"]["once"].value()
    sent = {"username": "jo.hill", "full_name": "Jo Hill", "once": token}
    assert admin.post(url("user-add"), sent).status_code == 200
    second = admin.post(url("user-add"), sent, follow=True)
    assert "was added already" in second.content.decode()
    assert b"<code" not in second.content
    assert User.objects.filter(username="jo.hill").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"username": ""}, "username", "Enter the sign-in name"),
        ({"username": "jo hill"}, "username", "no spaces"),
        ({"username": "jo<script>"}, "username", "letters, figures"),
        ({"username": "x" * 151}, "username", "150 characters"),
        ({"username": "TAKEN"}, "username", "already signs in as"),
        ({"full_name": ""}, "full_name", "Enter the full name"),
        ({"email": "nowhere"}, "email", "name@example.org"),
        ({"person": "999999"}, "person", "from the list"),
    ],
)
def test_wrong_users_are_refused(admin, changes, field, words):
    make.make_user("Ty Aken", username="taken")
    sent = {"username": "jo.hill", "full_name": "Jo Hill"} | changes
    assert words in errors(admin.post(url("user-add"), sent))[field]


def test_a_user_made_a_member_reads_as_one(admin, cast):
    person = make.make_membership(cast.sub_committee).person
    admin.post(url("user-add"), {"username": "jo.hill", "full_name": "Jo Hill", "person": person.pk})
    user = User.objects.get(username="jo.hill")
    assert access_of(user).member_bodies == {cast.sub_committee.pk}
    page = url("user-edit", user.pk)
    assert admin.post(page, {"full_name": "Jo Hill", "is_active": "on"}).status_code == 302
    forget(user)
    assert not access_of(User.objects.get(pk=user.pk)).member_bodies


def test_people_who_are_users_already_or_elsewhere_are_not_offered(admin, cast):
    stranger = make.make_person(make.make_council("Eastmere"), "Canary Elsewhere")
    shown = admin.get(url("user-add")).content.decode()
    assert "Canary" not in shown
    assert f'value="{cast.member.person.pk}"' not in shown
    for person in (stranger, cast.member.person):
        sent = {"username": "jo", "full_name": "Jo", "person": person.pk}
        assert "person" in errors(admin.post(url("user-add"), sent))


def test_somebody_who_may_no_longer_sign_in_is_out_at_once(client, admin, cast):
    from django.test import Client

    theirs = make.sign_in(Client(), cast.officer)
    assert theirs.get(url("person-list")).status_code == 200
    admin.post(url("user-edit", cast.officer.pk), {"full_name": "Olive Marsh"})
    assert theirs.get(url("person-list")).status_code == 302
    entry = AuditEntry.objects.about(cast.officer).get()
    assert (entry.before["is_active"], entry.after["is_active"]) == (True, False)


def test_a_new_password_ends_what_was_open(admin, cast):
    from django.test import Client

    theirs = make.sign_in(Client(), cast.officer)
    password = password_on(admin.post(url("user-edit", cast.officer.pk), {"do": "password"}))
    assert User.objects.get(pk=cast.officer.pk).check_password(password)
    assert theirs.get(url("person-list")).status_code == 302


def test_somebody_who_serves_another_council_too_keeps_their_password(admin, cast):
    make.make_role(cast.officer, body=make.make_body(make.make_council("Eastmere")))
    page = url("user-edit", cast.officer.pk)
    assert b"Set a new password" not in admin.get(page).content
    for sent in ({"do": "password"}, {"full_name": "Renamed", "is_active": "on"}):
        assert admin.post(page, sent).status_code == 403
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(make.PASSWORD)
    assert cast.officer.full_name == "Olive Marsh"
    shown = admin.get(page).content.decode()
    assert "Children and Families" in shown
    assert "Eastmere" not in shown


def test_users_of_other_councils_are_not_there(admin):
    elsewhere = make.make_officer(make.make_body(make.make_council("Eastmere")), "Canary Elsewhere")
    assert b"Canary" not in admin.get(url("administration")).content
    assert admin.get(url("user-edit", elsewhere.pk)).status_code == 404
    assert admin.post(url("user-edit", elsewhere.pk), {"do": "password"}).status_code == 404
    role = elsewhere.roles.get()
    assert admin.post(url("role-remove", role.pk)).status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()


def test_a_role_is_given_and_taken_away(admin, cast):
    sent = {"username": cast.stranger.username.upper(), "kind": "officer", "body": cast.committee.pk}
    assert admin.post(url("role-add"), sent).url == url("user-edit", cast.stranger.pk)
    role = cast.stranger.roles.get()
    assert (role.kind, role.body, role.council) == ("officer", cast.committee, cast.council)
    assert "has this role already" in errors(admin.post(url("role-add"), sent))["kind"]
    assert admin.post(url("role-remove", role.pk)).status_code == 302
    assert not cast.stranger.roles.exists()
    entries = AuditEntry.objects.about(cast.council).order_by("pk")
    assert [entry.verb for entry in entries] == ["gave a role", "took away a role"]
    assert entries[0].after["body"] == cast.committee.name


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"username": "nobody.here"}, "username", "Nobody signs in as nobody.here"),
        ({"username": ""}, "username", "Enter the sign-in name"),
        ({"kind": "king"}, "kind", "from the list"),
        ({"kind": "officer"}, "body", "Choose the body"),
        ({"kind": "responsible"}, "body", "Choose the body"),
        ({"kind": "officer", "body": "elsewhere"}, "body", "from the list"),
    ],
)
def test_wrong_roles_are_refused(admin, cast, sent, field, words):
    elsewhere = make.make_body(make.make_council("Eastmere"))
    sent = {name: elsewhere.pk if value == "elsewhere" else value for name, value in sent.items()}
    sent = {"username": cast.stranger.username, "kind": "monitoring", "council": cast.council.pk} | sent
    assert words in errors(admin.post(url("role-add"), sent))[field]
    assert not cast.stranger.roles.exists()


def test_no_role_is_given_in_a_council_of_others(admin, cast):
    other = make.make_council("Eastmere")
    sent = {"username": cast.stranger.username, "kind": "administrator", "council": other.pk}
    admin.post(url("role-add"), sent)
    assert cast.stranger.roles.get().council == cast.council
    second = make.make_council("Northmere")
    make.make_role(cast.administrator, "administrator", council=second)
    assert "from the list" in errors(admin.post(url("role-add"), sent))["council"]
    sent |= {"council": second.pk, "kind": "officer", "body": cast.committee.pk}
    assert "belongs to another council" in errors(admin.post(url("role-add"), sent))["body"]


def test_an_administrators_role_has_no_body(admin, cast):
    sent = {"username": cast.stranger.username, "kind": "administrator", "body": cast.committee.pk,
            "council": cast.council.pk}  # fmt: skip
    assert admin.post(url("role-add"), sent).status_code == 302
    assert cast.stranger.roles.get().body is None


def test_the_last_administrator_stays(admin, cast):
    role = cast.administrator.roles.get()
    assert admin.post(url("role-remove", role.pk)).status_code == 302
    assert Role.objects.filter(pk=role.pk).exists()
    page = url("user-edit", cast.administrator.pk)
    assert "only administrator" in errors(admin.post(page, {"full_name": "Ada Moor"}))["is_active"]
    second = make.make_administrator(cast.council)
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert "only administrator" in errors(admin.post(page, {"full_name": "Ada Moor"}))["is_active"]
    User.objects.filter(pk=second.pk).update(is_active=True)
    assert admin.post(url("role-remove", role.pk)).status_code == 302
    assert not Role.objects.filter(pk=role.pk).exists()


def test_the_hub_costs_the_same_for_one_user_and_fifty(admin, cast):
    def add(numbers):
        for _ in numbers:
            body = make.make_body(cast.council)
            make.make_role(make.make_member(body), body=body)

    add([0])
    with_one = make.queries_of(admin, url("administration"))
    add(range(49))
    assert make.queries_of(admin, url("administration")) == with_one
