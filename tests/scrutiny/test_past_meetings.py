"""A paper for a meeting that has been held: asked about once, when the meeting is chosen, and never again."""

from datetime import date

import pytest
from django.urls import reverse

from scrutiny import registry
from scrutiny.models import Paper
from tests import factories as make
from tests import page_forms

pytestmark = pytest.mark.django_db

ABOUT_NOTHING = ("officer_report", "covering_report", "blank", "monitoring", "decisions", "forward_look")


def sent_from(page):
    """What a browser would send from the page's form that has a title."""
    forms = page_forms.forms_of(page.content.decode())
    return next(form for form in forms if "title" in form.fields).filled()


def asks(answer):
    return 'name="is_for_past"' in answer.content.decode()


@pytest.mark.parametrize("template", ABOUT_NOTHING)
def test_it_is_asked_once_on_adding_and_not_in_the_details(client, template):
    cast = make.make_cast()
    officer = make.sign_in(client, cast.officer)
    held = make.make_meeting(cast.committee, date(2024, 3, 12))
    address = f"{reverse('scrutiny:committee-paper-add', args=[cast.committee.pk])}?template={template}"
    page = officer.get(address)
    assert not asks(page)
    answer = officer.post(address, sent_from(page) | {"meeting": held.pk})
    if not registry.paper_templates[template].needs_meeting:
        assert answer.status_code == 422
        assert asks(answer)
        answer = officer.post(address, sent_from(answer) | {"is_for_past": "on"})
    assert answer.status_code == 302
    made = Paper.objects.get()
    assert made.meeting == held
    page = officer.get(made.urls["edit"])
    assert not asks(page)
    answer = officer.post(made.urls["edit"], sent_from(page) | {"item_number": "7"})
    assert answer.status_code == 302
    assert Paper.objects.get().item_number == "7"
