"""Forms of the page where findings and recommendations are entered."""

from django import forms

from recommendations.models import Numbering, Recommendation
from recommendations.rules.dispositions import name_typed
from scrutiny.engine.forms import (
    GovForm,
    LinesField,
    MarkdownField,
    OnceMixin,
    PartialDateField,
    PlainCharField,
    VersionMixin,
)
from scrutiny.models import Body, Finding
from scrutiny.rules import splitting


class DispositionMixin(forms.Form):
    """What becomes of a finding, and to whom or where it goes."""

    disposition = forms.ChoiceField(
        label="What becomes of it",
        choices=[("", "Nothing chosen"), *Finding.Disposition.choices],
        required=False,
        help_text="Leave it when a recommendation says what should happen.",
    )
    disposition_note = PlainCharField(
        label="To whom, or where",
        max_length=300,
        required=False,
        help_text="Such as the head of a service, or a body and a note: Transport Board: with a request to report. "
        "A body's name or abbreviation is recognised.",
    )

    def disposition_fields(self, council):
        """The disposition as fields of a Finding; a body is joined where its name or abbreviation was typed first.

        The note keeps all that was typed, so that the form shows it again; it is printed without the body's name.
        """
        note, bodies = self.cleaned_data["disposition_note"], {}
        if note:
            # Of bodies with one name a live one comes before those that ended.
            for body in Body.objects.filter(council=council).order_by("-ends_on", "-pk"):
                bodies |= dict.fromkeys((body.name, body.abbreviation), body)
        body = bodies.get(name_typed(note, bodies))
        return {
            "disposition": self.cleaned_data["disposition"],
            "disposition_note": note,
            "disposition_body": body,
        }


class FindingForm(DispositionMixin, VersionMixin, OnceMixin, GovForm):
    """Change a finding."""

    field_order = ["text", "disposition", "disposition_note"]
    text = MarkdownField(label="Finding", rows=8, error_messages={"required": "Enter the finding"})


class NewFindingForm(DispositionMixin, OnceMixin, GovForm):
    """Add a finding and, when there is one, the recommendation that goes beside it."""

    field_order = ["text", "disposition", "disposition_note", "recommendation", "addressees"]
    text = MarkdownField(label="Finding", rows=8, error_messages={"required": "Enter the finding"})
    recommendation = MarkdownField(label="Recommendation", rows=6, required=False)
    addressees = LinesField(
        label="Addressed to",
        rows=2,
        required=False,
        help_text="One a line. A body's name or abbreviation is recognised.",
    )

    def clean(self):
        """An addressee without a recommendation would be lost, so it is asked about."""
        cleaned = super().clean()
        if cleaned.get("addressees") and not cleaned.get("recommendation") and "recommendation" not in self.errors:
            self.add_error("recommendation", "Enter the recommendation, or take out whom it is addressed to")
        return cleaned


class RecommendationForm(VersionMixin, OnceMixin, GovForm):
    """Add or change a recommendation."""

    field_order = ["label", "text", "limbs", "limb_style", "addressees", "due_on", "due_event", "success_measure"]
    label_typed = PlainCharField(
        label="Label", max_length=40, required=False, help_text="As it is to be printed, such as A1. May be empty."
    )
    text = MarkdownField(label="Recommendation", rows=6, error_messages={"required": "Enter the recommendation"})
    limbs = LinesField(
        label="Limbs",
        max_length=2000,
        rows=3,
        required=False,
        help_text="Parts that can be answered apart, one a line. They are lettered in order.",
    )
    limb_style = forms.ChoiceField(
        label="Print the limbs as", choices=Recommendation.LimbStyle.choices, required=False, initial="letters"
    )
    addressees = LinesField(
        label="Addressed to",
        rows=3,
        required=False,
        help_text="One a line. A body's name or abbreviation is recognised.",
    )
    due_on = PartialDateField(label="Due", required=False, help_text="The day, or the day and month, may be left out.")
    due_event = PlainCharField(
        label="Or due at", max_length=300, required=False, help_text="An occasion, such as next year’s scrutiny."
    )
    success_measure = MarkdownField(label="How the committee will know", rows=3, required=False)

    def __init__(self, *args, by_hand=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not by_hand:
            del self.fields["label_typed"]

    def clean_limb_style(self):
        """Letters unless bullets were chosen."""
        return self.cleaned_data["limb_style"] or Recommendation.LimbStyle.LETTERS

    def arguments(self):
        """The arguments for the add and change actions."""
        names = ("text", "limbs", "limb_style", "addressees", "due_on", "due_event", "success_measure")
        values = {name: self.cleaned_data[name] for name in names}
        if "label_typed" in self.fields:
            values["label"] = self.cleaned_data["label_typed"]
        return values


class PasteForm(OnceMixin, GovForm):
    """A block of text that holds several findings."""

    block = MarkdownField(
        label="Text",
        rows=16,
        max_length=200_000,
        help_text="Paste from a document or a note. You check where it is cut before anything is added.",
        error_messages={"required": "Paste the text"},
    )

    def parts(self):
        """The text cut into findings."""
        return splitting.split_block(self.cleaned_data["block"])


class PartsForm(OnceMixin, VersionMixin, GovForm):
    """Several findings to be checked, a textarea each; an empty one is left out."""

    def __init__(self, *args, count=0, **kwargs):
        super().__init__(*args, **kwargs)
        for at in range(1, min(count, 200) + 1):
            self.fields[f"part_{at}"] = MarkdownField(label=f"Finding {at}", rows=5, required=False, help_text="")

    def clean(self):
        """At least one must say something."""
        cleaned = super().clean()
        if not self.errors and not self.texts(cleaned):
            self.add_error("part_1" if "part_1" in self.fields else None, "Enter at least one finding")
        return cleaned

    def texts(self, cleaned=None):
        """The findings in order."""
        cleaned = self.cleaned_data if cleaned is None else cleaned
        return [value for name, value in cleaned.items() if name.startswith("part_") and value]


class PlaceForm(OnceMixin, GovForm):
    """Where a finding or a recommendation goes."""

    place = forms.ChoiceField(
        label="Put it", error_messages={"required": "Choose a place", "invalid_choice": "Choose a place from the list"}
    )

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)


