"""Which numbers a paper's sections and paragraphs take, in the style of the paper; the rules are in rules/numbering.

Counting asks the blocks how many numbered paragraphs they print, never for what they print, so that a block may ask
for its own numbers while it is shaped. What is exempt is counted apart ("E1"), so that the numbers of the rest are
the same in every edition.
"""

from scrutiny.models import Paper
from scrutiny.rules import numbering as rules

from . import outline


def is_by_section(paper):
    """Whether its sections have numbers that begin those of their paragraphs."""
    return paper.is_numbered and paper.numbering == Paper.Numbering.BY_SECTION


def is_through(paper):
    """Whether its paragraphs are numbered through the paper."""
    return paper.is_numbered and paper.numbering == Paper.Numbering.THROUGH


def is_fixed(paper):
    """Whether its numbers have been quoted: its review is agreed."""
    return paper.review_id is not None and not paper.review.is_draft


def section_numbers(paper, as_at):
    """The number of each numbered section, by primary key, over what is printed; {} unless numbered by section.

    A section without a heading runs on under the one before it and takes no number; one with nothing to print
    takes none either.
    """
    if not is_by_section(paper):
        return {}
    # What is exempt is counted apart (papers.exemption), so that these are the same in every edition.
    printed = [
        part.section for part in outline.parts(paper, as_at) if part.is_printed and part.section.set_apart is None
    ]
    held = {}
    if any(section.level == 2 for section in printed):
        # What is found and recommended in a section has numbers of its own below it.
        held = {pk: max(number for number, _ in rows) for pk, rows in outline.held(paper).items()}
    return rules.by_section(places_of(printed, held))


def places_of(sections, held=None):
    """What takes a number in each of these sections that has a heading; `held` as in `section_numbers`."""
    held, places = held or {}, []
    for section in sections:
        headings = headings_of(section)
        if headings:
            below = max(_below(section), held.get(section.pk, 0))
            places.append(rules.Place(section.pk, section.level, section.is_numbered, headings, below))
    return places


def headings_of(section):
    """How many headings of its own level a section prints: one, or where it has none as many as its kind prints."""
    if section.heading:
        return 1
    count = outline.block_of(section).headings
    return len(count(section)) if count else 0


def _below(section):
    """How many numbers stand directly below a section's last heading."""
    block = outline.block_of(section)
    if block.headings is None:
        return paragraphs_of(section)
    below = block.headings(section)
    return len(below) if section.heading else (below or [0])[-1]


def paragraphs_of(section):
    """How many numbered paragraphs a section prints; none where it is not numbered or left out."""
    block = outline.block_of(section)
    if section.is_dropped or not section.is_numbered or block.paragraphs is None:
        return 0
    return block.paragraphs(section)


def starts(paper):
    """The number of the first paragraph of each section that counts, by primary key; {} unless numbered through."""
    if not is_through(paper):
        return {}
    found, following = {}, 1
    for section in outline.sections(paper):
        if section.is_numbered and not section.is_dropped and section.set_apart is None:
            found[section.pk] = following
            following += paragraphs_of(section)
    return found


def labels(section):
    """The labels of a section's numbered paragraphs in order; [] where they have none.

    By section they begin with the section's number; a section with headings of its own numbers what is below each by
    `heading_labels` and `below`.
    """
    paper = section.paper
    if not section.is_numbered or section.is_dropped:
        return []
    if is_through(paper):
        return _through(paper).get(section.pk, [])
    if not is_by_section(paper) or not section.number or not section.heading:
        return []
    return rules.run(paragraphs_of(section), prefix=section.number, stop=_stop(section))


def heading_labels(section, count):
    """The numbers of the `count` headings that a section prints for its parts; blanks where they have none."""
    if not is_by_section(section.paper) or not section.is_numbered or not section.number:
        return [""] * count
    if section.heading:
        return rules.run(count, prefix=section.number, stop=_stop(section))
    prefix, _, last = section.number.rpartition(".")
    return rules.run(count, prefix=prefix, first=int(last), stop=_following(section))


def below(number, count):
    """The labels of `count` paragraphs below a heading with a number; blanks where it has none."""
    return rules.run(count, prefix=number) if number else [""] * count


def _through(paper):
    """The labels of every section, by primary key; worked out once."""

    def work_out():
        counted = [section for section in outline.every_section(paper) if not section.is_dropped]
        usual = [_place(section) for section in counted if section.set_apart is None]
        apart = [_place(section) for section in counted if section.set_apart is not None]
        found = rules.through(usual, is_fixed=is_fixed(paper))
        return found | {pk: [f"E{label}" for label in row] for pk, row in rules.through(apart).items()}

    return outline.shared(paper, "through", work_out)


def _place(section):
    counted = paragraphs_of(section)
    return rules.Place(section.pk, is_numbered=section.is_numbered, paragraphs=counted, start=section.starts_at)


def _stop(section):
    """The first number below a section that is taken by a section of its own."""
    if section.level == 2:
        return None
    taken = [one.number for one in _after(section) if one.level == 2 and _is_under(one.number, section.number)]
    return rules.last_of(taken[0]) if taken else None


def _following(section):
    """The number, of the same level, that the section after this one has."""
    depth = section.number.count(".")
    taken = [one.number for one in _after(section) if one.number and one.number.count(".") == depth]
    return rules.last_of(taken[0]) if taken and depth == 0 else None


def _after(section):
    found = outline.every_section(section.paper)
    places = [place for place, one in enumerate(found) if one.pk == section.pk]
    after = found[places[0] + 1 :] if places else []
    return [one for one in after if (one.set_apart is None) == (section.set_apart is None)]


def _is_under(number, above):
    return number.startswith(f"{above}.")
