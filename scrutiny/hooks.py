"""What this floor hangs on its own registries, beside its blocks, templates, tabs and texts."""

from scrutiny import proofs, registry

registry.readiness_checks.append(proofs.review_points)
