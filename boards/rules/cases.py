"""Counts of case reviews that can be true together."""

from collections.abc import Iterable


def amiss(rows: Iterable[tuple[int, int, int]]) -> tuple[str, str] | None:
    """Why the counts of one kind of review cannot be, and which of them it is about; None where they can.

    `rows` are (begun, finished, published) of every year. Over the years together no more are finished than were
    begun, and no more published than were finished. Gives ("finished", words) or ("published", words).
    """
    begun, finished, published = (
        (sum(column) for column in zip(*rows, strict=True)) if (rows := list(rows)) else [0] * 3
    )
    if finished > begun:
        return "finished", f"Over all years together {finished:,} would be finished, and only {begun:,} began"
    if published > finished:
        return "published", f"Over all years together {published:,} would be published, and only {finished:,} finished"
    return None
