"""Reading the tracker: one page of a committee's recommendations, and how many there are of each kind.

The list is read by key: whatever is asked for, at most WINDOW rows are looked at for a page, and nothing is counted
beyond COUNTED. What stands beyond the window is reached from the page's end. Written as SQL, since the window must
be cut before it is filtered; every value that somebody sent is a parameter.
"""
# ruff: noqa: S608

from dataclasses import dataclass, field, replace

from django.db import connection

from recommendations.rules import tracking
from recommendations.rules.words import Timeliness

from .tracker_sql import COLUMNS, Where, as_day, day_of, plain, rows_of, tuples

PAGE = 50
WINDOW = 1_000
COUNTED = 1_000
CHOICES = 200
TITLE = "(SELECT r.title FROM scrutiny_review r WHERE r.id = s.review_id)"
ORDERS = {
    "due": (("due_on", "recommendation_id"), "ASC", ">"),
    "newest": (("sent_on", "recommendation_id"), "DESC", "<"),
    "number": (("review_id", "place", "recommendation_id"), "ASC", ">"),
}
_KEYS = {"due": ("due_on", "pk"), "newest": ("sent_on", "pk"), "number": ("review_id", "place", "pk")}
_COMMITTEE = ("s.committee_id = %s", "s.conducted_by_id = %s AND NOT (s.conducted_by_id = s.committee_id)")
_UNDATED = {Timeliness.DONE, Timeliness.NO_DATE, Timeliness.CLOSED}


@dataclass
class Page:
    """Rows (dicts of NAMES and "review"), the place from which the next page goes on, and what to say of the count.

    `is_cut` says that only a window was looked through: there may be more where the page ends.
    """

    rows: list = field(default_factory=list)
    next: tuple | None = None
    is_cut: bool = False
    count: int | None = None  # None where it was not asked for
    is_at_least: bool = False


def page(body, wanted, *, public_only, today, size=PAGE, counted=False):
    """One Page of the body's recommendations as they stand; `public_only` leaves out what is not published."""
    searched = bool(wanted.owner) or (bool(wanted.q) and connection.vendor == "postgresql")
    found = _searched(body, wanted, public_only, size) if searched else _walked(body, wanted, public_only, today, size)
    if counted:
        found.count, found.is_at_least = _count(body, wanted, public_only, today, searched)
    return found


def place_of(row, sort):
    """Where a row stands in the list."""
    return tuple(row[name] for name in _KEYS[sort])


def _walked(body, wanted, public_only, today, size):
    """Walk an index in the order asked for, from the place asked for: first what the body commissioned, then what it
    conducts for others, and put the two together."""
    columns, direction, beyond = ORDERS[wanted.sort]
    order = ", ".join(f"s.{column} {direction}" for column in columns)
    filters = _filters(wanted)
    windows, looked_through = [], []
    for committee in _COMMITTEE:
        driven = _driven(body, committee, wanted, public_only, today)
        if wanted.after:
            marks = ", ".join(["%s"] * len(columns))
            driven.add(f"({', '.join(f's.{column}' for column in columns)}) {beyond} ({marks})", *wanted.after)
        window = f"SELECT {_looked_at(wanted)} FROM recommendations_standing s WHERE {driven} ORDER BY {order}"
        looked_through.append((window, driven.values))
        most = WINDOW if filters.words else size + 1
        part = f"SELECT {len(windows)} AS part, s.* FROM ({window} LIMIT {most}) s WHERE {filters} LIMIT {size + 1}"
        windows.append(f"SELECT recommendation_id, part FROM ({part}) w")
    rows = rows_of(
        f"SELECT {COLUMNS}, {TITLE}, found.part FROM ({' UNION ALL '.join(windows)}) found "
        "JOIN recommendations_standing s ON s.recommendation_id = found.recommendation_id",
        [value for _, values in looked_through for value in values + filters.values],
    )
    ends = []
    if filters.words:
        keys = ", ".join(f"s.{column}" for column in columns)
        for part, (window, values) in enumerate(looked_through):
            if sum(row["part"] == part for row in rows) > size:
                continue
            last = window.replace(_looked_at(wanted), keys, 1) + f" LIMIT 1 OFFSET {WINDOW - 1}"
            ends += [tuple(map(as_day, end)) for end in tuples(last, values)]
    rows.sort(key=lambda row: place_of(row, wanted.sort), reverse=direction == "DESC")
    if ends:  # beyond the nearest end of a window, rows may be missing
        end = max(ends) if direction == "DESC" else min(ends)
        ahead = (lambda one: one >= end) if direction == "DESC" else (lambda one: one <= end)
        rows = [row for row in rows if ahead(place_of(row, wanted.sort))]
        if len(rows) <= size:
            return Page(rows, next=end, is_cut=True)
    if len(rows) > size:
        return Page(rows[:size], next=place_of(rows[size - 1], wanted.sort))
    return Page(rows)


