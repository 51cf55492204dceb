"""How forms are laid out: crispy with the GOV.UK pack, without its <form> tag."""

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

_NEVER_OPTIONAL = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.HiddenInput)


class GovHelper(FormHelper):
    """A helper that lays out whatever fields the form has when it is shown, with the error summary before them.

    A form may set `helper.layout` to its own crispy Layout; hidden fields are added by themselves.
    """

    form_tag = False
    form_method = "post"
    include_media = False
    label_size = "s"
    legend_size = "s"
    render_hidden_fields = True

    def __init__(self, form):
        super().__init__()
        self._form = form
        self._layout = None

    @property
    def layout(self):
        """The form's own layout, or all its fields in order."""
        return self._layout or self.build_default_layout(self._form)

    @layout.setter
    def layout(self, layout):
        self._layout = layout

    def render_layout(self, form, context, template_pack="gds"):
        """The fields as HTML, after the error summary unless the page has shown it already."""
        say_optional(form)
        return mark_safe(summary(form) + super().render_layout(form, context, template_pack=template_pack))  # noqa: S308


def summary(form):
    """The error summary ("There is a problem") the first time it is asked for; "" when there is none to show."""
    if getattr(form, "summary_shown", False) or not form.errors:
        return ""
    form.summary_shown = True
    return render_to_string("gds/layout/error_summary.html", {"form": form})


def say_optional(form):
    """Add "(optional)" to the labels of fields that may be left blank, unless the form or field says not to."""
    if not getattr(form, "say_optional", True):
        return
    for bound in form:
        field = bound.field
        if field.required or field.disabled or isinstance(field.widget, _NEVER_OPTIONAL) or not bound.label:
            continue
        if getattr(field, "say_optional", True) and not str(bound.label).endswith(("(optional)", "?")):
            bound.label = f"{bound.label} (optional)"
