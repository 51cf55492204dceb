"""Every address × role × method × state answers as tests.access_table says; an address without a row fails."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from scrutiny.engine.models import User
from scrutiny.models import Membership, Role
from tests import access_boards, access_life, factories
from tests.access_table import ROLES, STATES, TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ALLOWED = {200, 302, 409, 422}
MEANS = {"yes": ALLOWED, "no": {403}, "hidden": {404}}


class World:
    """A review in one state with one of everything under it, and the cast."""

    def __init__(self, state):
        cast = self.cast = factories.make_cast()
        self.review = factories.make_review(
            cast.committee,
            conducted_by=cast.sub_committee,
            shared=state == "shared",
            published=state == "published",
            binned_at=timezone.now() if state == "binned" else None,
        )
        self.council, self.committee, self.board = cast.council, cast.committee, cast.board
        self.section = factories.section_of(self.review)
        self.finding = factories.make_finding(self.review)
        self.recommendation = factories.make_recommendation(
            self.review, findings=[self.finding], label="(1)", is_label_fixed=state == "published"
        )
        self.witness = factories.make_witness(self.review)
        self.session = factories.make_session(self.review)
        self.evidence = factories.make_evidence(self.review)
        self.exempt = factories.make_evidence(self.review, access="exempt")
        self.confidential = factories.make_evidence(self.review, access="confidential")
        for item in (self.evidence, self.exempt, self.confidential):
            item.file.save("file", ContentFile(b"words"), save=False)
            item.file_name = "note.txt"
            item.save()
        self.edition = factories.make_edition(self.review.report, is_draft=True)
        self.meeting = factories.make_meeting(cast.committee, date(2024, 3, 12))
        self.membership = Membership.objects.get(person__user=cast.member)
        self.person = factories.make_person(cast.council)
        self.term = factories.make_term(cast.council)
        self.user = factories.make_user("Somebody Else")
        access_life.make_things(self, state)
        access_boards.make_things(self, state)
        self.role = Role.objects.create(user=self.user, council=cast.council, kind="officer", body=cast.other_committee)

    def address(self, name, row):
        """The address of a row's thing."""
        name = name.partition(" ")[0]
        thing, _, more = row.thing.partition(" ")
        if not thing:
            return reverse(name)
        pk = getattr(self, thing).pk
        arguments = {
            "text": ["finding", pk, "text"],
            "kind": ["finding", pk],
            "csv": [pk, "csv"],
            "picture": [pk, self.picture_name],
        }.get(more, [pk])
        return reverse(name, args=arguments)


def names(resolver=None, prefix=""):
    """Every address's name, namespace first."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(names()) == {name.partition(" ")[0] for name in TABLE}


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_each_role_gets_what_the_table_says(client, state, monkeypatch):
    monkeypatch.setattr(settings, "AXES_ENABLED", False)
    world = World(state)
    wrong = []
    for role in ROLES:
        signed = None
        for name, row in TABLE.items():
            # A method that an address does not take is refused whoever sends it: two are asked.
            for method in ("GET", "POST") if role in ("officer", "public") else row.methods_taken:
                if cookie(client) != signed or signed is None:  # signed out by what was asked last
                    signed = sign_in(client, getattr(world.cast, role))
                wrong += answer(client, world, name, row, role, method, state)
    assert not wrong, "\n".join(wrong)


def sign_in(client, user):
    """Sign a user in (None: nobody), read anew; gives the session's cookie."""
    factories.sign_in(client, user and User.objects.get(pk=user.pk))
    return cookie(client)


def cookie(client):
    """What the client holds as its session, or ""."""
    return str(client.cookies.get(settings.SESSION_COOKIE_NAME, ""))


def answer(client, world, name, row, role, method, state):
    """Lines that say what is wrong with one answer, or nothing."""
    said = (row.posts or row.who if method == "POST" else row.who)(role, state)
    with transaction.atomic():
        point = transaction.savepoint()
        response = getattr(client, method.lower())(
            world.address(name, row), dict(row.fields) if method == "POST" else None
        )
        transaction.savepoint_rollback(point)
    if method not in row.methods:
        allowed = {405, 403, 404, 302, 401}  # the method is refused before or after the person is
    elif said == "sign in":
        allowed = {302} if method == "GET" else {401}
    else:
        allowed = MEANS[said]
    if response.status_code not in allowed:
        return [f"{method} {name} as {role}, review {state}: {response.status_code}, not {sorted(allowed)} ({said})"]
    if said == "sign in" and method == "GET" and method in row.methods and "/sign-in/" not in response["Location"]:
        return [f"{method} {name} as {role}: sent to {response['Location']}, not to sign in"]
    return []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_methods_that_no_page_has_are_refused(client, method):
    world = World("published")
    factories.sign_in(client, world.cast.officer)
    answers = {name: getattr(client, method)(world.address(name, row)).status_code for name, row in TABLE.items()}
    assert {name: status for name, status in answers.items() if status not in (302, 403, 404, 405)} == {}