def _looked_at(wanted):
    """The columns of a window: what filters ask about. An index holds them, so that only rows found are fetched."""
    names = ["recommendation_id", "due_on", "response", "rating", "timeliness", "judgement", "is_open", "sent_on"]
    names += ["review_id"] if wanted.review else []
    names += ["words"] if wanted.q else []
    return ", ".join(f"s.{name}" for name in names)


def _driven(body, committee, wanted, public_only, today):
    """The conditions by which an index is walked."""
    driven = Where((committee, body.pk))
    if public_only:
        driven.add("s.is_public")
    if wanted.review:
        driven.add("s.review_id = %s", wanted.review)
    if wanted.sort == "due":
        for facet in ("rating", "response"):
            if getattr(wanted, facet):
                driven.add(f"s.{facet} = %s", getattr(wanted, facet))
                break
        if wanted.timeliness in _UNDATED:
            driven.add("s.due_on = %s", day_of(tracking.NO_DAY))
        elif wanted.timeliness == Timeliness.OVERDUE:
            driven.add("s.due_on < %s", day_of(today))
        elif wanted.timeliness:
            driven.add("s.due_on >= %s AND s.due_on < %s", day_of(today), day_of(tracking.NO_DAY))
    if wanted.sort == "newest" and wanted.year:
        driven.add("s.sent_on BETWEEN %s AND %s", *map(day_of, tracking.year_of(wanted.year)))
    return driven


def _filters(wanted):
    """Everything asked for, as conditions on the rows of a window."""
    filters = Where()
    for facet, value in wanted.facets.items():
        if facet == "open":
            filters.add("s.is_open" if value == "yes" else "NOT s.is_open")
        else:
            filters.add(f"s.{facet} = %s", value)
    if wanted.review:
        filters.add("s.review_id = %s", wanted.review)
    if wanted.year:
        filters.add("s.sent_on BETWEEN %s AND %s", *map(day_of, tracking.year_of(wanted.year)))
    if wanted.addressee:
        filters.add(
            "EXISTS (SELECT 1 FROM recommendations_addressee a "
            "WHERE a.recommendation_id = s.recommendation_id AND a.body_id = %s)",
            wanted.addressee,
        )
    if wanted.q and connection.vendor != "postgresql":
        for word in wanted.q.split():
            filters.add("s.words LIKE %s ESCAPE '!'", f"%{plain(word)}%")
    return filters


def _found(body, wanted, public_only):
    """SQL for what an owner owes, or a search finds: at most WINDOW of it, gathered before it is put in order."""
    within = Where(("(s.committee_id = %s OR s.conducted_by_id = %s)", body.pk, body.pk))
    if public_only:
        within.add("s.is_public")
    if wanted.owner:
        within.add(
            "s.recommendation_id IN (SELECT a.recommendation_id FROM recommendations_action a "
            "WHERE a.owner_id = %s AND a.closing NOT IN ('dropped', 'replaced'))",
            wanted.owner,
        )
    if wanted.q and connection.vendor == "postgresql":
        within.add("to_tsvector('english', s.words) @@ websearch_to_tsquery('english', %s)", wanted.q)
    sql = f"SELECT s.* FROM recommendations_standing s WHERE {within} LIMIT {WINDOW}"
    return f"WITH found AS MATERIALIZED ({sql})", within.values


def _searched(body, wanted, public_only, size):
    """What an owner owes, or a search finds, in the order asked for."""
    found, values = _found(body, wanted, public_only)
    columns, direction, beyond = ORDERS[wanted.sort]
    filters = _filters(wanted)
    if wanted.after:
        marks = ", ".join(["%s"] * len(columns))
        filters.add(f"({', '.join(f's.{column}' for column in columns)}) {beyond} ({marks})", *wanted.after)
    order = ", ".join(f"s.{column} {direction}" for column in columns)
    rows = rows_of(
        f"{found} SELECT {COLUMNS}, {TITLE} FROM found s WHERE {filters} ORDER BY {order} LIMIT {size + 1}",
        values + filters.values,
    )
    (whole,) = tuples(f"{found} SELECT count(*) FROM found", values)[0]
    more = len(rows) > size
    return Page(rows[:size], next=place_of(rows[size - 1], wanted.sort) if more else None, is_cut=whole >= WINDOW)


