"""The labels of a paper's appendices: "Appendix 1", "Annex B", "Schedule IV", counted and never typed."""

NUMBERS, LETTERS, ROMAN = "numbers", "letters", "roman"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLURALS = {"appendix": "ices", "annex": "es", "annexe": "s", "schedule": "s", "enclosure": "s", "atodiad": "au"}


def labels(rows, word="Appendix", style=NUMBERS):
    """The label of each of `rows`, pairs of (is labelled, is exempt), in order; "" for one without.

    What is exempt is counted apart ("Exempt appendix 1"): the labels of the others are the same in every edition, and
    no gap in them tells what was left out.
    """
    word = " ".join(word.split()) or "Appendix"
    open_count = exempt_count = 0
    found = []
    for is_labelled, is_exempt in rows:
        if not is_labelled:
            found.append("")
        elif is_exempt:
            exempt_count += 1
            found.append(f"Exempt {word[:1].lower()}{word[1:]} {written(exempt_count, style)}")
        else:
            open_count += 1
            found.append(f"{word} {written(open_count, style)}")
    return found


def written(number, style):
    """A number from 1 in a style: 3, C or III; letters go on after Z as AA, AB."""
    if style == LETTERS:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters
    if style == ROMAN:
        roman = ""
        for value, mark in _ROMAN:
            times, number = divmod(number, value)
            roman += mark * times
        return roman
    return str(number)


def plural(word):
    """The heading above several: "Appendices", "Annexes", "Schedules"; "Appendices" for a word not known."""
    word = " ".join(word.split())
    ending = _PLURALS.get(word.casefold())
    if ending is None:
        return "Appendices"
    stem = word[:-2] if ending == "ices" else word
    return f"{stem}{ending}"


def titled(label, title):
    """A label and its title as a heading: "Appendix 1: Figures"; the title alone without a label."""
    return f"{label}: {title}" if label else title
