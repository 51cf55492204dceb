"""The tags and filters of templates."""

import uuid

import pytest
from django.template import Context, Template


def shown(source, **values):
    """A template with the tags loaded, rendered."""
    return Template("{% load engine_tags %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "value", "html"),
    [
        ("{{ x|md }}", "**a** <b>", "<p><strong>a</strong> &lt;b&gt;</p>"),
        ("{{ x|md }}", None, ""),
        ("{{ x|plain }}", "**a** & b", "a &amp; b"),
        ("{{ x|partial_date }}", "2011-07-05", "5 July 2011"),
        ("{{ x|partial_date }}", "2011-07", "July 2011"),
        ("{{ x|partial_date }}", "", ""),
        ("{{ x|partial_date }}", "<b>", "&lt;b&gt;"),
    ],
)
def test_filters(source, value, html):
    assert shown(source, x=value) == html


def test_once_is_new_each_time():
    first, second = shown("{% once %}"), shown("{% once %}")
    assert first.startswith('<input type="hidden" name="once" value="')
    assert first != second
    uuid.UUID(first.split('"')[-2])


def test_no_form_shows_no_summary():
    assert shown("{% form_errors form %}", form=None) == ""
