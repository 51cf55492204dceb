"""A member's own notes: theirs alone unless sent, and never in the audit."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import notes as actions
from recommendations.models import MemberNote
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories, life
from tests.test_access import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = "zqnotewordsqz"


@pytest.fixture
def world(db):
    """A published recommendation, sent, with a coming meeting, and the cast."""
    world = World("published")
    world.coming = factories.make_meeting(world.cast.committee, timezone.localdate() + timedelta(days=9))
    return world


def at(name, thing=None):
    return reverse(f"recommendations:{name}", args=[thing.pk] if thing else [])


def test_a_member_writes_changes_sends_and_removes(world, client):
    factories.sign_in(client, world.cast.member)
    answer = client.post(
        at("note-add", world.sent), {"text": WORDS, "is_question": "on", "meeting": world.coming.pk}, follow=True
    )
    assert WORDS in answer.content.decode()
    note = MemberNote.objects.get(text=WORDS)
    assert (note.user, note.is_question, note.meeting, note.sent_at) == (world.cast.member, True, world.coming, None)
    client.post(at("note-edit", note), {"text": f"{WORDS} changed", "meeting": ""})
    note.refresh_from_db()
    assert (note.text, note.is_question, note.meeting) == (f"{WORDS} changed", False, None)
    client.post(at("note-send", note))
    client.post(at("note-send", note))
    note.refresh_from_db()
    assert note.sent_at is not None
    assert AuditEntry.objects.filter(kind="recommendations.membernote", verb="sent to the officer").count() == 1
    assert "gone for good, for the officer too" in client.get(at("note-remove", note)).content.decode()
    client.post(at("note-remove", note))
    assert not MemberNote.objects.filter(pk=note.pk).exists()


@pytest.mark.parametrize("sent", [False, True])
def test_who_reads_a_note(world, client, sent):
    """Its writer; and once it is sent the committee's officer, on the page of the recommendation."""
    life.make_note(world.sent, world.cast.member, WORDS, sent_at=timezone.now() if sent else None)
    readers = {"member"} | ({"officer"} if sent else set())
    pages = [at("life", world.sent), at("note-list"), reverse("scrutiny:home"), reverse("scrutiny:audit-list"),
             reverse("scrutiny:review-history", args=[world.agreed.pk])]  # fmt: skip
    for role, user in world.cast.everybody():
        factories.sign_in(client, user)
        found = {page for page in pages if WORDS in client.get(page).content.decode()}
        expected = {"member": {pages[0], pages[1]}, "officer": {pages[0]}}[role] if role in readers else set()
        assert found == expected, role


def test_an_officer_sees_whose_note_it_is(world, client):
    life.make_note(world.sent, world.cast.member, WORDS, sent_at=timezone.now(), meeting=world.coming)
    factories.sign_in(client, world.cast.officer)
    words = client.get(at("life", world.sent)).content.decode()
    assert "Mabel Thorn" in words
    assert "Sent to you by members" in words


def test_the_audit_holds_no_word_of_it(world):
    note = actions.add(world.sent, WORDS, by=world.cast.member)
    actions.change(note, by=world.cast.member, text=f"{WORDS} more")
    actions.send(note, by=world.cast.member)
    actions.remove(note, by=world.cast.member)
    entries = AuditEntry.objects.filter(kind="recommendations.membernote")
    assert [one.verb for one in entries.order_by("pk")] == ["added", "changed", "sent to the officer", "removed"]
    for one in entries:
        assert one.thing == "A member’s note"
        assert WORDS not in f"{one.thing}{one.before}{one.after}{one.note}{one.under}"
        assert (one.before or None, one.after or None) == (None, None)


def test_a_meeting_of_another_body_is_refused(world, client):
    elsewhere = factories.make_meeting(world.cast.other_committee, timezone.localdate() + timedelta(days=9))
    with pytest.raises(Refused):
        actions.add(world.sent, WORDS, by=world.cast.member, meeting=elsewhere)
    factories.sign_in(client, world.cast.member)
    for meeting in (elsewhere.pk, "x", "999999999", "9" * 40, "\x00", "-1"):
        answer = client.post(at("note-add", world.sent), {"text": WORDS, "meeting": meeting})
        assert answer.status_code == 422
        assert "meeting" in str(answer.context["form"].errors["meeting"])
    assert not MemberNote.objects.filter(text=WORDS).exists()


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 10_001])
def test_what_cannot_be_a_note(world, client, text):
    factories.sign_in(client, world.cast.member)
    assert client.post(at("note-add", world.sent), {"text": text}).status_code == 422


def test_pressing_twice_writes_once(world, client):
    factories.sign_in(client, world.cast.member)
    sent = {"text": WORDS, "once": "4b3f3a4e-98a5-4a49-9df3-4f2b3d6a7c11"}
    for _ in range(2):
        assert client.post(at("note-add", world.sent), sent).status_code == 302
    assert MemberNote.objects.filter(text=WORDS).count() == 1


def test_a_note_outlives_the_right_to_follow(world, client):
    """Whoever leaves the committee keeps their own words, without those of what they were on."""
    note = life.make_note(world.sent, world.cast.member, WORDS)
    type(world.agreed).objects.filter(pk=world.agreed.pk).update(binned_at=timezone.now())
    type(world.sent).objects.filter(pk=world.sent.pk).update(text="zqrecommendedqz")
    factories.sign_in(client, world.cast.member)
    for name, thing in (("note-list", None), ("note-edit", note), ("note-remove", note)):
        words = client.get(at(name, thing)).content.decode()
        assert WORDS in words
        assert "zqrecommendedqz" not in words
    assert client.post(at("note-edit", note), {"text": "Other words"}).status_code == 302


def test_whoever_left_the_committee_sends_nothing_more(world, client):
    note = life.make_note(world.sent, world.cast.member, WORDS)
    world.cast.member.person.memberships.update(has_left=True)
    factories.sign_in(client, type(world.cast.member).objects.get(pk=world.cast.member.pk))
    assert client.post(at("note-send", note)).status_code == 403
    note.refresh_from_db()
    assert note.sent_at is None
