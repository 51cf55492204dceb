"""Writing a review's scope."""

from scrutiny.engine import versions


def change(scope, seen_version, *, by, **fields):
    """Save the scope's fields from the version the writer saw; raises versions.Stale when somebody saved first."""
    return versions.save_text(scope, seen_version, by, **fields)
