"""Forms sent twice, sent after signing out, and sent over what somebody saved meanwhile."""

import re

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.urls import reverse

from recommendations.actions.labels import numbering_of
from scrutiny.models import Scope
from tests import factories, hostile, page_forms
from tests.access_table import TABLE
from tests.hostile import posting_rows, role_for
from tests.test_access import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

# Forms that add something: (address, what must be filled beside what the page offers, the model, rows it adds).
ADDING = {
    "scrutiny:body-add": ({"kind": "board", "name": "A new board"}, "scrutiny.Body", 1),
    "scrutiny:meeting-add": ({"starts_at": "10:00", "date_2": "2025"}, "scrutiny.Meeting", 1),
    "scrutiny:person-add": ({"name": "Nia New"}, "scrutiny.Person", 1),
    "scrutiny:glossary-add": ({}, "scrutiny.GlossaryTerm", 1),
    "scrutiny:standard-heading-add": ({}, "scrutiny.StandardHeading", 1),
    "scrutiny:user-add": ({"username": "nia.new"}, "engine.User", 1),
    "scrutiny:role-add": ({"kind": "administrator"}, "scrutiny.Role", 1),
    "scrutiny:review-add": ({"stage": "1"}, "scrutiny.Review", 1),
    "scrutiny:witness-add": ({}, "scrutiny.Witness", 1),
    "scrutiny:session-add": ({}, "scrutiny.EvidenceSession", 1),
    "scrutiny:evidence-add": ({}, "scrutiny.EvidenceItem", 1),
    "scrutiny:section-add": ({"kind": "written"}, "scrutiny.Section", 1),
    "scrutiny:committee-paper-add": ({}, "scrutiny.Paper", 1),
    "scrutiny:committee-section-add": ({"kind": "written"}, "scrutiny.Section", 1),
    "scrutiny:appendix-add": ({"kind": "elsewhere", "link": ""}, "scrutiny.Appendix", 1),
    "scrutiny:committee-appendix-add": ({"kind": "elsewhere", "link": ""}, "scrutiny.Appendix", 1),
    "recommendations:finding-add": ({"recommendation": "Do it."}, "scrutiny.Finding", 1),
    "recommendations:recommendation-add": ({}, "recommendations.Recommendation", 1),
    "recommendations:holiday-add": ({}, "recommendations.Holiday", 1),
    "recommendations:plan-add": ({}, "recommendations.Plan", 1),
    "recommendations:action-add": ({"new_owner": "", "due_event": ""}, "recommendations.Action", 1),
    "recommendations:update-add": ({}, "recommendations.ProgressUpdate", 1),
    "recommendations:owner-add": ({}, "recommendations.Owner", 1),
    "recommendations:note-add": ({"meeting": ""}, "recommendations.MemberNote", 1),
    "boards:partner-add": ({"names": "A new trust"}, "boards.Partner", 1),
    "boards:governance-add": ({"kind": "advises"}, "boards.GovernanceLink", 1),
    "boards:appearance-add": ({"paper": ""}, "boards.Appearance", 1),
    "boards:business-plan-add": ({}, "boards.BusinessPlan", 1),
    "boards:goal-add": ({}, "boards.Goal", 1),
    "boards:goal-action-add": ({"new_owner": "", "due_event": ""}, "recommendations.Action", 1),
    "boards:indicator-add": ({"target_words": ""}, "boards.Indicator", 1),
    "boards:value-add": ({}, "boards.IndicatorValue", 1),
    "boards:inspection-add": ({}, "boards.Inspection", 1),
    "boards:case-reviews-add": ({}, "boards.CaseReviews", 1),
    "scrutiny:agenda-item-add": ({"number": ""}, "scrutiny.AgendaItem", 1),
    "recommendations:forward-add": ({"minutes": "30"}, "recommendations.ForwardItem", 1),
    "recommendations:consultation-add": ({"due_on_2": "2040"}, "recommendations.Consultation", 1),
    "recommendations:consultee-add": ({}, "recommendations.Consultee", 1),
}


