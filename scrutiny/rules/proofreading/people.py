"""People named in more than one way: misspelt, or with another role or office in another place."""

import re
from collections.abc import Iterator

from scrutiny.rules import planned
from scrutiny.rules.proofreading.paper import (
    HEADING,
    NAME,
    TEXT,
    Named,
    Paper,
    Report,
    each,
    fold,
    listed,
    quote,
    quoted,
)

# A first and a last name, wherever they begin, so that a title before them hides neither.
_TWO = re.compile(
    r"(?<![\w'’-])(?=(?P<name>[A-Z][a-z'’]+(?:[^\S\n]+[A-Z]\.?)?[^\S\n]+[A-Z][a-z]?['’]?[A-Z]?[a-z]+"
    r"(?:\s?-\s?[A-Z][a-z]+)?)(?![\w-]))"
)
_ACRONYM_NAMED = re.compile(r"(?<=[A-Z]{2})\s*\([^()]*\)")
_PRESENTED = re.compile(
    r"\b(?:present(?:ed|ation)|introduced)\b[^.\n]{0,60}?\bby\s+(?:the\s+)?(?P<role>(?:[A-Z][\w'’-]*\s+){0,4}"
    r"(?:Chair(?:man|person|woman)?|Vice-Chair\w*|Director|Manager|Leader|Officer))\b"
)
_OFFICE = re.compile(
    r"(?<![\w'’])(?:(?:Assistant|Deputy|Interim|Acting|Joint)\s+)*(?:Head|Director|Chief|Manager)\s+of\s+"
    r"(?:[A-Z][\w'’-]*)(?:\s+(?:(?:and|for|&)\s+)?[A-Z][\w'’-]*)*"
)
_LEAD_OF_COUNCIL = re.compile(r"\bLead Member of (?:the )?(?:[A-Z][\w-]+ ){0,3}Council\b")
_LISTS = frozenset({"witnesses", "planned witnesses", "officers", "support", "contacts"})


def reports(paper: Paper) -> Iterator[Report]:
    """The people and offices that do not agree."""
    yield from _in_lists(paper)
    yield from _misspelt(paper)
    yield from _roles(paper)
    yield from _same_role(paper)
    yield from _presenter(paper)
    yield from _offices(paper)
    for which, match in each(paper.parts, _LEAD_OF_COUNCIL, TEXT):
        why = f"A lead member is one for a subject; of a whole council it is the Leader. Check {quoted(match.group())}."
        yield Report(NAME, (quote(paper.parts, which, *match.span()),), why)


def _in_lists(paper: Paper) -> Iterator[Report]:
    """One name spelt or spaced in two ways in the lists kept with the paper."""
    told: set[frozenset[str]] = set()
    pairs = set(paper.compared)
    for place, one in enumerate(paper.people):
        for other in paper.people[place + 1 :]:
            names = frozenset((one.name, other.name))
            if one.name == other.name or names in told or not one.name or not other.name:
                continue
            first, second = planned.plain_name(one.name), planned.plain_name(other.name)
            is_same = first == second and _letters(one.name) != _letters(other.name)
            is_near = one.where != other.where and bool(planned.compare([one.name], [other.name]).likely_same)
            if is_near and {(one.where, other.where), (other.where, one.where)} & pairs:
                continue  # the comparison of the two lists says so
            if is_same or is_near:
                told.add(names)
                why = (
                    f"“{one.name}” ({one.where}) and “{other.name}” ({other.where}) are probably one person. "
                    "Write one name."
                )
                yield Report(NAME, (listed(one.name), listed(other.name)), why)


def _letters(name: str) -> str:
    """A name with its spaces and hyphens as written, titles and brackets left out."""
    return re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", fold(name))).strip()


def _misspelt(paper: Paper) -> Iterator[Report]:
    """A name in the text that is a letter away from somebody known."""
    known = {planned.plain_name(one.name): one.name for one in paper.people if len(one.name.split()) > 1}
    lasts = {}
    for plain in known:
        lasts.setdefault(plain.split()[0], []).append(plain)
        lasts.setdefault(plain.split()[-1], []).append(plain)
    told = set()
    for which, match in each(paper.parts, _TWO, TEXT, HEADING):
        name = match["name"]
        plain = planned.plain_name(name)
        words = plain.split()
        if plain in known or plain in told or len(words) < 2 or "." in name or len(words[0]) < 2:
            continue
        for other in {*lasts.get(words[0], ()), *lasts.get(words[-1], ())}:
            if planned.compare([plain], [other]).likely_same:
                told.add(plain)
                why = f"{quoted(name)} is {quoted(known[other])} in this paper's lists. Correct one of them."
                yield Report(NAME, (quote(paper.parts, which, *match.span("name")), listed(known[other])), why)
                break


