"""Texts in which nobody may be known: what looks personal is named beside its box, and kept only once it is ticked."""

from django import forms

from scrutiny.rules.proofreading.personal import personal_data, warning

FIELD = "names_nobody"


class NamesNobodyField(forms.MultipleChoiceField):
    """The words found, one box each; which of them must be ticked is for the form to say."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(
            required=False,
            label="By these words nobody can be known",
            help_text="Tick each that you have read again. Then save.",
        )

    def validate(self, value):
        """Anything: words that are not found any more are passed over."""


class NamesNobodyMixin(forms.Form):
    """Refuses `private_texts` with words that may identify a person until each of them is ticked."""

    private_texts = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._boxes = NamesNobodyField()
        if self.is_bound:
            self.fields[FIELD] = self._boxes

    @property
    def values(self):
        """The cleaned data that an action takes: without the ticks."""
        return {name: value for name, value in super().values.items() if name != FIELD}

    def full_clean(self):
        """Check everything; the boxes are there for what is found, and only then."""
        if self.is_bound:
            self.fields[FIELD] = self._boxes
        super().full_clean()
        if self.is_bound and not self._boxes.choices:
            del self.fields[FIELD]

    def clean(self):
        """Name what looks personal beside its box, and offer a tick for each."""
        cleaned = super().clean()
        ticked = cleaned.get(FIELD, ())
        found = {}
        for name in self.private_texts:
            for mark in personal_data(cleaned.get(name) or ""):
                words = " ".join(mark.text.split())
                found[words] = f"“{words}”"
                if words not in ticked:
                    self.add_error(name, f"{warning(mark)} If nobody can be known by it, tick it below and save again")
        self._boxes.choices = list(found.items())
        return cleaned
