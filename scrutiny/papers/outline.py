"""Which sections of a paper are printed, and what is in them; their numbers are in papers/numbering.py."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from scrutiny import registry
from scrutiny.engine.models.mixins import Binnable
from scrutiny.models import Section

from . import exemption

WRITTEN = "written"


@dataclass(frozen=True)
class Part:
    """A section with what its block has to say: `data` None when there is nothing to print."""

    section: Section
    block: registry.Block
    data: Any

    @property
    def is_printed(self):
        """Whether the paper shows it."""
        return not self.section.is_dropped and self.data is not None


def parts(paper, as_at):
    """Every kept section of `paper` in order with its data on `as_at` (a date): a list of Part.

    Shaped once for each date and kept on the paper object, so that blocks that read the whole paper (a glossary)
    and the page that shows them cost the same queries.
    """
    cache = paper.__dict__.setdefault("_parts", {})
    wanted = (as_at, paper.shows_exempt)
    if wanted not in cache:
        found = [
            Part(section, block_of(section), None if section.is_dropped else data_of(section, as_at))
            for section in sections(paper)
        ]
        cache[wanted] = _with_bare_headings(found)
    return cache[wanted]


def _with_bare_headings(found):
    """The parts, in which a heading with nothing of its own is printed where something stands below it."""
    is_above_something = False
    for place in range(len(found) - 1, -1, -1):
        part = found[place]
        if part.section.level == 2:
            is_above_something = is_above_something or part.is_printed
            continue
        bare = part.block.kind == WRITTEN and part.data is None and part.section.heading
        if bare and is_above_something and not part.section.is_dropped:
            found[place] = Part(part.section, part.block, {"template": ""})
        if part.section.heading and not part.section.is_dropped:
            is_above_something = False
    return found


def sections(paper):
    """The kept sections that this edition prints, in order, each knowing this very paper object; read once.

    Those that are exempt are among them only where `paper.shows_exempt`; `every_section` has them all.
    """
    every = every_section(paper)
    if not paper.shows_exempt:
        return [one for one in every if one.set_apart is None]
    if paper.is_numbered and paper.numbering == paper.Numbering.BY_SECTION:
        exemption.number([one for one in every if not one.is_dropped])
    return every


def every_section(paper):
    """The kept sections in order, exempt ones too; `set_apart` of each is the one that makes it exempt, or None."""
    if "_sections" not in paper.__dict__:
        found = list(Section.objects.kept().filter(paper=paper).in_order())
        exemption.set_apart(found)
        for section in found:
            section.paper = paper
        paper.__dict__["_sections"] = found
    return paper.__dict__["_sections"]


def block_of(section):
    """The registered block of a section; an unknown kind is printed as written text, never lost."""
    return registry.blocks.get(section.kind) or registry.blocks[WRITTEN]


def data_of(section, as_at):
    """What the section's block has to print on `as_at`, or None; shaped once for each date."""
    cache = section.__dict__.setdefault("_data", {})
    wanted = (as_at, section.paper.shows_exempt)
    if wanted not in cache:
        cache[wanted] = block_of(section).shape(section, as_at)
    return cache[wanted]


def shared(paper, name, make):
    """Something that several blocks of one paper need, made once and kept on the paper object."""
    cache = paper.__dict__.setdefault("_shared", {})
    if name not in cache:
        cache[name] = make()
    return cache[name]


def holdings(paper):
    """What each section holds that people entered, in words: {section pk: "3 findings and 1 recommendation"}."""
    return {pk: " and ".join(f"{number} {noun}" for number, noun in rows) for pk, rows in held(paper).items()}


def held(paper):
    """What each section holds that people entered: {section pk: [(3, "findings"), (1, "recommendation")]}.

    Counts every noun that can be put in the bin and hangs under sections, whichever floor owns it, without the bin.
    """
    found = {}
    for relation in sorted(Section._meta.related_objects, key=lambda one: one.related_model._meta.verbose_name):
        model = relation.related_model
        if issubclass(model, Binnable):
            name = relation.field.name
            kept = model._base_manager.filter(**{f"{name}__paper": paper}, binned_at__isnull=True)
            for pk, count in kept.values_list(name).annotate(Count("pk")).order_by():
                noun = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
                found.setdefault(pk, []).append((count, noun))
    return found
