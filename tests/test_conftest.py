"""The guards that conftest puts round every test."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Engine, Origin, Template

from tests.conftest import TEMPLATES, MisspeltVariable


def rendered(source, name, **given):
    """The source rendered as though it were the template file of that name."""
    return Template(source, Origin(name=str(name)), engine=Engine.get_default()).render(Context(given))


def test_a_misspelt_variable_in_a_project_template_fails():
    page = TEMPLATES / "scrutiny" / "review_detail.html"
    assert rendered("{{ review.title }}", page, review={"title": "Buses"}) == "Buses"
    with pytest.raises(MisspeltVariable, match=r"review_detail\.html, line 2: .*review\.titel"):
        rendered("\n{{ review.titel }}", page, review={"title": "Buses"})
    with pytest.raises(MisspeltVariable, match="titel"):
        rendered("{% with t=review.titel %}{{ t }}{% endwith %}", page, review={"title": "Buses"})


def test_what_may_be_missing_may_be_asked_for():
    page = TEMPLATES / "scrutiny" / "review_detail.html"
    assert rendered("{% if hint %}{{ hint }}{% endif %}{{ hint|default:'none' }}", page) == "none"


def test_the_variables_of_libraries_are_left_alone():
    assert rendered("{{ field.nonsense }}", TEMPLATES / "gds" / "field.html") == ""
    assert rendered("{{ field.nonsense }}", "/usr/lib/python3/somewhere/field.html") == ""


def test_uploads_do_not_reach_the_developers_folder():
    assert not Path(settings.MEDIA_ROOT).is_relative_to(settings.BASE_DIR)


@pytest.mark.django_db
def test_the_database_is_a_test_database():
    name = str(connection.settings_dict["NAME"])
    assert "memory" in name or Path(name).name.startswith("test_")
