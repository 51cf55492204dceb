"""Forms of a council's settings and glossary."""

from django import forms

from scrutiny.engine.forms import GovForm, GovModelForm, OnceMixin, PlainCharField
from scrutiny.models import Body, Council, GlossaryTerm

from .choosing import CouncilField, RowField, body_label
from .texts import ListTextField


class CouncilForm(GovModelForm):
    """A council's name, colours and words."""

    class Meta:
        model = Council
        fields = ["name", "short_name", "nation", "language", "accent", "chair_word", "website", "contact"]
        help_texts = {
            "short_name": "Such as Wenbridge, where the whole name is too long.",
            "accent": "The line at the top of each page and paper, as six figures after a hash, such as #1d5c63.",
            "chair_word": "Chair, Chairman or Convener. It is printed for those who lead a committee.",
            "website": "Such as https://www.example.org.",
        }

    website = forms.URLField(label="Website", max_length=200, required=False, assume_scheme="https")
    contact = ListTextField(
        label="Scrutiny contact",
        required=False,
        help_text="Shown line by line on the council’s page: whom to write to, telephone, e-mail.",
    )

    def clean_name(self):
        """Refuse another council's name."""
        name = self.cleaned_data["name"]
        if Council.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"There is already a council called “{name}”. Enter another name")
        return name

    @property
    def values(self):
        """What councils.change_council takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TermsForm(OnceMixin, GovForm):
    """A glossary pasted as a list."""

    council = CouncilField()
    terms = ListTextField(
        label="Terms",
        help_text="One a line: the term, then a tab or a dash with spaces, then what it means. A table can be pasted.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].for_user(user)


class TermForm(OnceMixin, GovForm):
    """An acronym and a meaning."""

    council = CouncilField()
    acronym = PlainCharField(label="Acronym or term", max_length=40)
    meaning = PlainCharField(label="Meaning", max_length=300)
    body = RowField(label="Body that it names", required=False)

    def __init__(self, *args, user, term=None, **kwargs):
        self.term = term
        if term is not None:
            kwargs["initial"] = {"acronym": term.acronym, "meaning": term.meaning, "body": term.body}
        super().__init__(*args, **kwargs)
        bodies = Body.objects.of_councils(user).order_by("name")
        if term is None:
            self.fields["council"].for_user(user)
        else:
            del self.fields["council"]
            bodies = Body.objects.filter(council=term.council_id).order_by("name")
        self.fields["body"].offer(bodies, body_label, "None")

    def clean(self):
        """Refuse the same meaning of the same acronym twice; other meanings are welcome."""
        values = super().clean()
        council = self.term.council if self.term else values.get("council")
        if council is not None and "acronym" in values and "meaning" in values:
            same = GlossaryTerm.objects.filter(
                council=council, acronym__iexact=values["acronym"], meaning__iexact=values["meaning"]
            ).exclude(pk=getattr(self.term, "pk", None))
            if same.exists():
                self.add_error("meaning", f"{values['acronym']} already has this meaning. Enter another meaning")
        return values
