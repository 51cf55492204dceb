"""Bodies: the list, one body's page, add, change, rename, end."""

import pytest
from django.urls import reverse

from scrutiny.actions import bodies as actions
from scrutiny.engine import drafts
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Body
from scrutiny.refused import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make.make_cast()


def url(name, *args):
    return reverse(f"scrutiny:{name}", args=args)


def date_boxes(name, text):
    """The three boxes of a partial date such as "2011-07"."""
    year, month, day = (text.split("-") + ["", "", ""])[:3]
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}


def details(**changes):
    """What the form of a body sends."""
    return {"kind": "committee", "name": "Adults Scrutiny Committee", "version": "1"} | changes


def errors(response):
    """{field: first message} of the form on the page; the page must say 422."""
    assert response.status_code == 422
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


def test_a_body_is_added_under_another_and_audited(client, cast):
    make.sign_in(client, cast.officer)
    sent = details(abbreviation="ASC", parents_0=cast.committee.pk, **date_boxes("starts_on", "2011-07"))
    response = client.post(url("body-add"), sent)
    body = Body.objects.get(name="Adults Scrutiny Committee")
    assert response.url == body.get_absolute_url()
    assert (body.council, body.starts_on, list(body.parents.all())) == (cast.council, "2011-07", [cast.committee])
    entry = AuditEntry.objects.about(body).get()
    assert (entry.by, entry.verb, entry.after["name"]) == (cast.officer, "added", "Adults Scrutiny Committee")


def test_pressing_twice_adds_once(client, cast):
    make.sign_in(client, cast.officer)
    token = client.get(url("body-add")).context["form"]["once"].value()
    answers = [client.post(url("body-add"), details(once=token)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Body.objects.filter(name="Adults Scrutiny Committee").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "x" * 201}, "name", "200 characters or fewer"),
        ({"name": "Adults\x00 Committee"}, "name", "cannot be kept"),
        ({"name": "cabinet"}, "name", "already has a body called"),
        ({"abbreviation": "wscb"}, "abbreviation", "already has the abbreviation"),
        ({"kind": "club"}, "kind", "from the list"),
        ({"kind": ""}, "kind", "Choose the kind"),
        ({"parents_0": "999999"}, "parents_0", "from the list"),
        ({"parents_0": "9" * 40}, "parents_0", "from the list"),
        ({"parents_0": "1' OR 1"}, "parents_0", "from the list"),
        ({"starts_on_2": "20011"}, "starts_on", "not a year"),
        ({"starts_on_0": "31", "starts_on_1": "2", "starts_on_2": "2011"}, "starts_on", "February"),
    ],
)
def test_bad_input_is_said_by_the_field(client, cast, changes, field, words):
    make.sign_in(client, cast.officer)
    before = Body.objects.count()
    assert words in errors(client.post(url("body-add"), details(**changes)))[field]
    assert Body.objects.count() == before


def test_the_same_parent_twice_is_refused(client, cast):
    make.sign_in(client, cast.officer)
    sent = details(parents_0=cast.committee.pk, parents_1=cast.committee.pk)
    assert "chosen twice" in errors(client.post(url("body-add"), sent))["parents_1"]


def test_bodies_of_other_councils_are_not_offered(client, cast):
    elsewhere = make.make_body(make.make_council("Eastmere"), "Eastmere Health Committee")
    make.sign_in(client, cast.officer)
    assert b"Eastmere Health" not in client.get(url("body-add")).content
    assert "parents_0" in errors(client.post(url("body-add"), details(parents_0=elsewhere.pk)))


def test_a_body_never_comes_to_stand_under_itself(client, cast):
    group = make.make_body(cast.council, "Bus Group", kind="topic_group", parents=[cast.sub_committee])
    make.sign_in(client, cast.officer)
    sent = details(name=cast.committee.name, parents_0=group.pk)
    assert "already stands under" in errors(client.post(url("body-edit", cast.committee.pk), sent))["parents_0"]
    sent["parents_0"] = cast.committee.pk
    assert "parents_0" in errors(client.post(url("body-edit", cast.committee.pk), sent))
    assert not cast.committee.parents.exists()


def test_a_change_saves_parents_and_keeps_both_states_in_the_audit(client, cast):
    make.sign_in(client, cast.officer)
    sent = details(name="Buses Sub-Committee", kind="sub_committee", parents_0=cast.other_committee.pk)
    assert client.post(url("body-edit", cast.sub_committee.pk), sent).status_code == 302
    body = Body.objects.get(pk=cast.sub_committee.pk)
    assert (body.name, list(body.parents.all()), body.version) == ("Buses Sub-Committee", [cast.other_committee], 2)
    verbs = {entry.verb: entry for entry in AuditEntry.objects.about(body)}
    assert verbs["moved"].before == {"parents": [cast.committee.name]}
    assert verbs["changed"].before["name"] == "School Transport Sub-Committee"