def _count(body, wanted, public_only, today, searched):
    """How many there are, and whether there may be more: exact up to COUNTED, of the first WINDOW looked at."""
    filters = _filters(wanted)
    if searched:
        found, values = _found(body, wanted, public_only)
        inner = f"SELECT 1 FROM found s WHERE {filters} LIMIT {COUNTED + 1}"
        (number,) = tuples(f"{found} SELECT count(*) FROM ({inner}) n", values + filters.values)[0]
        return min(number, COUNTED), number > COUNTED
    columns, direction, _ = ORDERS[wanted.sort]
    order = ", ".join(f"s.{column} {direction}" for column in columns)
    number, is_cut = 0, False
    for committee in _COMMITTEE:
        driven = _driven(body, committee, wanted, public_only, today)
        window = f"SELECT {_looked_at(wanted)} FROM recommendations_standing s WHERE {driven} ORDER BY {order}"
        sql = (
            f"SELECT count(*), coalesce(sum(CASE WHEN {filters} THEN 1 ELSE 0 END), 0) FROM ({window} LIMIT {WINDOW}) s"
        )
        ((looked, some),) = tuples(sql, filters.values + driven.values)
        number += some
        is_cut = is_cut or looked >= WINDOW
    return min(number, COUNTED), number > COUNTED or is_cut


def counts(body, *, public_only):
    """How many of the body's recommendations have each value: {facet: {value: number}}, from the tallies."""
    found = {facet: {} for facet in ("response", "rating", "timeliness", "judgement", "open")}
    only = " AND is_public" if public_only else ""
    sql = f"SELECT facet, value, sum(n) FROM recommendations_tally WHERE body_id = %s{only} GROUP BY facet, value"
    for facet, value, number in tuples(sql, [body.pk]):
        if number:
            found[facet][value] = int(number)
    return found


def keys_sent_by(day, body, wanted, *, public_only, most, after=None):
    """Keys and days of sending of what may have been sent by `day`, newest first, at most `most`: [(day, pk)].

    Narrowed by what never changes: review, addressee, year and words.
    """
    fixed = _filters(wanted_without_facets(wanted))
    if wanted.q and connection.vendor == "postgresql":
        fixed.add("to_tsvector('english', s.words) @@ websearch_to_tsquery('english', %s)", wanted.q)
    found = []
    for committee in _COMMITTEE:
        driven = Where((committee, body.pk), ("s.sent_on <= %s", day))
        if public_only:
            driven.add("s.is_public")
        if after:
            driven.add("(s.sent_on, s.recommendation_id) < (%s, %s)", *after)
        found += tuples(
            f"SELECT s.sent_on, s.recommendation_id FROM recommendations_standing s WHERE {driven} AND {fixed} "
            f"ORDER BY s.sent_on DESC, s.recommendation_id DESC LIMIT {most}",
            driven.values + fixed.values,
        )
    return sorted(((as_day(sent_on), pk) for sent_on, pk in found), reverse=True)[:most]


def wanted_without_facets(wanted):
    """The same without what is derived anew for another day."""
    return replace(wanted, response="", rating="", timeliness="", judgement="", open="", owner=None)


def choices(body, *, public_only):
    """What the list may be narrowed to, each (key, words), at most CHOICES: the newest reviews, those who are asked,
    for insiders also owners; and the `first` day on which anything was sent."""
    only = " AND published_at IS NOT NULL" if public_only else ""
    kinds = ", ".join(["%s"] * len(body.SCRUTINY_KINDS))
    parts = [
        (
            "SELECT 'review', id, title FROM scrutiny_review WHERE (commissioned_by_id = %s OR conducted_by_id = %s) "
            f"AND agreed_at IS NOT NULL AND binned_at IS NULL{only} ORDER BY id DESC LIMIT {CHOICES}",
            [body.pk, body.pk],
        ),
        (
            f"SELECT 'addressee', id, name FROM scrutiny_body WHERE council_id = %s AND kind NOT IN ({kinds}) "
            f"ORDER BY name, id LIMIT {CHOICES}",
            [body.council_id, *map(str, body.SCRUTINY_KINDS)],
        ),
        (
            "SELECT 'first', 0, CAST(min(sent_on) AS text) FROM recommendations_standing WHERE committee_id = %s",
            [body.pk],
        ),
    ]
    if not public_only:
        parts.append(
            (
                "SELECT 'owner', id, CASE WHEN post = '' THEN name ELSE name || ', ' || post END "
                f"FROM recommendations_owner WHERE council_id = %s ORDER BY name, post, id LIMIT {CHOICES}",
                [body.council_id],
            )
        )
    found = {"review": [], "addressee": [], "first": []} | ({} if public_only else {"owner": []})
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) part{at}" for at, (part, _) in enumerate(parts))
    for kind, key, words in tuples(sql, [value for _, values in parts for value in values]):
        found[kind].append((key, words))
    found["addressee"].sort(key=lambda one: one[1].casefold())
    return found | {"first": as_day(found["first"][0][1])}


def name_reviews(rows):
    """Give each row its review's title."""
    keys = sorted({row["review_id"] for row in rows})
    if keys:
        marks = ", ".join(["%s"] * len(keys))
        titles = dict(tuples(f"SELECT id, title FROM scrutiny_review WHERE id IN ({marks})", keys))
        for row in rows:
            row["review"] = titles.get(row["review_id"], "")
