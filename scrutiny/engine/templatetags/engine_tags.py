"""Tags and filters that every template may use: texts, dates in words, forms."""

import uuid

from crispy_forms.utils import render_crispy_form, render_field
from django import template
from django.template.context_processors import csrf
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from scrutiny.engine import text as texts
from scrutiny.engine.forms.helper import say_optional, summary
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.views.fixed import fixed

register = template.Library()


@register.filter
def md(markdown):
    """A text in limited Markdown as HTML."""
    return texts.to_html(str(markdown or ""))


@register.filter
def plain(markdown):
    """A text in limited Markdown as plain words."""
    return texts.to_plain(str(markdown or ""))


@register.filter
def partial_date(text):
    """ "2011-07" as "July 2011"; what is no date is shown as it is."""
    try:
        return partial_dates.in_words(str(text or ""))
    except ValueError:
        return text


@register.simple_tag
def fixed_url(name):
    """The address of a page that takes no argument, or "" (see engine.views.fixed)."""
    return fixed(name)


@register.simple_tag
def once():
    """A hidden input with a new token, for a form without OnceMixin (see engine.once)."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag
def form_errors(form):
    """The error summary, to stand before the heading; form_body then leaves it out."""
    return mark_safe(summary(form)) if form else ""  # noqa: S308


@register.simple_tag(takes_context=True)
def form_body(context, form):
    """The fields of a form with the token against forgery, for inside a <form method="post" novalidate>."""
    request = context.get("request")
    return mark_safe(render_crispy_form(form, context=csrf(request) if request else {}))  # noqa: S308


@register.simple_tag
def form_field(bound, **options):
    """One field with its label, hint and errors, for a page that sets its own words between the fields.

    `options` are those of templates/gds/field.html, such as `radios_inline=True`.
    """
    form = bound.form
    form.rendered_fields = getattr(form, "rendered_fields", set())
    form.crispy_field_template = form.helper.field_template
    say_optional(form)
    sizes = {"label_size": "govuk-label--s", "legend_size": "govuk-fieldset__legend--s"}
    context = template.Context(form.helper.get_attributes("gds") | sizes | options)
    return mark_safe(render_field(bound.name, form, context, template_pack="gds"))  # noqa: S308


@register.simple_tag(takes_context=True)
def carried_words(context):
    """What a sign-in form that was refused carries (a Kept), or None; for the page shown after too many tries."""
    from scrutiny.engine.views import kept

    request = context.get("request")
    return kept.carried(request) if request is not None and request.method == "POST" else None
