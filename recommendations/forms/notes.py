"""What a member types for a note of their own."""

from django import forms

from recommendations.models import MemberNote
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin
from scrutiny.models import Meeting


class NoteForm(OnceMixin, GovForm):
    """A note or a question, and the meeting at which to raise it."""

    text = MarkdownField(
        label="Your note",
        max_length=10_000,
        rows=5,
        help_text="Nobody else can read it unless you send it to the officer.",
        error_messages={"required": "Write the note"},
    )
    is_question = forms.BooleanField(label="It is a question", required=False)
    meeting = forms.ModelChoiceField(
        label="Meeting at which to raise it",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="No meeting",
    )

    def __init__(self, *args, meetings, note: MemberNote | None = None, **kwargs):
        if note is not None:
            kwargs["initial"] = {
                "text": note.text,
                "is_question": note.is_question,
                "meeting": note.meeting_id,
            }
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
