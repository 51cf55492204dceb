"""Which parts of a paper are exempt, and what stands in their place in the edition that everybody may read."""

import re

from scrutiny.models import Appendix, Section
from scrutiny.rules import exemption as rules
from scrutiny.rules import numbering as numbering_rules

from . import words

_ANCHOR = re.compile(r'\sid="(?:a\d+-)*(section|appendix|listed)-(\d{1,9})"')

# What is found and recommended is followed up in public, wherever it was printed.
FOLLOWED_UP = ("findings", "conclusions", "recommendations")


def may_be_exempt(section):
    """Whether a section of this kind can be kept from the public."""
    return section.kind not in FOLLOWED_UP


def set_apart(sections):
    """Say on each of a paper's kept sections, in order, which one makes it exempt (`set_apart`)."""
    rows = [rules.Row(section.level, section.is_exempt, may_be_exempt(section)) for section in sections]
    for section, place in zip(sections, rules.behind(rows), strict=True):
        section.set_apart = None if place is None else sections[place]


def number(sections):
    """Give the exempt ones among a paper's printed sections numbers of their own: "E1", below it "E1.1".

    They are counted apart, so that the other numbers are the same in every edition and no gap in them tells anything.
    """
    from . import numbering

    apart = [one for one in sections if one.set_apart is not None]
    numbers = numbering_rules.by_section(numbering.places_of(apart))
    for section in apart:
        section.number = f"E{numbers[section.pk]}" if section.pk in numbers and section.heading else ""


def notice(things, what="This part"):
    """What the public edition says in the place of exempt things that stand together: a list of sentences."""
    return rules.left_out(what, [one.exempt_paragraph for one in things], [one.exempt_summary for one in things])


def marked(thing):
    """What stands at the head of exempt pages."""
    return rules.marked(thing.exempt_paragraph, words.day(thing.exempt_until))


def has_exempt(paper):
    """Whether anything of the paper is exempt, so that it has two editions; its own sections and appendices."""
    from . import appendices, outline

    sections = outline.every_section(paper)
    if paper.is_exempt or any(one.set_apart is not None and not one.is_dropped for one in sections):
        return True
    return any(one.is_kept_back for one in appendices.every(paper))


def bodies_of(paper):
    """The keys of the bodies whose officers and members may read what is exempt of it."""
    if paper.review_id:
        return {paper.review.commissioned_by_id, paper.review.conducted_by_id}
    return {paper.body_id} if paper.body_id else set()


def hidden_sections(reviews):
    """The keys of the sections of these reviews' papers that are exempt, by themselves or by standing below one."""
    papers = {}
    for one in Section.objects.kept().filter(paper__review__in=reviews).defer("text").in_order():
        papers.setdefault(one.paper_id, []).append(one)
    for sections in papers.values():
        set_apart(sections)
    return {one.pk for sections in papers.values() for one in sections if one.set_apart is not None}


def is_told_in(html):
    """Whether a printed edition holds, by its anchors, a section or an appendix that is exempt now."""
    found = {"section": set(), "appendix": set()}
    for kind, key in _ANCHOR.findall(html):
        found["section" if kind == "section" else "appendix"].add(int(key))
    papers = Section.objects.filter(pk__in=found["section"]).values_list("paper_id", flat=True)
    by_paper = {}
    for one in Section.objects.kept().filter(paper__in=set(papers)).defer("text").in_order():
        by_paper.setdefault(one.paper_id, []).append(one)
    for sections in by_paper.values():
        set_apart(sections)
        if any(one.set_apart is not None and one.pk in found["section"] for one in sections):
            return True
    rows = Appendix.objects.filter(pk__in=found["appendix"]).select_related("printed")
    return any(one.is_exempt or (one.printed_id and one.printed.is_exempt) for one in rows)
