"""Which board, year and business plan a paper is about."""

from boards.models import BoardPaper
from boards.rules import years
from scrutiny.papers import outline


def of(paper):
    """The paper's BoardPaper with its board and plan, or None; read once for all blocks of the paper."""

    def read():
        found = BoardPaper.objects.filter(paper=paper).select_related(
            "board__council", "business_plan__board", "business_plan__plan"
        )
        return found.first()

    return outline.shared(paper, "board subject", read)


def board_of(section):
    """The board that the section's paper is about, or None."""
    found = of(section.paper)
    return found.board if found else None


def year_of(section, as_at):
    """The year that the paper reports on: the one it was given, else the last one that had ended."""
    found = of(section.paper)
    return (found.year if found else "") or years.before(years.of(as_at))
