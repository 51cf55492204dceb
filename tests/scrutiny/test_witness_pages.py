"""Witnesses: entering them one by one and from a list, their order, and forgetting them for good."""

import uuid

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import witnesses as actions
from scrutiny.engine.models import AuditEntry, Draft
from scrutiny.models import Witness
from scrutiny.refused import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def review(cast):
    return factories.make_review(cast.committee, conducted_by=cast.sub_committee)


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def words_of(response):
    return response.content.decode()


def names(review):
    return [witness.name for witness in review.witnesses.kept().order_by("order", "pk")]


def test_a_witness_is_added_with_the_body_of_that_name(client, cast, review):
    factories.sign_in(client, cast.officer)
    form = {
        "title": "Dame", "name": "Mary Poll", "role": "Director", "organisation": "the children's services",
        "is_then": "on", "gave": "Figures.", "is_thanked": "on", "once": str(uuid.uuid4()),
    }  # fmt: skip
    for _ in range(2):
        assert client.post(url("witness-add", review.pk), form).status_code == 302
    witness = review.witnesses.get()
    assert (witness.printed_name, witness.is_then, witness.body) == ("Dame Mary Poll", True, cast.directorate)
    assert "then Director" in words_of(client.get(url("witness-list", review.pk)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Enter the name, or for an anonymous witness a description"),
        ({"name": "x" * 201}, "200 characters or fewer"),
        ({"name": "Jo\x00Hill"}, None),
        ({"name": "Jo\x1bHill"}, "cannot be kept"),
        ({"name": "A parent", "is_anonymous": "on", "title": "Ms"}, "description only"),
        ({"name": "A parent", "is_anonymous": "on", "role": "Head"}, "description only"),
        ({"name": "A parent", "is_anonymous": "on", "organisation": "Trust"}, "description only"),
        ({"name": "Jo", "person": "99999"}, "Choose"),
        ({"name": "Jo", "gave": "x" * 20_001}, "20,000 characters"),
    ],
)
def test_bad_input_is_said_plainly(client, cast, review, fields, said):
    factories.make_person(cast.council)
    factories.sign_in(client, cast.officer)
    response = client.post(url("witness-add", review.pk), fields)
    assert response.status_code in (400, 422)
    assert said is None or said in words_of(response)
    assert not Witness.objects.exists()


def test_a_list_is_checked_before_it_is_saved(client, cast, review):
    factories.sign_in(client, cast.officer)
    text = (
        "Assistant Chief Constable Jane Smith, Exampleshire Police\r\n"
        "Mr Tom Jones (then Head of Service, CS)\r\n\r\n"
        "Staff of the service (anonymous)\r\n"
        "Somebody <b>else</b>"
    )
    page = client.post(url("witness-paste", review.pk), {"witnesses": text})
    assert not Witness.objects.exists()
    assert "Somebody &lt;b&gt;else&lt;/b&gt;" in words_of(page)
    rows = page.context["rows"]
    form = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": len(rows), "once": str(uuid.uuid4())}
    for row in rows:
        form |= {row.add_prefix(name): value for name, value in row.initial.items() if value}
    form["rows-3-left_out"] = "on"
    form["rows-3-name"] = ""
    for _ in range(2):
        assert client.post(url("witness-paste", review.pk), form).status_code == 302
    assert names(review) == ["Jane Smith", "Tom Jones", "Staff of the service"]
    tom = review.witnesses.get(name="Tom Jones")
    assert (tom.title, tom.role, tom.is_then, tom.body) == ("Mr", "Head of Service", True, cast.directorate)
    assert review.witnesses.get(is_anonymous=True).printed_name == "Staff of the service"


def test_a_mistake_in_the_checked_list_loses_nothing(client, cast, review):
    factories.sign_in(client, cast.officer)
    form = {
        "rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 2, "rows-0-name": "Jo Hill", "rows-0-role": "Head of ŵ",
        "rows-1-name": "A parent", "rows-1-is_anonymous": "on", "rows-1-title": "Mrs", "once": str(uuid.uuid4()),
    }  # fmt: skip
    page = client.post(url("witness-paste", review.pk), form)
    assert page.status_code == 422
    assert "Head of ŵ" in words_of(page)
    assert "description only" in words_of(page)
    assert 'href="#id_rows-1-title"' in words_of(page)
    assert not Witness.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-4", "1000000", "101"])
