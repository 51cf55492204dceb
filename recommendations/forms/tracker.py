"""What the tracker's address asks for, read so that nothing sent can break the page."""

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from recommendations.rules import tracking
from recommendations.rules.words import Answered, Judged, Shown, Timeliness
from scrutiny.engine import query

SORTS = {"due": "What is due first", "newest": "Newest first", "number": "Review and number"}
SHAPES = {"due": "dn", "newest": "dn", "number": "nnn"}
FACETS = {
    "response": list(Answered),
    "rating": list(Shown),
    "timeliness": list(Timeliness),
    "judgement": list(Judged),
}
OPEN = {"yes": "Open", "no": "Closed"}


@dataclass(frozen=True)
class Wanted:
    """Which recommendations, in what order, from where on, and as at which day (None is today)."""

    review: int | None = None
    addressee: int | None = None
    owner: int | None = None
    response: str = ""
    rating: str = ""
    timeliness: str = ""
    judgement: str = ""
    open: str = ""
    year: str = ""
    q: str = ""
    sort: str = "due"
    as_at: date | None = None
    after: tuple | None = None
    problem: str = ""  # what could not be understood

    @property
    def facets(self):
        """The facets asked for: {facet: value}."""
        return {name: getattr(self, name) for name in (*FACETS, "open") if getattr(self, name)}

    @property
    def filters(self):
        """How many things narrow the list."""
        return sum(bool(getattr(self, name)) for name in (*FACETS, "open", "review", "addressee", "owner", "year", "q"))

    def query(self, **changes):
        """The same as an address's query, with changes; starts with "?"."""
        changed = replace(self, **({"after": None} | changes))
        pairs = []
        for one in fields(changed):
            value = getattr(changed, one.name)
            if value and one.name != "problem" and value != one.default:
                value = tracking.as_text(value) if one.name == "after" else value
                pairs.append((one.name, value.isoformat() if isinstance(value, date) else value))
        return f"?{urlencode(pairs)}"


def read(request, today):
    """The Wanted of a request; what makes no sense is left out, and said where that could mislead."""
    typed = query.words(request, "as_at", most=20)
    as_at, problem = None, ""
    if typed:
        try:
            as_at = date.fromisoformat(typed)
        except ValueError:
            problem = "The date was not understood, so this is the tracker as it stands today."
        if as_at and not date(1900, 1, 1) <= as_at < today:
            problem = "" if as_at == today else "That day is not past, so this is the tracker as it stands today."
            as_at = None
    sort = "newest" if as_at else query.choice(request, "sort", SORTS, "due")
    year = query.words(request, "year", most=5)
    return Wanted(
        review=query.number(request, "review"),
        addressee=query.number(request, "addressee"),
        owner=query.number(request, "owner"),
        **{facet: query.choice(request, facet, {one.value for one in values}) for facet, values in FACETS.items()},
        open=query.choice(request, "open", OPEN),
        year=year if tracking.year_of(year) else "",
        q=query.words(request, "q", most=100),
        sort=sort,
        as_at=as_at,
        after=tracking.cursor(query.words(request, "after", most=40), SHAPES[sort]),
        problem=problem,
    )
