"""Meetings and who came."""

from datetime import date, time

import pytest
from django.urls import reverse

from scrutiny.engine.models import AuditEntry
from scrutiny.models import Meeting, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def meeting(client, cast):
    """A formal meeting of the sub-committee, with its officer signed in."""
    make.sign_in(client, cast.officer)
    return make.make_meeting(cast.sub_committee)


def errors(response):
    assert response.status_code == 422
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


DAY = {"date_0": "12", "date_1": "March", "date_2": "2024", "kind": "formal", "version": "1"}


def add(client, cast, **changes):
    make.sign_in(client, cast.officer)
    return client.post(reverse("scrutiny:meeting-add", args=[cast.sub_committee.pk]), DAY | changes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("19:00", time(19)), ("7pm", time(19)), ("7.30 pm", time(19, 30)), ("12 noon", time(12)), ("12am", time(0)),
     ("9", time(9)), ("", None)],
)  # fmt: skip
def test_a_meeting_is_added_at_a_time_written_as_people_do(client, cast, typed, meant):
    response = add(client, cast, starts_at=typed, place="Room 2")
    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.date, meeting.starts_at, meeting.place) == (date(2024, 3, 12), meant, "Room 2")
    assert AuditEntry.objects.get(kind="scrutiny.meeting").under == f"scrutiny.body:{cast.sub_committee.pk}"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"date_0": "31", "date_1": "2"}, "date", "February"),
        ({"date_2": ""}, "date", "year"),
        ({"date_0": "", "date_1": ""}, "date", "day"),
        ({"starts_at": "25:00"}, "starts_at", "is not a time"),
        ({"starts_at": "13pm"}, "starts_at", "is not a time"),
        ({"starts_at": "²:00"}, "starts_at", "is not a time"),
        ({"starts_at": "half past"}, "starts_at", "is not a time"),
        ({"kind": "party"}, "kind", "from the list"),
        ({"place": "x" * 201}, "place", "200 characters"),
        ({"notes": "x" * 20_001}, "notes", "20,000 characters"),
        ({"place": "Room\x07 2"}, "place", "cannot be kept"),
    ],
)
def test_bad_input_is_said_by_the_field(client, cast, changes, field, words):
    assert words in errors(add(client, cast, **changes))[field]
    assert not Meeting.objects.exists()


def test_two_meetings_of_a_kind_at_one_time_are_refused(client, cast):
    add(client, cast)
    assert "already has a meeting" in errors(add(client, cast))["date"]
    assert add(client, cast, starts_at="19:00").status_code == 302
    assert add(client, cast, kind="private").status_code == 302


def test_the_second_of_two_savers_is_shown_both(client, meeting):
    page = reverse("scrutiny:meeting-edit", args=[meeting.pk])
    assert client.post(page, DAY | {"place": "Room 2"}).status_code == 302
    response = client.post(page, DAY | {"place": "Room 9"})
    assert response.status_code == 409
    assert b"Room 2" in response.content
    assert b"Room 9" in response.content
    assert Meeting.objects.get().place == "Room 2"


def test_notes_are_not_for_the_public(client, cast):
    meeting = make.make_meeting(cast.sub_committee, notes="Canary note")
    reading = {
        role: "Canary note" in make.sign_in(client, user).get(meeting.get_absolute_url()).content.decode()
        for role, user in cast.everybody()
    }
    assert {role for role, reads in reading.items() if reads} == {"officer", "member", "co_opted", "monitoring"}