def test_a_tampered_list_is_answered(client, cast, review, total):
    factories.sign_in(client, cast.officer)
    form = {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": "0"}
    assert client.post(url("witness-paste", review.pk), form).status_code in (302, 422)
    assert not Witness.objects.exists()


def test_too_long_a_list_is_refused_and_kept(client, cast, review):
    factories.sign_in(client, cast.officer)
    text = "\n".join(f"Jo Hill{n}, Trust" for n in range(101))
    page = client.post(url("witness-paste", review.pk), {"witnesses": text})
    assert page.status_code == 422
    assert "100 lines or fewer" in words_of(page)
    assert "Jo Hill100" in words_of(page)


def test_witnesses_are_moved_and_those_in_the_bin_keep_their_place(client, cast, review):
    rows = actions.add_many(review, [{"name": name} for name in "abcd"], by=cast.officer)
    Witness.objects.filter(name="b").update(binned_at=timezone.now())
    factories.sign_in(client, cast.officer)
    client.post(url("witness-move", rows[2].pk), {"direction": "up"})
    assert names(review) == ["c", "a", "d"]
    client.post(url("witness-move", rows[2].pk), {"direction": "up"})
    client.post(url("witness-move", rows[3].pk), {"direction": "down"})
    client.post(url("witness-move", rows[0].pk), {"direction": "sideways"})
    assert names(review) == ["c", "a", "d"]
    Witness.objects.update(binned_at=None)
    assert names(review) == ["c", "a", "b", "d"]
    assert client.get(url("witness-move", rows[0].pk)).status_code == 405


def test_a_named_witness_cannot_become_anonymous(client, cast, review):
    witness = actions.add(review, by=cast.officer, name="Jo Hill")
    factories.sign_in(client, cast.officer)
    form = {"name": "A nurse", "is_anonymous": "on", "version": witness.version}
    page = client.post(url("witness-edit", witness.pk), form)
    assert page.status_code == 422
    assert "erase this entry for good" in words_of(page)
    assert url("witness-erase", witness.pk) in words_of(page)
    with pytest.raises(Refused):
        actions.change(witness, witness.version, by=cast.officer, name="A nurse", is_anonymous=True)
    witness.refresh_from_db()
    assert witness.name == "Jo Hill"


def test_an_erased_witness_is_in_no_table_at_all(client, cast, review):
    canary = "Quennell Zzyzx"
    witness = actions.add(
        review, by=cast.officer, title="Ms", name=canary, role=f"{canary} role", gave=f"{canary} gave"
    )
    witness = actions.change(witness, witness.version, by=cast.officer, organisation=f"{canary} org")
    factories.make_session(review).witnesses.add(witness)
    Draft.objects.create(user=cast.officer, key=f"witness:{witness.pk}:gave", text=canary)
    Draft.objects.create(user=cast.officer, key=f"review:{review.pk}:witnesses", text=canary)
    factories.sign_in(client, cast.officer)
    form = {"name": canary, "is_thanked": "on", "version": 0}
    client.post(url("witness-edit", witness.pk), form)  # a stale form leaves drafts
    actions.move(witness, "up", by=cast.officer)
    client.post(url("thing-bin", "witness", witness.pk))
    client.post(url("thing-restore", "witness", witness.pk))
    assert "no undo" in words_of(client.get(url("witness-erase", witness.pk)))
    assert client.post(url("witness-erase", witness.pk)).status_code == 302
    assert not Witness.objects.exists()
    entry = AuditEntry.objects.get(verb="erased for good")
    assert (entry.thing, entry.by) == ("A witness", cast.officer)
    assert tables_that_hold("Quennell") == []
    assert client.post(url("witness-erase", witness.pk)).status_code == 404


def tables_that_hold(word):
    """Names of the tables of the database in which a word stands anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if word in str(cursor.fetchall()):
                found.append(table)
    return found


def test_members_read_and_do_not_write(client, cast):
    review = factories.make_review(cast.committee, conducted_by=cast.sub_committee, shared=True)
    witness = factories.make_witness(review, "Jo Hill")
    factories.sign_in(client, cast.member)
    page = words_of(client.get(url("witness-list", review.pk)))
    assert "Jo Hill" in page
    assert "Add a witness" not in page
    for name in ("witness-add", "witness-paste", "session-add", "evidence-add"):
        assert client.post(url(name, review.pk), {"name": "x"}).status_code == 403
    for name in ("witness-edit", "witness-move", "witness-erase"):
        assert client.post(url(name, witness.pk), {"direction": "up"}).status_code == 403
    factories.sign_in(client, cast.other_officer)
    assert client.get(url("witness-edit", witness.pk)).status_code == 404
