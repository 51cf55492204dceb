"""The kinds of paper that this floor owns; see scrutiny.registry.PaperTemplate."""

from boards.forms.fields import YearField
from boards.models import BoardPaper, BusinessPlan
from scrutiny import registry
from scrutiny.forms.choosing import RowField, body_label
from scrutiny.models import Body
from scrutiny.refused import Refused

NAMES = ("board", "year", "business_plan")


def fields(user, body):
    """Which board, year and business plan the paper is about: those of the committee's council."""
    boards = Body.objects.visible_to(user).boards().live().filter(council=body.council_id).order_by("name")
    board = RowField(label="Which board?", error_messages={"required": "Choose the board that the paper is about"})
    board.offer(list(boards), body_label, "Choose a board")
    plans = BusinessPlan.objects.visible_to(user).kept().filter(board__council=body.council_id)
    plan = RowField(label="Business plan", required=False)
    plan.help_text = "The plan whose goals and actions are printed. It may be that of the year to come."
    plan.offer(
        list(plans.select_related("board").order_by("board__name", "-year", "-pk")),
        lambda one: f"{one.board.abbreviation or one.board}: {one.title} ({one.year})",
        "None",
    )
    year = YearField(label="Year reported on", required=False)
    year.help_text = "From April to March, such as 2013/14. Left blank: the last that had ended."
    return {"board": board, "year": year, "business_plan": plan}


def bind(paper, values):
    """Keep what a paper is about; raises Refused for the plan of another board."""
    board, plan = values.get("board"), values.get("business_plan")
    if board is None:  # its form asks for one; a paper made without it prints what is written
        return
    if plan is not None and plan.board_id != board.pk:
        raise Refused(f"This plan belongs to {plan.board}. Choose one of {board}", "business_plan")
    about = {"board": board, "year": values.get("year") or "", "business_plan": plan}
    BoardPaper.objects.update_or_create(paper=paper, defaults=about)
    paper.__dict__.get("_shared", {}).pop("board subject", None)


def bound(paper):
    """What a paper is about now, by name."""
    found = BoardPaper.objects.filter(paper=paper).select_related("board", "business_plan").first()
    return {name: getattr(found, name) if found else None for name in NAMES}


def titled(values):
    """The title of a report that was given none."""
    board, year = values.get("board"), values.get("year")
    said = f"{board}: annual report" if board else "Report of a board"
    return f"{said} {year}" if board and year else said


registry.add_paper_template(
    registry.PaperTemplate(
        "board_report",
        "Board’s annual report and business plan",
        (
            ("written", "Summary"),
            ("written", "Background"),
            ("partners", ""),
            ("governance", ""),
            ("pooled_budget", ""),
            ("written", "Progress in the year"),
            ("indicators", ""),
            ("inspections", ""),
            ("case_reviews", ""),
            ("business_plan", ""),
            ("appearances", ""),
            ("written", "Conclusion"),
            ("implications", ""),
            ("asks", ""),
            ("background_papers", ""),
            ("contact", ""),
            ("glossary", ""),
        ),
        help="What a board did in a year and means to do in the next, from what is kept of it.",
        has_contents=True,
        numbering="by_section",
        fields=fields,
        bind=bind,
        bound=bound,
        titled=titled,
    )
)
