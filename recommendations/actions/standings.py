"""Keeping the summary of how recommendations stand, in the same transaction as what changes it.

Everything that writes standings or tallies takes its council's turn first, so that differences are right and nobody
waits in a circle, however many write at once.
"""

from collections import Counter
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from recommendations import as_at, facts
from recommendations.models import Recommendation, ResponseRequest, Standing, Tally, TurnedDay
from recommendations.rules import standing as rules
from recommendations.rules.words import Claimed, Judged, Timeliness
from scrutiny.models import Council

FACETS = ("response", "rating", "timeliness", "judgement", "open")
COUNTED = ("committee_id", "conducted_by_id", "is_public", "response", "rating", "timeliness", "judgement", "is_open")
BATCH = 500
_TURN = 7_204  # the first half of the advisory lock's key: this application's standings


@transaction.atomic
def refresh(recommendations, *, on=None, is_recorded=True):
    """Work out anew how the recommendations (objects or keys) stand on `on` (today); call it after every write.

    Only recommendations that were sent have a standing. When the summary was turned to a later day already, that day
    counts. `is_recorded` is False for what is nothing new of the recommendation, such as being published. Costs a
    fixed number of queries for any number up to BATCH.
    """
    on = on or timezone.localdate()
    keys = sorted({getattr(one, "pk", one) for one in recommendations})
    if not keys:
        return
    _take_turn(Recommendation.objects.filter(pk__in=keys).values_list("review__council_id", flat=True))
    differences = Counter()
    for start in range(0, len(keys), BATCH):
        differences.update(_write(keys[start : start + BATCH], on, is_recorded))
    _tally(differences)


