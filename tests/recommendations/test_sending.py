"""Sending recommendations: who is asked, by when, what is refused, and how a date moves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.actions import recommendations as writing
from recommendations.actions import regimes, responses, sending
from recommendations.models import DeadlineChange, Regime, ResponseRequest, Standing
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Body
from scrutiny.refused import Refused
from tests import factories as make
from tests import life

pytestmark = pytest.mark.django_db
SENT = date(2025, 12, 1)
RECEIVED = date(2025, 12, 3)
LATER = date(2026, 1, 20)


@pytest.fixture
def review():
    return life.make_agreed(endorsed="2025-11")


@pytest.fixture
def officer(review):
    return make.make_officer(review.commissioned_by)


def recommend(review, *bodies, **fields):
    fields.setdefault("label", f"({review.recommendations.count() + 1})")
    one = make.make_recommendation(review, is_label_fixed=True, **fields)
    for at, body in enumerate(bodies, start=1):
        if isinstance(body, str):
            make.make_addressee(one, name=body, order=at)
        else:
            make.make_addressee(one, body, order=at)
    return one


@pytest.fixture
def cabinet(review):
    return make.make_body(review.council, "Cabinet", kind=Body.Kind.EXECUTIVE)


@pytest.fixture
def hospital(review):
    return make.make_body(review.council, "Wenbridge Hospitals NHS Trust", kind=Body.Kind.AGENCY)


def test_each_addressee_is_asked_with_a_date_and_its_sum(review, officer, cabinet, hospital):
    first, second = recommend(review, cabinet, hospital), recommend(review, cabinet)
    made = sending.send(review, sent_on=SENT, received_on=RECEIVED, by=officer, on=RECEIVED)
    assert [(one.recommendation, str(one.addressee), one.due_on) for one in made] == [
        (first, "Cabinet", date(2026, 2, 2)),
        (first, "Wenbridge Hospitals NHS Trust", date(2025, 12, 29)),
        (second, "Cabinet", date(2026, 2, 2)),
    ]
    assert made[0].sum == (
        "Received 3 December 2025; two months beginning with that day; ends 2 February 2026; "
        "Local Government Act 2000 s.9FE."
    )
    assert made[1].sum == "Asked 1 December 2025; 28 days after that day; ends 29 December 2025; SI 2013/218."
    assert Standing.objects.get(recommendation=first).due_on == date(2025, 12, 29)
    entry = AuditEntry.objects.get(verb="sent the recommendations")
    assert entry.by == officer
    assert entry.after["requests"][0] == "(1): Cabinet"


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("executive", "Cabinet", "executive"),
        ("directorate", "Health and Adults", "local"),
        ("agency", "Wenbridge NHS Trust", "health"),
        ("agency", "Integrated Care Board", "health"),
        ("agency", "Constabulary", "local"),
        ("board", "Health and Wellbeing Board", "local"),
        (None, "The Cabinet", "executive"),
        (None, "Every hospital", "health"),
        (None, "All head teachers", "local"),
        (None, "Healthyville Parish Council", "local"),
    ],
)
def test_the_time_limit_follows_from_who_is_asked(review, kind, name, key):
    body = make.make_body(review.council, name, kind=kind) if kind else name
    one = recommend(review, body)
    found = sending.default_regime(one.addressees.get(), regimes.ensure_regimes(review.council))
    assert found.key == key


def test_another_time_limit_can_be_chosen(review, officer, cabinet):
    one = recommend(review, cabinet)
    regimes.ensure_regimes(review.council)
    local = Regime.objects.get(council=review.council, key="local")
    made = sending.send(review, sent_on=SENT, regimes={one.addressees.get().pk: local}, by=officer, on=SENT)
    assert [(row.regime.key, row.due_on) for row in made] == [("local", SENT + timedelta(days=56))]


def test_a_time_limit_of_another_council_is_refused(review, officer, cabinet):
    one = recommend(review, cabinet)
    stranger = life.make_regime(make.make_council())
    with pytest.raises(Refused, match="own time limits"):
        sending.send(review, sent_on=SENT, regimes={one.addressees.get().pk: stranger}, by=officer, on=SENT)
    assert not ResponseRequest.objects.exists()


def test_nobody_is_asked_twice_and_who_is_added_later_is_asked_then(review, officer, cabinet, hospital):
    one = recommend(review, cabinet)
    sending.send(review, sent_on=SENT, by=officer, on=SENT)
    with pytest.raises(Refused, match="asked already"):
        sending.send(review, sent_on=SENT, by=officer, on=SENT)
    make.make_addressee(one, hospital, order=2)
    made = sending.send(review, sent_on=LATER, by=officer, on=LATER)
    assert [row.addressee.body for row in made] == [hospital]


def test_what_is_withdrawn_binned_or_left_out_is_not_sent(review, officer, cabinet):
    withdrawn = recommend(review, cabinet, withdrawn_at=timezone.now())
    binned = recommend(review, cabinet, binned_at=timezone.now(), label=None)
    dropped = make.make_section(review.report, "findings", "Left out", is_dropped=True)
    outside = recommend(review, cabinet, section=dropped)
    live = recommend(review, cabinet)
    made = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    assert [one.recommendation for one in made] == [live]
    assert not ResponseRequest.objects.filter(recommendation__in=[withdrawn, binned, outside]).exists()


def test_recommendations_to_nobody_are_named(review, officer, cabinet):
    nobody = recommend(review)
    with pytest.raises(Refused, match=r"Nobody is named in \(1\)"):
        sending.send(review, sent_on=SENT, by=officer, on=SENT)
    recommend(review, cabinet)
    assert len(sending.send(review, sent_on=SENT, by=officer, on=SENT)) == 1
    assert sending.without_addressee(review) == [nobody]


def test_a_draft_is_not_sent(officer, review, cabinet):
    draft = make.make_review(review.commissioned_by)
    recommend(draft, cabinet)
    with pytest.raises(Refused, match="Agree the review first"):
        sending.send(draft, sent_on=SENT, by=officer, on=SENT)


def test_what_is_in_the_bin_is_not_sent(officer, review, cabinet):
    recommend(review, cabinet)
    type(review).objects.filter(pk=review.pk).update(binned_at=timezone.now())
    with pytest.raises(Refused, match="in the bin"):
        sending.send(review, sent_on=SENT, by=officer, on=SENT)


@pytest.mark.parametrize(
    ("sent", "received", "field", "words"),
    [
        (date(2025, 12, 2), None, "sent_on", "in the future"),
        (SENT, date(2025, 11, 30), "received_on", "before they were sent"),
        (SENT, date(2025, 12, 2), "received_on", "in the future"),
        (date(2025, 10, 31), None, "sent_on", "endorsed in November 2025"),
        (date(1, 1, 1), None, "sent_on", "endorsed"),
    ],
)
def test_days_that_cannot_be_are_refused(review, officer, cabinet, sent, received, field, words):
    recommend(review, cabinet)
    with pytest.raises(Refused, match=words) as refused:
        sending.send(review, sent_on=sent, received_on=received, by=officer, on=SENT)
    assert refused.value.field == field
    assert not ResponseRequest.objects.exists()


def test_nothing_is_sent_before_the_day_it_was_agreed(officer):
    review = life.make_agreed()
    recommend(review, make.make_body(review.council, kind="executive"))
    officer = make.make_officer(review.commissioned_by)
    today = timezone.localdate()
    with pytest.raises(Refused, match="was agreed here on"):
        sending.send(review, sent_on=today - timedelta(days=1), by=officer)
    assert sending.send(review, sent_on=today, by=officer)


def test_a_later_notice_moves_the_date_and_keeps_the_first(review, officer, cabinet):
    recommend(review, cabinet)
    (request,) = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    before = request.due_on, request.sum
    moved = sending.set_receipt(request, date(2025, 12, 31), why="The notice came later.", by=officer, on=LATER)
    assert (moved.due_on, moved.received_on) == (date(2026, 2, 28), date(2025, 12, 31))
    change = DeadlineChange.objects.get()
    assert (change.before_on, change.before_sum) == before
    assert (change.after_on, change.after_sum) == (moved.due_on, moved.sum)
    assert (change.why, change.recorded_on, change.by) == ("The notice came later.", LATER, officer)
    assert Standing.objects.get().due_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "why", "words"),
    [
        (date(2025, 11, 1), "Because.", "before that"),
        (date(2026, 3, 1), "Because.", "in the future"),
        (date(2025, 12, 31), "  ", "Say why"),
        (date(2026, 1, 15), "Because.", "A response to it came on 10 January 2026"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(review, officer, cabinet, day, why, words):
    recommend(review, cabinet)
    (request,) = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    responses.respond(
        [{"request": request, "decision": "accepted"}], received_on=date(2026, 1, 10), by=officer, on=LATER
    )
    with pytest.raises(Refused, match=words):
        sending.set_receipt(request, day, why=why, by=officer, on=LATER)
    assert not DeadlineChange.objects.exists()


# Who was asked, and limbs that were answered, stay when the recommendation is edited.


def test_somebody_who_was_asked_cannot_be_taken_out(review, officer, cabinet, hospital):
    one = recommend(review, cabinet, hospital)
    requests = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    with pytest.raises(Refused, match="has been asked to respond") as refused:
        writing.change(one, one.version, by=officer, addressees=["Cabinet"])
    assert refused.value.field == "addressees"
    assert ResponseRequest.objects.count() == 2
    one.refresh_from_db()
    writing.change(one, one.version, by=officer, addressees=["Director of Works", hospital.name, "Cabinet"])
    assert [str(row) for row in one.addressees.order_by("order")] == ["Director of Works", hospital.name, "Cabinet"]
    assert {row.pk for row in ResponseRequest.objects.all()} == {row.pk for row in requests}
    assert Standing.objects.get(recommendation=one).addressees.startswith("Director of Works")


def test_somebody_who_was_not_asked_can_be_taken_out(review, officer, cabinet, hospital):
    one = recommend(review, cabinet, hospital)
    writing.change(one, one.version, by=officer, addressees=["Cabinet"])
    assert [str(row) for row in one.addressees.all()] == ["Cabinet"]


def test_an_addressee_named_by_words_is_joined_to_the_body_made_later(review, officer):
    one = recommend(review, "The Works Board", "Cabinet")
    board = make.make_body(review.council, "Works Board", kind="board")
    writing.change(one, one.version, by=officer, addressees=["The Works Board"])
    assert one.addressees.get().body == board


def test_a_limb_that_was_answered_is_reworded_moved_and_not_taken_out(review, officer, cabinet):
    one = recommend(review, cabinet)
    writing.change(one, one.version, by=officer, limbs=["Write to schools.", "Print a list."])
    (request,) = sending.send(review, sent_on=SENT, by=officer, on=SENT)
    first = one.limbs.get(label="(a)")
    responses.respond(
        [{"request": request, "limb": first, "decision": "accepted"}], received_on=LATER, by=officer, on=LATER
    )

    def change(*limbs):
        one.refresh_from_db()
        writing.change(one, one.version, by=officer, limbs=list(limbs))
        return [(limb.label, limb.text, limb.pk == first.pk) for limb in one.limbs.order_by("order")]

    with pytest.raises(Refused, match=r"\(a\) has been answered"):
        change("Print a list.")
    assert change("Print a list.", "Write to schools.") == [
        ("(a)", "Print a list.", False),
        ("(b)", "Write to schools.", True),
    ]
    assert change("Print a list.", "Write to all schools.") == [
        ("(a)", "Print a list.", False),
        ("(b)", "Write to all schools.", True),
    ]
    assert change("Write to all schools.") == [("(a)", "Write to all schools.", True)]