FURTHER_MEETINGS = {"scrutiny:paper-meeting-add", "scrutiny:committee-paper-meeting-add"}
MUST_CHOOSE = ("commissioned_by", "conducted_by", "user")
MUST_CHOOSE_IN = {"boards:governance-add": ("to",), "boards:appearance-add": ("meeting",)}


@pytest.fixture
def world(settings):
    """A shared draft with one of everything."""
    settings.AXES_ENABLED = False
    made = World("shared")
    numbering_of(made.review)
    Scope.objects.get_or_create(review=made.review)
    return made


@pytest.fixture
def site(world):
    made = hostile.Site(world)
    yield made
    made.close()


def fill(site, name, more=None):
    """The address and the data of a form filled so that it is taken."""
    row = TABLE[name]
    site.as_role(role_for(row, "shared"))
    address, form = hostile.form_for(site, name, row)
    data = form.filled()
    for field in form.fields.values():  # a choice that must be made: the first
        must = (*MUST_CHOOSE, *MUST_CHOOSE_IN.get(name, ()))
        if field.kind == "select" and data.get(field.name) == [""] and field.name in must:
            data[field.name] = [next(option for option in field.options if option)]
    for field, value in (("starts_at", "10:00"), ("stage", "1")):  # boxes that take no words
        if data.get(field) == ["Words"]:
            data[field] = [value]
    numbers = {"year": "2019/20", "target": "", "started": "3", "finished": "1", "published": "0", "value": "7"}
    if name.startswith("boards:"):  # boxes of numbers and years, which take no words either
        data |= {box: [value] for box, value in numbers.items() if box in data}
        data |= {box: ["https://example.org"] for box in ("link",) if box in data}
    if name == "boards:value-add":
        data |= {box: [""] for box in data if re.fullmatch(r"[a-z]+_[0-9]+", box)}
        data |= {"period_0": ["2019/20"], "own_0": ["5"]}
    if name == "scrutiny:role-add":
        data["username"] = [site.world.user.username]
    return address, data | {key: [value] for key, value in (more or {}).items()}


@pytest.mark.parametrize("name", ADDING)
def test_a_form_sent_twice_adds_once(site, name):
    more, label, rows = ADDING[name]
    address, data = fill(site, name, more)
    model = apps.get_model(label)
    before = model._base_manager.count()
    answers = [site.client.post(address, data).status_code for _ in range(3)]
    assert model._base_manager.count() - before == rows, answers
    assert set(answers) <= {200, 302}, answers
    again = data | {"once": ["4f0ab3f8-5a0e-4a2b-9a51-0c6f30b3a6d1"]}
    assert site.client.post(address, again).status_code < 500  # a form of one's own is another


def test_every_adding_form_of_the_site_is_tried():
    adds = {name for name, row in posting_rows() if name.endswith(("-add", "-add exempt"))}
    # Members: tests/scrutiny/test_directory_memberships.py; responses: tests/recommendations/test_responses_pages.py;
    # further meetings: tests/scrutiny/test_appendices.py.
    elsewhere = {"scrutiny:member-add", "recommendations:response-add", *FURTHER_MEETINGS}
    assert adds - elsewhere == set(ADDING)


# Sending while nobody is signed in


def forms_with_words(site):
    """(name, address, data) of every form of the site that holds words worth keeping."""
    for name, row in posting_rows():
        if role_for(row, "shared") and (row.posts or row.who)("public", "shared") == "sign in":
            yield name, row, *fill(site, name)


def test_what_is_sent_after_the_session_ended_is_carried_through_signing_in_and_saved(site):
    wrong, carried = [], 0
    for name, row, address, data in list(forms_with_words(site)):
        if name in ("engine:draft-save", "engine:text-preview", "engine:password-change"):
            continue  # scripts get JSON; passwords are never carried
        wrong += [f"{name}: {problem}" for problem in signed_out_and_in(site, role_for(row, "shared"), address, data)]
        carried += 1
    assert not wrong, "\n".join(wrong)
    assert carried > 50