def test_the_second_of_two_savers_is_shown_both(client, cast):
    make.sign_in(client, cast.officer)
    page = url("body-edit", cast.committee.pk)
    client.post(page, details(name="First Name", kind="committee"))
    response = client.post(page, details(name="Second Name", kind="committee"))
    assert response.status_code == 409
    assert b"First Name" in response.content
    assert b"Second Name" in response.content
    assert Body.objects.get(pk=cast.committee.pk).name == "First Name"
    again = details(name="Second Name", version=response.context["form"]["version"].value())
    assert client.post(page, again).status_code == 302


def test_a_renamed_body_keeps_its_old_name(client, cast):
    make.sign_in(client, cast.officer)
    page = url("body-rename", cast.committee.pk)
    sent = {"name": "Young People Committee", "abbreviation": "", "version": "1", **date_boxes("until", "2012-07")}
    assert client.post(page, sent).status_code == 302
    shown = make.sign_in(client, None).get(cast.committee.get_absolute_url()).content.decode()
    assert "Called Children and Families Scrutiny Committee (CFSC) until July 2012" in shown
    assert "<h1" in shown
    assert "Young People Committee" in shown


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"name": "Wenbridge Safeguarding Children Board", "until_2": "2012"}, "name", "the name it has now"),
        ({"name": "Cabinet", "until_2": "2012"}, "name", "already has a body"),
        ({"name": "New Board"}, "until", "Until when"),
        ({"name": "New Board", "until_2": "2005"}, "until", "started in April 2006"),
        ({"name": "New Board", "abbreviation": "CFSC", "until_2": "2012"}, "abbreviation", "already has"),
    ],
)
def test_renaming_refuses(client, cast, sent, field, words):
    make.sign_in(client, cast.officer)
    response = client.post(url("body-rename", cast.board.pk), sent | {"version": "1"})
    assert words in errors(response)[field]


def test_a_former_name_can_be_corrected_and_taken_out(client, cast):
    first = cast.committee.former_names.create(name="Children’s Panel", until="2009")
    second = cast.committee.former_names.create(name="Entered by mistake", until="2010")
    make.sign_in(client, cast.officer)
    sent = details(name=cast.committee.name) | {
        f"former_{first.pk}": "Children’s Panel (Statutory)", **date_boxes(f"until_{first.pk}", "2009-05"),
        f"former_{second.pk}": "", **date_boxes(f"until_{second.pk}", "2010"),
    }  # fmt: skip
    assert client.post(url("body-edit", cast.committee.pk), sent).status_code == 302
    assert [(one.name, one.until) for one in cast.committee.former_names.all()] == [
        ("Children’s Panel (Statutory)", "2009-05")
    ]


def test_an_ended_body_names_its_successors_and_can_be_opened_again(client, cast):
    make.sign_in(client, cast.officer)
    page = url("body-end", cast.other_committee.pk)
    sent = {"ending": "split", "version": "1", "successors_0": cast.committee.pk, "successors_1": cast.board.pk}
    assert client.post(page, sent | date_boxes("ends_on", "2013-05")).status_code == 302
    shown = client.get(cast.other_committee.get_absolute_url()).content.decode()
    assert "Split into others" in shown
    assert "May 2013" in shown
    assert "Wenbridge Safeguarding Children Board" in shown
    assert cast.other_committee.name not in client.get(url("body-list")).content.decode()
    assert cast.other_committee.name in client.get(url("body-list") + "?show=ended").content.decode()
    assert client.post(page, {"version": "2"}).status_code == 302
    body = Body.objects.get(pk=cast.other_committee.pk)
    assert (body.ends_on, body.ending, body.successions.count()) == ("", "", 0)


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"ending": "abolished", "ends_on_2": "2001"}, "ends_on", "It started in April 2006"),
        ({"ending": "abolished"}, "ends_on", "Enter"),
        ({"ends_on_2": "2012"}, "ending", "Choose how it ended"),
        ({"ending": "merged", "ends_on_2": "2012", "successors_0": "self"}, "successors_0", "from the list"),
        ({"ending": "merged", "ends_on_2": "2012", "successors_0": "cs", "successors_1": "cs"},
         "successors_1", "twice"),
    ],
)  # fmt: skip
def test_ending_refuses(client, cast, sent, field, words):
    make.sign_in(client, cast.officer)
    keys = {"self": cast.board.pk, "cs": cast.directorate.pk}
    sent = {name: keys.get(value, value) for name, value in sent.items()} | {"version": "1"}
    assert words in errors(client.post(url("body-end", cast.board.pk), sent))[field]


