"""Whatever is recorded of the life of recommendations is found in the audit that the monitoring officer reads."""

import pytest
from django.apps import apps
from django.db import transaction

from recommendations.actions.labels import numbering_of
from recommendations.models import Letter
from scrutiny.engine import audit
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Scope
from scrutiny.views.audit import entries_for
from tests import hostile, life
from tests.hostile import posting_rows, role_for
from tests.test_access import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Rows that nothing is recorded of: they belong to another row, or the program works them out.
PARTS = {"AskItem", "FindingLink", "Limb", "Addressee", "Answer", "DateRevision", "DeadlineChange", "Handover", "Numbering",
         "OccasionDate", "PaperSubject", "Standing", "Tally", "TurnedDay", "Withdrawal"}  # fmt: skip


def unread(world, entries):
    """Those of the entries that the council's monitoring officer does not find."""
    read = set(entries_for(world.cast.monitoring, [world.council.pk]).values_list("pk", flat=True))
    return [f"{one.verb} {one.kind} under {one.under}" for one in entries if one.pk not in read]


@pytest.fixture
def world():
    """One of everything, in a review that is published."""
    made = World("published")
    numbering_of(made.review)
    Scope.objects.get_or_create(review=made.review)
    council = made.council
    council.occasions.create(name="The autumn scrutiny", key="autumn")
    council.ladder.create(who="owner", days=-7)
    made.sent.proposals.create(meeting=made.meeting, kind="continue", recorded_on=life.SENT)
    apps.get_model("recommendations.MonitoringRule").objects.create(council=council)
    Letter.objects.create(council=council, kind="chair", key="chair:1", subject="About nobody", written_on=life.SENT)
    return made


def test_the_audit_has_a_place_for_every_noun(world):
    entries, kinds = (
        [],
        [one for one in apps.get_app_config("recommendations").get_models() if one.__name__ not in PARTS],
    )
    for model in kinds:
        if model.__name__.startswith("Historical"):
            continue
        things = list(model._base_manager.all())
        assert things, f"there is no {model.__name__} to try"
        entries += [audit.record(thing, "tried", by=world.cast.officer) for thing in things]
    assert unread(world, entries) == []


@pytest.mark.slow
def test_every_form_of_the_life_is_found_in_the_audit(world):
    site, verbs = hostile.Site(world), set()
    for name, row in posting_rows():
        role = role_for(row, "published")
        if role is None or not name.startswith(("recommendations:", "scrutiny:committee", "scrutiny:section")):
            continue
        site.as_role(role)
        address, form = hostile.form_for(site, name, row)
        last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            point = transaction.savepoint()
            site.client.post(address, form.filled() | {key: [value] for key, value in row.fields})
            entries = list(AuditEntry.objects.filter(pk__gt=last))
            wrong = unread(world, entries)
            transaction.savepoint_rollback(point)
        assert wrong == [], name
        verbs |= {(entry.kind.partition(".")[2], entry.verb) for entry in entries}
    site.close()
    assert len(verbs) > 25, sorted(verbs)
