"""Blocks that this floor registers; see scrutiny.registry. Each prints what the paper's board holds."""

from boards.papers import about, inspections, measures, plan
from scrutiny import registry

_BLOCKS = "papers/blocks/"

for block in (
    registry.Block(
        "partners",
        "Board: partners",
        _BLOCKS + "partners.html",
        about.partners,
        "Partners",
        help="The board’s legal basis and chair, and its partners on the day.",
        in_reports=False,
    ),
    registry.Block(
        "pooled_budget",
        "Board: pooled budget",
        _BLOCKS + "pooled_budget.html",
        about.pooled_budget,
        "Budget",
        help="Each partner’s contribution in the year beside the year before, with a chart and the sums.",
        in_reports=False,
    ),
    registry.Block(
        "governance",
        "Board: governance",
        _BLOCKS + "governance.html",
        about.governance,
        "Governance",
        help="The groups and who chairs them, the map of bodies, and the same in words.",
        in_reports=False,
    ),
    registry.Block(
        "business_plan",
        "Board: business plan",
        _BLOCKS + "business_plan.html",
        plan.business_plan,
        "Business plan",
        help="Aims, objectives and priorities with their progress and actions.",
        in_reports=False,
        choices=plan.choices,
    ),
    registry.Block(
        "indicators",
        "Board: indicators",
        _BLOCKS + "indicators.html",
        measures.indicators,
        "Performance",
        help="What each indicator says as a sentence, a chart and its table.",
        in_reports=False,
        choices=measures.choices,
    ),
    registry.Block(
        "inspections",
        "Board: inspections and notices",
        _BLOCKS + "inspections.html",
        inspections.inspections,
        "Inspections and reviews",
        help="What others said of the board: judgement, findings, and how what they recommended stands.",
        in_reports=False,
        choices=inspections.choices,
    ),
    registry.Block(
        "case_reviews",
        "Board: case reviews",
        _BLOCKS + "case_reviews.html",
        inspections.case_reviews,
        "Case reviews",
        help="Counts by year, themes, lessons and actions; never a name.",
        in_reports=False,
        choices=inspections.choices,
    ),
    registry.Block(
        "appearances",
        "Board: appearances before committees",
        _BLOCKS + "appearances.html",
        about.appearances,
        "Before scrutiny",
        help="When the board came before a committee, and who presented.",
        in_reports=False,
    ),
):
    registry.add_block(block)
