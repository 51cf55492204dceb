"""Where higher floors register what this floor must show or call without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Block:
    """A kind of section.

    `shape(section, as_at)` gives the data for `template` (see templates/papers/blocks/); `default_heading` is printed
    unless the officer writes another. `is_entered` means people type into it (text, findings); the rest is live.
    """

    kind: str
    name: str
    template: str
    shape: Callable[[Any, Any], Any]
    default_heading: str = ""
    is_entered: bool = False
    help: str = ""
    numbers_paragraphs: bool = False


@dataclass(frozen=True)
class Tab:
    """A page of a review's workspace: `url(review)` gives its address; `key` marks the current one."""

    key: str
    label: str
    url_name: str
    order: int


@dataclass(frozen=True)
class Point:
    """One line of the readiness panel: what is wrong, what to do, and where.

    `blocks_agreeing` only for placeholders and duplicate labels.
    """

    check: str
    text: str
    url: str
    place: str = ""
    blocks_agreeing: bool = False


blocks: dict[str, Block] = {}
tabs: list[Tab] = []
readiness_checks: list[Callable[[Any], list[Point]]] = []
# Called inside the transaction that caused them.
on_order_changed: list[Callable[[Any], None]] = []  # (review): sections or findings were added, moved, binned
on_agreed: list[Callable[..., None]] = []  # (review, by)
on_carried: list[Callable[..., None]] = []  # (old finding, new finding, by): a finding was split or moved


def add_block(block):
    """Register a kind of section."""
    blocks[block.kind] = block


def add_tab(tab):
    """Register a page of the workspace."""
    tabs.append(tab)
    tabs.sort(key=lambda one: one.order)


def tabs_for(review, current):
    """The workspace's pages as rows of {label, url, current} for the sub-navigation."""
    from django.urls import reverse

    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[review.pk]), "current": tab.key == current}
        for tab in tabs
    ]