def test_a_clash_in_the_database_is_told_in_plain_words(client, cast, monkeypatch):
    """Two people add the same name at once: the check of the second saw nothing."""
    from scrutiny.forms import bodies as forms

    make.sign_in(client, cast.officer)
    real, seen = forms.name_problem, []

    def blind_once(*args, **kwargs):
        seen.append(1)
        return "" if len(seen) == 1 else real(*args, **kwargs)

    monkeypatch.setattr(forms, "name_problem", blind_once)
    response = client.post(url("body-add"), details(name="Cabinet"))
    assert "already has a body called" in errors(response)["name"]


def test_the_public_page_shows_members_and_no_reasons(client, cast):
    body = cast.sub_committee
    person = make.make_person(cast.council, "Peter Gone", email="peter@example.org")
    make.make_membership(body, person, joined="2009", left="2011-03", reason_left="Canary of ill health")
    make.make_meeting(body, kind="private")
    make.make_membership(body, role="chair", title="Councillor")
    for role, user in cast.everybody():
        response = make.sign_in(client, user).get(body.get_absolute_url())
        shown = response.content.decode()
        assert [one.role for one in response.context["members"]] == ["chair", "member", "co_opted"]
        assert "Peter Gone" in shown
        assert "2009 to March 2011" in shown
        assert ("Canary of ill health" in shown) == (role in ("officer", "other_officer", "monitoring")), role
        assert "peter@example.org" not in shown
        assert ("Private meeting" in shown) == (role in ("officer", "member", "co_opted", "monitoring")), role


def test_only_reviews_that_may_be_seen_are_listed(client, cast):
    make.make_review(cast.sub_committee, "Draft canary")
    make.make_review(cast.sub_committee, "Shared canary", shared=True)
    published = make.make_review(cast.sub_committee, "Published report", published=True)
    page = cast.sub_committee.get_absolute_url()
    seen = {}
    for role, user in cast.everybody():
        shown = make.sign_in(client, user).get(page).content.decode()
        seen[role] = [name in shown for name in ("Draft canary", "Shared canary", "Published report")]
    assert seen["officer"] == seen["monitoring"] == [True, True, True]
    assert seen["member"] == seen["co_opted"] == [False, True, True]
    for role in ("other_officer", "responsible", "administrator", "stranger", "public"):
        assert seen[role] == [False, False, True]
    shown = make.sign_in(client, None).get(page).content.decode()
    assert published.get_absolute_url() in shown
    assert client.get(published.get_absolute_url()).status_code == 200


def test_lists_cost_the_same_however_long(client, cast):
    """The queries with one row of each kind are those with fifty."""

    def add(numbers):
        for number in numbers:
            body = make.make_body(cast.council, f"Group {number}", kind="topic_group", parents=[cast.committee])
            cast.committee.former_names.create(name=f"Old {number}", until="2001")
            make.make_membership(cast.committee, joined="2009", left="2010")
            make.make_membership(cast.committee)
            make.make_membership(body)
            make.make_meeting(cast.committee, starts_at=f"{number % 24:02}:{number:02}")
            review = make.make_review(cast.committee, published=True)
            make.make_edition(review.report, published=True)

    def cost():
        pages = (url("body-list"), cast.committee.get_absolute_url())
        return [make.queries_of(make.sign_in(client, user), page) for user in (None, cast.officer) for page in pages]

    add([0])
    with_one = cost()
    add(range(1, 50))
    assert cost() == with_one
    assert max(with_one) < 25


def test_two_bodies_are_not_put_under_one_another_at_the_same_moment(cast):
    """The check of the form is made again under the lock."""
    actions.change_body(cast.committee, 1, parents=[cast.other_committee], by=cast.officer, name="One")
    with pytest.raises(Refused, match="already stands under"):
        actions.change_body(cast.other_committee, 1, parents=[cast.committee], by=cast.officer, name="Two")
    assert Body.objects.get(pk=cast.other_committee.pk).name == "Highways Scrutiny Committee"


def test_an_unsaved_purpose_is_offered_again_and_forgotten_once_saved(client, cast):
    make.sign_in(client, cast.officer)
    page = url("body-edit", cast.committee.pk)
    drafts.keep(cast.officer, f"body:{cast.committee.pk}:purpose", "Half a sentence", 1)
    assert "You have unsaved text" in client.get(page).content.decode()
    assert "Half a sentence" in client.get(page + "?draft=1").context["form"]["purpose"].value()
    listed = client.get(reverse("engine:draft-list")).content.decode()
    assert page in listed
    client.post(page, details(name=cast.committee.name, purpose="A whole sentence."))
    assert "unsaved text" not in client.get(page).content.decode()
