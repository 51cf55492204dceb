"""A canary in every restricted text, looked for in everything that everybody can fetch: pages, headers, files, logs."""

import io
import logging
import subprocess
from datetime import date

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from scrutiny.actions import editions
from scrutiny.engine.models import User
from tests import canaries_exempt, factories
from tests.access_table import ROLES, TABLE
from tests.canaries import MAY_READ, SAME, CanaryWorld, word

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

# Where two states differ for no role but these, the others are not asked twice.
ASKED = {
    "draft": ("officer", "other_officer", "member", "co_opted", "responsible", "public"),
    "shared": ROLES,
    "published": ROLES,
    "binned": ("officer", "member", "co_opted", "other_officer", "public"),
}
SLOW = {"scrutiny:paper-pdf", "scrutiny:committee-paper-pdf"}  # printed papers are looked at in tests/pdf
SEARCHED = ("scrutiny:review-list", "scrutiny:body-list", "boards:board-list", "scrutiny:person-list",
            "scrutiny:glossary-list", "scrutiny:audit-list", "scrutiny:administration", "scrutiny:home")  # fmt: skip


def addresses(world):
    """Every address to be fetched."""
    for name, row in TABLE.items():
        if name not in SLOW:
            yield world.address(name, row)
    for name in SEARCHED:
        for query in (f"q={SAME}", f"show=bin&q={SAME}", "show=ended", f"council={world.foreign_council.pk}"):
            yield f"{reverse(name)}?{query}"
    for thing in (world.finding, world.binned_finding):
        yield f"{reverse('recommendations:finding-table', args=[world.review.pk])}?edit=finding-{thing.pk}&draft=1"
    yield f"{reverse('scrutiny:scope-edit', args=[world.review.pk])}?edit=1"
    yield from canaries_exempt.addresses(world)
    for name, keys in world.more_addresses():
        yield reverse(name, args=keys)


def everything_in(response):
    """The body and the headers of a response as one text in small letters."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode('utf-8', 'replace')}".lower()


def fetched(client, world, role):
    """(address, all its text) of everything that a role can fetch."""
    user = getattr(world.cast, role)
    factories.sign_in(client, User.objects.get(pk=user.pk) if user else None)
    for address in addresses(world):
        response = client.get(address)
        assert response.status_code < 500, f"{address} as {role}: {response.status_code}"
        yield address, everything_in(response)


@pytest.mark.parametrize("state", ASKED)
def test_nobody_reads_what_is_not_theirs(client, state, caplog):
    world = CanaryWorld(state)
    caplog.set_level(logging.INFO)
    wrong, seen = [], {}
    for role in ASKED[state]:
        hidden = {name: word(name) for name, may in MAY_READ.items() if may(role, state) != "yes"}
        for address, text in fetched(client, world, role):
            if SAME in text:
                wrong += [f"{role} reads “{name}” at {address}" for name, found in hidden.items() if found in text]
                seen.setdefault(role, set()).update(name for name in MAY_READ if word(name) in text)
    wrong += [f"the log has “{name}”" for name in MAY_READ if word(name) in caplog.text.lower()]
    assert not wrong, f"review {state}:\n" + "\n".join(wrong)
    # The test means nothing unless each canary is found by somebody who may.
    may = {name for name, who in MAY_READ.items() if any(who(role, state) == "yes" for role in ASKED[state])}
    unseen = may - set().union(*seen.values())
    assert not unseen, f"review {state}: planted, but shown to nobody: {sorted(unseen)}"


# The printed paper: its words, what it says of itself, and what is attached to it.
PRINTABLE = {name for name in MAY_READ if name.startswith(("review ", "scope ", "paper ", "section ", "finding "))} | {
    "recommendation text", "recommendation limb", "recommendation measure", "recommendation addressee",
    "witness name", "witness role", "witness gave", "anonymous description", "session title", "open title",
}  # fmt: skip


def printed(data):
    """Everything that a PDF holds as text, in small letters: its pages, its data and its attachments."""
    words = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    raw = plain.getvalue()
    texts = (words.decode(), raw.decode("latin-1"), raw.replace(b"\x00", b"").decode("latin-1"))
    return "\n".join(texts).lower().replace("\n", "")


@pytest.mark.system
def test_a_printed_paper_holds_nothing_restricted(client):
    world = CanaryWorld("shared")
    factories.sign_in(client, world.cast.member)
    draft = client.get(reverse("scrutiny:paper-pdf", args=[world.review.pk]))
    assert draft["Content-Type"] == "application/pdf", draft.content[-2000:]
    type(world.review).objects.filter(pk=world.review.pk).update(status="agreed", agreed_at=timezone.now())
    world.review.refresh_from_db()
    edition = editions.issue(world.review.report, by=world.cast.officer, as_at=date(2024, 3, 12), token="")
    editions.publish(edition, by=world.cast.officer)
    factories.sign_in(client, None)
    public = client.get(reverse("scrutiny:edition-pdf", args=[edition.pk]))
    page = client.get(reverse("scrutiny:edition-show", args=[edition.pk])).content.decode().lower()
    wrong = []
    for what, text in (("draft", printed(draft.content)), ("edition", printed(public.content)), ("page", page)):
        assert word("finding text") in text, f"the {what} has no findings"
        wrong += [f"{what}: {name}" for name in MAY_READ if name not in PRINTABLE and word(name) in text]
    assert not wrong, "\n".join(wrong)
