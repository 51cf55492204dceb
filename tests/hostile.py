"""Helpers of the tests that send nonsense: `Site` sends one request, undoes what it did, and says what it had changed."""

import contextlib
import hashlib
import re
import sys
import traceback
from dataclasses import dataclass
from itertools import count

from django.apps import apps
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.test import Client

from scrutiny.engine.models import User
from tests import factories
from tests.access_table import ROLES, TABLE
from tests.page_forms import Field, Form, forms_of

TOKEN = "x" * 32
WRITES = re.compile(r'\s*(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
NICE = "Ŵyn Siân ŷ 🙂"
# Texts that the program itself writes and reads: keys, kinds, hashes, and an edition's HTML, which is made here.
CODES = (
    "kind", "object_id", "under", "verb", "key", "password", "html", "sha256", "template", "accent", "language",
    "history_type", "session_key", "session_data", "file_name",
)  # fmt: skip
# What the sending itself leaves behind.
NOT_COUNTED = {"sessions.Session", "axes.AccessAttempt", "axes.AccessLog", "axes.AccessFailureLog"}


def rows(tables=None):
    """Every row of every table that counts (or of `tables`), as {(model, key): its values as text}."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label in NOT_COUNTED or not (tables is None or model._meta.db_table in tables):
            continue
        names = [one.attname for one in model._meta.concrete_fields if one.attname != "last_login"]
        for values in model._base_manager.order_by().values_list("pk", *names):
            found[label, values[0]] = tuple(_digest(v) if isinstance(v, memoryview | bytes) else v for v in values[1:])
    return {key: repr(values) for key, values in found.items()}


def _digest(data):
    """A kept file's bytes, which nobody typed, by what tells them from others."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Answer:
    """What one request gave: the status, the page, what it wrote, and how it failed."""

    status: int
    text: str
    headers: dict
    changed: dict  # (model, key): row as it was after (None when removed)
    failure: str = ""

    def __str__(self):
        return f"{self.status} {self.failure}".strip()


class Site:
    """The site as one test drives it: each request is undone, and what it wrote is told."""

    def __init__(self, world):
        self.world, self.failure = world, ""
        # With the check of tokens, as it is served: it reads the whole form before any view does.
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True, headers={"X-CSRFToken": TOKEN})
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        self.before = rows()
        self.users = {role: getattr(world.cast, role) for role in ROLES}
        got_request_exception.connect(self._failed)

    def close(self):
        """Stop listening."""
        got_request_exception.disconnect(self._failed)

    def _failed(self, sender, **kwargs):
        kind, problem, trace = sys.exc_info()
        place = [one for one in traceback.extract_tb(trace) if ".venv" not in one.filename][-1:]
        where = f" at {place[0].filename.rpartition('/main/')[2]}:{place[0].lineno}" if place else ""
        self.failure = f"{kind.__name__}: {str(problem)[:160]}{where}"

    def as_role(self, role):
        """Sign in as a role of the cast."""
        user = self.users[role]
        factories.sign_in(self.client, User.objects.get(pk=user.pk) if user else None)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN

    def send(self, method, address, data=None, *, fails=False, **extra):
        """An Answer; the database is as it was afterwards. With `fails`, writing the audit fails, once it is written."""
        self.failure, wrote = "", set()

        def watch(execute, sql, params, many, context):
            found = WRITES.match(sql)
            if found:
                wrote.add(found[1])
            done = execute(sql, params, many, context)
            if fails and found and found[1] == "engine_auditentry":
                raise OperationalError("The disk is full")
            return done

        with transaction.atomic():
            point = transaction.savepoint()
            with connection.execute_wrapper(watch):
                if method == "generic_post":
                    response = self.client.generic("POST", address, data, **extra)
                else:
                    response = getattr(self.client, method)(address, data, **extra)
            changed = self._changed(wrote) if wrote else {}
            transaction.savepoint_rollback(point)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        headers = dict(response.items())
        return Answer(response.status_code, content.decode("utf-8", "replace"), headers, changed, self.failure)

    def _changed(self, tables):
        labels = {model._meta.label for model in apps.get_models(True) if model._meta.db_table in tables}
        before, after = {key: row for key, row in self.before.items() if key[0] in labels}, rows(tables)
        return {key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def put_in_every_text(words):
    """Write `words` at the end of every text of every row, where it fits and is no code of the program."""
    for model in apps.get_models():
        label = model._meta.label
        if label in NOT_COUNTED or not label.startswith(("scrutiny", "recommendations", "engine", "boards")):
            continue
        for one in model._meta.concrete_fields:
            is_words = isinstance(one, models.CharField | models.TextField) and not one.choices
            is_code = isinstance(one, models.EmailField | models.FileField) or one.name in CODES or one.primary_key
            if not is_words or is_code or (one.max_length or 999) < len(words) + 10:
                continue
            for pk in model._base_manager.values_list("pk", flat=True):
                # _raw_update would be the audit's own; a plain UPDATE goes round its refusal to be changed
                table, column = (connection.ops.quote_name(name) for name in (model._meta.db_table, one.column))
                key = connection.ops.quote_name(model._meta.pk.column)
                # what a constraint of the table refuses can never stand there
                with contextlib.suppress(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [f"{pk} {words}", pk])


_starts = count(500_000, 500_000).__next__  # PostgreSQL's counters are not undone with a test


def number_far():
    """Have every table go on numbering its rows far away, from one number: a key then names something in each of them."""
    start = _starts()
    for model in apps.get_models(include_auto_created=True):
        table, key = model._meta.db_table, model._meta.pk
        if not isinstance(key, models.AutoField | models.BigAutoField):
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                               [f'"{table}"', key.column, start])  # fmt: skip
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])