def signed_out_and_in(site, role, address, data):
    """Send, be asked to sign in, sign in, send again: what went wrong, and whether it did what it does at once."""
    site.as_role(role)
    at_once = site.send("post", address, data)
    site.as_role("public")
    refused = site.send("post", address, data)
    if refused.status != 401 or refused.changed:
        yield f"signed out: {refused}, changed {sorted(refused.changed)[:3]}"
        return
    form = next(one for one in page_forms.forms_of(refused.text) if "username" in one.fields)
    sent = {f"kept:{name}": values for name, values in data.items() if any(values)}
    lost = [name for name, values in sent.items()
            if [plain(value) for value in form.fields[name].values] != [plain(value) for value in values]
            ] if set(sent) <= set(form.fields) else sorted(set(sent) - set(form.fields))  # fmt: skip
    if lost:
        yield f"the sign-in page lost {lost}"
    user = getattr(site.world.cast, role)
    fresh = form.filled() | {"username": [user.username], "password": [factories.PASSWORD]}
    again = site.client.post(reverse("engine:sign-in"), fresh)
    form = next((one for one in page_forms.forms_of(again.content.decode()) if one.action == address), None)
    if form is None:
        yield f"signed in ({again.status_code}), and there is nothing to send again"
        return
    site.client.cookies[django_settings.CSRF_COOKIE_NAME] = hostile.TOKEN
    answer = site.send("post", address, form.filled())
    changed, should = (sorted(label for label, _ in one.changed) for one in (answer, at_once))
    if (answer.status, changed) != (at_once.status, should):
        yield f"sent again: {answer}, changed {changed}, not {at_once}, {should}"


def plain(text):
    return text.replace("\r\n", "\n")


def test_a_script_that_sends_after_the_session_ended_gets_json(client, world):
    for name in ("engine:draft-save", "engine:text-preview"):
        answer = client.post(reverse(name), {"key": "finding:1:text", "text": "words"})
        assert answer.status_code == 401
        assert answer.json() == {"signed_out": True, "sign_in": reverse("engine:sign-in")}


# Sending over what somebody else saved meanwhile


def test_a_stale_form_gets_both_texts_and_saves_nothing(site):
    wrong, tried = [], 0
    for name, row in posting_rows():
        if not role_for(row, "shared"):
            continue
        address, data = fill(site, name)
        form = hostile.form_for(site, name, row)[1]
        box = next((one for one in form.fields.values() if one.kind in ("textarea", "text") and one.name in MINE), None)
        if not data.get("version") or data["version"] == ["0"] or box is None or name.endswith("-add"):
            continue
        answer = site.send("post", address, data | {"version": ["999"], box.name: ["My own words"]})
        tried += 1
        if answer.status != 409:
            wrong.append(f"{name}: {answer}, not 409")
        if {key for key, _ in answer.changed} - {"engine.Draft"}:
            wrong.append(f"{name}: changed {sorted(answer.changed)[:3]}")
        theirs = (form.fields[box.name].values or [""])[0]
        wrong += [f"{name}: {words!r} is not shown" for words in ("My own words", theirs) if words not in answer.text]
    assert not wrong, "\n".join(wrong)
    assert tried >= 10


MINE = ("text", "title", "name", "objective", "heading", "notes", "part_1", "place")


# Failing half way


def test_what_fails_half_way_leaves_nothing_behind(site):
    wrong, tried = [], 0
    for name, row in posting_rows():
        if not role_for(row, "shared"):
            continue
        address, data = fill(site, name, ADDING.get(name, ({},))[0])
        answer = site.send("post", address, data, fails=True)
        tried += answer.status == 500
        if answer.status == 500 and answer.changed:
            wrong.append(f"{name}: {answer}, and kept {sorted(answer.changed)[:5]}")
        elif answer.status == 500 and "Something has gone wrong" not in answer.text:
            wrong.append(f"{name}: 500 without plain words")
    assert not wrong, "\n".join(wrong)
    assert tried > 30
