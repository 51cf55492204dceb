"""The pages of a review's workspace that this floor owns; the paper and the findings register their own."""

from scrutiny import permissions, registry
from scrutiny.actions.headings import ensure_headings

for tab in (
    registry.Tab("overview", "Overview", "scrutiny:review-show", 10),
    registry.Tab("scope", "Scope", "scrutiny:scope-edit", 20),
    registry.Tab("members", "Members", "scrutiny:review-members", 30),
    registry.Tab("evidence", "Witnesses and evidence", "scrutiny:witness-list", 40),
    registry.Tab("history", "History", "scrutiny:review-history", 70, permissions.can_read_history),
):
    registry.add_tab(tab)

registry.on_council_added.append(ensure_headings)
registry.council_settings.append(("Standard headings", "scrutiny:standard-heading-list"))
registry.council_settings.append(("Data quality", "scrutiny:quality-scale"))
