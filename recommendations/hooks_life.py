"""What the life of a recommendation hangs on the lower floor: rooms of committees and reviews, places, blocks."""

from recommendations import monitoring_blocks, paper_templates  # noqa: F401  (register on import)
from recommendations.actions import standings
from recommendations.actions.regimes import ensure_regimes
from scrutiny import registry
from scrutiny.permissions import serves

registry.add_place(registry.Place("Recommendations", "recommendations:home", 10))
registry.add_body_tab(
    registry.Tab("tracker", "Tracker", "recommendations:tracker", 10, lambda user, body: body.is_scrutiny)
)

# A council's time limits and holidays.
registry.on_council_added.append(ensure_regimes)
registry.on_published.append(standings.refresh_review)

# A committee's decisions.
registry.add_body_tab(
    registry.Tab(
        "decisions",
        "Decisions",
        "recommendations:judgement-list",
        30,
        lambda user, body: body.is_scrutiny and serves(user, body),
    )
)