def test_attendance_is_recorded_and_shown(client, cast, meeting):
    page = reverse("scrutiny:meeting-attendance", args=[meeting.pk])
    member, co_opted = cast.member.person, cast.co_opted.person
    sent = {
        f"member_{member.pk}": "apologies",
        f"member_{co_opted.pk}": "remote",
        "other_0": "Ned Ford", "title_0": "Councillor", "status_0": "substitute", "instead_0": member.pk,
        "other_1": "Di Rector", "as_1": "Director of Education", "status_1": "present",
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    shown = client.get(meeting.get_absolute_url()).content.decode()
    assert "substitute for Mabel Thorn" in shown
    assert "Di Rector, Director of Education" in shown
    assert "remotely" in shown
    assert shown.index("Apologies") < shown.index("Councillor Mabel Thorn")
    assert Person.objects.get(name="Ned Ford").title == "Councillor"
    entry = AuditEntry.objects.get(verb="recorded attendance")
    assert entry.after["Councillor Ned Ford"] == "Substitute for Mabel Thorn"

    before = {entry.person.name: entry.pk for entry in meeting.attendance.select_related("person")}
    again = {f"member_{co_opted.pk}": "present", "other_0": "Di Rector", "as_0": "Director", "status_0": "present"}
    assert client.post(page, again).status_code == 302
    after = {entry.person.name: entry for entry in meeting.attendance.select_related("person")}
    assert set(after) == {"Cora Finch", "Di Rector"}
    assert (after["Cora Finch"].status, after["Cora Finch"].pk) == ("present", before["Cora Finch"])
    assert Person.objects.filter(name="Di Rector").count() == 1


def test_the_chair_comes_first_and_guests_last(client, cast, meeting):
    chair = make.make_membership(cast.sub_committee, make.make_person(cast.council, "Zed Zimmer"), role="chair")
    guest = make.make_person(cast.council, "Al Abbot")
    for person in (guest, cast.member.person, chair.person):
        make.make_attendance(meeting, person)
    came = client.get(meeting.get_absolute_url()).context["came"]
    assert [entry.person.name for entry in came] == ["Zed Zimmer", "Mabel Thorn", "Al Abbot"]


def test_only_those_who_served_on_the_day_are_listed(client, cast, meeting):
    make.make_membership(cast.sub_committee, make.make_person(cast.council, "Left Before"), left="2024-02")
    make.make_membership(cast.sub_committee, make.make_person(cast.council, "Left That Month"), left="2024-03")
    make.make_membership(cast.sub_committee, make.make_person(cast.council, "Joined Later"), joined="2024-04")
    make.make_membership(cast.sub_committee, make.make_person(cast.council, "Left Unknown"), has_left=True)
    shown = client.get(reverse("scrutiny:meeting-attendance", args=[meeting.pk]))
    names = [row["one"].person.name for row in shown.context["form"].member_rows]
    assert names == ["Mabel Thorn", "Cora Finch", "Left That Month"]


def test_a_substitute_member_stands_in(client, cast, meeting):
    stand_in = make.make_person(cast.council, "Sue Stitute")
    make.make_membership(cast.sub_committee, stand_in, role="substitute")
    page = reverse("scrutiny:meeting-attendance", args=[meeting.pk])
    sent = {f"member_{stand_in.pk}": "substitute", f"for_{stand_in.pk}": cast.member.person.pk}
    assert client.post(page, sent).status_code == 302
    assert meeting.attendance.get(person=stand_in).stands_in_for == cast.member.person
    sent[f"for_{stand_in.pk}"] = stand_in.pk
    assert f"for_{stand_in.pk}" in errors(client.post(page, sent))


def test_everybody_can_start_as_present(client, cast, meeting):
    page = reverse("scrutiny:meeting-attendance", args=[meeting.pk])
    start = client.get(page + "?start=present").context["form"]
    assert {row["choice"].value() for row in start.member_rows} == {"present"}
    assert {row["choice"].value() for row in client.get(page).context["form"].member_rows} == {""}


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"other_0": "Mabel Thorn"}, "other_0", "in the list of members above"),
        ({"other_0": "Ned Ford", "other_1": "NED FORD"}, "other_1", "twice"),
        ({"other_0": "Ned Ford", "status_0": "present", "instead_0": "member"}, "status_0", "Choose Substitute"),
        ({"other_0": "Ned Ford", "status_0": "substitute", "instead_0": "999999"}, "instead_0", "from the list"),
        ({"other_0": "Ned Ford", "status_0": "asleep"}, "status_0", "from the list"),
        ({"other_0": "Jane Smith"}, "other_0", "There are 2 people of this name"),
        ({"other_0": "x" * 201}, "other_0", "200 characters"),
        ({"member_key": "asleep"}, "member_key", "from the list"),
    ],
)
def test_wrong_attendance_is_refused(client, cast, meeting, sent, field, words):
    for title in ("Dr", "Mrs"):
        make.make_person(cast.council, "Jane Smith", title=title)
    key = cast.member.person.pk
    swap = {"member": key, "member_key": f"member_{key}"}
    sent = {swap.get(name, name): swap.get(value, value) for name, value in sent.items()}
    response = client.post(reverse("scrutiny:meeting-attendance", args=[meeting.pk]), sent)
    assert words in errors(response)[swap.get(field, field)]
    assert not meeting.attendance.exists()


def test_a_title_tells_people_of_one_name_apart(client, cast, meeting):
    _, second = (make.make_person(cast.council, "Jane Smith", title=title) for title in ("Dr", "Mrs"))
    page = reverse("scrutiny:meeting-attendance", args=[meeting.pk])
    assert client.post(page, {"other_0": "Jane Smith", "title_0": "Mrs", "status_0": "present"}).status_code == 302
    assert meeting.attendance.get().person == second


def test_strange_boxes_are_ignored(client, meeting):
    page = reverse("scrutiny:meeting-attendance", args=[meeting.pk])
    sent = {"other_999999999999": "Nobody", "other_x": "Nobody", "member_999999": "present", "other_²": "Nobody"}
    assert client.post(page, sent).status_code == 302
    assert not meeting.attendance.exists()


def test_the_pages_cost_the_same_however_many_came(client, cast, meeting):
    pages = [meeting.get_absolute_url(), reverse("scrutiny:meeting-attendance", args=[meeting.pk])]

    def add(numbers):
        for number in numbers:
            person = make.make_person(cast.council, f"Guest {number}")
            make.make_attendance(meeting, person, "substitute", stands_in_for=cast.member.person)
            make.make_membership(cast.sub_committee)

    add([0])
    with_one = [make.queries_of(client, page) for page in pages]
    add(range(1, 50))
    assert [make.queries_of(client, page) for page in pages] == with_one
