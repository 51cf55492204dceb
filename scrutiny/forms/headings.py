"""Forms of a council's standard headings and data-quality scale, and of what a paper says under them."""

from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms
from django.utils.html import escape

from scrutiny.actions.implications import Said
from scrutiny.engine.forms import GovForm, GovModelForm, LinesField, MarkdownField, OnceMixin, PlainCharField
from scrutiny.models import StandardHeading

from .choosing import RowField

THEIRS = "Somebody else saved this while you were writing. They wrote: “{}”. Put the two together and save again"
NOTHING = "nothing"


class HeadingForm(OnceMixin, GovModelForm):
    """A standard heading."""

    class Meta:
        model = StandardHeading
        fields = ("heading", "default_words", "is_active")
        labels = {"heading": "Heading", "default_words": "Words to begin with", "is_active": "Ask for it in papers"}
        help_texts = {
            "heading": "As it is printed when it stands alone, for example: Financial implications.",
            "default_words": "They stand in the box of every paper that has not said anything yet.",
            "is_active": "Papers that say something under it keep it.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["default_words"].widget.attrs["rows"] = 4


class ScaleForm(GovForm):
    """The data-quality scale and the words for what has nothing specific to say; `values` are what the view takes."""

    labels = LinesField(
        label="Steps of the scale, the lowest first",
        max_length=60,
        help_text="One a line. They are numbered 1, 2, 3 from the top.",
        error_messages={"required": "Enter at least one step of the scale"},
    )
    none_words = PlainCharField(
        label="Words where a heading has nothing to say",
        max_length=60,
        help_text="Printed once, under one heading for all of those, for example “None specific.”",
        error_messages={"required": "Enter the words, for example “None specific.”"},
    )


class _Seen(forms.CharField):
    """The hidden version of a row as it was seen; anything else counts as 0."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value):
        value = str(value or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


class ImplicationsForm(GovForm):
    """Everything that a paper says under the standard headings, and how good its data are, on one page.

    `headings` are the StandardHeadings asked for, `rows` what the paper says already, by the heading's key; `quality`
    its DataQuality or None, `steps` those of the scale. Sent with `rest`, those left blank are none specific.
    """

    say_optional = False

    def __init__(self, *args, headings, rows, quality, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings, self.rows, self.quality = headings, rows, quality
        groups = []
        for heading in headings:
            groups.append(self._ask(heading, rows.get(heading.pk)))
        self.fields["sources"] = LinesField(
            label="Data sources",
            required=False,
            rows=4,
            max_length=500,
            help_text="One a line.",
            initial=quality.sources if quality else "",
        )
        self.fields["checked_by"] = PlainCharField(
            label="Data checked by",
            required=False,
            help_text="A name with their post.",
            initial=quality.checked_by if quality else "",
        )
        self.fields["rating"] = RowField(
            steps,
            label="Data rating",
            empty="Not rated",
            required=False,
            widget=forms.RadioSelect,
            initial=quality.rating if quality else None,
        )
        self.fields["seen_quality"] = _Seen()
        self.initial["seen_quality"] = quality.version if quality else 0
        data = Fieldset("sources", "checked_by", "rating", legend="Data quality", **_LEGEND)
        self.helper.layout = Layout(*groups, data)

    def _ask(self, heading, row):
        text, none, seen = (f"{name}_{heading.pk}" for name in ("text", "none", "seen"))
        self.fields[text] = MarkdownField(
            label=f"What it says: {heading.heading}", required=False, rows=3, help_text=""
        )
        self.fields[none] = forms.BooleanField(label="None specific", required=False)
        self.fields[seen] = _Seen()
        self.initial[text] = row.text if row else heading.default_words
        self.initial[none] = bool(row and row.is_none)
        self.initial[seen] = row.version if row else 0
        tick = Field(none, context={"checkboxes_small": True})
        return Fieldset(text, tick, legend=_as_legend(heading.heading), **_LEGEND)

    def clean(self):
        """Nothing specific and something to say do not go together; the words to begin with do not count."""
        cleaned = super().clean()
        for heading in self.headings:
            text, none = f"text_{heading.pk}", f"none_{heading.pk}"
            typed = (cleaned.get(text) or "").strip()
            if self.add_prefix("rest") in self.data and not typed:
                cleaned[none] = True
            if cleaned.get(none) and typed:
                if typed == heading.default_words.strip():
                    cleaned[text] = ""
                else:
                    self.add_error(text, f"“{heading}” says something and is ticked as “none specific”. Take away one")
        return cleaned

    @property
    def said(self):
        """What actions.implications.save takes of the headings."""
        values = self.cleaned_data
        return [
            Said(heading, values[f"text_{heading.pk}"], values[f"none_{heading.pk}"], values[f"seen_{heading.pk}"])
            for heading in self.headings
        ]

    @property
    def data_quality(self):
        """What it takes of the data quality."""
        values = self.cleaned_data
        sources = "\n".join(values["sources"])
        return {"sources": sources, "checked_by": values["checked_by"], "rating": values["rating"]}

    def show_others(self):
        """After versions.Stale: beside each box what somebody else saved there; the next save goes over it."""
        self.data = self.data.copy()
        for heading in self.headings:
            row, seen = self.rows.get(heading.pk), self.cleaned_data[f"seen_{heading.pk}"]
            if row and row.version != seen:
                self.data[self.add_prefix(f"seen_{heading.pk}")] = str(row.version)
                theirs = "none specific" if row.is_none else row.text or NOTHING
                if row.text != self.cleaned_data[f"text_{heading.pk}"]:
                    self.add_error(f"text_{heading.pk}", THEIRS.format(theirs))
        if self.quality and self.quality.version != self.cleaned_data["seen_quality"]:
            self.data[self.add_prefix("seen_quality")] = str(self.quality.version)
            theirs = [self.quality.sources.replace("\n", "; "), self.quality.checked_by, str(self.quality.rating or "")]
            self.add_error("sources", THEIRS.format(", ".join(filter(None, theirs)) or NOTHING))


_LEGEND = {"legend_size": Size.MEDIUM, "legend_tag": "h3"}


def _as_legend(words):
    """Words that somebody typed, for a Fieldset: crispy-forms reads a legend as a template and prints it as HTML."""
    return escape(words).replace("{", "&#123;")
