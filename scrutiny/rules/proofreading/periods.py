"""Years of a whole paper: mistyped, and two periods for one thing in the title and in the text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scrutiny.engine.rules.words import Mark
from scrutiny.rules.proofreading.dates import dates_that_do_not_exist, years_that_do_not_fit
from scrutiny.rules.proofreading.paper import DATE, TITLE, Paper, Report, each, fold, quote

_PERIOD = re.compile(
    r"(?<![\w./-])(?P<one>(?:19|20)[0-9]{2})(?:\s?[/–—-]\s?(?P<other>(?:19|20)[0-9]{2}|[0-9]{2}))?(?![\w/-]|\.[0-9])"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "within",
        "its",
        "their",
        "this",
        "that",
        "s",
        "hold",
        "year",
        "during",
    ]
)
_THING = ("report", "plan", "review", "strategy", "programme", "budget", "accounts", "statement", "survey", "audit")
_NEAR = 110  # characters before a year that may say what it is of


def reports(paper: Paper) -> Iterator[Report]:
    """Dates that cannot be, and years that do not agree with the title's."""
    for which, part in enumerate(paper.parts):
        for mark in _wrong(part.words):
            yield Report(DATE, (quote(paper.parts, which, mark.start, mark.end),), mark.why)
    yield from _against_title(paper)


@lru_cache(maxsize=4096)
def _wrong(text: str) -> tuple[Mark, ...]:
    return (*years_that_do_not_fit(text), *dates_that_do_not_exist(text))


def _against_title(paper: Paper) -> Iterator[Report]:
    """A period in the text whose words before it are the title's, but whose years are not."""
    titles = [(which, match, _before(match)) for which, match in each(paper.parts, _PERIOD, TITLE)]
    if not titles:
        return
    told = set()
    for which, match in each(paper.parts, _PERIOD):
        if paper.parts[which].kind == TITLE:
            continue
        mine = _before(match)
        for where, titled, words in titles:
            if _years(match) == _years(titled) or (where, titled.start()) in told:
                continue
            if _one_thing(words, mine, titled, match):
                told.add((where, titled.start()))
                why = (
                    f"The title says {titled.group()} and the text {match.group()} of what seems one thing. "
                    "Correct one of them."
                )
                quotes = (quote(paper.parts, where, *_wide(titled)), quote(paper.parts, which, *_wide(match)))
                yield Report(DATE, quotes, why)
                break


def _before(match: re.Match[str]) -> tuple[str, ...]:
    """The words of weight before a year in its sentence, the nearest last; only the text, not another year's words."""
    near = match.string[max(0, match.start() - _NEAR) : match.start()]
    near = re.split(r"[.;:\n]|(?:19|20)[0-9]{2}(?:\s?[/–-]\s?[0-9]{2,4})?", near)[-1]
    near = re.sub(r"\([^()]*\)", " ", near)
    words = [re.sub(r"'s$", "", word) for word in _WORD.findall(fold(near))]
    return tuple(word for word in words if word not in _SMALL)


def _one_thing(title: tuple[str, ...], text: tuple[str, ...], titled: re.Match[str], match: re.Match[str]) -> bool:
    """Whether two years are of one thing: the same document named just before, or a long phrase in common."""
    one, other = _years(titled), _years(match)
    if title and text and title[-2:] == text[-2:] and len(title) > 1 and title[-1] in _THING:
        # "Annual Report 2012" beside "Annual Report 2012/13" is one; two whole years may be two reports.
        return (len(one) == 1) != (len(other) == 1) and bool(set(one) & set(other))
    shared = [word for word in title[-8:] if word in text[-8:]]
    return len(set(shared)) >= 4 and len(one) == 2 and len(other) == 2


def _years(match: re.Match[str]) -> tuple[int, ...]:
    """The years of a period, in full."""
    one = int(match["one"])
    if not match["other"]:
        return (one,)
    return one, int(match["other"]) if len(match["other"]) == 4 else one - one % 100 + int(match["other"])


def _wide(match: re.Match[str]) -> tuple[int, int]:
    """The year with the few words before it, so that a reader knows which is meant."""
    start = match.string.rfind(" ", 0, max(0, match.start() - 30)) + 1
    return max(start, match.string.rfind("\n", 0, match.start()) + 1), match.end()
