"""The audit: who did what, when, and that nobody can change or remove it."""

import pytest

from scrutiny.engine import audit
from scrutiny.engine.models import AuditEntry
from scrutiny.engine.models.audit import AuditIsAppendOnly
from tests.factories import make_finding, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return audit.record(
        make_review(title="Bus routes"), "renamed", by=make_user(), before={"title": "a"}, after={"title": "b"}
    )


def test_an_entry_says_who_what_and_when(entry):
    stored = AuditEntry.objects.get(pk=entry.pk)
    assert (stored.verb, stored.thing, stored.kind) == ("renamed", "Bus routes", "scrutiny.review")
    assert (stored.before, stored.after) == ({"title": "a"}, {"title": "b"})
    assert stored.by.full_name == "Ida Sample"
    assert stored.at is not None


def test_what_belongs_to_a_review_is_found_under_it():
    review = make_review()
    finding = make_finding(review)
    audit.record(finding, "added", by=None)
    audit.record(make_finding(), "added", by=None)
    assert [entry.kind for entry in AuditEntry.objects.filter(under=audit.under_key(review))] == ["scrutiny.finding"]
    assert AuditEntry.objects.about(finding).count() == 1


def test_nobody_signed_in_is_the_system():
    from django.contrib.auth.models import AnonymousUser

    assert audit.record(make_review(), "imported", by=AnonymousUser()).by is None


def test_hidden_fields_are_named_and_their_words_left_out():
    review = make_review()
    review.audit_hides, review.audit_name = ("title",), "A review"
    entry = audit.record(review, "renamed", by=None, before={"title": "canary"}, after={"title": "canary", "stage": 2})
    stored = AuditEntry.objects.filter(pk=entry.pk).values().get()
    assert "canary" not in str(stored)
    assert set(stored["after"]) == {"title", "stage"}
    assert stored["thing"] == "A review"


CHANGES = {
    "save": lambda entry: entry.save(),
    "save named fields": lambda entry: entry.save(update_fields=["verb"]),
    "save a copy from the database": lambda entry: AuditEntry.objects.get(pk=entry.pk).save(),
    "save over it": lambda entry: AuditEntry(pk=entry.pk, verb="forged", kind="x", object_id="1", thing="x").save(
        force_update=True
    ),
    "update": lambda entry: AuditEntry.objects.update(verb="forged"),
    "update some": lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(verb="forged"),
    "update through the user": lambda entry: AuditEntry._default_manager.filter(by=entry.by).update(verb="forged"),
    "bulk_update": lambda entry: AuditEntry.objects.bulk_update([entry], ["verb"]),
    "update_or_create": lambda entry: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"verb": "forged"}),
    "bulk_create over it": lambda entry: AuditEntry.objects.bulk_create(
        [AuditEntry(pk=entry.pk, verb="forged", kind="x", object_id="1", thing="x")],
        update_conflicts=True, update_fields=["verb"], unique_fields=["id"],
    ),
    "delete": lambda entry: entry.delete(),
    "delete all": lambda entry: AuditEntry.objects.all().delete(),
    "delete some": lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
    "delete raw": lambda entry: AuditEntry.objects.all()._raw_delete("default"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_entry_cannot_be_changed_or_removed(entry, change):
    entry.verb = "forged"
    with pytest.raises(AuditIsAppendOnly):
        change(entry)
    assert [stored.verb for stored in AuditEntry.objects.all()] == ["renamed"]


def test_somebody_in_the_audit_cannot_be_deleted(entry):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        entry.by.delete()
