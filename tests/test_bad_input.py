"""Nonsense sent to every address that takes it: plain answers, nothing stored, nothing typed lost, never a 500.

The forms are read from the pages themselves, so that a new field is tried without being named here.
"""

import pytest
from django.urls import reverse

from recommendations.actions.labels import numbering_of
from scrutiny.models import Scope
from tests import hostile, page_forms
from tests.access_table import TABLE
from tests.hostile import NICE, SCRIPT, posting_rows, role_for
from tests.test_access import World

# On PostgreSQL, which refuses more than SQLite: too long, too large, a NUL.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.postgres]

LONG = "a" * 200_001
CONTROL = "before\x00\x1b\x07after"
# Every box gets these, one box at a time; and then these, all boxes at once.
WORDS = (LONG, CONTROL, SCRIPT)
EVERYWHERE = (
    f"{NICE} {{{{note: x}}}} ' OR 1=1 -- ../../etc/passwd %s %(x)s {{0}} {{x.__class__}} \u202eright to left\u202c",
    "=cmd()",
    "-1",
    "9" * 40,
    "１２",
    "²",
    "31/02/2025",
    "\ud7ff\ufffe\uffff",
    "\r\n\r\n",
)
PARTS_OF_DATES = ("31", "２", "²", "9" * 40)
CHOICES = ("-1", "²", "9" * 40, "x\x00")
IN_ADDRESSES = ("²", "9" * 40, SCRIPT + "a" * 3000, "\ud7ff\ufffe\x01", "finding-²", "section-99999999999999")
PARAMETERS = (
    "q", "before", "show", "edit", "add", "draft", "after", "finding", "section", "kind", "user", "council", "start",
    "part", "next", "page", "person", "body", "review",
)  # fmt: skip
CHOOSING = ("select", "radio", "checkbox", "hidden")
BOXES = ("text", "textarea", "email", "url", "password", "tel", "number", "search")
DATE_ENDINGS = ("_0", "_1", "_2")


def make_site(state, settings):
    settings.AXES_ENABLED = False
    world = World(state)
    numbering_of(world.review)  # both come into being when a page is first read
    Scope.objects.get_or_create(review=world.review)
    return hostile.Site(world)


@pytest.fixture
def site(settings):
    """A shared draft, with one of everything."""
    made = make_site("shared", settings)
    yield made
    made.close()


@pytest.fixture
def published(settings):
    """A published review, with one of everything."""
    made = make_site("published", settings)
    yield made
    made.close()


def tries(field, place):
    """What is sent in one field, beside leaving it out and sending it twice.

    Of what is no choice and no part of a date each field gets one in its turn, by its place in the form: all of it is
    refused in the same way, and `try_every_field` sends the whole to all choices at once.
    """
    if field.kind in CHOOSING:
        return CHOICES[place % len(CHOICES) :][:1]
    if field.kind == "text" and field.name[-2:] in DATE_ENDINGS and not field.name.startswith("part"):
        return PARTS_OF_DATES[place % len(PARTS_OF_DATES) :][:1]
    return WORDS if field.kind in BOXES else ()


def told(name, field, value, what):
    shown = value if len(value) < 30 else f"{value[:20]}… ({len(value)})"
    return f"{name} [{field}] {shown!r}: {what}"


def wrong_with(answer, sent, form):
    """What is wrong with the answer to a form sent as `sent`: sentences."""
    if answer.status >= 500 or answer.failure:
        return [str(answer)]
    found = []
    if answer.status >= 400 or (answer.status == 200 and "govuk-error-summary" in answer.text):
        counted = {key for key in answer.changed if key[0] != "engine.Draft"}
        if counted:
            found.append(f"{answer.status}, and yet changed {sorted(counted)[:4]}")
        if answer.status in (200, 409, 422):
            found += not_kept(answer, sent, form)
    else:
        kept = " ".join(row for (label, _), row in answer.changed.items() if row and label != "scrutiny.Edition")
        if "a" * 10_000 in kept:
            found.append("the over-long text was stored")
        # A draft keeps whatever was typed, but NUL, until its form is saved.
        if {key[0] for key in answer.changed} == {"engine.Draft"}:
            kept = kept.replace("\\x1b", "").replace("\\x07", "")
        if any(mark in kept for mark in ("\\x00", "\\x1b", "\\x07", "\x00", "\x1b", "\x07")):
            found.append("control characters were stored")
    if "<script>alert" in answer.text or "<img src=x" in answer.text:
        found.append("the script is on the page")
    return found


