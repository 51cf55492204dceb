"""The forms that every other form is made from."""

import uuid

from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.utils import pretty_name
from django.urls import reverse

from scrutiny.engine import drafts
from scrutiny.engine.text import to_html

from .dates import DateField, PartialDateField
from .fields import MarkdownField, PlainCharField
from .helper import GovHelper
from .messages import make_plain

STALE = (
    "Somebody else saved this while you were writing, so nothing has been saved yet. Their words are shown below and "
    "yours are still in the form. Put the two together and save again"
)
_BOOKKEEPING = ("once", "version")


class GovFormMixin:
    """What every form has: plain messages, a crispy helper, and drafts for its long texts.

    `say_optional = False` on a form or a field leaves "(optional)" off its labels.
    """

    use_required_attribute = False
    say_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.helper = GovHelper(self)
        for field in self.fields.values():
            if type(field.widget) is forms.NumberInput:
                # A number box drops what is no number, so that it could not be shown again with what is wrong.
                field.widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
        self.draft_offer = None
        self.stale = None

    def full_clean(self):
        """Check everything, with messages in plain words."""
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            make_plain(field)
        super().full_clean()

    @property
    def values(self):
        """The cleaned data that an action takes: without the tokens of the form itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _BOOKKEEPING}

    def drafts_for(self, key_prefix, user, version=0, use=False):
        """Keep drafts of the form's texts under `key_prefix`, such as "finding:12", and offer those that there are.

        `version` is the version of the thing as it is now (0 for a new one). With `use` (the address says `?draft=1`)
        the boxes start with the drafts, and the form with the version they were typed over, so that saving them
        cannot undo what somebody saved meanwhile. Each text's key is `<key_prefix>:<field name>`.
        """
        self._drafts = (user, f"{key_prefix}:")
        texts = {}
        for name, field in self.fields.items():
            if not isinstance(field, MarkdownField):
                continue
            key = f"{key_prefix}:{name}"
            texts[key] = self.get_initial_for_field(field, name)
            field.widget.attrs |= {
                "data-draft-key": key,
                "data-draft-url": reverse("engine:draft-save"),
                "data-base-version": str(version),
            }
        kept = drafts.offered_of(user, texts) if texts and not self.is_bound else {}
        found = {key.removeprefix(f"{key_prefix}:"): kept[key] for key in texts if key in kept}
        if use:
            self.initial |= {name: draft.text for name, draft in found.items()}
            if "version" in self.fields and found:
                self.initial["version"] = min(draft.base_version for draft in found.values())
        elif found:
            newest = max(found.values(), key=lambda draft: draft.saved_at)
            texts = [{"label": self.fields[name].label or pretty_name(name), "text": draft.text}
                     for name, draft in found.items()]  # fmt: skip
            self.draft_offer = {"prefix": key_prefix, "saved_at": newest.saved_at, "texts": texts}

    def forget_drafts(self):
        """After a save: the drafts of the form's texts are no longer needed."""
        drafts.forget(*self._drafts)

    def show_stale(self, stale):
        """After versions.Stale: say so, show what was saved meanwhile, and let the next save go over it.

        Everything typed stays in the form; the form's `version` becomes the current one.
        """
        self.add_error(None, STALE)
        theirs = []
        for name, field in self.fields.items():
            if name in _BOOKKEEPING or not hasattr(stale.current, name):
                continue
            now, mine = getattr(stale.current, name), self.cleaned_data.get(name)
            if isinstance(now, str) and now != mine:
                html = to_html(now) if isinstance(field, MarkdownField) else None
                theirs.append({"label": field.label or pretty_name(name), "text": now, "html": html})
        self.stale = {"current": stale.current, "theirs": theirs}
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stale.current.version)
        for field in self.fields.values():
            if "data-base-version" in field.widget.attrs:
                field.widget.attrs["data-base-version"] = str(stale.current.version)


class GovForm(GovFormMixin, forms.Form):
    """A form of its own."""


def _field_for(db_field, **kwargs):
    """The form field of a model's field: words, texts and dates get the fields of this package."""
    if not getattr(db_field, "choices", None):
        kind = type(db_field)
        if kind is models.TextField:
            return db_field.formfield(form_class=MarkdownField, **kwargs)
        if kind is models.CharField and any(_is_partial_date(check) for check in db_field.validators):
            return db_field.formfield(form_class=PartialDateField, **kwargs)
        if kind is models.CharField:
            return db_field.formfield(form_class=PlainCharField, **kwargs)
        if kind is models.DateField:
            return db_field.formfield(form_class=DateField, **kwargs)
    return db_field.formfield(**kwargs)


def _is_partial_date(check):
    """Whether a validator is the one of models' partial dates, by its name, since it lives on a higher floor."""
    return getattr(check, "__name__", "") == "validate_partial_date"


class _GovModelFormMetaclass(ModelFormMetaclass):
    """Gives every Meta the choice of fields above, unless it has its own."""

    def __new__(mcs, name, bases, attrs):
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(_field_for)
        return super().__new__(mcs, name, bases, attrs)


class GovModelForm(GovFormMixin, forms.ModelForm, metaclass=_GovModelFormMetaclass):
    """A form made from a model: `class Meta: model, fields` is enough."""


class _Token(forms.CharField):
    """A hidden value that is never wrong, since nobody could put it right."""

    widget = forms.HiddenInput

    def clean(self, value):
        """The value, cut to a length that a token can have."""
        return str(value or "")[:36]


class OnceMixin(forms.Form):
    """Adds a hidden token, so that sending a form twice does a thing once.

    In the view: `if not once.first_time(form.cleaned_data["once"], request.user)` somebody pressed twice.
    """

    once = _Token(required=False, initial=lambda: str(uuid.uuid4()))


class _Version(forms.CharField):
    """A hidden number; anything else counts as 0, which is older than everything."""

    widget = forms.HiddenInput

    def clean(self, value):
        """The version as an int."""
        value = str(value or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


class VersionMixin(forms.Form):
    """Adds the hidden version that the form was opened with, for versions.save_text: `form.seen_version`.

    A model form of a Versioned model fills it in by itself.
    """

    version = _Version(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        if getattr(instance, "version", None) and "version" not in self.initial:
            self.initial["version"] = instance.version

    @property
    def seen_version(self):
        """The version that was on the screen when the form was opened."""
        return self.cleaned_data.get("version", 0)
