"""Forms of boards: the profile, how bodies stand to each other, and appearances before committees."""

from django import forms

from boards.models import GovernanceLink
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.forms.choosing import RowField, body_label

PROFILE = ("legal_basis", "statutory_guidance", "role", "website", "reports_a_year")


class ProfileForm(OnceMixin, VersionMixin, GovForm):
    """What is particular to a board; its name, start and end are the body's."""

    legal_basis = PlainCharField(
        label="Legal basis",
        max_length=250,
        required=False,
        help_text="The Act and section that it rests on, if any.",
    )
    statutory_guidance = PlainCharField(label="Guidance it follows", max_length=250, required=False)
    role = MarkdownField(label="What it is for", max_length=10_000, required=False, rows=6)
    website = forms.URLField(label="Website", max_length=300, required=False, assume_scheme="https")
    reports_a_year = forms.IntegerField(
        label="Times a year that it reports to scrutiny",
        required=False,
        min_value=1,
        max_value=12,
        help_text="The board's page then says when the next report is due. A municipal year runs from May to April.",
        error_messages={
            "invalid": "Enter a whole number from 1 to 12, or leave the box blank",
            "min_value": "Enter 1 or more, or leave the box blank",
            "max_value": "Enter 12 or fewer",
        },
    )

    def __init__(self, *args, profile=None, **kwargs):
        if profile is not None:
            kwargs["initial"] = {name: getattr(profile, name) for name in (*PROFILE, "version")}
        super().__init__(*args, **kwargs)


class LinkForm(OnceMixin, GovForm):
    """How one body stands to another."""

    say_optional = False

    body = RowField(label="Which body", error_messages={"required": "Choose the body that reports, advises or sits"})
    kind = forms.ChoiceField(
        label="How it stands to the other",
        choices=GovernanceLink.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands to the other body"},
    )
    to = RowField(label="The other body", error_messages={"required": "Choose the other body"})
    note = PlainCharField(
        label="Note (optional)", max_length=200, required=False, help_text="Such as how often it reports."
    )

    def __init__(self, *args, bodies, board, **kwargs):
        kwargs["initial"] = {"body": board}
        super().__init__(*args, **kwargs)
        for name in ("body", "to"):
            self.fields[name].offer(bodies, body_label, "Choose a body")

    def clean(self):
        """Refuse a body that would stand to itself."""
        values = super().clean()
        if values.get("body") and values.get("body") == values.get("to"):
            self.add_error("to", "Choose two different bodies")
        return values


class AppearanceForm(OnceMixin, GovForm):
    """That a board came before a meeting; the papers offered have a list of their further meetings, `its_meetings`."""

    meeting = RowField(
        label="Which meeting",
        help_text="Meetings of the council's committees that are in the directory.",
        error_messages={"required": "Choose the meeting that it came before"},
    )
    presented_by = PlainCharField(label="Who presented", max_length=200, required=False)
    paper = RowField(label="On which paper", required=False)
    note = MarkdownField(label="What came of it", max_length=10_000, required=False, rows=5)

    def __init__(self, *args, meetings, papers, appearance=None, **kwargs):
        if appearance is not None:
            kwargs["initial"] = {
                name: getattr(appearance, name) for name in ("meeting", "presented_by", "paper", "note")
            }
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(meetings, meeting_label, "Choose a meeting")
        self.fields["paper"].offer(papers, paper_label, "No paper")

    def clean(self):
        """Refuse a paper of another committee than the one that met."""
        values = super().clean()
        meeting, paper = values.get("meeting"), values.get("paper")
        if meeting and paper and paper.body_id and paper.body_id != meeting.body_id:
            other = paper.meeting_id != meeting.pk and not any(
                one.meeting_id == meeting.pk for one in paper.its_meetings
            )
            if other:
                message = f"That paper is of {paper.body}. Choose one of {meeting.body}, or no paper"
                self.add_error("paper", message)
        return values


def meeting_label(meeting):
    """A meeting in a choice: the day first, since they stand in order of days."""
    return f"{meeting.date.day} {meeting.date:%B %Y}, {meeting.body}"


def paper_label(paper):
    """A paper in a choice: its title and whose it is; one that the user may not see stays unnamed."""
    if getattr(paper, "is_unnamed", False):
        return "The paper recorded, which you cannot open"
    return f"{paper.title} ({paper.body})" if paper.body_id else paper.title