def not_kept(answer, sent, form):
    """Boxes whose words were not shown again."""
    shown = {}
    for one in page_forms.forms_of(answer.text):
        shown |= one.fields
    found = []
    for name, values in sent.items():
        field = form.fields.get(name)
        if field is None or field.kind not in ("text", "textarea", "email", "url") or not "".join(values).strip():
            continue
        if name not in shown:
            found.append(f"{answer.status}, and the box {name} is not on the page")
        elif plain("".join(shown[name].values)) != plain(values[-1]):
            found.append(f"{answer.status}, and {name} lost what was typed")
    return found


def plain(words):
    """Words as they may be shown again: without control characters, with one kind of line end."""
    words = "".join(mark for mark in words.replace("\r\n", "\n") if mark == "\n" or ord(mark) >= 32)
    return words.replace("\u202e", "").replace("\u202c", "").replace("\ufffe", "").replace("\uffff", "").strip()


def try_every_field(site, name, row, state):
    """What goes wrong at one address, sentence by sentence."""
    role = role_for(row, state)
    if role is None:
        return
    site.as_role(role)
    address, form = hostile.form_for(site, name, row)
    filled = form.filled()
    for place, field in enumerate(hostile.distinct(form)):
        for value in tries(field, place):
            sent = filled | {field.name: [value]}
            for problem in wrong_with(site.send("post", address, sent), sent, form):
                yield told(name, field.name, value, problem)
        for label, sent in (
            ("left out", {key: value for key, value in filled.items() if key != field.name}),
            ("sent twice", filled | {field.name: ["x", *filled.get(field.name, ["y"])]}),
        ):
            answer = site.send("post", address, sent)
            if answer.status >= 500 or answer.failure:
                yield told(name, field.name, label, str(answer))
    chosen = [one.name for one in form.fields.values() if one.kind in CHOOSING]
    for value in CHOICES if chosen else ():
        sent = filled | {key: [value] for key in chosen}
        for problem in wrong_with(site.send("post", address, sent), sent, form):
            yield told(name, "every choice", value, problem)
    for value in EVERYWHERE:
        boxes = {one.name: [value] for one in form.fields.values() if one.kind in (*BOXES, "hidden")}
        sent = filled | boxes | {"unheard-of": ["x"], "remove": [value], "id": [value], "position": [value]}
        for problem in wrong_with(site.send("post", address, sent), sent, form):
            yield told(name, "all", value, problem)


@pytest.mark.parametrize("part", range(4))
def test_no_field_takes_nonsense(site, part):
    wrong = []
    for name, row in posting_rows()[part::4]:
        wrong += try_every_field(site, name, row, "shared")
    assert not wrong, "\n".join(wrong)


def test_no_field_takes_nonsense_once_published(published):
    wrong = []
    for name, row in posting_rows():
        if role_for(row, "shared") is None:
            wrong += try_every_field(published, name, row, "published")
    assert not wrong, "\n".join(wrong)


