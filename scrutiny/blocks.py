"""Blocks that this floor registers; see scrutiny.registry."""

from scrutiny import registry
from scrutiny.papers import people, process, reference, written

_BLOCKS = "papers/blocks/"

for block in (
    registry.Block(
        "written",
        "Written text",
        _BLOCKS + "prose.html",
        written.written,
        is_entered=True,
        numbers_paragraphs=True,
        help="A heading and text that you write.",
    ),
    registry.Block(
        "membership",
        "Membership",
        _BLOCKS + "membership.html",
        people.membership,
        "Membership",
        help="The members of the body that conducts the review, and who left, joined or replaced whom.",
    ),
    registry.Block(
        "process",
        "Process",
        _BLOCKS + "table.html",
        process.process,
        "Process",
        help="Your text, then the sessions and meetings held.",
    ),
    registry.Block(
        "matters_covered",
        "Matters covered",
        _BLOCKS + "list.html",
        process.matters_covered,
        "Matters covered",
        help="The list of matters covered, from the review's details.",
    ),
    registry.Block(
        "witnesses",
        "Witnesses",
        _BLOCKS + "witnesses.html",
        people.witnesses,
        "Witnesses",
        help="Thanks to the witnesses, each in the role they had then. Your text replaces the words of thanks.",
    ),
    registry.Block(
        "members_and_witnesses",
        "Members and witnesses",
        "",
        people.members_and_witnesses,
        "Members and witnesses",
        help="Members of the group, witnesses and officers. Your text names the officers, one a line.",
    ),
    registry.Block(
        "scope",
        "Scope",
        _BLOCKS + "scope.html",
        process.scope,
        "Appendix: scope of the review",
        help="The scope as agreed, with what was planned beside what happened.",
    ),
    registry.Block(
        "glossary",
        "Glossary",
        _BLOCKS + "glossary.html",
        reference.glossary,
        "Glossary",
        help="The acronyms of the council's glossary that this paper uses.",
    ),
    registry.Block(
        "background_papers",
        "Background papers",
        _BLOCKS + "background_papers.html",
        reference.background_papers,
        "Background papers",
        help="The open evidence that is marked as a background paper.",
    ),
    registry.Block(
        "contact",
        "Contact",
        _BLOCKS + "prose.html",
        reference.contact,
        "Contact",
        help="Whom to ask: your text, else the review's contact, else the council's.",
    ),
):
    registry.add_block(block)

registry.add_tab(registry.Tab("paper", "Paper", "scrutiny:paper-show", 60))
