"""The pages of plans, actions, updates, owners and occasions."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import doing, occasions, owners, updates
from recommendations.actions import plans as plan_actions
from recommendations.models import Action, Owner, Plan, ProgressUpdate, Standing
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def officer(body, client):
    user = factories.make_officer(body)
    factories.sign_in(client, user)
    return user


@pytest.fixture
def plan(body):
    return life.make_plan(body, "Improvement plan")


def url(name, thing):
    return reverse(f"recommendations:{name}", args=[thing.pk])


def text(response):
    return " ".join(response.content.decode().split())


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def test_a_plan_is_added_and_its_actions_one_after_another(client, officer, body):
    sent = {"title": "Improvement plan", "source": "inspection", "source_words": "Ofsted", "started_2": "2024"}
    shown = client.post(url("plan-add", body), sent, follow=True)
    plan = Plan.objects.get()
    assert (plan.title, plan.started) == ("Improvement plan", "2024")
    assert "No actions yet" in text(shown)
    action = {"label": "1.9", "text": "Train every team.", "new_owner": "Una Fell, Head of Schools", "due_on_2": "2030"}
    after = client.post(url("action-add", plan), action)
    assert after["Location"] == url("action-add", plan)
    again = client.get(after["Location"])
    assert 'value="1.10"' in text(again)
    assert "The plan has 1 action so far" in text(again)
    owner = Owner.objects.get()
    assert (owner.name, owner.post) == ("Una Fell", "Head of Schools")
    done = client.post(url("action-add", plan), {"text": "Tell parents.", "owner": owner.pk, "finish": "1"})
    assert done["Location"] == plan.get_absolute_url()
    page = text(client.get(plan.get_absolute_url()))
    assert "Of the 2 actions" in page
    assert "1 is not yet due, and nothing has been said of it so far" in page
    assert "1 is not rated" in page
    assert "cannot be asked by e-mail" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, officer, plan):
    owner = life.make_owner(plan.council)
    wrong = {"text": "Train.", "owner": owner.pk, "new_owner": "Somebody", "due_on_2": "2030", "due_event": "Then"}
    page = client.post(url("action-add", plan), wrong)
    assert page.status_code == 422
    assert "not both" in text(page)
    assert "Somebody" in text(page)
    assert not Action.objects.exists()


TABLE = (
    "No.\tAction\tLead officer\tDate\n"
    "1\tTrain every team.\tUna Fell, Head of Schools\t30 June 2026\n"
    '2\t"Tell parents\nand carers."\tUna Fell\tend of term\n'
    "3\tReport.\t\t\n"
)


def test_a_pasted_table_is_shown_as_understood_and_then_added(client, officer, plan):
    page = text(client.post(url("plan-paste", plan), {"pasted": TABLE, "check": "1"}))
    assert "3 actions, understood like this" in page
    assert "30 June 2026" in page
    assert not Action.objects.exists()
    client.post(url("plan-paste", plan), {"pasted": TABLE, "add": "1"})
    found = [(one.label, one.text, str(one.owner or ""), one.due_on or one.due_event) for one in plan.actions.all()]
    assert found == [
        ("1", "Train every team.", "Una Fell, Head of Schools", "2026-06-30"),
        ("2", "Tell parents and carers.", "Una Fell, Head of Schools", "end of term"),
        ("3", "Report.", "", ""),
    ]


def test_progress_of_several_actions_is_entered_on_one_page(client, officer, plan):
    one, two, three = (life.make_action(plan, f"Action {number}", due_on="2024") for number in range(3))
    today = timezone.localdate()
    sent = day("as_at", today) | {
        "given_by": "Una Fell by e-mail",
        f"rating_{one.pk}": "amber",
        f"commentary_{one.pk}": "Half done.",
        f"rating_{three.pk}": "red",
        f"blocked_{three.pk}": "No money.",
    }
    shown = client.post(url("plan-progress", plan), sent, follow=True)
    assert "2 updates have been saved" in text(shown)
    saved = {update.action: update for update in ProgressUpdate.objects.all()}
    assert set(saved) == {one, three}
    assert (saved[one].rating, saved[one].commentary, saved[one].given_by) == (
        "amber", "Half done.", "Una Fell by e-mail",
    )  # fmt: skip
    assert saved[three].blocked_by == "No money."
    wrong = client.post(url("plan-progress", plan), day("as_at", today) | {f"commentary_{two.pk}": "Words"})
    assert wrong.status_code == 422
    assert "Choose a rating to go with what you have written" in text(wrong)
    assert "Words" in text(wrong)
    future = day("as_at", today + timedelta(days=1)) | {f"rating_{two.pk}": "green"}
    assert "future" in text(client.post(url("plan-progress", plan), future))
    assert "No row is filled" in text(client.post(url("plan-progress", plan), day("as_at", today)))
    assert ProgressUpdate.objects.count() == 2


def test_an_action_tells_its_dates_owners_and_updates(client, officer, plan):
    old, new = life.make_owner(plan.council, "Una Fell"), life.make_owner(plan.council, "Ulf Dale")
    action = life.make_action(plan, "Train every team.", due_on="2024-11-28", owner=old)
    client.post(url("action-date", action), {"due_on_0": "30", "due_on_1": "6", "due_on_2": "2025", "why": "Late.",
                                             "who": "The board"})  # fmt: skip
    client.post(url("action-hand-over", action), {"owner": new.pk, "why": "Retired."})
    updates.give(action, rating="amber", as_at=timezone.localdate(), commentary="Half done.", by=officer)
    page = text(client.get(action.get_absolute_url()))
    assert "Due 30 June 2025, slipped once by 214 days since 28 November 2024" in page
    assert "From 28 November 2024 to 30 June 2025" in page
    assert f"by The board, entered by {officer}" in page
    assert "From Una Fell to Ulf Dale" in page
    assert "Half done." in page
    client.post(url("action-close", action), {"closing": "completed", "note": "Seen."})
    closed = text(client.get(action.get_absolute_url()))
    assert "<strong>Completed</strong>" in closed
    assert url("update-add", action) not in closed
    late = client.post(url("update-add", action), {"rating": "red"} | day("as_at", timezone.localdate()))
    assert late.status_code == 422
    assert "No update can be given" in text(late)


def test_a_waiting_update_is_accepted_or_sent_back(client, officer, plan):
    action = life.make_action(plan, on=timezone.localdate())
    one, two = (
        updates.give(action, rating="green", as_at=timezone.localdate(), source="owner", given_by="Una Fell")
        for _ in range(2)
    )
    page = text(client.get(action.get_absolute_url()))
    assert page.count("Accept<span") == 2
    client.post(url("update-settle", one), {"accept": "1"})
    client.post(url("update-settle", two), {"send_back": "1", "remark": "Which teams?"})
    assert list(ProgressUpdate.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "returned"]
    again = client.post(url("update-settle", one), {"accept": "1"})
    assert again.status_code == 422
    assert f"This update was accepted by {officer}" in text(again)
    assert "Which teams?" in text(client.get(action.get_absolute_url()))


def test_evidence_comes_with_an_update_and_is_served_to_those_inside(client, officer, plan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = life.make_action(plan, on=timezone.localdate())
    sent = {"rating": "green", "commentary": "Done.", "evidence": SimpleUploadedFile("minutes.txt", b"Agreed.")}
    client.post(url("update-add", action), sent | day("as_at", timezone.localdate()))
    update = ProgressUpdate.objects.get()
    response = client.get(url("update-evidence", update))
    assert b"".join(response.streaming_content) == b"Agreed."
    assert response["Content-Disposition"] == 'attachment; filename="minutes.txt"'
    factories.sign_in(client, factories.make_user())
    assert client.get(url("update-evidence", update)).status_code == 404


def test_the_public_reads_actions_of_published_reviews_without_what_waits(client):
    one = life.make_sent()
    action = life.make_action(one, "Train every team.")
    life.make_update(action, "amber", commentary="Half done.")
    life.make_update(action, "green", commentary="Secret so far.", source="owner", state="waiting", settled_on=None)
    life.make_update(action, "green", commentary="Sent away.", source="owner", state="returned", remark="Why?")
    page = text(client.get(action.get_absolute_url()))
    assert "Half done." in page
    for words in ("Secret so far.", "Sent away.", "Why?", "Accept", "Move the date"):
        assert words not in page


def test_plans_are_merged_on_a_page(client, officer, body, plan):
    other = life.make_plan(body, "Older plan")
    life.make_action(other, "Old action.")
    assert "Older plan (1 action)" in text(client.get(url("plan-merge", plan)))
    client.post(url("plan-merge", plan), {"plans": [other.pk]})
    assert "from Older plan" in text(client.get(plan.get_absolute_url()))
    assert "Merged into" in text(client.get(other.get_absolute_url()))
    assert "Merged into others" in text(client.get(url("plan-list", body)))


def test_the_monitoring_officer_finds_it_all_in_the_audit_and_the_administrator_does_not(client, officer, body):
    plan = plan_actions.make_plan(body, title="Improvement plan", source="other", by=officer)
    action = doing.add_action(plan=plan, text="Train every team.", by=officer)
    updates.give(action, rating="amber", as_at=timezone.localdate(), by=officer)
    owners.add_owner(body.council, name="Una Fell", by=officer)
    occasions.name_occasion(body.council, "the 2030 scrutiny", by=officer)
    monitoring = factories.make_role(kind="monitoring", council=body.council).user
    page = text(factories.sign_in(client, monitoring).get(reverse("scrutiny:audit-list")))
    for words in ("Improvement plan", "Train every team.", "gave progress", "Una Fell", "the 2030 scrutiny"):
        assert words in page
    administrator = factories.make_administrator(body.council)
    page = text(factories.sign_in(client, administrator).get(reverse("scrutiny:audit-list")))
    assert "Train every team." not in page


def test_a_plan_is_shown_as_at_a_past_day(client, officer, body, plan):
    old = life.make_plan(body, "Older plan")
    action = life.make_action(old, "Old action.", due_on="2024-06")
    life.make_update(action, "green", on=date(2024, 9, 1))
    plan_actions.merge([old], plan, by=officer, on=date(2024, 12, 1))
    page = text(client.get(old.get_absolute_url(), {"as_at": "2024-08-01"}))
    assert "1 is not rated" in page
    assert "Old action." in page
    assert "Merged into" not in page
    assert "Add an action" not in page
    assert "1 is marked green" in text(client.get(old.get_absolute_url(), {"as_at": "2024-09-01"}))
    assert "No actions yet" in text(client.get(plan.get_absolute_url(), {"as_at": "2024-09-01"}))
    assert "Old action." in text(client.get(plan.get_absolute_url(), {"as_at": "nonsense"}))


def test_the_meanings_of_ratings_are_typed_and_printed(client, officer, plan):
    life.make_update(life.make_action(plan, due_on="2024"), "red")
    sent = {"title": plan.title, "source": "other", "version": plan.version, "meaning_red": "will be late"}
    client.post(url("plan-edit", plan), sent)
    assert "1 is marked red and will be late" in text(client.get(plan.get_absolute_url()))
    stale = client.post(url("plan-edit", plan), sent)
    assert stale.status_code == 409


def test_an_occasion_gets_its_day(client, officer, body):
    one = life.make_sent(body, due_event="at the 2030 scrutiny.")
    life.make_response(one.requests.get())
    page = text(client.get(url("occasion-list", body.council)))
    assert "at the 2030 scrutiny" in page
    sent = {"name": "at the 2030 scrutiny", "held_on_0": "11", "held_on_1": "3", "held_on_2": "2030"}
    client.post(url("occasion-date", body.council), sent)
    assert Standing.objects.get().due_on == date(2030, 3, 11)
    assert "11 March 2030" in text(client.get(url("occasion-list", body.council)))
    meeting = factories.make_meeting(body, date(2030, 4, 1))
    client.post(url("occasion-date", body.council), {"name": "the 2030 scrutiny", "meeting": meeting.pk})
    assert Standing.objects.get().due_on == date(2030, 4, 1)


def test_owners_are_listed_added_and_changed(client, officer, body):
    council = body.council
    client.post(url("owner-add", council), {"name": "Una Fell", "post": "Head of Schools"})
    again = client.post(url("owner-add", council), {"name": "Una Fell", "post": "Head of Schools"})
    assert "already an owner of this name" in text(again)
    owner = Owner.objects.get()
    assert "No address" in text(client.get(url("owner-list", council)))
    client.post(url("owner-edit", owner), {"name": "Una Fell", "email": "una@example.org", "is_active": "on"})
    assert "una@example.org" in text(client.get(url("owner-list", council)))


PAGES = ("plan-list", "plan-show", "plan-progress", "plan-merge", "action-add", "owner-list", "occasion-list")


@pytest.mark.parametrize("name", [*PAGES, "action-show"])
def test_pages_cost_the_same_for_one_action_and_for_many(client, officer, plan, name):
    one = life.make_action(plan, due_on="2024")
    thing = {"plan-list": plan.body, "owner-list": plan.council, "occasion-list": plan.council, "action-show": one}

    def grow(number):
        for place in range(number):
            owner = life.make_owner(plan.council)
            action = life.make_action(plan, owner=owner, due_event=f"Occasion {place} of {number}")
            life.make_update(action)
            old = life.make_plan(plan.body)
            life.make_action(life.make_plan(plan.body), owner=owner)
            plan_actions.merge([old], plan, by=officer)
            occasion = occasions.name_occasion(plan.council, f"Day {place} of {number}", by=officer)
            meeting = factories.make_meeting(plan.body, date(2024, number, 1 + place), kind="visit")
            occasions.set_date(occasion, meeting.date, meeting=meeting, by=officer)
            life.make_update(one, entered_by=officer, settled_by=officer, given_by="Somebody")
            doing.hand_over(one, owner, by=officer)
            doing.revise_date(one, f"20{30 + place + number}", why="Late.", by=officer)

    grow(2)
    few = factories.queries_of(client, url(name, thing.get(name, plan)))
    grow(10)
    assert factories.queries_of(client, url(name, thing.get(name, plan))) == few
