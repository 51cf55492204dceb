"""Blocks that this floor registers; see scrutiny.registry."""

from django.urls import reverse

from scrutiny import registry
from scrutiny.engine import drafts
from scrutiny.models import Paper, Section, StandardHeading
from scrutiny.papers import asks, implications, people, process, reference, scoping, written

_BLOCKS = "papers/blocks/"

for block in (
    registry.Block(
        "written",
        "Written text",
        _BLOCKS + "prose.html",
        written.written,
        is_entered=True,
        paragraphs=written.paragraphs,
        help="A heading and text that you write.",
    ),
    registry.Block(
        "membership",
        "Membership",
        _BLOCKS + "membership.html",
        people.membership,
        "Membership",
        help="The members of the body that conducts the review, and who left, joined or replaced whom.",
        in_committee_papers=False,
    ),
    registry.Block(
        "process",
        "Process",
        _BLOCKS + "table.html",
        process.process,
        "Process",
        help="Your text, then the sessions and meetings held.",
        in_committee_papers=False,
    ),
    registry.Block(
        "matters_covered",
        "Matters covered",
        _BLOCKS + "list.html",
        process.matters_covered,
        "Matters covered",
        help="The list of matters covered, from the review's details.",
        in_committee_papers=False,
    ),
    registry.Block(
        "witnesses",
        "Witnesses",
        _BLOCKS + "witnesses.html",
        people.witnesses,
        "Witnesses",
        help="Thanks to the witnesses, each in the role they had then. Your text replaces the words of thanks.",
        in_committee_papers=False,
    ),
    registry.Block(
        "members_and_witnesses",
        "Members and witnesses",
        "",
        people.members_and_witnesses,
        "Members and witnesses",
        help="Members of the group, witnesses and officers. Your text names the officers, one a line.",
        in_committee_papers=False,
    ),
    registry.Block(
        "scope",
        "Scope",
        _BLOCKS + "scope.html",
        process.scope,
        "Appendix: scope of the review",
        help="The scope as agreed, with what was planned beside what happened.",
        in_committee_papers=False,
    ),
    registry.Block(
        "glossary",
        "Glossary",
        _BLOCKS + "glossary.html",
        reference.glossary,
        "Glossary",
        help="The acronyms of the council's glossary that this paper uses, or all of them.",
        choices=reference.glossary_choices,
    ),
    registry.Block(
        "background_papers",
        "Background papers",
        _BLOCKS + "background_papers.html",
        reference.background_papers,
        "Background papers",
        help="Your list, one a line, and a review’s open evidence that is marked as a background paper.",
    ),
    registry.Block(
        "asks",
        "What members are asked",
        _BLOCKS + "list.html",
        asks.asks,
        "Recommendations",
        is_entered=True,
        help="What the committee is asked to do: words that lead in, then one ask a line.",
        paragraphs=asks.paragraphs,
        choices=asks.choices,
    ),
    registry.Block(
        "implications",
        "Implications",
        "",
        implications.implications,
        help="The council’s standard headings and what is said under each; those with none specific on one line.",
        paragraphs=implications.paragraphs,
        headings=implications.headings,
    ),
    registry.Block(
        "data_quality",
        "Data quality",
        _BLOCKS + "facts.html",
        implications.data_quality,
        "Data quality",
        help="Where the data come from, who checked them, and their rating on the council’s scale.",
    ),
    registry.Block(
        "wards",
        "Wards affected",
        _BLOCKS + "prose.html",
        implications.wards,
        "Wards affected",
        help="The wards of the paper’s details, or your text.",
    ),
    registry.Block(
        "scoping",
        "Scope of a review",
        _BLOCKS + "facts.html",
        scoping.scoping,
        "Scope",
        help="The scope of a review of this committee, as its scoping form has it.",
        in_reports=False,
        choices=scoping.choices,
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
registry.add_body_tab(registry.Tab("papers", "Papers", "scrutiny:committee-papers", 60))


@drafts.describes("section")
def _section_draft(rest, user):
    """What a draft of a section's text is of, for its writer's list of unsaved text."""
    pk, _, field = rest.partition(":")
    if not pk.isdigit() or len(pk) > 9 or field not in ("heading", "text"):
        return None
    section = Section.objects.visible_to(user).filter(pk=pk).select_related("paper").first()
    if section is None:
        return None
    return drafts.Described(f"{field.capitalize()} of section “{section}”", reverse("scrutiny:section-edit", args=[pk]))


@drafts.describes("new-section")
def _new_section_draft(rest, user):
    """What a draft of a section that is not there yet is of."""
    pk, _, field = rest.partition(":")
    if not pk.isdigit() or len(pk) > 9 or field != "text":
        return None
    found = Paper.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        return None
    return drafts.Described(f"Text of a new section of the paper “{found}”", found.urls["section_add"])


@drafts.describes("paper")
def _paper_draft(rest, user):
    """What a draft of a paper's details is of."""
    pk, _, field = rest.partition(":")
    if not pk.isdigit() or len(pk) > 9 or field not in ("title", "subtitle", "author", "item_number"):
        return None
    found = Paper.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        return None
    name = str(Paper._meta.get_field(field).verbose_name).capitalize()
    return drafts.Described(f"{name} of the paper “{found}”", found.urls["edit"])


@drafts.describes("implications")
def _implication_draft(rest, user):
    """What a draft of what a paper says under a standard heading is of."""
    pk, _, field = rest.partition(":")
    heading = field.removeprefix("text_")
    if not (pk.isdigit() and heading.isdigit()) or max(len(pk), len(heading)) > 9:
        return None
    found = Paper.objects.visible_to(user).filter(pk=pk).first()
    standard = StandardHeading.objects.filter(pk=heading, council=found.council_id).first() if found else None
    if standard is None:
        return None
    return drafts.Described(f"“{standard}” of the paper “{found}”", found.implications_url)
