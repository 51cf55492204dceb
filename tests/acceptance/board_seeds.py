"""What a seed's paper tells of its board, as the officer enters it on the board's pages."""

from .council_paper import Board
from .seeds import members_of

NUMBERS = {"three": "3"}  # an indicator holds numbers
REVIEWED, INSPECTED = "External review", "Inspection"


def board_of(seed):
    """The Board of the seed: what is entered of it on its own pages, and printed in the paper."""
    board = seed["board"]
    return Board(
        name=board["name"],
        abbreviation=board["abbreviation"],
        members=[one for one in members_of(seed) if one.body == board["name"] and one.name],
        partners=board["partners"],
        plan_year="2013/14",
        plan_title="Business Plan 2013/14",
        aims=board["aims"],
        priorities=board["priorities"],
        indicators=[
            {
                "name": one["name"],
                "unit": "%" if "%" in [each["unit"] for each in one["values"]] else "",
                "target": one["target"],
                "values": [(each["period"], NUMBERS.get(each["value"], each["value"])) for each in one["values"]],
            }
            for one in seed["indicators"]
        ],
        inspections=[_inspection(one) for one in seed["inspections"]],
        glossary=[(one["term"], one["meaning"]) for one in seed["glossary"]],
        year="2012/13",
    )


def _inspection(one):
    began, _, ended = (one["date"] or "").partition(" to ")
    return {
        "kind": REVIEWED if "review" in one["subject"] else INSPECTED,
        "by": one["body"] or "Not said",
        "subject": one["subject"],
        "began": began if began[:4].isdigit() else "",
        "ended": ended,
        "judgement": one["judgement"] or "",
        "found": one["quote_or_summary"],
    }
