"""Which sections of a paper are printed, what is in them, and which number each takes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from scrutiny import registry
from scrutiny.engine.models.mixins import Binnable
from scrutiny.models import Section

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
    if as_at not in cache:
        cache[as_at] = [
            Part(section, block_of(section), None if section.is_dropped else data_of(section, as_at))
            for section in sections(paper)
        ]
    return cache[as_at]


def sections(paper):
    """The kept sections in order, each knowing this very paper object; read once."""
    if "_sections" not in paper.__dict__:
        found = list(Section.objects.kept().filter(paper=paper).in_order())
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
    if as_at not in cache:
        cache[as_at] = block_of(section).shape(section, as_at)
    return cache[as_at]


def shared(paper, name, make):
    """Something that several blocks of one paper need, made once and kept on the paper object."""
    cache = paper.__dict__.setdefault("_shared", {})
    if name not in cache:
        cache[name] = make()
    return cache[name]


def holdings(paper):
    """What each section holds that people entered, in words: {section pk: "3 findings and 1 recommendation"}.

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
                found.setdefault(pk, []).append(f"{count} {noun}")
    return {pk: " and ".join(parts) for pk, parts in found.items()}


def section_numbers(paper, as_at):
    """The number of each numbered section, by primary key: "1" to "n" over what is printed, {} in other papers.

    A section without a heading runs on under the one before it and takes no number; one with nothing to print
    takes none either.
    """
    if not paper.is_numbered:
        return {}
    numbers = {}
    for section in sections(paper):
        wanted = section.is_numbered and section.heading and not section.is_dropped
        if wanted and data_of(section, as_at) is not None:
            numbers[section.pk] = str(len(numbers) + 1)
    return numbers
