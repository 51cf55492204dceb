"""Writing a year's pooled budget: what every partner gives, in pounds and in kind, saved at once."""

import zlib
from types import SimpleNamespace

from django.db import transaction

from boards.models import Contribution, Partner
from boards.rules import money, partnership, years
from scrutiny.engine import audit, versions
from scrutiny.models import Body
from scrutiny.refused import Refused

JOINED = "{partner} joined in {when}, after {year} had ended. Leave its boxes blank for this year"
LEFT = "{partner} left in {when}, before {year} began. Leave its boxes blank for this year"
TOO_FAR = "The year {year} has not begun and is too far ahead. Enter a year up to {last}"
AHEAD = 3


def version_of(board, year):
    """A number that changes with anything saved for the year: the form is opened with it."""
    rows = Contribution.objects.filter(partner__board=board, year=year).order_by("pk").values_list("pk", "version")
    return zlib.crc32(repr(list(rows)).encode()) % 999_999_999 + 1


def check_year(year, on):
    """Raise Refused for a year that begins more than AHEAD years after the one that `on` is in."""
    last = years.parse(years.of(on)) + AHEAD
    if years.parse(year) > last:
        raise Refused(TOO_FAR.format(year=year, last=years.text(last)), "year")


@transaction.atomic
def save_year(board, year, seen_version, entries, *, by, on):
    """Set what partners give in a year: `entries` map a partner's key to (pounds or None, list of things in kind).

    A partner without an entry stays as it is. Raises versions.Stale when somebody saved the year first, and Refused,
    naming the box, for a partner that was none in the year and for a year too far ahead.
    """
    check_year(year, on)
    Body.objects.select_for_update(of=("self",)).get(pk=board.pk)
    if version_of(board, year) != seen_version:
        raise versions.Stale(_as_it_is(board, year), {})
    partners = {one.pk: one for one in Partner.objects.filter(board=board).select_related("body", "board")}
    found = {}
    for one in Contribution.objects.filter(partner__board=board, year=year).order_by("pk"):
        found.setdefault(one.partner_id, []).append(one)
    before, after = {}, {}
    for key, (pounds, in_kind) in entries.items():
        partner = partners[key]
        if pounds is not None or in_kind:
            _refuse_wrong_year(partner, year, "pounds" if pounds is not None else "in_kind")
        had = found.get(key, [])
        said, now = _in_words(had), _words(pounds, in_kind)
        _set(partner, year, had, pounds, in_kind, by)
        if said != now:
            before[str(partner)], after[str(partner)] = said, now
    if after:
        audit.record(board, f"entered the budget of {year}", by=by, before=before, after=after)


def _refuse_wrong_year(partner, year, box):
    way = partnership.in_the_way(partner.joined, partner.left, *years.days(year))
    if way:
        words = JOINED if way == "joined" else LEFT
        when = partnership.when(getattr(partner, way))
        raise Refused(words.format(partner=partner, when=when, year=year), f"{box}_{partner.pk}")


def _set(partner, year, had, pounds, in_kind, by):
    """Change only what differs; what is blank now is taken out, and its history stays."""
    sums = [one for one in had if one.kind == Contribution.Kind.POUNDS]
    things = [one for one in had if one.kind == Contribution.Kind.IN_KIND]
    if sums and pounds is not None:
        if sums[0].pounds != pounds:
            _save(sums[0], by, pounds=pounds, version=sums[0].version + 1)
    elif sums:
        _remove(sums[0], by)
    elif pounds is not None:
        _save(Contribution(partner=partner, year=year, kind=Contribution.Kind.POUNDS), by, pounds=pounds)
    if [one.in_kind for one in things] != in_kind:
        for one in things:
            _remove(one, by)
        for words in in_kind:
            _save(Contribution(partner=partner, year=year, kind=Contribution.Kind.IN_KIND), by, in_kind=words)


def _save(contribution, by, **fields):
    for name, value in fields.items():
        setattr(contribution, name, value)
    contribution._history_user = by
    contribution.save()


def _remove(contribution, by):
    contribution._history_user = by
    contribution.delete()


def _in_words(contributions):
    pounds = next((one.pounds for one in contributions if one.kind == Contribution.Kind.POUNDS), None)
    return _words(pounds, [one.in_kind for one in contributions if one.kind == Contribution.Kind.IN_KIND])


def _words(pounds, in_kind):
    return "; ".join([*([money.printed(pounds)] if pounds is not None else []), *in_kind])


def _as_it_is(board, year):
    """The year's boxes as somebody else has just saved them, for the form to show."""
    now = SimpleNamespace(version=version_of(board, year))
    for one in Contribution.objects.filter(partner__board=board, year=year).order_by("pk"):
        if one.kind == Contribution.Kind.POUNDS:
            setattr(now, f"pounds_{one.partner_id}", money.typed(one.pounds))
        else:
            name = f"in_kind_{one.partner_id}"
            setattr(now, name, "; ".join([*filter(None, [getattr(now, name, "")]), one.in_kind]))
    return now
