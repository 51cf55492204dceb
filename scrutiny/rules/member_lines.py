"""Reading names pasted one a line: "Councillor Jane Smith (Chair)", "Mr Tom Jones, parent governor"."""

import re
from dataclasses import dataclass, field

from scrutiny.engine.rules import partial_dates
from scrutiny.rules import bodies
from scrutiny.rules.witness_lines import ROLE_WORDS

_SHORT_TITLES = (
    "Mr Mrs Ms Miss Mx Dr Sir Dame Lady Lord Baroness Baron Canon Father Fr Sister Brother Rabbi Imam Bishop "
    "Archdeacon Deacon Major Colonel Captain Commander Sergeant Inspector"
)
TITLES = {
    "county councillor": "County Councillor",
    "borough councillor": "Borough Councillor",
    "district councillor": "District Councillor",
    "town councillor": "Town Councillor",
    "parish councillor": "Parish Councillor",
    "councillor": "Councillor",
    "cllr": "Councillor",
    "county cllr": "County Councillor",
    "y cynghorydd": "Y Cynghorydd",
    "cynghorydd": "Cynghorydd",
    "cyng": "Cynghorydd",
    "alderman": "Alderman",
    "the right honourable": "The Right Honourable",
    "rt hon": "Rt Hon",
    "the hon": "The Hon",
    "the worshipful": "The Worshipful",
    "professor": "Professor",
    "prof": "Professor",
    "the reverend": "The Reverend",
    "reverend": "Reverend",
    "the revd": "The Revd",
    "revd": "Revd",
    "rev": "Revd",
    "the venerable": "The Venerable",
    "chief constable": "Chief Constable",
    "chief superintendent": "Chief Superintendent",
    "superintendent": "Superintendent",
    "wing commander": "Wing Commander",
    "lt col": "Lt Col",
} | {word.lower(): word for word in _SHORT_TITLES.split()}
_LONGEST_TITLE = 3  # words

_ROLES = {
    "chair": ("chair", "chairman", "chairwoman", "chairperson", "convener", "convenor"),
    "vice_chair": (
        "vice chair",
        "vice chairman",
        "vice chairwoman",
        "vice chairperson",
        "deputy chair",
        "deputy chairman",
        "deputy chairwoman",
    ),
    "member": ("member", "committee member", "elected member"),
    "co_opted": ("co opted", "co opted member", "coopted", "coopted member", "co optee", "cooptee"),
    "substitute": ("substitute", "substitute member", "sub", "reserve"),
    "observer": ("observer", "non voting observer"),
}
_ROLE_OF = {words: role for role, several in _ROLES.items() for words in several}
# Printed without further words: what the model shows for the role anyway.
_USUAL = {"chair", "vice chair", "member", "co opted", "co opted member", "coopted", "coopted member"} | {
    "substitute",
    "substitute member",
    "sub",
    "observer",
}
# Those whom the law or custom has co-opted rather than elected.
_CO_OPTED_CAPACITY = re.compile(
    r"co[- ]?opted|(?:parent|school|teacher|staff) governor|parent represent|dioces|church|faith represent"
    r"|independent person",
    re.I,
)

