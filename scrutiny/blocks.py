"""Blocks that this floor registers; see scrutiny.registry."""

from scrutiny import registry
from scrutiny.papers import blocks

registry.add_block(
    registry.Block(
        "written",
        "Written text",
        "papers/blocks/prose.html",
        blocks.written,
        is_entered=True,
        numbers_paragraphs=True,
        help="A heading and text that you write.",
    )
)
