"""The tracker of one committee with ten thousand, a hundred thousand and a million recommendations.

Only what the lists read is loaded: reviews, standings and tallies, by SQL, without the recommendations beneath them.
All sizes are served at once and every page is timed in turn, so that a busy machine slows all of them alike.
"""

import statistics
import time
import urllib.request
from contextlib import ExitStack

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

SIZES = (10_000, 100_000, 1_000_000)
PER_REVIEW = 200
_SERIES = {
    "postgresql": "SELECT generate_series({}, {})::bigint AS n",
    "sqlite": "WITH RECURSIVE c(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT n FROM c",
}
_DAY = {"postgresql": "DATE '{day}' + ({n})::int", "sqlite": "date('{day}', ({n}) || ' days')"}


def make():
    """A committee with its officer, who may also open the admin; gives "session body"."""
    from recommendations.models import TurnedDay
    from tests import factories

    body = factories.make_body(factories.make_council("Wenbridge County Council"))
    officer = factories.make_officer(body)
    session = SessionStore()
    session["_auth_user_id"] = str(officer.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = officer.get_session_auth_hash()
    session.save()
    TurnedDay.objects.create(pk=1, on=timezone.localdate())
    return f"{session.session_key} {body.pk}"


def load(body_pk, before, size):
    """Add standings until there are `size`; gives the place of the last tenth, as an address has it."""
    from recommendations.actions import standings
    from recommendations.models import Standing
    from scrutiny.models import Body, Review

    body = Body.objects.get(pk=body_pk)
    first = Review.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Review.objects.bulk_create(
        [
            Review(
                pk=first + at + 1, council_id=body.council_id, title=f"Review {first + at + 1} of buses and trains",
                commissioned_by=body, conducted_by=body, status="published", agreed_at=timezone.now(),
                published_at=timezone.now(),
            )
            for at in range((size - before) // PER_REVIEW)
        ],
        batch_size=1_000,
    )  # fmt: skip
    # Indexes are built once, after the rows; the database's own check of keys would miss the recommendations.
    editor = connection.schema_editor(collect_sql=True)
    made = [(index.name, str(index.create_sql(Standing, editor))) for index in Standing._meta.indexes]
    with connection.cursor() as cursor:
        for name, _ in made:
            cursor.execute(f'DROP INDEX "{name}"')
    _insert(body, before, size)
    with connection.cursor() as cursor:
        for _, sql in made:
            cursor.execute(sql)
        tables = "recommendations_standing, scrutiny_review"
        cursor.execute(f"VACUUM ANALYZE {tables}" if connection.vendor == "postgresql" else "ANALYZE")
    standings.recount()
    due_on, pk = Standing.objects.order_by("due_on", "pk").values_list("due_on", "pk")[int(size * 0.7)]
    return f"{due_on.isoformat()}.{pk}"


def _insert(body, before, size):
    vendor = connection.vendor
    today = timezone.localdate()
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DROP INDEX IF EXISTS standing_words")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
        choices = {
            "response": ["accepted", "in_part", "rejected", "awaited", "noted"],
            "rating": ["green", "amber", "amber_green", "red", "no_data", "not_due"],
            "judgement": ["none", "continue", "extend"],
        }
        cases = {
            name: "CASE (n * {} / 16) % {} {} END".format(
                factor, len(values), " ".join(f"WHEN {at} THEN '{value}'" for at, value in enumerate(values))
            )
            for (name, values), factor in zip(choices.items(), (7919, 104_729, 1_299_709), strict=True)
        }
        away = "((n * 48271) % 1500) - 500"  # days from today, a fifth of them closed
        closed = "n % 5 = 0"
        due = f"CASE WHEN {closed} THEN {_day('9999-12-31', '0')} ELSE {_day(today, away)} END"
        yes, no = ("true", "false") if vendor == "postgresql" else ("1", "0")
        cursor.execute(
            "INSERT INTO recommendations_standing (recommendation_id, council_id, committee_id, conducted_by_id, "
            "review_id, place, is_public, year, label, words, addressees, owners, response, claimed, judgement, "
            "timeliness, rating, is_open, sent_on, due_on, due_kind, slips, slip_days, changed_on) "
            f"SELECT n, {body.council_id}, {body.pk}, {body.pk}, n / {PER_REVIEW} + 1, n % {PER_REVIEW}, {yes}, '24/25', "
            "'R' || n, 'That the service publish figure ' || n || ' each term, say who reads it, and write to every "
            "school about what has changed since the year before.', 'Children''s Services', '', "
            f"{cases['response']}, 'amber', CASE WHEN {closed} THEN 'close_implemented' ELSE {cases['judgement']} END, "
            f"CASE WHEN {closed} THEN 'closed' WHEN {away} < 0 THEN 'overdue' WHEN {away} <= 28 THEN 'due_soon' "
            f"ELSE 'not_due' END, CASE WHEN {closed} THEN 'green' ELSE {cases['rating']} END, "
            f"CASE WHEN {closed} THEN {no} ELSE {yes} END, {_day(today, '-(n % 1500)')}, {due}, 'action', "
            f"n % 3, (n % 3) * 40, {_day(today, '-(n % 90)')} FROM ({_SERIES[vendor].format(before + 1, size)}) numbers"
        )
        if vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")


def _day(day, n):
    """SQL for a day so many days after another."""
    return _DAY[connection.vendor].format(day=day, n=n)


def timed(pages, runs=20):
    """The median seconds of each page ({name: (address, session)}), the pages taking turns; slow ones less often."""
    times = {name: [] for name in pages}
    for at in range(runs + 2):
        for name, (address, session) in pages.items():
            if len(times[name]) >= 3 and sum(times[name]) > 6:
                continue
            request = urllib.request.Request(address, headers={"Cookie": f"sessionid={session}"})
            start = time.perf_counter()
            with urllib.request.urlopen(request, timeout=120) as answer:
                answer.read()
                assert answer.url == address, f"sent to {answer.url}"
            if at >= 2 or time.perf_counter() - start > 1:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def measure(serving, fresh, say):
    """Load a database of each size, serve all at once, and time their pages in turn.

    `fresh()` is a context that gives the URL of an empty database; `say(what, ratio, target, shown, at_least)` prints.
    """
    with ExitStack() as stack:
        pages = {}
        for size in SIZES:
            url = stack.enter_context(fresh())
            session, body = serving.run(url, "from tests.bench import tracker\nprint(tracker.make())").split()
            deep = serving.run(url, f"from tests.bench import tracker\nprint(tracker.load({body}, 0, {size}))").strip()
            here = f"/bodies/{body}/tracker/"
            address = stack.enter_context(
                serving.served(url, processes=1, DJANGO_SETTINGS_MODULE="tests.bench.admin_settings")
            )
            for name, path in (
                ("bare", "/accessibility/"),
                ("list", here),
                ("deep", f"{here}?after={deep}"),
                ("filtered", f"{here}?response=rejected&rating=red&timeliness=overdue"),
                ("deep filtered", f"{here}?response=rejected&rating=red&judgement=none&after={deep}"),
                ("counts", "/recommendations/"),
                ("admin", "/admin/recommendations/standing/"),
            ):
                pages[size, name] = (f"{address}{path}", session)
        took = timed(pages)
    few, many = SIZES[0], SIZES[-1]
    for size in SIZES:
        shown = ", ".join(f"{name} {seconds * 1000:.1f}" for (of, name), seconds in took.items() if of == size)
        say(f"W2 tracker of {size:,} against a bare page", took[size, "list"] / took[size, "bare"], 10, f"ms: {shown}")
    for name in ("list", "deep", "filtered", "deep filtered"):
        say(f"W1 tracker, {name}, at {many:,} against {few:,}", took[many, name] / took[few, name], 1.15, "")
    for size, target in ((few, 10), (many, 50)):
        ratio = took[size, "admin"] / took[size, "list"]
        say(f"W4 tracker of {size:,}: times the admin's speed", ratio, target, "", True)
    say(f"W6 counts of the committees at {many:,} against {few:,}", took[many, "counts"] / took[few, "counts"], 1.2, "")