_BULLET = re.compile(r"^\s*(?:[•▪▫➢✓*·–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\))\s+", re.I)
_END_BRACKET = re.compile(r"^(.*?)\s*[\(\[]([^()\[\]]*)[\)\]]\s*[,;:.]?\s*$")
_ANY_BRACKET = re.compile(r"\s*[\(\[]([^()\[\]]*)[\)\]]\s*")
# "Ana Torres - Williams," at the start of a line: one surname, unless what follows the hyphen is what somebody is.
_DOUBLE_NAME = re.compile(r"[^,;:\t()\[\]–—]*\b([^\W\d_][\w'’]+)\s-\s([^\W\d_][\w'’]+)(?=\s*[,(\[])")
_NO_SURNAME = re.compile(r"conservative|labour|independent|unison|healthwatch|observer|reserve|sub|convenor", re.I)
_PARTS = re.compile(r"\t+|;|,|\s[–—-]+\s")
_HONOUR = re.compile(r"^(?:[A-Z]{2,4}|DL|JP|MP|AM|MS|QC|KC|PhD|BEM)(?:\s+[A-Z]{2,4})*$")
_SPAN = re.compile(r"^(?:from\s+|since\s+)?(.+?)\s+(?:to|until|till)\s+(.+)$|^([0-9]{4})\s*[–-]\s*([0-9]{4})$", re.I)
_FROM = re.compile(r"^(?:from|since|joined|appointed)\s+(.+)$", re.I)
_UNTIL = re.compile(r"^(?:until|till|to|left|resigned)\s+(.+)$", re.I)
_ROLE_THEN_DATES = re.compile(r"^(\S.*?)\s+((?:from|since|until|till|to)\s+\S.*)$", re.I)
LONGEST_LINE = 600  # characters; a longer one is no line of names
_LIMITS = {"title": 60, "name": 200, "capacity": 200, "role_words": 60}


@dataclass
class Line:
    """One member as read from a line; `problem` is "" or says in plain words what is wrong with the line."""

    number: int
    source: str
    title: str = ""
    name: str = ""
    role: str = "member"
    role_words: str = ""
    is_interim: bool = False
    capacity: str = ""
    joined: str = ""
    left: str = ""
    problem: str = ""
    _has_role: bool = field(default=False, repr=False)


def read(text, chair_word="Chair"):
    """Every line of `text` that is not blank as a Line; `chair_word` is what the council calls its chair.

    Nothing is refused here: a line that cannot be read comes back with its `problem`.
    """
    return [
        _read_line(number, source.strip(), chair_word)
        for number, source in enumerate(text.splitlines(), start=1)
        if source.strip()
    ]


def family_name(name):
    """The family name, guessed as the last word that is not an honour: "Jane Smith OBE" gives "Smith"."""
    words = [word for word in re.sub(r"\(.*?\)", " ", name).replace(",", " ").split() if not _HONOUR.match(word)]
    return words[-1] if words else name.strip()


def same_name(name):
    """The name as compared: no difference of case, spaces, hyphens or apostrophes."""
    return " ".join(re.sub(r"[’'`]", "", name).replace("-", " ").casefold().split())


def _read_line(number, source, chair_word):
    line = Line(number, source)
    if len(source) > LONGEST_LINE:
        line.source = source[:LONGEST_LINE] + "…"
        line.problem = f"This line has more than {LONGEST_LINE} characters. Write one person a line."
        return line
    rest = _BULLET.sub("", source).strip()
    before, colon, after = rest.partition(":")
    if colon and _take_role(line, before):
        rest = after.strip()
    surname = _double_name(rest)
    rest = _without_bracketed_role(line, rest[len(surname) :])
    asides = []
    while match := _END_BRACKET.match(rest):
        rest = match.group(1)
        asides.insert(0, match.group(2))
    name, *others = [part.strip() for part in _PARTS.split(rest)] or [""]
    name = surname + name
    capacity = []
    for part in [*others, *(piece.strip() for aside in asides for piece in re.split(r"[,;]", aside))]:
        if not part or _take_dates(line, part) or _take_role(line, part) or _take_both(line, part):
            continue
        if _HONOUR.match(part) and not capacity:
            name = f"{name} {part}"
        else:
            capacity.append(part)
    line.capacity = ", ".join(capacity)
    line.title, line.name = _split_title(name)
    if not line._has_role and _CO_OPTED_CAPACITY.search(line.capacity):
        line.role = "co_opted"
    line.role_words = line.role_words or bodies.role_words(line.role, chair_word)
    line.problem = _problem(line)
    return line


