"""Numbers as papers write them: "7", "seven", "twenty-two", "one hundred"."""

import re

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

WORDS = {"no": 0}
WORDS.update({word: number for number, word in enumerate(_UNITS.split(), start=1)})
for _ten, _word in enumerate(_TENS.split(), start=2):
    WORDS[_word] = _ten * 10
    WORDS.update({f"{_word}-{unit}": _ten * 10 + number for number, unit in enumerate(_UNITS.split()[:9], start=1)})
WORDS.update({"hundred": 100, "a hundred": 100, "one hundred": 100})

_BY_LENGTH = sorted((word.replace("-", "[- ]") for word in WORDS if word != "no"), key=len, reverse=True)
# A number up to 999; not part of a year, a date, a decimal, a percentage, a sum of money or a reference.
NUMBER = rf"(?<![\w./£$€,-])(?:[0-9]{{1,3}}(?![\w./%,:-]|\s*%)|(?i:{'|'.join(_BY_LENGTH)})(?![\w-]))"


def value(text: str) -> int:
    """The number written as figures or as words up to one hundred; raises KeyError for other words."""
    return int(text) if text.isdecimal() else WORDS[re.sub(r"(?<=y)[\s-]+", "-", " ".join(text.casefold().split()))]


def in_words(number: int) -> str:
    """A number as running text has it: words to ten, figures above."""
    return next(word for word, each in WORDS.items() if each == number) if number <= 10 else str(number)
