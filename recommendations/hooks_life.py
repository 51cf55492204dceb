"""What the life of a recommendation hangs on the lower floor: rooms of committees and reviews, places, blocks."""

from scrutiny import registry

registry.add_place(registry.Place("Recommendations", "recommendations:home", 10))
registry.add_body_tab(
    registry.Tab("tracker", "Tracker", "recommendations:tracker", 10, lambda user, body: body.is_scrutiny)
)
