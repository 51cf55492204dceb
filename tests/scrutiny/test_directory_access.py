"""Who may open and send each page of the directory: address × role × method."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.factories import Cast

pytestmark = pytest.mark.django_db

ROLES = Cast.ROLES
# One letter a role, in the order of ROLES: officer, other_officer, member, co_opted, responsible, administrator,
# monitoring, stranger, public. "." is 200, "R" on to sign in, "F" is 403, "-" is 404.
OPEN = {
    "body-list": ".........",
    "body-show body": ".........",
    "body-add": "..FFF.FFR",
    "body-edit body": "..FFF.FFR",
    "body-rename body": "..FFF.FFR",
    "body-end body": "..FFF.FFR",
    "member-add body": "..FFF.FFR",
    "member-edit membership": "..FFF.FFR",
    "member-end membership": "..FFF.FFR",
    "member-remove membership": "..FFF.FFR",
    "meeting-add body": ".FFFFFFFR",
    "meeting-show formal": ".........",
    "meeting-show private": ".-..--.--",
    "meeting-edit formal": ".FFFFFFFR",
    "meeting-edit private": ".-FF--F-R",
    "meeting-attendance formal": ".FFFFFFFR",
    "meeting-attendance private": ".-FF--F-R",
    "person-list": "..---..-R",
    "person-show person": "..---..-R",
    "person-add": "..---.F-R",
    "person-edit person": "..---.F-R",
    "council-show council": ".........",
    "council-edit council": "FFFFF.FFR",
    "glossary-list": ".......-R",
    "glossary-add": "..FFF.F-R",
    "glossary-edit term": "..FFF.F-R",
    "glossary-remove term": "..FFF.F-R",
    "administration": "-----..-R",
    "audit-list": "-----..-R",
    "user-add": "-----.F-R",
    "user-edit user": "-----.--R",
    "role-add": "-----.F-R",
    "role-remove role": "-----.F-R",
}
STATUS = {".": 200, "R": 302, "F": 403, "-": 404}


@pytest.fixture
def things():
    """The cast, and a key for each word in OPEN."""
    cast = make.make_cast()
    body = cast.sub_committee
    return cast, {
        "body": body.pk,
        "membership": cast.member.person.memberships.get().pk,
        "formal": make.make_meeting(body).pk,
        "private": make.make_meeting(body, date(2024, 4, 9), kind="private").pk,
        "person": cast.member.person.pk,
        "council": cast.council.pk,
        "term": make.make_term(cast.council).pk,
        "user": cast.officer.pk,
        "role": cast.officer.roles.get().pk,
    }


def address(row, keys):
    """The address of a row of OPEN."""
    name, _, word = row.partition(" ")
    return reverse(f"scrutiny:{name}", args=[keys[word]] if word else [])


@pytest.mark.parametrize("row", OPEN)
def test_opening(client, things, row):
    cast, keys = things
    url = address(row, keys)
    found = {role: make.sign_in(client, user).get(url).status_code for role, user in cast.everybody()}
    assert found == {role: STATUS[sign] for role, sign in zip(ROLES, OPEN[row], strict=True)}


@pytest.mark.parametrize("row", OPEN)
def test_sending(client, things, row):
    """What may not be opened may not be sent either; the public is asked to sign in and loses nothing (401)."""
    cast, keys = things
    url = address(row, keys)
    shows_only = row.endswith(("-list", "administration")) or "-show" in row
    refused_first = sorted(zip(ROLES, OPEN[row], strict=True), key=lambda pair: pair[1] == ".")
    for role, sign in refused_first:
        status = make.sign_in(client, getattr(cast, role)).post(url, {"unknown": "1"}).status_code
        if sign == "R":
            assert status == 401, role
        elif shows_only:
            assert status in (404, 405), role
        elif sign in "F-":
            assert status == STATUS[sign], role


@pytest.mark.parametrize("row", [row for row in OPEN if " " in row])
def test_an_unknown_number_is_not_found(client, things, row):
    cast, _ = things
    make.sign_in(client, cast.administrator)
    url = reverse(f"scrutiny:{row.partition(' ')[0]}", args=[999_999_999])
    assert client.get(url).status_code == 404
    assert client.post(url).status_code in (404, 405)
    assert client.get(url.replace("999999999", "9999999999999999999999")).status_code == 404


def test_another_councils_officer_changes_nothing_here(client, things):
    _, keys = things
    elsewhere = make.make_officer(make.make_body(make.make_council("Eastmere Borough Council")))
    make.sign_in(client, elsewhere)
    hidden = {"meeting-show private", "meeting-edit private", "meeting-attendance private"}
    hidden |= {row for row in OPEN if row.split()[0].startswith(("person-s", "person-e", "glossary-e", "glossary-r"))}
    for row in OPEN:
        if " " not in row or row.startswith(("body-show", "council-show", "meeting-show formal")):
            continue
        expected = 404 if row in hidden or row.startswith(("user-", "role-")) else 403
        assert client.get(address(row, keys)).status_code == expected, row


def test_an_officer_who_left_sees_what_the_public_sees(client, things):
    cast, keys = things
    make.sign_in(client, cast.officer)
    cast.officer.roles.all().delete()
    assert client.get(reverse("scrutiny:person-list")).status_code == 404
    assert client.get(reverse("scrutiny:body-edit", args=[keys["body"]])).status_code == 403
