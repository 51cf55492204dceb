"""What this floor hangs on the lower one; see scrutiny.registry."""

from recommendations.actions.labels import relabel
from recommendations.actions.recommendations import fix_labels, follow_finding
from scrutiny import registry

registry.on_order_changed.append(relabel)
registry.on_agreed.append(fix_labels)
registry.on_carried.append(follow_finding)
registry.add_tab(registry.Tab("findings", "Findings and recommendations", "recommendations:finding-table", 50))
