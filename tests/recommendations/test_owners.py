"""Owners: added, changed, once in a council."""

import pytest

from recommendations.actions import owners
from recommendations.models import Owner
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_owner_is_added_and_changed():
    council, officer = factories.make_council(), factories.make_user()
    owner = owners.add_owner(council, name=" Una Owner ", post="Head of Schools", email="una@example.org", by=officer)
    assert str(owner) == "Una Owner, Head of Schools"
    changed = owners.change_owner(owner, email="una.owner@example.org", is_active=False, by=officer)
    assert (changed.email, changed.is_active) == ("una.owner@example.org", False)
    assert [one.verb for one in AuditEntry.objects.about(owner)] == ["changed", "added"]
    owners.change_owner(owner, email="una.owner@example.org", by=officer)
    assert AuditEntry.objects.about(owner).count() == 2


def test_an_owner_is_there_once():
    council, officer = factories.make_council(), factories.make_user()
    owners.add_owner(council, name="Una Owner", post="Head of Schools", by=officer)
    other = owners.add_owner(council, name="Una Owner", post="", by=officer)
    for act in (
        lambda: owners.add_owner(council, name="Una Owner", post="Head of Schools", by=officer),
        lambda: owners.change_owner(other, post="Head of Schools", by=officer),
        lambda: owners.add_owner(council, name=" ", by=officer),
        lambda: owners.add_owner(council, name="Uma", body=factories.make_body(), by=officer),
    ):
        with pytest.raises(Refused):
            act()
    assert Owner.objects.count() == 2