def _take_turn(councils):
    """Wait until nobody else writes standings of these councils (keys), in a fixed order; held to the transaction's
    end. SQLite lets only one write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for council in sorted(set(councils)):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_TURN, council])


def _write(keys, on, is_recorded):
    """Write the standings of these keys, taking away those that are no more; gives the differences of tallies."""
    before = {row["pk"]: row for row in Standing.objects.filter(pk__in=keys).values("pk", "changed_on", *COUNTED)}
    day = max([on, turned_to() or on, *(row["changed_on"] for row in before.values())])
    made = as_at.standings(keys, day)
    for one in made:
        known = before[one.pk]["changed_on"] if one.pk in before else None
        one.changed_on = max(known or on, on) if is_recorded or known is None else known
    names = [field.name for field in Standing._meta.fields if not field.primary_key]
    Standing.objects.bulk_create(made, update_conflicts=True, unique_fields=["recommendation"], update_fields=names)
    gone = before.keys() - {one.pk for one in made}
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    differences = Counter()
    for row in before.values():
        _count(differences, row, -1)
    for one in made:
        _count(differences, {name: getattr(one, name) for name in COUNTED}, 1)
    return differences


def _count(differences, row, by):
    """Add `by` to every tally in which a standing (a dict of COUNTED) is counted."""
    values = {**{facet: row[facet] for facet in FACETS[:-1]}, "open": "yes" if row["is_open"] else "no"}
    for body in {row["committee_id"], row["conducted_by_id"]}:
        for facet, value in values.items():
            differences[(body, row["is_public"], facet, str(value))] += by


def _tally(differences):
    """Add the differences to the tallies, in a fixed order of keys."""
    wanted = sorted((key, n) for key, n in differences.items() if n)
    for start in range(0, len(wanted), 100):
        rows = wanted[start : start + 100]
        places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO recommendations_tally (body_id, is_public, facet, value, n) VALUES {places} "  # noqa: S608
                "ON CONFLICT (body_id, is_public, facet, value) DO UPDATE SET n = recommendations_tally.n + excluded.n",
                [part for key, n in rows for part in (*key, n)],
            )


def turned_to():
    """The day to which the summary is turned, or None."""
    return TurnedDay.objects.values_list("on", flat=True).first()


def turn_day(on=None):
    """Turn the summary to the day `on` (today): what falls due by then is shown as due.

    Looks only at those whose day has come, in batches with a transaction each. Safe to call twice or from several
    processes at once; a day that is past already changes nothing.
    """
    on = on or timezone.localdate()
    turned = turned_to()
    if turned is not None and turned >= on:
        return
    for council in Council.objects.order_by("pk").values_list("pk", flat=True):
        rule = facts.rule_of(council)
        while _turn_some(council, rule, on):
            pass
    with transaction.atomic():
        TurnedDay.objects.get_or_create(pk=1, defaults={"on": on})
        TurnedDay.objects.filter(on__lt=on).update(on=on)


@transaction.atomic
def _turn_some(council, rule, on):
    """Turn up to BATCH standings of the council; gives whether there were any."""
    waiting = Standing.objects.filter(council=council)
    late = Q(timeliness__in=(Timeliness.NOT_DUE, Timeliness.DUE_SOON), due_on__lt=on)
    soon = Q(timeliness=Timeliness.NOT_DUE, due_on__lte=on + timedelta(days=rule.due_soon_days), due_on__gte=on)
    if not waiting.filter(late | soon).exists():
        return False
    _take_turn([council])
    rows = list(waiting.filter(late | soon).order_by("pk").values("pk", "claimed", "due_on", *COUNTED)[:BATCH])
    differences, moved = Counter(), {}
    for row in rows:
        _count(differences, row, -1)
        row["timeliness"] = rules.timeliness(row["due_on"], on, rule.due_soon_days).value
        row["rating"] = _turned_rating(row, rule)
        _count(differences, row, 1)
        moved.setdefault((row["timeliness"], row["rating"]), []).append(row["pk"])
    for (timeliness, rating), keys in sorted(moved.items()):
        Standing.objects.filter(pk__in=keys).update(timeliness=timeliness, rating=rating)
    _tally(differences)
    return True


def _turned_rating(row, rule):
    """The rating after the turn. Green claims, complete or not, are shown the same before and after a day."""
    claim = Claimed(row["claimed"])
    if claim is Claimed.GREEN:
        return row["rating"]
    return rules.shown(claim, Judged(row["judgement"]), Timeliness(row["timeliness"]), False, rule).value


def refresh_restored(thing):
    """Bring up the standing of a recommendation of which an earlier wording was restored; others do not matter."""
    if isinstance(thing, Recommendation):
        refresh([thing], is_recorded=False)


@transaction.atomic
def refresh_review(review, *, on=None):
    """Bring up the standings of a review that was published, taken back, or put in or out of the bin."""
    keys = ResponseRequest.objects.filter(recommendation__review=review).values_list("recommendation_id", flat=True)
    refresh(keys, on=on, is_recorded=False)


def refresh_council(council, *, on=None):
    """Bring up every standing of a council whose rule has changed; inside the caller's transaction, in batches."""
    refresh(Standing.objects.filter(council=council).values_list("pk", flat=True), on=on, is_recorded=False)


@transaction.atomic
def rebuild(*, on=None):
    """Make all standings and tallies anew from what was recorded, as at the day to which they are turned."""
    on = on or turned_to() or timezone.localdate()
    _take_turn(Council.objects.values_list("pk", flat=True))
    sent = ResponseRequest.objects.values_list("recommendation_id", flat=True)
    keys = sorted({*sent.distinct(), *Standing.objects.values_list("pk", flat=True)})
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        lost = set(some) - set(Standing.objects.filter(pk__in=some).values_list("pk", flat=True))
        _write(some, on, False)
        for pk, day in facts.last_days(lost, on).items():
            Standing.objects.filter(pk=pk).update(changed_on=day)
    recount()


@transaction.atomic
def recount():
    """Make all tallies anew from the standings."""
    _take_turn(Council.objects.values_list("pk", flat=True))
    Tally.objects.all().delete()
    counts = Counter()
    for row in Standing.objects.order_by().values(*COUNTED).annotate(n=Count("pk")):
        _count(counts, row, row["n"])
    _tally(counts)
