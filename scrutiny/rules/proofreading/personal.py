"""Words that may identify a private person: ages, initials, dates of birth, numbers, homes. A warning, never a verdict.

Papers are published; what is found here is for somebody who knows the case to judge (Data Protection Act 2018).
"""

import re
from functools import lru_cache

from scrutiny.engine.rules.partial_dates import MONTHS
from scrutiny.engine.rules.words import Mark

_DATE = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(MONTHS)})\s+[0-9]{{4}}|"
    r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4})"
)
_ONE = (
    r"boy|girl|child|baby|infant|toddler|teenager|adolescent|son|daughter|brother|sister|sibling|pupil|mother|father|"
    r"parent|carer|grandmother|grandfather|uncle|aunt|man|woman|resident|patient|tenant|young person|youth|victim"
)
_FAMILY = r"mother|father|parents?|brother|sister|sibling|grandmother|grandfather|uncle|aunt|stepfather|foster carers?"
_LETTERS = r"[A-Z]{1,2}[0-9]?"
_NOT_LETTERS = r"(?!\b(?:A|I|OR|IF|IN|IS|IT|TO|OF|NO|UK|EU|GP|PC|IT|ID|HR|FE|HE|QA|CP|LA|SW|HV)\b)"
_PERSON_NEAR = re.compile(
    rf"\b(?:lives?|lived|living|resid(?:es?|ed|ing)|home|flat|family|Mrs?|Ms|Miss|{_ONE}|Child [A-Z])\b", re.IGNORECASE
)
_OFFICE_NEAR = re.compile(
    r"\b(?:council|hall|offices?|civic|centre|department|directorate|contact|officer|manager|director|clerk|team|service|"
    r"school|college|hospital|clinic|surgery|court|station|library|trust|board|ltd|limited|press|switchboard|helpline|"
    r"freephone|reception|hub)\b",
    re.IGNORECASE,
)

_BIRTH = "A date of birth may identify a person. Take it out, or give an age band."
_LETTERED = "{} may identify a person: others can know who is meant by the letter. Say “a child” or “an adult” instead."
_INITIALS = "Initials may identify a person. Say “a child”, “a parent” or “a resident” instead."
_AGE = "An exact age with what happened may identify a person. Give an age band, or leave it out."
_NUMBER = "This looks like the number of one person ({}), which may identify a person. Take it out."
_HOME = "A home address or postcode beside a person may identify a person. Take it out, or name the area."
_PHONE = "This looks like a private person’s telephone number, which may identify a person. Take it out."
_ALIAS = "A name or alias given to one case may identify a person. Say “a child” or “an adult” instead."

_RULES = [
    (rf"(?i:\b(?:D\.?O\.?B\.?|date of birth)\b)\s*:?\s*(?:{_DATE})?", _BIRTH),
    (rf"\b(?:[Bb]orn|[Bb]irthday)\s+(?:on\s+)?(?:the\s+)?{_DATE}", _BIRTH),
    (
        rf"\b(?:Child|Baby|Infant|Sibling|Brother|Sister|Young [Pp]erson|Adult|Mother|Father|Parent|Family|"
        rf"Resident|Patient|Pupil|Witness|Case|Mr|Mrs|Ms|Miss)\s+{_NOT_LETTERS}(?:{_LETTERS})\b(?![.'’]?\w|\s+(?:and|&)\s+[A-Z]{{2}}|-)",
        _LETTERED,
    ),
    (rf"\b{_NOT_LETTERS}[A-Z]{{1,2}}['’]s\s+(?:{_FAMILY}|school|death|home|injuries|case)\b", _INITIALS),
    (
        rf"\b{_NOT_LETTERS}(?:[A-Z]\.\s?[A-Z]\.?|[A-Z]{{2}})\s*,?\s+(?:aged\s+[0-9]|(?:was|were|had been|"
        r"has been)\s+(?:born|found|placed|removed|admitted|taken into care|known to|missing|injured|"
        r"killed)\b|died\b|lived\s+with)",
        _INITIALS,
    ),
    (
        rf"\b(?i:an?|the|her|his|their|one|this)\s+(?:[a-z]+\s+){{0,2}}(?i:{_ONE})\s*,?\s+(?:who\s+(?:was|is)\s+)?aged\s+"
        r"[0-9]{1,2}\b(?!\s*(?:to|–|-|and\s+(?:over|under|above|below)|or\s+(?:over|under)|\+))",
        _AGE,
    ),
    (r"\baged\s+[0-9]{1,2}(?:\s+(?:years|months|weeks))?,?\s+who\b", _AGE),
    (
        r"\b(?i:an?|the|her|his|their|one|this)\s+[0-9]{1,2}[- ](?:year|month|week)[- ]old\s+"
        rf"(?:[a-z]+\s+)?(?i:{_ONE})\b",
        _AGE,
    ),
    (r"\b[A-CEGHJ-PR-TW-Z]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[A-D]\b", _NUMBER.format("National Insurance")),
    (
        r"\b(?:lives?|lived|living|resid(?:es?|ed|ing))\s+at\s+(?:Flat\s+)?[0-9]{1,4}[A-Za-z]?,?\s+[A-Z]\w+(?:\s+[A-Z]\w+)*",
        _HOME,
    ),
    (r"(?i:\bhome address\b)\s*:?\s*[0-9A-Z][^\n.;]{5,60}", _HOME),
    (r"\b(?:(?i:the\s+case\s+of)|(?i:known\s+as)|(?i:called\s+here))\s+[\"“‘'][A-Z][a-z]+[\"”’']", _ALIAS),
]
_RULES = [(re.compile(rule), why) for rule, why in _RULES]
_NHS = re.compile(r"(?<![\w.+/-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w/-])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
_PHONE_NUMBER = re.compile(r"(?<![\w/])(?:\+44\s?|0)[127][0-9][0-9 -]{7,11}[0-9]\b")
_NEAR = 110


@lru_cache(maxsize=4096)
def personal_data(text: str) -> tuple[Mark, ...]:
    """The places of a text that may identify a private person, in order, each with why and what to do."""
    found = []
    for rule, why in _RULES:
        for match in rule.finditer(text):
            found.append((match.start(), match.end(), why.replace("{}", f"“{' '.join(match.group().split())}”")))
    found += [
        (*match.span(), _NUMBER.format("NHS number"))
        for match in _NHS.finditer(text)
        if _is_nhs(match.group()) and ("NHS" in _around(text, match) or not match.group().isdecimal())
    ]
    for rule, why in ((_POSTCODE, _HOME), (_PHONE_NUMBER, _PHONE)):
        for match in rule.finditer(text):
            around = _around(text, match)
            if _PERSON_NEAR.search(around) and not _OFFICE_NEAR.search(around):
                found.append((*match.span(), why))
    marks: list[Mark] = []
    for start, end, why in sorted(found, key=lambda one: (one[0], -one[1])):
        if not marks or start >= marks[-1].end:
            marks.append(Mark(start, end, text[start:end], why))
    return tuple(marks)


def warning(mark: Mark) -> str:
    """What a place found is warned of with: its words, shortened, and what to do about them."""
    words = " ".join(mark.text.split())
    return mark.why if mark.why.startswith("“") else f"“{words if len(words) <= 80 else words[:79] + '…'}”. {mark.why}"


def _around(text: str, match: re.Match[str]) -> str:
    """The words before and after a place, in its paragraph."""
    before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n\n")[2]
    return before + " " + text[match.end() : match.end() + _NEAR // 2].partition("\n\n")[0]


def _is_nhs(number: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11)."""
    digits = [int(digit) for digit in number if digit.isdecimal()]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and digits[9] == check % 11
