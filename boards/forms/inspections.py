"""Forms of inspections and notices, and of case reviews, which ask for counts and never for a name."""

from django import forms

from boards.forms.fields import YearField
from boards.forms.nobody import NamesNobodyMixin
from boards.models import CaseReviews, Inspection
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PartialDateField, PlainCharField, VersionMixin

FIELDS = ("kind", "inspector", "subject", "began", "ended", "judgement", "findings", "link")
COUNTS = ("started", "finished", "published")
REVIEW_FIELDS = ("year", "kind", *COUNTS, "explained", "themes", "lessons")
NO_NAMES = "Nothing by which a child or adult could be known: no names, initials, dates of birth, schools or places."


class InspectionForm(VersionMixin, OnceMixin, GovForm):
    """Who looked at what, when, and what they found."""

    kind = forms.ChoiceField(
        label="What was it?",
        choices=Inspection.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was"},
    )
    inspector = PlainCharField(
        label="By whom", max_length=200, error_messages={"required": "Enter who inspected"},
        help_text="The body that inspected, reviewed or gave the notice.",
    )  # fmt: skip
    subject = PlainCharField(label="Of what", max_length=250, error_messages={"required": "Enter what was inspected"})
    began = PartialDateField(label="Date", required=False, help_text="The day, or the day and month, may be left out.")
    ended = PartialDateField(label="Until", required=False, help_text="Where it took more than a day.")
    judgement = PlainCharField(
        label="Judgement", max_length=200, required=False, help_text="Its own word, such as good or inadequate."
    )
    findings = MarkdownField(label="What it found", rows=8, required=False)
    link = forms.URLField(label="Web address", required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args, inspection=None, **kwargs):
        if inspection is not None:
            kwargs["initial"] = {name: getattr(inspection, name) for name in (*FIELDS, "version")}
        super().__init__(*args, **kwargs)


class LiftForm(VersionMixin, OnceMixin, GovForm):
    """When a notice was lifted."""

    lifted_on = PartialDateField(
        label="Lifted", required=False, help_text="The day may be left out. Leave it blank if it was not lifted yet."
    )

    def __init__(self, *args, inspection, **kwargs):
        initial = {"lifted_on": inspection.lifted_on, "version": inspection.version}
        super().__init__(*args, initial=initial, **kwargs)


class CaseReviewsForm(NamesNobodyMixin, VersionMixin, OnceMixin, GovForm):
    """How many reviews of a kind began, ended and were published in a year, and what was learned."""

    private_texts = ("explained", "themes", "lessons")

    year = YearField()
    kind = forms.ChoiceField(
        label="Which reviews?",
        choices=CaseReviews.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of review"},
    )
    started = forms.IntegerField(label="Started in the year", min_value=0, max_value=10_000, initial=0)
    finished = forms.IntegerField(label="Finished in the year", min_value=0, max_value=10_000, initial=0)
    published = forms.IntegerField(label="Published in the year", min_value=0, max_value=10_000, initial=0)
    explained = PlainCharField(
        label="Why the counts differ", max_length=300, required=False,
        help_text="Only where more were finished than began, or published than finished: such as two that began "
        "before the first year entered here.",
    )  # fmt: skip
    themes = MarkdownField(label="Themes", rows=5, required=False, help_text=NO_NAMES)
    lessons = MarkdownField(label="Lessons", rows=5, required=False, help_text=NO_NAMES)

    def __init__(self, *args, reviews=None, **kwargs):
        if reviews is not None:
            kwargs["initial"] = {name: getattr(reviews, name) for name in (*REVIEW_FIELDS, "version")}
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            wrong = f"Enter how many were {name}, as a number from 0 to 10,000"
            keys = ("required", "invalid", "min_value", "max_value")
            self.fields[name].error_messages |= dict.fromkeys(keys, wrong)
            for check in self.fields[name].validators:
                check.message = wrong
