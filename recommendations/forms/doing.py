"""Forms of actions: adding, changing, moving the date, handing over, closing."""

from django import forms

from recommendations.forms.owners import OwnerMixin
from recommendations.rules.words import Closing
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PartialDateField, PlainCharField, VersionMixin

WORDS = ("label", "text", "success_measure")


class ActionWordsForm(VersionMixin, OnceMixin, GovForm):
    """The words of an action."""

    label = PlainCharField(label="Number", max_length=40, required=False, help_text="As it is printed, such as 1.2.")
    text = MarkdownField(label="Action", rows=4, error_messages={"required": "Enter the action"})
    success_measure = MarkdownField(label="How the committee will know", rows=2, required=False)

    def __init__(self, *args, action=None, **kwargs):
        if action is not None:
            kwargs["initial"] = {name: getattr(action, name) for name in (*WORDS, "version")}
        super().__init__(*args, **kwargs)

    @property
    def words(self):
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in WORDS}


class ActionForm(OwnerMixin, ActionWordsForm):
    """A new action."""

    field_order = ["label", "text", "owner", "new_owner", "due_on", "due_event", "success_measure"]
    due_on = PartialDateField(label="Due", required=False, help_text="The day, or the day and month, may be left out.")
    due_event = PlainCharField(
        label="Or due at", max_length=300, required=False, help_text="An occasion, such as the 2027 scrutiny."
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_owners(council)

    def clean(self):
        """A date or an occasion, not both."""
        values = super().clean()
        if values.get("due_on") and values.get("due_event"):
            self.add_error("due_event", "Give a date or an occasion, not both")
        return values


class DateForm(OnceMixin, GovForm):
    """Another date for an action."""

    due_on = PartialDateField(
        label="New date", error_messages={"required": "Enter the new date"}, help_text="The day may be left out."
    )
    why = PlainCharField(
        label="Why it is moved", max_length=500, error_messages={"required": "Say why the date is moved"}
    )
    who = PlainCharField(
        label="Who moved it", max_length=200, required=False, help_text="Such as the owner, or the board on 5 May."
    )


class HandOverForm(OwnerMixin, OnceMixin, GovForm):
    """Another owner for an action."""

    field_order = ["owner", "new_owner", "why"]
    why = PlainCharField(label="Why", max_length=500, required=False)

    def __init__(self, *args, council, action, **kwargs):
        super().__init__(*args, initial={"owner": action.owner}, **kwargs)
        self.offer_owners(council, also=[action.owner], empty="Nobody")

    def clean(self):
        """Somebody new takes the place of the one who is chosen already."""
        values = self.cleaned_data
        if values.get("new_owner") and values.get("owner") == self.initial.get("owner"):
            values["owner"] = None
        return super().clean()


class CloseForm(OnceMixin, GovForm):
    """How an action ended."""

    closing = forms.ChoiceField(
        label="How did it end?",
        choices=Closing.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the action ended"},
    )
    note = PlainCharField(
        label="Note", max_length=500, required=False, help_text="Such as what was seen, or which action replaces it."
    )