def _roles(paper: Paper) -> Iterator[Report]:
    """Somebody whose role differs between two lists; one report for each pair of lists."""
    by_name: dict[str, list[Named]] = {}
    for one in paper.people:
        if one.where in _LISTS and one.role and one.name:
            by_name.setdefault(planned.plain_name(one.name), []).append(one)
    differing: dict[tuple[str, str], list[tuple[Named, Named]]] = {}
    for same in by_name.values():
        for place, one in enumerate(same):
            for other in same[place + 1 :]:
                if one.where != other.where and _role(one.role) != _role(other.role):
                    differing.setdefault((one.where, other.where), []).append((one, other))
    for (first, second), pairs in differing.items():
        names = ", ".join(one.name for one, _ in pairs)
        one, other = pairs[0]
        why = (
            f"The {first} and the {second} give other roles for {names}: {quoted(one.role)} and {quoted(other.role)}. "
            "Give one role, or say when it changed."
        )
        quotes = [listed(f"{each_one.role}") for pair in pairs for each_one in pair]
        quotes += [listed(one.name) for one, _ in pairs]
        yield Report(NAME, tuple(quotes), why)


def _same_role(paper: Paper) -> Iterator[Report]:
    """Somebody who holds a role in one list of officers, where the other list has that role and not them."""
    officers = [one for one in paper.people if one.where == "officers" and one.role]
    support = [one for one in paper.people if one.where == "support" and one.role]
    names = {planned.plain_name(one.name) for one in officers}
    for one in support:
        holders = [other.name for other in officers if _role(other.role) == _role(one.role)]
        if holders and planned.plain_name(one.name) not in names:
            why = (
                f"{one.name} is {quoted(one.role)} in the scope; the paper's officers have {', '.join(holders)}. "
                "Say who it is."
            )
            yield Report(NAME, (listed(f"{one.role}: {one.name}"), listed(one.name)), why)


def _role(role: str) -> str:
    """A role as it compares: an acronym's full name in brackets behind it left out."""
    return re.sub(r"[^\w()]+", " ", fold(_ACRONYM_NAMED.sub("", role))).strip()


def _presenter(paper: Paper) -> Iterator[Report]:
    """The text has somebody else present the paper than the paper names."""
    if not paper.presenter:
        return
    for which, match in each(paper.parts, _PRESENTED, TEXT):
        said, named = fold(match["role"]), fold(paper.presenter)
        if said not in named and set(re.findall(r"\w+", said)) & {"chair", "director", "manager", "leader", "officer"}:
            why = (
                f"The text has {quoted(match['role'])} present it; the paper names {quoted(paper.presenter)}. "
                "Say who presents."
            )
            yield Report(NAME, (quote(paper.parts, which, *match.span()), listed(paper.presenter)), why)


def _offices(paper: Paper) -> Iterator[Report]:
    """An office whose name leaves out a word of another's: "Head of Parks" beside "Head of Children's Parks"."""
    known = {}
    for one in paper.people:
        for match in _OFFICE.finditer(one.role):
            known.setdefault(_words(match.group()), (listed(match.group()), match.group()))
    for which, match in each(paper.parts, _OFFICE, TEXT):
        known.setdefault(_words(match.group()), (quote(paper.parts, which, *match.span()), match.group()))
    told = set()
    for short, (its_quote, text) in known.items():
        for long, (other, other_text) in known.items():
            rest = iter(long)
            ends = short[0] == long[0] and short[-1] == long[-1] and len(short) < len(long)
            if ends and short not in told and all(word in rest for word in short):
                told.add(short)
                why = f"{quoted(text)} seems to be {quoted(other_text)}. Use one title."
                yield Report(NAME, (its_quote, other), why)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w']+", fold(text)))