def _double_name(words):
    """The start of `words` up to a surname with a spaced hyphen in it, "Ana Torres - Williams"; "" without one."""
    match = _DOUBLE_NAME.match(words)
    if not match or not all(one[0].isupper() and not one.isupper() for one in match.groups()):
        return ""
    after = match.group(2)
    if after.casefold() in _ROLE_OF or ROLE_WORDS.fullmatch(after) or _NO_SURNAME.fullmatch(after):
        return ""
    return match.group()


def _without_bracketed_role(line, words):
    """The words without a role that stands in brackets amid them, which is then the line's; other brackets stay."""
    for match in _ANY_BRACKET.finditer(words):
        after = words[match.end() :]
        if after and (_take_role(line, match.group(1)) or _take_both(line, match.group(1))):
            return f"{words[: match.start()]}, {after.lstrip(' ,;')}"
    return words


def _take_role(line, words):
    """Whether the words are a role, which is then the line's: "Interim Chairman", "then chair"."""
    typed = " ".join(words.split())
    plain = typed.casefold().replace("-", " ")
    plain = plain.removeprefix("the ")
    interim = re.match(r"(interim|acting)\s+", plain)
    then = re.match(r"(then|former|formerly)\s+", plain)
    core = plain[(interim or then).end() :] if interim or then else plain
    role = _ROLE_OF.get(core)
    if role is None or line._has_role:
        return False
    line.role, line._has_role, line.is_interim = role, True, bool(interim)
    if then:
        line.role_words = typed[0].lower() + typed[1:]
    elif core not in _USUAL:
        shown = typed[len(typed) - len(core) :]
        line.role_words = shown[0].upper() + shown[1:]
    return True


def _take_both(line, words):
    """Whether the words are a role and its time, "Chair until July 2012", which are then the line's."""
    match = _ROLE_THEN_DATES.match(words)
    trial = Line(line.number, line.source, _has_role=line._has_role)
    if match and _take_dates(trial, match.group(2)) and _take_role(trial, match.group(1)):
        return _take_dates(line, match.group(2)) and _take_role(line, match.group(1))
    return False


def _take_dates(line, words):
    """Whether the words are a time served, which is then the line's: "until July 2012", "2009-2011"."""
    if match := _SPAN.match(words):
        first, last = (read_date(text) for text in (match.group(1) or match.group(3), match.group(2) or match.group(4)))
        if first and last:
            line.joined, line.left = first, last
            return True
    for pattern, name in ((_FROM, "joined"), (_UNTIL, "left")):
        match = pattern.match(words)
        if match and (found := read_date(match.group(1))):
            setattr(line, name, found)
            return True
    return False


def read_date(words):
    """The words "May 2011", "5th May 2011", "2011" or "2011-05" as a kept partial date; "" when they are no date."""
    parts = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", words.strip().rstrip(".")).split()
    try:
        if len(parts) == 1:
            partial_dates.parse(parts[0])
            return parts[0]
        if len(parts) in (2, 3):
            found = partial_dates.from_parts(*([""] * (3 - len(parts)) + parts))
            return "-".join(
                [f"{found.year:04}", *(f"{part:02}" for part in (found.month, found.day) if part is not None)]
            )
    except ValueError:
        pass
    return ""


def _split_title(name):
    """("Councillor Dr", "Jane Smith") from "Cllr. Dr Jane Smith"; a title is never the whole name."""
    words, titles = name.split(), []
    while words:
        for size in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
            found = TITLES.get(" ".join(words[:size]).replace(".", "").casefold())
            if found:
                titles.append(found)
                words = words[size:]
                break
        else:
            break
    return " ".join(titles), " ".join(words)


def _problem(line):
    if not any(letter.isalpha() for letter in line.name) or line.name.replace(".", "").casefold() in TITLES:
        line.name = ""
        return "There is no name in this line. Write one person a line, such as Councillor Jane Smith (Chair)."
    for name, most in _LIMITS.items():
        if len(getattr(line, name)) > most:
            return f"The {name.replace('_', ' ')} is longer than {most} characters. Is this several people in one line?"
    if partial_dates.definitely_before(line.left, line.joined):
        return "This person would leave before they joined. Check both dates."
    return ""
