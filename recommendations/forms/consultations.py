"""Forms of consultations: sending a report out, asking more, a reply."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from recommendations.models import ConsultationReply
from recommendations.rules import consulting
from scrutiny.engine.forms import (
    CheckedFileField,
    DateField,
    GovForm,
    MarkdownField,
    OnceMixin,
    PlainCharField,
    VersionMixin,
)
from scrutiny.forms.choosing import RowField


class ConsulteesField(PlainCharField):
    """Councils and bodies pasted one a line, with an e-mail address or without; cleaned to rules.consulting.Lines."""

    one_line = False

    def __init__(self, *, known=(), **kwargs):
        kwargs.setdefault("label", "Who is asked")
        kwargs.setdefault(
            "help_text",
            "One a line, with an e-mail address or without: Fenmere District Council, post@fenmere.example. Who has no "
            "address is kept in the list, and you write to them by hand.",
        )
        kwargs["widget"] = forms.Textarea(attrs={"rows": 8})
        super().__init__(max_length=60_000, empty_value="", **kwargs)
        self.known = known

    def clean(self, value):
        """The lines; raises ValidationError that names the line."""
        typed = super().clean(value)
        try:
            lines = consulting.lines_of(typed, self.known)
        except consulting.LineRefused as refused:
            raise ValidationError(str(refused), code="line") from refused
        for line in lines:
            self._check_email(line)
        return lines

    def _check_email(self, line):
        if not line.email:
            return
        try:
            validate_email(line.email)
        except ValidationError as problem:
            said = f"{line.name}: the e-mail address must look like name@example.org"
            raise ValidationError(said, code="email") from problem
        if len(line.email) > 254:
            raise ValidationError(f"{line.name}: the e-mail address is too long", code="email")


class ConsultationForm(OnceMixin, GovForm):
    """What is sent to whom, and by when they are to reply."""

    title = PlainCharField(label="Title", max_length=250, help_text="It begins the subject of every letter.")
    edition = RowField(
        label="The report",
        required=False,
        help_text="An issued edition goes with each letter as a PDF. Editions with what is exempt are not offered.",
    )
    sent_on = DateField(
        label="Sent on",
        help_text="Today sends the letters now. With an earlier day no first letter goes, because the report went by "
        "other means; reminders still go.",
    )
    due_on = DateField(
        label="Comments by", help_text="Who is silent is reminded 7 days before, on the day and 7 days after."
    )
    message = MarkdownField(label="A word to those who are asked", required=False, rows=4, max_length=5_000)
    consultees = ConsulteesField()

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].offer(editions, _edition_label, "No report: the words below say it all")


def _edition_label(edition):
    return f"{edition.title}, edition {edition.number}{' (draft)' if edition.is_draft else ''}"


class ConsultationChangeForm(VersionMixin, GovForm):
    """What may still be changed once it is sent."""

    title = PlainCharField(label="Title", max_length=250)
    due_on = DateField(label="Comments by", help_text="Later reminders follow the new day.")
    message = MarkdownField(
        label="A word to those who are asked", required=False, rows=4, max_length=5_000, help_text="For later letters."
    )

    def __init__(self, *args, consultation, **kwargs):
        kwargs["initial"] = {name: getattr(consultation, name) for name in ("title", "due_on", "message", "version")}
        super().__init__(*args, **kwargs)


class ConsulteesForm(OnceMixin, GovForm):
    """More councils and bodies to ask."""

    consultees = ConsulteesField()

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultees"].known = known


class ConsulteeForm(OnceMixin, GovForm):
    """The name and address of somebody who is asked; the name only until a letter has gone."""

    name = PlainCharField(label="Name", max_length=consulting.LONGEST)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        required=False,
        help_text="Without an address you write to them by hand.",
    )

    def __init__(self, *args, consultee, has_gone, **kwargs):
        kwargs["initial"] = {"name": consultee.name, "email": consultee.email}
        super().__init__(*args, **kwargs)
        if has_gone:
            del self.fields["name"]


class ReplyForm(OnceMixin, GovForm):
    """What a consultee replied."""

    stance = forms.ChoiceField(
        label="What did they reply?", choices=ConsultationReply.Stance.choices, widget=forms.RadioSelect
    )
    replied_on = DateField(label="Received on")
    text = MarkdownField(label="Their comments", required=False, rows=8)
    decided_by = PlainCharField(
        label="Decided by", required=False, max_length=200, help_text="For example, Cabinet, 3 March 2026."
    )
    document = CheckedFileField(label="The reply itself", required=False)
