"""What the life of a recommendation hangs on the lower floor: rooms of committees and reviews, places, blocks."""

from recommendations import (  # noqa: F401  (register on import)
    forward_blocks,
    judgement_blocks,
    life_blocks,
    monitoring_blocks,
    paper_templates,
    plan_blocks,
    response_blocks,
)
from recommendations.actions import standings
from recommendations.actions.due_dates import agenda_day
from recommendations.actions.earlier import start_with_earlier
from recommendations.actions.regimes import ensure_regimes
from recommendations.actions.sending import follow_meetings
from recommendations.coming import asked_of, coming_meetings
from recommendations.permissions import can_see_rounds
from recommendations.programme import planned_for
from scrutiny import registry
from scrutiny.permissions import serves

registry.add_place(registry.Place("Recommendations", "recommendations:home", 10))
registry.add_body_tab(
    registry.Tab("tracker", "Tracker", "recommendations:tracker", 10, lambda user, body: body.is_scrutiny)
)

# Responses, and a council's time limits and holidays.
registry.add_tab(
    registry.Tab("responses", "Responses", "recommendations:review-life", 65, lambda user, review: not review.is_draft)
)
registry.on_council_added.append(ensure_regimes)
registry.council_settings.append(("Time limits and holidays", "recommendations:regime-list"))
registry.council_settings.append(("Ratings", "recommendations:monitoring-rule"))
registry.on_meetings_changed.append(follow_meetings)
registry.agenda_days.append(agenda_day)
registry.agenda_plans.append(planned_for)
registry.on_published.append(standings.refresh_review)
registry.on_restored.append(standings.refresh_restored)

# A committee's decisions.
registry.add_body_tab(
    registry.Tab(
        "decisions",
        "Decisions",
        "recommendations:judgement-list",
        20,
        lambda user, body: body.is_scrutiny and serves(user, body),
    )
)
registry.on_created.append(start_with_earlier)
registry.add_tab(
    registry.Tab(
        "earlier",
        "Earlier stages",
        "recommendations:earlier-list",
        45,
        lambda user, review: review.previous_id is not None,
    )
)

# Action plans.
registry.add_body_tab(registry.Tab("plans", "Action plans", "recommendations:plan-list", 30, serves))

# What is to come, and what is sent out for comment.
registry.add_body_tab(
    registry.Tab(
        "forward",
        "Forward look",
        "recommendations:forward-list",
        15,
        lambda user, body: body.is_scrutiny and serves(user, body),
    )
)
registry.add_body_tab(registry.Tab("consultations", "Consultations", "recommendations:consultation-list", 45, serves))

# Update rounds.
registry.add_body_tab(registry.Tab("rounds", "Update rounds", "recommendations:round-list", 40, can_see_rounds))

# What members read before they meet.
registry.add_body_tab(
    registry.Tab(
        "briefing",
        "Since you last met",
        "recommendations:briefing",
        5,
        lambda user, body: body.is_scrutiny and serves(user, body),
    )
)
registry.home_lists.append(("Before you meet", coming_meetings))
registry.home_lists.append(("Asked of your service", asked_of))
