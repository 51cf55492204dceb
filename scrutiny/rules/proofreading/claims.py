"""What a review says of itself in numbers ("nine recommendations") against what it has."""

import re
from collections.abc import Mapping, Sequence

from scrutiny.engine.rules.partial_dates import MONTHS
from scrutiny.rules.proofreading.marks import CountMark
from scrutiny.rules.proofreading.numbers import NUMBER, in_words, value

_QUALITIES = r"(?:(?:main|key|numbered|formal|specific|individual|separate|different|elected|following|overall)\s+)?"
# What makes a number a claim about the whole: the words just before it, or the start of a sentence.
_MAKES = (
    r"makes?|made|making|contains?|contained|containing|sets? out|puts? forward|offers?|presents?|presented|lists?|"
    r"listed|proposes?|proposed|agreed|reached|produced|drew up|draws?|arrived at|resulted in|led to|"
    r"(?:report|review) (?:has|had|with)"
)
_HEARS = r"heard(?: evidence)?(?: from)?|interviewed|spoke (?:to|with)|took evidence from|evidence from|thanks?"
_HOLDS = r"has|have|had|consist(?:s|ed) of|compris(?:es|ed|ing)(?: of)?|made up of|membership (?:of|was)|with"
_THERE = r"total of|there (?:are|were)|all|in total,?|the following"
_DEFINITE = r"the|our|its"
_LEAD = r"\s+(?:(?:a total of|its|the following|all)\s+)?$"
_WHOLE = re.compile(rf"\b(?:{_MAKES}|{_HEARS}|{_THERE}|{_DEFINITE}){_LEAD}|^\s*$", re.IGNORECASE)
_WHOLE_BODY = re.compile(rf"\b(?:{_HOLDS}|{_THERE}|{_DEFINITE}){_LEAD}|^\s*$", re.IGNORECASE)
_ENDS_DEFINITE = re.compile(rf"\b(?:{_DEFINITE})\s+$", re.IGNORECASE)
# Words after it that tie the number to a part, or to another paper.
_PART = re.compile(
    r"\s*,?\s*(?:about|concerning|regarding|relating to|on|in (?:this|that|the) section|under|already|remain|still|"
    r"outstanding|(?:which|that) (?:had|were)|were (?:accepted|rejected|outstanding|completed)|"
    r"from (?:the|that|its|our) (?:last|previous|first|earlier|original)|"
    r"of (?:the )?(?:[0-9]{4}|last|previous|first|earlier|original|stage|other|full|county|city|borough|district|"
    r"public|parliament|staff|cabinet|board|council|house))\b",
    re.IGNORECASE,
)
_DEFINITE_PART = re.compile(r"\s*(?:to|for|addressed|directed|that|which|above|below|it|they)\b", re.IGNORECASE)
# Words before it that make it loose, or the claim of one meeting, or of somebody else's paper.
_OTHER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last|original|stage (?:1|one)|first|predecessor|in (?:19|20)[0-9]{2}|at least|"
    r"(?:more|fewer|less) than|over|up to|about|around|nearly|almost|some|another|further|additional|other|more|extra|"
    r"remaining|accepted|rejected|withdrawn|partially|also|then|later|again|subsequently|meetings?|sessions?|visits?|"
    rf"morning|afternoon|{'|'.join(MONTHS)}|Ofsted|CQC|inspect\w+|auditors?|police)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\b(?:group|sub-?\s?committee|committee|panel|membership|review)\b", re.IGNORECASE)
_ANOTHER_BODY = re.compile(
    r"\b(?:board|council|cabinet|executive|trust|authority|partnership|forum|force|government|ombudsman)\b"
    r"(?:\s+(?:in|for|has|have|had|is|was|which|that|also|itself|\w+ly))*\s*$",
    re.IGNORECASE,
)
_NEAR = 300  # characters on either side that may bear on a number
_SENTENCE_END = re.compile(r"\n|[.!?]\s")


def counts_against(texts: Sequence[str], facts: Mapping[str, int]) -> list[CountMark]:
    """The numbers in the texts that contradict what the review has, in order, each with its text (`which`, from 0).

    `facts` gives the true numbers by plural noun: {"recommendations": 6, "witnesses": 7, "members": 9}. Only claims
    about the whole review count: "makes nine recommendations", not "two recommendations on transport" nor those of
    an earlier review.
    """
    nouns = {form: noun for noun in facts for form in (noun.casefold(), _singular(noun.casefold()))}
    if not nouns:
        return []
    words = "|".join(re.escape(form) for form in sorted(nouns, key=len, reverse=True))
    rule = re.compile(rf"(?P<number>{NUMBER}|\bno)\s{{1,5}}{_QUALITIES}(?P<noun>{words})\b(?!['’-])", re.IGNORECASE)
    marks = []
    for which, text in enumerate(texts):
        for match in rule.finditer(text):
            noun = nouns[match["noun"].casefold()]
            said, actual = value(match["number"]), facts[noun]
            if said == actual or not _is_whole(noun, match["number"], actual, *_around(text, match)):
                continue
            why = (
                f"The text says {match.group()}, but the review has {in_words(actual) if actual else 'none'}. "
                f"Correct the number, or the {noun} entered."
            )
            marks.append(CountMark(match.start(), match.end(), match.group(), said, actual, why, which))
    return marks


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The words before and after a number in its sentence, as far as they may bear on it."""
    before = _SENTENCE_END.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = _SENTENCE_END.split(text[match.end() : match.end() + _NEAR], maxsplit=1)[0]
    return before, after


def _is_whole(noun: str, number: str, actual: int, before: str, after: str) -> bool:
    """Whether the words round a number make it a claim about the whole review."""
    lead = (_WHOLE_BODY if noun == "members" else _WHOLE).search(before)
    if not lead or _PART.match(after) or _OTHER.search(before[-100:]) or _ANOTHER_BODY.search(before[: lead.start()]):
        return False
    if not before.strip() and (number.isdecimal() or not after.strip(" .*_#")):
        return False  # "2 Recommendations" is a numbered heading
    if _ENDS_DEFINITE.search(before) and (_DEFINITE_PART.match(after) or value(number) * 2 <= actual):
        return False  # "the two recommendations" of nine are two already spoken of
    return noun != "members" or bool(_GROUP.search(before + after[:60]))


def _singular(noun: str) -> str:
    """The singular of a plural noun of the domain: "witnesses" gives "witness", "bodies" gives "body"."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith("sses") else noun.removesuffix("s")
