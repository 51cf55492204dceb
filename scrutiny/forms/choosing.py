"""Choosing bodies and people of the councils that a user serves, in one query however many boxes there are."""

from django import forms
from django.core.exceptions import ValidationError

from scrutiny.access import access_of
from scrutiny.models import Body, Council


def councils_written_by(user):
    """The councils in whose directory the user may write: as an officer or an administrator."""
    access = access_of(user)
    return Council.objects.filter(pk__in=access.officer_of | access.administrator_of)


class RowField(forms.ChoiceField):
    """A select of rows already fetched; the cleaned value is the row itself, or None."""

    def __init__(self, rows=(), *, label_of=str, empty="", **kwargs):
        super().__init__(**kwargs)
        self.offer(rows, label_of, empty)

    def offer(self, rows, label_of=str, empty=""):
        """Offer these rows (and nothing else)."""
        self.rows = {str(row.pk): row for row in rows}
        choices = [(key, label_of(row)) for key, row in self.rows.items()]
        self.choices = choices if empty is None else [("", empty), *choices]

    def to_python(self, value):
        """The row's key as text; what is no key is refused by `validate`."""
        return str(getattr(value, "pk", value) or "")

    def prepare_value(self, value):
        """The key of a row given as the initial value."""
        return str(getattr(value, "pk", value) or "")

    def clean(self, value):
        """The row itself."""
        return self.rows.get(super().clean(value))


class CouncilField(RowField):
    """The council something is added to; not shown when the user writes in only one."""

    def __init__(self, **kwargs):
        super().__init__(label="Council", **kwargs)

    def for_user(self, user):
        """Offer the councils in which the user writes."""
        self.only(list(councils_written_by(user).order_by("name")))

    def only(self, councils):
        """Offer these councils."""
        self.offer(councils, empty=None if len(councils) == 1 else "")
        if len(councils) == 1:
            self.initial, self.widget, self.required = councils[0], forms.HiddenInput(), False

    def clean(self, value):
        """The council; the only one when there is no choice, whatever was sent."""
        if len(self.rows) == 1:
            return next(iter(self.rows.values()))
        return super().clean(value)


def body_label(body):
    """A body in a list of choices: its name and abbreviation."""
    return f"{body.name} ({body.abbreviation})" if body.abbreviation else body.name


def bodies_offered(user, *, also=(), without=None):
    """Live bodies of the user's councils by name, and those in `also` that are already chosen."""
    found = {body.pk: body for body in Body.objects.of_councils(user).live().order_by("name")}
    found |= {body.pk: body for body in also}
    found.pop(getattr(without, "pk", None), None)
    return sorted(found.values(), key=lambda body: body.name.casefold())


class SeveralBodies:
    """Some boxes that choose bodies for one purpose: `name_0`, `name_1` and so on; blanks are left out."""

    def __init__(self, form, name, bodies, *, chosen=(), least=2, labels=("", ""), help_text=""):
        self.form, self.name = form, name
        chosen = list(chosen)
        count = max(least, len(chosen) + 1)
        for place in range(count):
            form.fields[f"{name}_{place}"] = RowField(
                bodies,
                label_of=body_label,
                empty="None" if place == 0 else "None other",
                required=False,
                label=labels[0] if place == 0 else f"{labels[1]} ({place + 1})",
                help_text=help_text if place == 0 else "",
                initial=chosen[place] if place < len(chosen) else None,
            )
            form.fields[f"{name}_{place}"].say_optional = place == 0
        self.boxes = [f"{name}_{place}" for place in range(count)]

    def clean(self, twice):
        """The chosen bodies in order; puts the message `twice` by the box of one chosen again."""
        found = []
        for box in self.boxes:
            body = self.form.cleaned_data.pop(box, None)
            if body is None:
                continue
            if body in found:
                self.form.add_error(box, ValidationError(twice.format(body=body), code="twice"))
            else:
                found.append(body)
        return found
