"""Writing a board's partners: added from a list of names, and when they joined and left."""

import re

from django.db import transaction
from django.db.models import Max

from boards.models import Contribution, Partner
from boards.rules import partnership, years
from scrutiny.actions.bodies import add_body
from scrutiny.engine import audit
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Body
from scrutiny.refused import Refused

ALREADY = "{name} is a partner of this board already. Take it out of the list"
ITSELF = "{name} is this board. Take it out of the list"
TWICE = "{name} is in the list twice. Leave it in once"
TAKEN = "{name}: {other} has the abbreviation {abbreviation}. Write its name, or another abbreviation"
TOO_LONG = "“{name}…” has too long an abbreviation. Use 20 characters or fewer in the brackets"
GAVE = "It gave to the budget of {year}, so it was a partner then. Correct the date, or that year's contribution"
_WITH_SHORT = re.compile(r"(.*\S)\s*\(([^()]+)\)")


def find_bodies(council, names):
    """For each typed name, the Body of the council that it means, or None for one that is not known yet.

    A body is meant by its name, its abbreviation, or both as "Name (ABC)", in capitals or not; one that still exists
    comes before one that has ended. Gives a list of (typed name, Body or None).
    """
    known = {}
    for body in Body.objects.filter(council=council).order_by("-ends_on", "pk"):
        whole = f"{body.name} ({body.abbreviation})"
        for words in (body.abbreviation, whole, body.name):  # later ones win: live bodies, and names
            if words:
                known[_same(words)] = body
    return [(name, known.get(_same(name))) for name in names]


def _same(words):
    return " ".join(words.split()).casefold()


@transaction.atomic
def add_partners(board, names, *, by, joined="", is_statutory=True):
    """Partners at the end of the board's, one for each typed name; what the council does not know becomes an agency.

    Returns the list of Partner and the list of new Bodies; raises Refused, with nothing added, for a name that is a
    partner already, is the board, or is there twice.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=board.pk)
    present = set(board.partners.filter(left="").values_list("body_id", flat=True))
    last = board.partners.aggregate(last=Max("order"))["last"] or 0
    partners, new, seen = [], [], set()
    for name, body in find_bodies(board.council, names):
        key = body.pk if body else _same(name)
        problem = ALREADY if key in present else TWICE if key in seen else ITSELF if key == board.pk else ""
        if problem:
            raise Refused(problem.format(name=name), "names")
        seen.add(key)
        if body is None:
            body = _new_agency(board.council, name, by)
            new.append(body)
        last += 1
        partner = Partner.objects.create(board=board, body=body, order=last, is_statutory=is_statutory, joined=joined)
        audit.record(partner, "added", by=by, after={"partner": str(body), "joined": joined})
        partners.append(partner)
    return partners, new


def _new_agency(council, name, by):
    found = _WITH_SHORT.fullmatch(name)
    words, short = (found[1], found[2].strip()) if found else (name, "")
    if len(short) > 20:
        raise Refused(TOO_LONG.format(name=name[:60]), "names")
    other = Body.objects.filter(council=council, abbreviation__iexact=short).first() if short else None
    if other:
        raise Refused(TAKEN.format(name=words, other=other, abbreviation=short), "names")
    return add_body(council, kind=Body.Kind.AGENCY, name=words, abbreviation=short, by=by)


@transaction.atomic
def change_partner(partner, *, by, place, **fields):
    """Save when a partner joined and left and whether it must be one, and put it at a place in the list (from 1).

    `fields` are is_statutory, joined and left. Raises Refused when it gave to the budget of a year in which, by these
    dates, it was no partner, or is a partner anew since.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=partner.board_id)
    partner = Partner.objects.select_related("body", "board").get(pk=partner.pk)
    for year in Contribution.objects.filter(partner=partner).order_by("year").values_list("year", flat=True):
        way = partnership.in_the_way(fields["joined"], fields["left"], *years.days(year))
        if way:
            raise Refused(GAVE.format(year=year), way)
    others = Partner.objects.filter(board=partner.board_id, body=partner.body_id, left="").exclude(pk=partner.pk)
    if not fields["left"] and others.exists():
        raise Refused("It has joined again since. Say when it left the first time", "left")
    before = {name: getattr(partner, name) for name in fields}
    for name, value in fields.items():
        setattr(partner, name, value)
    partner.save(update_fields=list(fields))
    _put(partner, place)
    if before != fields:
        audit.record(partner, "changed", by=by, before=before, after=fields)
    return partner


def _put(partner, place):
    """Number the board's partners anew with this one at a place."""
    others = list(Partner.objects.filter(board=partner.board_id).exclude(pk=partner.pk).order_by("order", "pk"))
    others.insert(max(place, 1) - 1, partner)
    for number, one in enumerate(others, start=1):
        one.order = number
    Partner.objects.bulk_update(others, ["order"])


@transaction.atomic
def take_out_partner(partner, *, by):
    """Take out a partner that was entered by mistake; raises Refused when it has given to the budget."""
    Body.objects.select_for_update(of=("self",)).get(pk=partner.board_id)
    year = Contribution.objects.filter(partner=partner).order_by("year").values_list("year", flat=True).first()
    if year:
        raise Refused(f"It gave to the budget of {year}, so it was a partner. Say when it left instead")
    joined = f", joined {partial_dates.in_words(partner.joined)}" if partner.joined else ""
    audit.record(partner, "took out", by=by, before={"partner": f"{partner.body}{joined}"})
    partner.delete()
