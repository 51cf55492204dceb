"""Small pieces of SQL for the tracker: conditions with their values, and rows as dicts on both databases."""

from datetime import date

from django.db import connection

NAMES = (
    "pk", "review_id", "place", "label", "words", "addressees", "owners", "response", "rating", "timeliness",
    "judgement", "is_open", "sent_on", "due_on", "due_kind", "slips", "slip_days", "year",
)  # fmt: skip
COLUMNS = ", ".join(f"s.{'recommendation_id' if name == 'pk' else name}" for name in NAMES)


class Where:
    """Conditions and their values, kept together."""

    def __init__(self, *pairs):
        self.words, self.values = [], []
        for words, *values in pairs:
            self.add(words, *values)

    def add(self, words, *values):
        """Add a condition."""
        self.words.append(words)
        self.values.extend(values)

    def __str__(self):
        return " AND ".join(self.words) or "1 = 1"


def rows_of(sql, values):
    """The rows of a query as dicts of NAMES, "review" and, where there are several, the "part" they came from."""
    rows = [dict(zip((*NAMES, "review", "part"), row, strict=False)) for row in tuples(sql, values)]
    if connection.vendor == "sqlite":
        for row in rows:
            row["sent_on"], row["due_on"] = as_day(row["sent_on"]), as_day(row["due_on"])
    return rows


def tuples(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, [day_of(value) if isinstance(value, date) else value for value in values])
        return cursor.fetchall()


def day_of(value):
    """A date as the database compares it."""
    return value.isoformat() if connection.vendor == "sqlite" and isinstance(value, date) else value


def as_day(value):
    """A value of a key as Python holds it: SQLite gives days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def plain(word):
    """A word to be looked for as it stands."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