class LinksForm(OnceMixin, GovForm):
    """The findings that a recommendation rests on, and the one it is printed beside."""

    findings = forms.MultipleChoiceField(
        label="Rests on",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose findings from the list"},
    )
    home = forms.ChoiceField(
        label="Printed beside",
        required=False,
        error_messages={"invalid_choice": "Choose a finding from the list"},
    )

    def __init__(self, *args, findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_pk = {str(finding.pk): finding for finding in findings}
        choices = [(pk, f"{finding.label} {finding}".strip()) for pk, finding in self.by_pk.items()]
        self.fields["findings"].choices = choices
        self.fields["home"].choices = [("", "The first of them"), *choices]

    def clean(self):
        """The home must be among the findings it rests on."""
        cleaned = super().clean()
        home = cleaned.get("home")
        if home and home not in cleaned.get("findings", []):
            self.add_error("home", "Choose one of the findings that it rests on")
        return cleaned

    def chosen(self):
        """The findings, the home first."""
        home = self.cleaned_data["home"]
        keys = sorted(self.cleaned_data["findings"], key=lambda pk: (pk != home, list(self.by_pk).index(pk)))
        return [self.by_pk[pk] for pk in keys]


class NumberingForm(OnceMixin, GovForm):
    """How a review's recommendations are numbered."""

    style = forms.ChoiceField(
        label="Style",
        choices=Numbering.Style.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a style", "invalid_choice": "Choose a style from the list"},
    )
    start = forms.IntegerField(
        label="First number",
        min_value=1,
        max_value=9999,
        initial=1,
        error_messages={
            "required": "Enter the first number",
            "invalid": "Enter a whole number, such as 1",
            "min_value": "The first number must be 1 or more",
            "max_value": "The first number must be 9999 or less",
        },
    )
    prefix = PlainCharField(label="Letters before the year", max_length=10, required=False)
    municipal_year = PlainCharField(
        label="Municipal year",
        max_length=10,
        required=False,
        help_text="May to April, such as 25/26. Left empty, it is the year in which the review began.",
    )

    def clean_municipal_year(self):
        """Two years that follow each other."""
        typed = self.cleaned_data["municipal_year"]
        if typed:
            first, _, second = typed.partition("/")
            if not (len(first) == len(second) == 2 and first.isdecimal() and second.isdecimal()):
                raise forms.ValidationError("Enter the year as two years, such as 25/26")
            if (int(first) + 1) % 100 != int(second):
                raise forms.ValidationError(f"The years {typed} do not follow each other. Enter them such as 25/26")
        return typed


class WithdrawForm(OnceMixin, GovForm):
    """Why an agreed recommendation is withdrawn."""

    reason = PlainCharField(label="Reason", max_length=500, error_messages={"required": "Enter the reason"})


class RelationsForm(OnceMixin, GovForm):
    """How a recommendation stands to others."""

    depends_on = forms.MultipleChoiceField(
        label="Depends on", required=False, widget=forms.CheckboxSelectMultiple, help_text="Only if these are agreed."
    )
    restates = forms.ChoiceField(label="Repeats an earlier recommendation", required=False)
    supersedes = forms.ChoiceField(label="Replaces", required=False)
    merged_into = forms.ChoiceField(label="Merged into", required=False)

    def __init__(self, *args, same=(), earlier=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.pk): one for one in (*same, *earlier)}
        here = [(str(one.pk), str(one)) for one in same]
        before = [(str(one.pk), f"{one.review}: {one}") for one in earlier]
        self.fields["depends_on"].choices = here
        if not here:
            del self.fields["depends_on"]
        for name, choices in (("restates", before), ("supersedes", before + here), ("merged_into", here)):
            self.fields[name].choices = [("", "None"), *choices]

    def arguments(self):
        """The arguments for the relate action."""
        cleaned = self.cleaned_data
        one = {name: self.by_pk.get(cleaned[name]) for name in ("restates", "supersedes", "merged_into")}
        return one | {"depends_on": [self.by_pk[pk] for pk in cleaned.get("depends_on", [])]}