RAW = {
    "broken multipart": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "multipart without a boundary": (b"words", "multipart/form-data"),
    "multipart with an odd boundary": (b"words", "multipart/form-data; boundary=\xe9"),
    "a multipart part with no name": (b"--x\r\nContent-Disposition: form-data\r\n\r\nq\r\n--x--\r\n",
                                      "multipart/form-data; boundary=x"),
    "JSON": (b'{"text": "words"}', "application/json"),
    "broken JSON": (b'{"text": ', "application/json"),
    "bytes that are no text": (b"text=\xff\xfe%ff%ed%a0%80&title=%80", "application/x-www-form-urlencoded"),
    "an unknown charset": (b"text=words", "application/x-www-form-urlencoded; charset=klingon"),
    "UTF-16": ("text=words".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "UTF-7": (b"text=+ADw-script+AD4-", "application/x-www-form-urlencoded; charset=utf-7"),
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "no kind": (b"words", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", RAW)
def test_bodies_that_are_no_form_get_a_plain_answer(site, case):
    body, kind = RAW[case]
    wrong = []
    for name, row in posting_rows():
        role = role_for(row, "shared")
        if role:
            site.as_role(role)
            answer = site.send("generic_post", site.world.address(name, row), body, content_type=kind)
            if answer.status >= 500 or answer.failure:
                wrong.append(f"{name}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_too_much_at_once_gets_a_plain_answer(site):
    wrong = []
    huge = b"text=" + b"a" * (6 * 1024 * 1024)
    many = b"&".join(b"part_%d=x" % number for number in range(6000))
    for name, row in posting_rows():
        role = role_for(row, "shared")
        if role is None:
            continue
        site.as_role(role)
        for body in (huge, many):
            answer = site.send(
                "generic_post", site.world.address(name, row), body, content_type="application/x-www-form-urlencoded"
            )
            if answer.status != 413 or answer.failure or answer.changed:
                wrong.append(f"{name}: {answer} {sorted(answer.changed)[:3]}")
            if "too much to send at once" not in answer.text:
                wrong.append(f"{name}: 413 without plain words")
    assert not wrong, "\n".join(wrong)


def test_nothing_after_the_question_mark_breaks_a_page(site):
    wrong = []
    for name, row in TABLE.items():
        role = role_for(row, "shared", "GET")
        if role is None:
            continue
        site.as_role(role)
        for value in IN_ADDRESSES:
            answer = site.send("get", site.world.address(name, row), dict.fromkeys(PARAMETERS, value))
            if answer.status >= 500 or answer.failure:
                wrong.append(told(name, "?", value, str(answer)))
            if "<script>alert" in answer.text or "<img src=x" in answer.text:
                wrong.append(told(name, "?", value, "the script is on the page"))
            if answer.changed:
                wrong.append(told(name, "?", value, f"reading changed {sorted(answer.changed)[:3]}"))
    assert not wrong, "\n".join(wrong)


def test_odd_ids_in_addresses_are_not_found(site):
    wrong = []
    for name, row in TABLE.items():
        if not row.thing:
            continue
        role = role_for(row, "shared", "GET") or "officer"
        site.as_role(role)
        address = site.world.address(name, row)
        pk = f"/{getattr(site.world, row.thing.partition(' ')[0]).pk}/"
        for odd in ("0", "-1", "999999999", "9" * 30, "１", "²", "1e3", "x%00", "%2e%2e", "a" * 300, "1;drop"):
            for method in ("get", "post"):
                answer = site.send(method, address.replace(pk, f"/{odd}/", 1))
                if answer.status not in (400, 403, 404, 405) or answer.failure or answer.changed:
                    wrong.append(told(name, method, odd, str(answer)))
    for kind, field in (("finding", "binned_at"), ("person", "email"), ("user", "password"), ("finding", "section")):
        for address in (f"/history/{kind}/1/{field}/", f"/history/{kind}/1/{field}/restore/", f"/bin/{kind}s/1/"):
            for method in ("get", "post"):
                answer = site.send(method, address)
                if answer.status not in (404, 405):
                    wrong.append(told(address, method, field, str(answer)))
    assert not wrong, "\n".join(wrong)


def test_every_text_in_the_database_is_shown_escaped(site):
    hostile.put_in_every_text(SCRIPT)
    wrong = []
    for name, row in TABLE.items():
        for role in ("officer", "administrator", "monitoring", "public"):
            site.as_role(role)
            answer = site.send("get", site.world.address(name, row))
            if answer.status >= 500 or answer.failure:
                wrong.append(f"{name} as {role}: {answer}")
            is_page = "html" in answer.headers.get("Content-Type", "")
            if is_page and ("<script>alert" in answer.text or "<img src=x" in answer.text):
                wrong.append(f"{name} as {role}: the script is on the page")
    assert not wrong, "\n".join(wrong)


def test_the_preview_of_a_text_is_harmless(site):
    site.as_role("officer")
    answer = site.send("post", reverse("engine:text-preview"), {"text": f"{SCRIPT}\n\n[x](javascript:alert(1)) {NICE}"})
    assert answer.status == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert 'href="javascript' not in answer.text
    assert NICE in answer.text
