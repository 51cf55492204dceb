"""Another recommendation, found by what is typed: its number, or its name from those offered."""

import re

from django import forms

from recommendations import sheet
from recommendations.rules import numbering


def other_name(one):
    """How another recommendation is offered and typed: its number, its review and its first words."""
    number = f"{one.label} " if one.label else ""
    return f"{number}{one.review}: {sheet.short(one, 60)}"


class Others:
    """The recommendations that another can be merged into or superseded by, found by what is typed."""

    def __init__(self, found):
        self.found = list(found)
        self.by_name = {_plain(other_name(one)): one for one in self.found}

    @property
    def names(self):
        """What is offered while typing."""
        return [other_name(one) for one in self.found]

    def read(self, typed, review):
        """The one that is meant: its whole name, its number in the same review, or a number that only one has.

        Raises ValidationError in plain words.
        """
        if _plain(typed) in self.by_name:
            return self.by_name[_plain(typed)]
        number = numbering.normalise(typed)
        same = [one for one in self.found if one.label and numbering.normalise(one.label) == number]
        own = [one for one in same if one.review_id == review]
        if len(own or same) == 1:
            return (own or same)[0]
        said = typed if len(typed) < 40 else f"{typed[:38]}…"
        if same:
            raise forms.ValidationError(
                f"“{said}” is the number of {len(same)} recommendations. Choose one from those offered while you type"
            )
        raise forms.ValidationError(
            f"No open recommendation is called “{said}”. Type its number, or choose from those offered while you type"
        )


def _plain(words):
    return re.sub(r"\W+", " ", words).strip().casefold()
