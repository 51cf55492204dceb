"""Witnesses as a report or an officer lists them, one a line, taken apart into title, name, role and organisation.

A suggestion to be checked by a person: nothing typed is lost, and what cannot be told apart stays in the role.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scrutiny.rules.splitting import BULLETS

_START = re.compile(rf"\s*(?:[{BULLETS}*–—-]\s+|[{BULLETS}]|\(?[0-9]{{1,3}}[.)]\s+)?\s*")
_TITLES = """
Assistant Chief Constable; Deputy Chief Constable; Chief Constable; Detective Chief Superintendent;
Chief Superintendent; Detective Superintendent; Superintendent; Detective Chief Inspector; Chief Inspector;
Detective Inspector; Inspector; Detective Sergeant; Sergeant; Detective Constable; Police Constable; Constable;
Assistant Commissioner; Deputy Commissioner; Commander; Area Commander; Station Commander; Group Manager;
Assistant Chief Fire Officer; Deputy Chief Fire Officer; Chief Fire Officer; ACC; DCC; DCI; DI; DS; DC; PC; PCSO;
County Councillor; District Councillor; Borough Councillor; City Councillor; Town Councillor; Parish Councillor;
Councillor; Cllr; Cllr.; Y Cynghorydd; Alderman; The Right Honourable; The Rt Hon; Rt Hon; The Honourable; The Hon;
The Right Reverend; The Very Reverend; The Venerable; The Reverend; The Rev; Reverend; Revd; Rev; Rev.; Canon; Father;
Rabbi; Imam; Bishop; Archdeacon; His Honour Judge; Her Honour Judge; District Judge; Judge; Emeritus Professor;
Associate Professor; Assistant Professor; Professor; Prof; Prof.; Doctor; Dr; Dr.; Sir; Dame; Lord; Lady; Baroness;
Baron; Mr; Mr.; Mrs; Mrs.; Ms; Ms.; Miss; Mx; Lieutenant Colonel; Colonel; Major; Captain; Brigadier; Lieutenant;
Group Captain; Wing Commander; Squadron Leader; Flight Lieutenant; Rear Admiral; Commodore
"""
_TITLE = re.compile(
    r"(?:(?:Acting|Temporary|Interim|Retired)\s+)?(?:"
    + "|".join(
        re.escape(title).replace(r"\ ", r"\s+")
        for title in sorted((" ".join(one.split()) for one in _TITLES.split(";")), key=len, reverse=True)
    )
    + r")(?=\s)",
    re.IGNORECASE,
)
# What tells a role from a name or an organisation.
ROLE_WORDS = re.compile(
    r"\b(?:director|head|officer|manager|chair\w*|vice.chair\w*|leader|lead|nurse|midwife|doctor|gp|member|governor|"
    r"secretary|treasurer|clerk|chief executive|chief operating|superintendent|inspector|sergeant|constable|"
    r"consultant|commissioner|coordinator|co-ordinator|adviser|advisor|teacher|headteacher|principal|lecturer|"
    r"professor|worker|practitioner|analyst|solicitor|auditor|inspector|supervisor|assistant|deputy|trustee|"
    r"founder|president|spokes\w+|representative|volunteer|partner|owner|librarian|engineer|planner|accountant|"
    r"cabinet|portfolio|mayor|mp|registrar|pharmacist|therapist|psychologist|psychiatrist|paramedic|carer)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(r"\b(?:police|council|service|trust|board|nhs|authority|department|university)\b", re.I)
# Words that open the description of somebody who is not named.
_UNNAMED = re.compile(
    r"(?:(?:a|an|two|three|four|five|six|seven|eight|nine|ten|some|several|a number of|the|[0-9]+)\s+)?"
    r"(?:(?:front.?line|former|current|local|young|other|social|foster|school|care|senior|junior|ward|night)\s+)*"
    r"(?:staff|officers|residents?|parents?|carers?|families|family|children|people|pupils?|students?|patients?|"
    r"tenants?|members of|representatives?|service users?|workers?|employees|volunteers|victims?|survivors?|"
    r"users?|drivers?|teachers?|nurses|managers|practitioners|professionals|individuals?|groups?|witness(?:es)?)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(r"[(\[,–—:-]*\s*\b(?:anonymous(?:ly)?|name withheld|not named|unnamed)\b\s*[)\],:–—-]*", re.I)
_THEN = re.compile(r"(?:then|former(?:ly)?|previously|at that time|at the time)\b[\s,:]*", re.IGNORECASE)
_ENDS_THEN = re.compile(r"[\s,(]*\b(?:at the time|at that time|as (?:she|he|they) then (?:was|were))\b\)?\s*$", re.I)
_BRACKETS = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)\s*")
_DIVIDER = re.compile(r"\s*(?:\t|\s[–—-]\s|[–—]|:\s)\s*")
_NAME_ONLY = re.compile(r"[A-ZÀ-ÞŴŶ][\w'’.-]*(?:\s+(?:de|van|von|der|ap|ab|ferch|-|[A-ZÀ-ÞŴŶ][\w'’.-]*)){1,4}")


@dataclass(frozen=True)
class WitnessLine:
    """One witness as read; an anonymous one has only a `name`, which describes them."""

    title: str = ""
    name: str = ""
    role: str = ""
    organisation: str = ""
    is_then: bool = False
    is_anonymous: bool = False


def parse_block(text: str, organisations: Iterable[str] = ()) -> list[WitnessLine]:
    """The witnesses in a pasted list, one a line; a role alone on the line below a name joins it.

    `organisations` are names already known, by which an organisation run into a role is told apart.
    """
    known = sorted({" ".join(one.split()) for one in organisations if len(one) > 2}, key=len, reverse=True)
    lines = [_START.sub("", line, count=1).strip() for line in text.splitlines()]
    joined: list[str] = []
    for line in lines:
        if not line.strip(" ;,"):
            continue
        if joined and _is_bare_name(joined[-1]) and ROLE_WORDS.search(line) and not _named_after_title(line):
            joined[-1] = f"{joined[-1]}, {line}"
        else:
            joined.append(line)
    return [parse_line(line, known) for line in joined]


def parse_line(line: str, known: Iterable[str] = ()) -> WitnessLine:
    """One witness: "Ms Jo Hill (then Head of Service, Wenbridge Trust)", "Jo Hill – Nurse", "Parents (anonymous)"."""
    line = " ".join(_START.sub("", line, count=1).split()).rstrip(" ;,")
    if (said := _ANONYMOUS.search(line)) or _UNNAMED.match(line):
        rest = " ".join(filter(None, [line[: said.start()].strip(), line[said.end() :].strip()])) if said else line
        return WitnessLine(name=rest.strip(" ,:–—-") or "Anonymous witness", is_anonymous=True)
    titles = []
    rest = line
    while found := _TITLE.match(rest):
        titles.append(found.group())
        rest = rest[found.end() :].strip()
    line, is_then = _without_ending(rest)
    name, outside, inside = _parts(line)
    role, organisation, then = _place(outside, inside, known)
    return WitnessLine(" ".join(titles), name or line, role, organisation, is_then or then)


def _without_ending(line: str) -> tuple[str, bool]:
    """The line without "at the time" at its end, and whether that stood there."""
    cut = _ENDS_THEN.sub("", line)
    if cut == line:
        return line, False
    return cut + ")" * (cut.count("(") - cut.count(")")), True


def _parts(line: str) -> tuple[str, str, str]:
    """The name, what follows it outside brackets, and what stands in the brackets after the name or at the end."""
    bracket = _BRACKETS.search(line)
    divider = _DIVIDER.search(line)
    comma = line.find(",")
    stops = [place for place in (comma, divider.start() if divider else -1) if place > 0]
    first = min(stops, default=len(line))
    if bracket and 0 < bracket.start() <= first:
        return line[: bracket.start()], line[bracket.end() :].strip(" ,:–—-"), bracket.group(1).strip()
    name = line[:first]
    after = line[first + 1 :] if comma == first else line[divider.end() :] if divider and stops else ""
    after = after.strip(" ,:–—-")
    closing = _BRACKETS.search(after)
    if closing and closing.end() == len(after) and re.match(r"(?:then|and|also|former)\b", closing.group(1), re.I):
        return name.strip(), after[: closing.start()].strip(), closing.group(1).strip()
    return name.strip(), after, ""


def _place(outside: str, inside: str, known: Iterable[str]) -> tuple[str, str, bool]:
    """Role, organisation and whether it was then, from what stood outside and inside brackets."""
    is_then = False
    pieces = []
    for piece in (outside, inside):
        if found := _THEN.match(piece):
            is_then = True
            piece = piece[found.end() :]
        pieces.append(re.sub(r"^(?:and|also)\s+", "", piece.strip()))
    outside, inside = pieces
    if outside and inside:
        role, organisation = _divide(outside, known)
        return (f"{role}, {inside}" if role else inside), organisation, is_then
    return *_divide(outside or inside, known), is_then


def _divide(words: str, known: Iterable[str]) -> tuple[str, str]:
    """Role and organisation in words such as "Head of Service, Wenbridge Trust" or "Wenbridge Police"."""
    folded = words.casefold()
    for name in known:
        wanted = name.casefold()
        if folded == wanted:
            return "", words
        if folded.endswith((f", {wanted}", f" of {wanted}", f" at {wanted}")):
            role = words[: -len(name)].rstrip()
            return role[:-1].rstrip() if role.endswith(",") else words, words[-len(name) :]
        # "WSB Business Manager" is what the post is called; a name written out is told apart from it.
        is_short = name.isupper() and " " not in name
        if not is_short and folded.startswith(f"{wanted} ") and ROLE_WORDS.search(words[len(name) :]):
            return words[len(name) :].lstrip(" ,:–—-"), words[: len(name)]
    before, comma, last = words.rpartition(",")
    if comma and ROLE_WORDS.search(before) and not ROLE_WORDS.search(last):
        return before.strip(), last.strip()
    if not ROLE_WORDS.search(words):
        return "", words
    return words, ""


def _is_bare_name(line: str) -> bool:
    """Whether a line is a name and nothing else."""
    rest = line
    while found := _TITLE.match(rest):
        rest = rest[found.end() :].strip()
    named = _NAME_ONLY.fullmatch(rest) or (rest != line and re.fullmatch(r"[\w'’.-]+", rest))
    return bool(named) and not ROLE_WORDS.search(rest) and not _UNNAMED.match(line)


def _named_after_title(line: str) -> bool:
    """Whether a line that opens with a title goes on with a name, so that it is a witness and not a role."""
    found = _TITLE.match(line)
    name = _NAME_ONLY.match(line[found.end() :].strip()) if found else None
    return bool(name) and not _ORGANISATION.search(name.group())