def posting_rows():
    """(name, row) of every address of the table that takes POST."""
    return [(name, row) for name, row in TABLE.items() if "POST" in row.methods]


def role_for(row, state, method="POST"):
    """The first role that may, or None."""
    who = row.posts or row.who if method == "POST" else row.who
    return next((role for role in ROLES if who(role, state) == "yes"), None)


# Addresses that take POST and have no page of their own: which page has the form (or what it takes).
ELSEWHERE = {
    "recommendations:finding-add": ("recommendations:finding-table", "?add=section-{section}"),
    "recommendations:finding-edit": ("recommendations:finding-table", "?edit=finding-{finding}"),
    "recommendations:recommendation-add": ("recommendations:finding-table", "?add=beside-{finding}"),
    "recommendations:recommendation-edit": ("recommendations:finding-table", "?edit=recommendation-{recommendation}"),
    "scrutiny:scope-edit": ("scrutiny:scope-edit", "?edit=1"),
    "recommendations:round-settle": ("recommendations:round-show", ""),
    "recommendations:ask-revoke": ("recommendations:round-show", ""),
    "recommendations:ask-resend": ("recommendations:round-show", ""),
    "recommendations:ask-remind": ("recommendations:round-show", ""),
    "recommendations:answer-save": ("recommendations:answer", ""),
    "scrutiny:committee-paper-add": ("scrutiny:committee-paper-add", "?template=blank"),
    "scrutiny:committee-paper-status": ("scrutiny:committee-paper-show", ""),
}
TAKES = {
    "engine:draft-save": {"key": ["finding:1:text"], "text": ["words"], "base_version": ["1"]},
    "engine:draft-discard": {"key": ["finding:1:text"], "prefix": ["finding:1"], "next": ["/"]},
    "engine:text-preview": {"text": ["words"]},
    "recommendations:finding-order": {"id": ["finding-1"], "list": ["1"], "position": ["1"]},
    "scrutiny:witness-move": {"to": ["up"], "direction": ["up"]},
    "scrutiny:section-move": {"to": ["up"], "direction": ["up"], "place": ["1"]},
    "scrutiny:text-restore": {"wording": ["1"], "version": ["1"]},
    "scrutiny:committee-paper-status": {"to": ["share"]},
    "scrutiny:appendix-move": {"direction": ["up"]},
    "scrutiny:appendix-bin": {"back": ["0"]},
    "scrutiny:thing-restore": {"next": ["/"]},
    "scrutiny:thing-bin": {"next": ["/"]},
    "scrutiny:evidence-grant": {"remove": []},
}

KEYS = {"id", "list", "up", "down", "wording", "remove", "user", "items"}  # boxes of those that take keys


NUMBER = re.compile(r"\d+(?!$)|(?<!_)\d+$")  # the number of a repeated box; the parts of a date end in _0, _1, _2


def distinct(form):
    """The fields of a form, but of boxes repeated with other numbers ("3-days", "4-days") the first two."""
    seen = {}
    for field in form.fields.values():
        pattern = NUMBER.sub("#", field.name)
        seen[pattern] = seen.get(pattern, 0) + 1
        if seen[pattern] <= 2:
            yield field


def form_for(site, name, row):
    """(address, Form) of an address that takes POST, read from the page that shows it; made up where none does."""
    world = site.world
    address = world.address(name, row)
    page, query = ELSEWHERE.get(name.partition(" ")[0], (name, ""))
    numbers = {thing: getattr(world, thing).pk for thing in ("section", "finding", "recommendation")}
    where = world.address(page, TABLE[page]) + query.format(**numbers)
    answer = site.send("get", where)
    found = [one for one in forms_of(answer.text) if one.method == "post"] if answer.status == 200 else []
    for one in found:
        target = (one.action or where).partition("?")[0]
        if target in (address, where.partition("?")[0]) or not one.action:
            query = (one.action or where).partition("?")[2]  # a form without an address is sent to its page's
            form = one
            break
    else:
        query, form = "", Form(address, "post", False)
    for key, values in TAKES.get(name.partition(" ")[0], {}).items():
        form.fields.setdefault(key, Field(key, "text" if values else "hidden", list(values)))
    return f"{address}?{query}" if query else address, form
