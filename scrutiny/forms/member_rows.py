"""Members pasted one a line: the text, and the lines as they were read, to be checked."""

from django import forms

from scrutiny.actions.memberships import already_serves
from scrutiny.actions.people import known_by_name
from scrutiny.engine.forms import GovForm, LinesField, PartialDateField, PlainCharField
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Membership
from scrutiny.rules import member_lines
from scrutiny.rules.member_lines import LONGEST_LINE, same_name

from .memberships import LEFT_FIRST, NEW, WhoMixin


class PasteForm(GovForm):
    """Names pasted one a line, and a date on which they all joined."""

    names = LinesField(
        label="Paste the names, one a line",
        help_text="Such as “Councillor Jane Smith (Chair)” or “Mr Tom Jones, parent governor”. "
        "You can check how they were read before anything is saved.",
        max_lines=100,
        max_length=LONGEST_LINE,
        rows=8,
    )
    all_joined = PartialDateField(label="When they joined, if all on the same date", required=False)


class RowForm(WhoMixin, GovForm):
    """One line of a pasted list, as it was read, to be checked."""

    title = PlainCharField(label="Title", max_length=60, required=False)
    name = PlainCharField(label="Name", max_length=200)
    role = forms.ChoiceField(label="Role", choices=Membership.Role.choices)
    role_words = PlainCharField(label="Role as printed", max_length=60, required=False)
    is_interim = forms.BooleanField(label="Interim", required=False)
    capacity = PlainCharField(label="Capacity", max_length=200, required=False)
    joined = PlainCharField(label="Joined", max_length=40, required=False)
    left = PlainCharField(label="Left", max_length=40, required=False)
    source = PlainCharField(max_length=LONGEST_LINE + 1, required=False, widget=forms.HiddenInput)
    leave_out = forms.BooleanField(label="Leave out", required=False)
    note = ""

    @property
    def is_left_out(self):
        """Whether the line is not wanted; its other boxes do not matter then."""
        return self.is_bound and bool(self.data.get(self.add_prefix("leave_out")))

    def full_clean(self):
        """Check the line, unless it is left out."""
        super().full_clean()
        if self.is_left_out and self._errors:
            self._errors.clear()

    def clean_joined(self):
        """The date as kept text."""
        return self._date("joined")

    def clean_left(self):
        """The date as kept text; not before the other."""
        left = self._date("left")
        if partial_dates.definitely_before(left, self.cleaned_data.get("joined", "")):
            raise forms.ValidationError(LEFT_FIRST)
        return left

    def _date(self, name):
        typed = self.cleaned_data[name]
        found = member_lines.read_date(typed)
        if typed and not found:
            raise forms.ValidationError(f"“{typed}” is not a date. Write it like July 2011, 5 July 2011 or 2011")
        return found

    @property
    def values(self):
        """What memberships.add_members takes."""
        names = ("title", "name", "role", "role_words", "is_interim", "capacity", "joined", "left", "person")
        return {name: self.cleaned_data[name] for name in names}


class BaseRows(forms.BaseFormSet):
    """The lines of a pasted list; `body` says where they are to serve."""

    def __init__(self, *args, body, **kwargs):
        self.body = body
        super().__init__(*args, **kwargs)

    def name_people(self):
        """Give every line the people who have its name, in a fixed number of queries; before anything is checked."""
        names = [self._name(form) for form in self.forms]
        self.known = known_by_name(self.body.council, [name for name in names if name])
        self.serving = set(self.body.memberships.current().values_list("person_id", flat=True))
        for form, name in zip(self.forms, names, strict=True):
            form.init_who("name", self.body.council)
            known = self.known.get(same_name(name), []) if name else []
            form.who_choices(known, least=1)
            if len(known) == 1 and known[0].pk in self.serving and not form.initial.get("left"):
                form.note = "Already a member"
                form.initial.setdefault("leave_out", True)
        return self

    def _name(self, form):
        value = self.data.get(form.add_prefix("name"), "") if self.is_bound else form.initial.get("name", "")
        return " ".join(str(value).split())

    def clean(self):
        """Refuse the same person twice, and one who is a member already."""
        seen = set()
        for form in self.forms:
            if form.is_left_out or "name" not in form.cleaned_data:
                continue
            name = form.cleaned_data["name"]
            person, problem = form.who(self.known.get(same_name(name), []))
            form.cleaned_data["person"] = person
            answer = form.data.get(form.add_prefix("name_is"), "")
            key = person.pk if person else same_name(name)
            if key in seen and answer != NEW:
                problem = f"{name} is in two lines. Leave one of them out"
            seen.add(key)
            if person and person.pk in self.serving and not form.cleaned_data.get("left"):
                problem = already_serves(person, self.body)
            if problem:
                form.add_error("name", problem)

    @property
    def wanted(self):
        """The rows that memberships.add_members takes."""
        return [form.values for form in self.forms if not form.is_left_out]


Rows = forms.formset_factory(RowForm, formset=BaseRows, extra=0, max_num=100, absolute_max=100)
