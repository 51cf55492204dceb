"""What is exempt from publication: which sections of a paper, and what is said where they were left out.

Source: Local Government Act 1972, section 100I and Schedule 12A, Part 1 (England).
"""

from dataclasses import dataclass

# What each paragraph is about, in short.
PARAGRAPHS = {
    1: "information about an individual",
    2: "information likely to reveal who an individual is",
    3: "financial or business affairs of a person, or of the council",
    4: "consultations or negotiations on labour relations",
    5: "legal professional privilege",
    6: "a proposed notice, order or direction",
    7: "preventing, investigating or prosecuting crime",
}
ACT = "Schedule 12A to the Local Government Act 1972"


@dataclass(frozen=True)
class Row:
    """A section as it matters here: its level (1 or 2), whether it is exempt itself, and whether it could be."""

    level: int
    is_exempt: bool
    may_be: bool = True


def behind(rows):
    """For each of `rows` (in order), the place of the one that makes it exempt (its own, or that of the section above
    it), or None: whoever marks a section means what stands below it too.
    """
    found, above = [], None
    for place, row in enumerate(rows):
        if row.level == 1:
            above = place if row.is_exempt else None
        own = place if row.is_exempt else above
        found.append(own if row.may_be else None)
    return found


def left_out(what, paragraphs, summaries=()):
    """What the public edition says in the place of what is exempt, as sentences: one for the law, then the summaries.

    `what` is "This part" or the like. Several parts that stand together are told as one, so that nobody can
    count them.
    """
    told = dict.fromkeys(summary.strip() for summary in summaries if summary.strip())
    return [f"{what} is not for publication: {paragraphs_in_words(paragraphs)} of {ACT}.", *told]


def marked(paragraph, until):
    """What stands at the head of exempt pages; `until` is a day in words."""
    about = PARAGRAPHS.get(paragraph, "")
    about = f" ({about})" if about else ""
    return f"Not for publication: {paragraphs_in_words([paragraph])} of {ACT}{about}. Exempt until {until}."


def paragraphs_in_words(paragraphs):
    """ "paragraph 3", "paragraphs 1 and 3", "paragraphs 1, 2 and 3"."""
    numbers = [str(one) for one in sorted(set(paragraphs))]
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"
