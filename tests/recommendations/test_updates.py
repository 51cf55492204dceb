"""Progress updates: given, waiting, accepted, sent back; never changed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import plan_rows
from recommendations.actions import doing, updates
from recommendations.models import Limb, MonitoringRule, ProgressUpdate, Standing
from scrutiny.engine.models import AuditEntry
from scrutiny.refused import Refused
from tests import factories, life

pytestmark = pytest.mark.django_db
DAY = life.SENT
LATER = DAY + timedelta(days=30)


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def officer(body):
    return factories.make_officer(body)


@pytest.fixture
def action(body):
    return life.make_action(life.make_plan(body), due_on="2024-04")


def shown(action, on=LATER):
    return plan_rows.of_action(action, action.plan.council_id, on).rating


def refusal(act, *args, **fields):
    with pytest.raises(Refused) as problem:
        act(*args, **fields)
    return str(problem.value), problem.value.field


def test_what_an_officer_gives_counts_at_once(action, officer):
    update = updates.give(action, rating="amber", as_at=DAY, commentary=" Begun. ", by=officer, on=LATER)
    assert (update.state, update.settled_on, update.settled_by) == ("accepted", LATER, officer)
    assert (update.commentary, update.entered_by) == ("Begun.", officer)
    assert shown(action) == "amber"
    assert shown(action, LATER - timedelta(days=1)) == "not_due", "it was not known then"


def test_what_an_owner_gives_waits_until_it_is_accepted(action, officer):
    update = updates.give(action, rating="green", as_at=DAY, source="owner", given_by="Una Owner", on=DAY)
    assert (update.state, update.settled_on, shown(action)) == ("waiting", None, "not_due")
    updates.accept(update, by=officer, on=LATER)
    assert shown(action) == "green"
    assert shown(action, LATER - timedelta(days=1)) == "not_due"


def test_what_is_sent_back_is_kept_and_does_not_count(action, officer):
    update = updates.give(action, rating="green", as_at=DAY, source="owner", on=DAY)
    assert refusal(updates.send_back, update, " ", by=officer)[1] == "remark"
    back = updates.send_back(update, "Which schools?", by=officer, on=LATER)
    assert (back.state, back.remark, back.rating) == ("returned", "Which schools?", "green")
    assert shown(action) == "not_due"


def test_the_second_of_two_officers_is_told_that_it_was_settled(action, officer, body):
    other = factories.make_officer(body, "Olga Second")
    update = updates.give(action, rating="green", as_at=DAY, source="owner", on=DAY)
    updates.accept(update, by=officer, on=LATER)
    before = AuditEntry.objects.count()
    said, field = refusal(updates.accept, update, by=other, on=LATER + timedelta(days=5))
    assert said == f"This update was accepted by {officer} on 13 April 2024. Nothing has been changed now"
    assert "accepted by" in refusal(updates.send_back, update, "No.", by=other)[0]
    update.refresh_from_db()
    assert (field, update.settled_by, update.settled_on) == (None, officer, LATER)
    assert AuditEntry.objects.count() == before


def test_updates_that_cannot_be_are_refused(action, officer, body):
    def give(**fields):
        return refusal(updates.give, action, **{"rating": "red", "as_at": DAY, "by": officer, "on": LATER} | fields)

    assert give(rating="purple")[1] == "rating"
    assert give(as_at=LATER + timedelta(days=1))[1] == "as_at"
    assert give(as_at=DAY - timedelta(days=1))[1] == "as_at"
    stranger = Limb.objects.create(recommendation=life.make_sent(), order=1, label="(a)", text="A part")
    assert give(limb=stranger)[1] == "limb"
    assert give(evidence=SimpleUploadedFile("a.pdf", b"not one"))[1] == "evidence"
    MonitoringRule.objects.create(council=body.council, scale="three")
    for lacking in ("amber_green", "amber_red"):
        said, field = give(rating=lacking)
        assert (said, field) == (
            "This council’s ratings are green, amber, red, no data. Choose one of them",
            "rating",
        )
    doing.close_action(action, "completed", by=officer, on=LATER)
    assert "closed" in give()[0]
    assert not ProgressUpdate.objects.exists()


def test_a_file_comes_with_an_update(action, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("minutes.txt", b"Agreed.")
    update = updates.give(action, rating="green", as_at=DAY, evidence=file, by=officer, on=LATER)
    assert (update.evidence_name, update.evidence.read()) == ("minutes.txt", b"Agreed.")


def test_limbs_are_rated_apart_and_the_worst_is_shown(officer):
    one = life.make_sent()
    limbs = [Limb.objects.create(recommendation=one, order=n, label=f"({n})", text="A part") for n in (1, 2)]
    action = doing.add_action(recommendation=one, text="Do it.", due_on="2024-04", by=officer, on=DAY)
    for limb, rating in zip(limbs, ("green", "amber"), strict=True):
        updates.give(action, rating=rating, as_at=DAY, limb=limb, by=officer, on=LATER)
    row = plan_rows.of_action(action, one.review.council_id, LATER)
    assert (row.rating, [update.limb for update in row.updates]) == ("amber", limbs)
    assert Standing.objects.get().claimed == "amber"
    updates.give(action, rating="green", as_at=LATER, by=officer, on=LATER)
    row = plan_rows.of_action(action, one.review.council_id, LATER)
    assert (row.rating, len(row.updates)) == ("green", 1)
