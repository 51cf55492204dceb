"""A board's pooled budget as it is read: a year's contributions beside those of the year before, with their sums.

Reads in two queries whatever there is; for the board's pages and for papers.
"""

from dataclasses import dataclass, field
from functools import cached_property

from boards.models import Contribution, Partner
from boards.rules import bars, money, partnership, years


@dataclass
class Row:
    """One partner: pounds this year and last as a money.Line, and what is given in kind in each."""

    partner: Partner
    line: money.Line
    in_kind: list[str]
    in_kind_before: list[str]
    year_before: str
    share: str = ""

    @property
    def name(self):
        """The partner's name."""
        return str(self.partner.body)

    @property
    def now(self):
        """This year's pounds as printed, "" for none entered."""
        return money.printed(self.line.now)

    @property
    def before(self):
        """Last year's pounds as printed."""
        return money.printed(self.line.before)


@dataclass
class Budget:
    """A year's pooled budget: rows of the partners, and the sum of their pounds as a money.Line."""

    year: str
    year_before: str
    rows: list[Row] = field(default_factory=list)

    @cached_property
    def whole(self):
        """The sum of all partners' pounds, this year and last."""
        return money.summed(row.line for row in self.rows)

    @property
    def total(self):
        """This year's sum as printed, "" when nothing is entered."""
        return money.printed(self.whole.now)

    @property
    def total_before(self):
        """Last year's sum as printed."""
        return money.printed(self.whole.before)

    @property
    def has_anything(self):
        """Whether this year or the one before has pounds or anything in kind."""
        entered = self.whole.now is not None or self.whole.before is not None
        return entered or any(row.in_kind or row.in_kind_before for row in self.rows)

    @property
    def sentence(self):
        """The sum and how it differs from the year before, in words; "" when no pounds are entered for the year."""
        if self.whole.now is None:
            return ""
        givers = sum(1 for row in self.rows if row.line.now)
        partners = "1 partner gave" if givers == 1 else f"{givers} partners gave"
        said = f"In {self.year}, {partners} {self.total} to the pooled budget"
        if self.whole.before is None:
            return f"{said}."
        change = self.whole.words
        compared = "the same as" if change == "no change" else f"{change} on"
        return f"{said}, {compared} {self.total_before} in {self.year_before}."

    @property
    def chart_title(self):
        """What the chart shows, for those who do not see it: the table beside it has the figures."""
        compared = f" beside {self.year_before}" if self.whole.before is not None else ""
        return f"Pounds given by each partner in {self.year}{compared}: {self.total or 'none'} in all"

    @property
    def chart(self):
        """Bars of the pounds, this year's and last year's under each name; None when there are none."""
        rows = [row for row in self.rows if row.line.now is not None or row.line.before is not None]
        if not rows:
            return None
        if all(row.line.before is None for row in rows):
            return bars.draw([(row.name, row.line.now) for row in rows], [self.year])
        return bars.draw([(row.name, row.line.now, row.line.before) for row in rows], [self.year, self.year_before])


def years_entered(board):
    """The years for which anything is entered, newest first."""
    found = Contribution.objects.filter(partner__board=board).order_by().values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def budget_of(board, year):
    """The Budget of a board in a year ("2013/14"): its partners then, and whoever gave in it or the year before."""
    before = years.before(year)
    given = {}
    for one in Contribution.objects.filter(partner__board=board, year__in=(year, before)).order_by("pk"):
        given.setdefault(one.partner_id, []).append(one)
    first, last = years.days(year)
    budget = Budget(year, before)
    for partner in board.partners.select_related("body").order_by("order", "pk"):
        contributions = given.get(partner.pk, [])
        if contributions or not partnership.in_the_way(partner.joined, partner.left, first, last):
            budget.rows.append(_row(partner, contributions, year))
    for row in budget.rows:
        row.share = money.share_words(row.line.now, budget.whole.now)
    return budget


def _row(partner, contributions, year):
    pounds = {one.year == year: one.pounds for one in contributions if one.kind == Contribution.Kind.POUNDS}
    in_kind = {True: [], False: []}
    for one in contributions:
        if one.kind == Contribution.Kind.IN_KIND:
            in_kind[one.year == year].append(one.in_kind)
    line = money.Line(partner.pk, pounds.get(True), pounds.get(False))
    return Row(partner, line, in_kind[True], in_kind[False], years.before(year))
