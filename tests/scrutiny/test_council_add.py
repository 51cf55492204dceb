"""The command with which a real installation begins."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from scrutiny.engine.models import AuditEntry, User
from scrutiny.models import Council, Role
from tests.factories import make_council, make_user

pytestmark = pytest.mark.django_db
JO = {"administrator": "jo.field", "full_name": "Jo Field"}


def council_add(name, **options):
    """What the command prints."""
    out = StringIO()
    call_command("council_add", name, **(JO | options), stdout=out)
    return out.getvalue()


def test_the_printed_password_opens_the_administrators_pages(client):
    printed = council_add("  Marlshire  County Council ")
    council = Council.objects.get(name="Marlshire County Council")
    assert council.nation == "ENG"
    role = Role.objects.get(council=council)
    assert (role.kind, role.user.username, str(role.user)) == ("administrator", "jo.field", "Jo Field")
    password = re.search(r"Password:\s+(\S+)", printed)[1]
    client.post(reverse("engine:sign-in"), {"username": "jo.field", "password": password})
    assert client.get(reverse("scrutiny:administration")).status_code == 200


def test_the_audit_says_that_it_was_done_and_not_the_password():
    printed = council_add("Marlshire County Council")
    password = re.search(r"Password:\s+(\S+)", printed)[1]
    entries = [f"{one.verb} {one.thing} {one.after}" for one in AuditEntry.objects.all()]
    assert any("Marlshire County Council" in entry for entry in entries)
    assert any("jo.field" in entry for entry in entries)
    assert not any(password in entry for entry in entries)


def test_a_nation_may_be_given_in_small_letters():
    council_add("Cwm Example Council", nation="wls")
    assert Council.objects.get().nation == "WLS"


def test_a_second_council_may_stand_beside_the_first():
    make_council("Marlshire County Council")
    council_add("Marl Vale District Council")
    assert Council.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("marlshire COUNTY council", {}, "already a council called Marlshire County Council"),
        ("Other Council", {"administrator": "Ann.Lee"}, "already signs in as Ann.Lee"),
        ("Other Council", {"administrator": "jo field"}, "no spaces"),
        ("Other Council", {"administrator": ""}, "no spaces"),
        ("Other Council", {"nation": "FRA"}, "is not a nation"),
        ("   ", {}, "is empty"),
        ("Other Council", {"full_name": " "}, "full name is empty"),
        ("C" * 201, {}, "200 characters or fewer"),
        ("Other\x00 Council", {}, "cannot be kept"),
    ],
)
def test_what_cannot_be_done_is_refused_plainly_and_changes_nothing(name, options, says):
    make_council("Marlshire County Council")
    make_user("Ann Lee", username="ann.lee")
    with pytest.raises(CommandError, match=says):
        council_add(name, **options)
    assert (Council.objects.count(), User.objects.count(), Role.objects.count()) == (1, 1, 0)
