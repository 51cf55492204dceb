"""What every form asks of something that is not for publication."""

from django import forms
from django.utils import timezone

from scrutiny.engine.forms import DateField, GovForm, MarkdownField, PlainCharField, VersionMixin
from scrutiny.rules.exemption import PARAGRAPHS

NAMES = ("exempt_paragraph", "exempt_reason", "exempt_until", "exempt_summary")
REQUIRED = (
    ("exempt_paragraph", "Choose the paragraph of Schedule 12A that makes it exempt"),
    ("exempt_reason", "Say why the public interest is in keeping it back"),
    ("exempt_until", "Enter the date until which it is exempt"),
)


class ExemptMixin(forms.Form):
    """A tick, and with it a paragraph, a reason and an end, all together; without the tick `values` has them blank."""

    is_exempt = forms.BooleanField(label="It is not for publication (exempt)", required=False)
    exempt_paragraph = forms.TypedChoiceField(
        label="Schedule 12A paragraph",
        choices=(("", "Choose a paragraph"), *((str(key), f"{key}: {words}") for key, words in PARAGRAPHS.items())),
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Local Government Act 1972, Schedule 12A.",
    )
    exempt_reason = MarkdownField(
        label="Why the public interest is in keeping it back",
        required=False,
        rows=3,
        max_length=5000,
        help_text="Kept with the paper and never printed.",
    )
    exempt_until = DateField(label="Exempt until", required=False, help_text="For example, 27 3 2030.")
    exempt_summary = PlainCharField(
        label="What the public is told instead",
        required=False,
        max_length=500,
        help_text="One sentence that gives nothing away, if leaving it out without a word would mislead.",
    )

    def __init__(self, *args, thing=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_until = thing.exempt_until if thing else None
        if thing is not None:
            self.initial = (
                {name: getattr(thing, name) for name in NAMES} | {"is_exempt": thing.is_exempt} | self.initial
            )
        for name in NAMES[:3]:
            self.fields[name].say_optional = False

    def clean(self):
        """What is exempt says why and until when; an end that has passed is no end."""
        cleaned = super().clean()
        if not cleaned.get("is_exempt"):
            return cleaned
        for name, said in REQUIRED:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, said)
        until = cleaned.get("exempt_until")
        if until and until <= timezone.localdate() and until != self.was_until:
            self.add_error("exempt_until", "The date until which it is exempt must be in the future")
        return cleaned

    @property
    def values(self):
        """What the actions take: all four blank unless it is exempt."""
        values = super().values
        if not values.pop("is_exempt", False):
            values |= {"exempt_paragraph": None, "exempt_reason": "", "exempt_until": None, "exempt_summary": ""}
        return values


class ExemptForm(ExemptMixin, VersionMixin, GovForm):
    """Whether a section or a paper is exempt."""

    def __init__(self, *args, thing, label, **kwargs):
        super().__init__(*args, thing=thing, **kwargs)
        self.initial["version"] = thing.version
        self.fields["is_exempt"].label = label
