"""Forms of bodies."""

from django import forms

from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PartialDateField, PlainCharField, VersionMixin
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Body

from .choosing import CouncilField, SeveralBodies, bodies_offered

NAME_TAKEN = "{council} already has a body called “{name}”. Choose another name, or end the other body first"
ABBREVIATION_TAKEN = "{body} already has the abbreviation {abbreviation}. Each body of a council needs its own"
BACKWARDS = "It would end before it starts. Check both dates"


def name_problem(council, name, *, body=None):
    """Why a live body of `council` may not have this name, or ""."""
    others = Body.objects.filter(council=council, name__iexact=name).live().exclude(pk=getattr(body, "pk", None))
    return NAME_TAKEN.format(council=council, name=name) if others.exists() else ""


def abbreviation_problem(council, abbreviation, *, body=None):
    """Why a body of `council` may not have this abbreviation, or ""."""
    if not abbreviation:
        return ""
    others = Body.objects.filter(council=council, abbreviation__iexact=abbreviation)
    other = others.exclude(pk=getattr(body, "pk", None)).first()
    return ABBREVIATION_TAKEN.format(body=other, abbreviation=abbreviation) if other else ""


class BodyForm(OnceMixin, VersionMixin, GovForm):
    """What a body is and under which others it stands; `values` are what the actions take."""

    council = CouncilField()
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose a kind"), *Body.Kind.choices])
    name = PlainCharField(label="Name", max_length=200)
    abbreviation = PlainCharField(
        label="Abbreviation",
        max_length=20,
        required=False,
        help_text="As printed, such as CFSC. No two bodies of a council share one.",
    )
    purpose = MarkdownField(label="What it is for", required=False, max_length=5000, rows=4)
    starts_on = PartialDateField(label="When it started", required=False)

    def __init__(self, *args, user, body=None, **kwargs):
        self.body = body
        if body is not None:
            names = ("kind", "name", "abbreviation", "purpose", "starts_on", "version")
            kwargs["initial"] = {name: getattr(body, name) for name in names} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        chosen = []
        if body is None:
            self.fields["council"].for_user(user)
        else:
            del self.fields["council"]
            chosen = [link.parent for link in body.parent_links.select_related("parent").order_by("pk")]
        self.parents = SeveralBodies(
            self,
            "parents",
            bodies_offered(user, also=chosen, without=body),
            chosen=chosen,
            labels=("Stands under", "And under"),
            help_text="The committee of a sub-committee or group. A joint committee may stand under several bodies.",
        )
        self.former = list(body.former_names.all()) if body is not None else []
        for one in self.former:
            self.fields[f"former_{one.pk}"] = PlainCharField(
                label=f"Former name, until {partial_dates.in_words(one.until)}",
                help_text="Leave blank to take it out of the list, if it was entered by mistake.",
                max_length=200,
                required=False,
                initial=one.name,
            )
            self.fields[f"until_{one.pk}"] = PartialDateField(
                label="It had this name until", required=False, initial=one.until, help_text=""
            )

    def clean(self):
        """Refuse names and abbreviations that are taken and dates that run backwards; the action refuses circles."""
        values = super().clean()
        council = self.body.council if self.body else values.get("council")
        self.cleaned_data["parents"] = self.parents.clean("{body} is chosen twice. Choose it once")
        if council is None:
            return values
        if "name" in values and not (self.body and self.body.ends_on):
            problem = name_problem(council, values["name"], body=self.body)
            if problem:
                self.add_error("name", problem)
        problem = abbreviation_problem(council, values.get("abbreviation"), body=self.body)
        if problem:
            self.add_error("abbreviation", problem)
        for one in self.former:
            if values.get(f"former_{one.pk}") and f"until_{one.pk}" in values and not values[f"until_{one.pk}"]:
                self.add_error(f"until_{one.pk}", "Enter until when it had this name")
        if self.body and partial_dates.definitely_before(self.body.ends_on, values.get("starts_on", "")):
            self.add_error("starts_on", f"It ended in {partial_dates.in_words(self.body.ends_on)}, before this date")
        return values

    @property
    def values(self):
        """What the action takes: kind, name, abbreviation, purpose, starts_on, parents, and council when adding."""
        names = ("council", "kind", "name", "abbreviation", "purpose", "starts_on", "parents")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def former_kept(self):
        """Former names as (FormerName, name, until), without those whose name was made blank."""
        return [
            (one, self.cleaned_data[f"former_{one.pk}"], self.cleaned_data[f"until_{one.pk}"])
            for one in self.former
            if self.cleaned_data[f"former_{one.pk}"]
        ]


class RenameForm(OnceMixin, VersionMixin, GovForm):
    """Another name for a body from a date on."""

    name = PlainCharField(label="New name", max_length=200)
    abbreviation = PlainCharField(label="New abbreviation", max_length=20, required=False)
    until = PartialDateField(label="Until when did it have the old name?", help_text="For example, July 2012.")

    def __init__(self, *args, body, **kwargs):
        self.body = body
        kwargs["initial"] = {"version": body.version, "abbreviation": body.abbreviation}
        super().__init__(*args, **kwargs)

    def clean(self):
        """Refuse a name that is the old one or another body's, and a date before the body started."""
        values = super().clean()
        name = values.get("name")
        if name == self.body.name:
            self.add_error("name", "This is the name it has now. Enter the new name")
        elif name and not self.body.ends_on and (problem := name_problem(self.body.council, name, body=self.body)):
            self.add_error("name", problem)
        if problem := abbreviation_problem(self.body.council, values.get("abbreviation"), body=self.body):
            self.add_error("abbreviation", problem)
        until = values.get("until", "")
        if partial_dates.definitely_before(until, self.body.starts_on):
            self.add_error("until", f"It started in {partial_dates.in_words(self.body.starts_on)}, after this date")
        return values


class EndForm(OnceMixin, VersionMixin, GovForm):
    """When and how a body ended, and which bodies carry on its work."""

    ends_on = PartialDateField(label="When it ended")
    ending = forms.ChoiceField(label="How it ended", choices=Body.Ending.choices, widget=forms.RadioSelect)

    def __init__(self, *args, user, body, **kwargs):
        self.body = body
        kwargs["initial"] = {"version": body.version, "ends_on": body.ends_on, "ending": body.ending}
        super().__init__(*args, **kwargs)
        chosen = [link.successor for link in body.successions.select_related("successor").order_by("pk")]
        self.successors = SeveralBodies(
            self,
            "successors",
            bodies_offered(user, also=chosen, without=body),
            chosen=chosen,
            labels=("Carried on by", "And by"),
            help_text="The body that took over its work. What this body said and did stays under its own name.",
        )
        if body.ends_on:
            self.fields["ends_on"].required = self.fields["ending"].required = False
            self.fields["ends_on"].help_text += " If it has not ended after all, leave all three boxes blank."

    def clean(self):
        """Refuse an end before the start, the same successor twice, and opening again under a name now taken."""
        values = super().clean()
        self.cleaned_data["successors"] = self.successors.clean("{body} is chosen twice. Choose it once")
        ends_on = values.get("ends_on", "")
        if partial_dates.definitely_before(ends_on, self.body.starts_on):
            started = partial_dates.in_words(self.body.starts_on)
            self.add_error("ends_on", f"It started in {started}. {BACKWARDS}")
        if ends_on and not values.get("ending") and "ending" not in self.errors:
            self.add_error("ending", "Choose how it ended")
        if "ends_on" in values and not ends_on:
            problem = name_problem(self.body.council, self.body.name, body=self.body)
            if problem:
                self.add_error("ends_on", problem)
        return values
