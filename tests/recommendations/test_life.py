"""One recommendation's story: everything in order, as at any day, and nothing that is not the reader's to see."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommendations import story
from recommendations.models import Ask, AskItem, DateRevision, Handover, Letter, Proposal, UpdateRound
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROUND = life.SENT + timedelta(days=100)


def page(client, one, user=None, **asked):
    """The life page's answer and its words."""
    factories.sign_in(client, user)
    response = client.get(reverse("recommendations:life", args=[one.pk]), asked)
    return response, response.content.decode() if response.status_code == 200 else ""


def told(one, on=None, **reader):
    """The story of a recommendation as a reader hears it."""
    known = (
        type(one)
        .objects.for_page()
        .select_related("section", "review__council", "review__commissioned_by", "review__conducted_by")
    )
    return story.read(known.get(pk=one.pk), on or timezone.localdate(), None, story.Reader(**reader))


@pytest.fixture
def whole(db):
    """A recommendation with one of everything in its life, and the cast."""
    cast = factories.make_cast()
    review = life.make_agreed(cast.committee, conducted_by=cast.sub_committee, published=True, endorsed="2024-03")
    review.agreed_at = datetime(2024, 3, 12, tzinfo=timezone.get_current_timezone())
    review.save()
    finding = factories.make_finding(review, "Buses ran zfindingz late.", label="4.1")
    one = factories.make_recommendation(
        review, "Publish the figures.", findings=[finding], label="(3)", is_label_fixed=True
    )
    one.cast = cast
    request = life.make_request(one, factories.make_addressee(one, cast.directorate))
    answer = life.make_response(request, "in_part", reasons="The zreasonz stands.")
    type(answer).objects.filter(pk=answer.pk).update(amended_text="Publish zamendedz figures.")
    owner = life.make_owner(cast.council, "Una Owner", post="Head of Transport", email="zemailz@example.org")
    one.action = life.make_action(
        answer, "Write zactionz letters.", owner=owner, due_on="2024-06-30", on=life.SENT + timedelta(days=21)
    )
    DateRevision.objects.create(
        action=one.action, before_on="2024-06-30", due_on="2024-09-30", why="The zmovedz supplier left",
        revised_on=life.SENT + timedelta(days=80), who="Una Owner",
    )  # fmt: skip
    life.make_update(one.action, "amber", commentary="Half zupdatez done.", given_by="una@zgivenz.example")
    silent(one, owner)
    life.make_judgement(
        one, "extend", extend_to=date(2025, 1, 31), minute_reference="14", vote="7 to 2", dissent="zdissentz objected",
        meeting=factories.make_meeting(cast.committee, life.SENT + timedelta(days=130)),
    )  # fmt: skip
    return one


def silent(one, owner):
    """A round that the owner did not answer, with a reminder."""
    council, body = one.review.council, one.review.commissioned_by
    asking = UpdateRound.objects.create(
        council=council, body=body, title="Summer", as_at=ROUND, due_on=ROUND + timedelta(days=14), opened_on=ROUND
    )
    ask = Ask.objects.create(
        round=asking, owner=owner, key="zkeyz", asked_on=ROUND, expires_on=ROUND + timedelta(days=40),
        silent_on=ROUND + timedelta(days=22),
    )  # fmt: skip
    item = AskItem.objects.create(ask=ask, action=one.action, draft={"commentary": "zdraftz"})
    Letter.objects.create(
        council=council, ask=ask, kind="reminder", key="a", to_email="zemailz@example.org", subject="zsubjectz",
        body="zletterz", written_on=ROUND + timedelta(days=7), sent_at=timezone.now(),
    )  # fmt: skip
    life.make_update(
        one.action, "no_data", on=ROUND + timedelta(days=22), source="system", ask_item=item, commentary=""
    )


def test_the_story_in_order(whole, client):
    kinds = [event.kind for event in told(whole).events]
    assert kinds == ["made", "sent", "response", "action", "update", "moved", "asked", "silent", "judgement"]
    response, words = page(client, whole, whole.cast.officer)
    assert response.status_code == 200
    places = [words.index(said) for said in (
        "zfindingz", "Agreed and endorsed", "Sent to", "zreasonz", "zactionz letters.</p></div>\n  \n", "zupdatez",
        "Date moved from 30 June 2024 to 30 September 2024", "did not answer", "gave it more time", "What became of it",
    ) if said != "zactionz letters.</p></div>\n  \n"]  # fmt: skip
    assert places == sorted(places)
    for said in (
        "zamendedz", "Publish the figures.", "7 to 2", "zdissentz", "minute 14", "Reminded on", "zmovedz",
        "slipped once, 92 days", "28 days after it was received",
    ):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize("role", ["public", "responsible", "stranger", "administrator", "other_officer"])
def test_outsiders_read_the_life_of_a_published_one_and_nothing_more(whole, client, role):
    life.make_update(whole.action, "red", state="waiting", settled_on=None, commentary="zwaitingz")
    life.make_update(whole.action, "red", state="returned", commentary="zreturnedz", remark="zremarkz")
    withdrawn = life.make_response(
        whole.requests.get(), "rejected", reasons="zwrongz", on=life.SENT + timedelta(days=25)
    )
    withdrawn.response.withdrawn_on, withdrawn.response.withdrawn_why = life.SENT + timedelta(days=26), "zwhyz"
    withdrawn.response.save()
    meeting = factories.make_meeting(whole.cast.committee, timezone.localdate() + timedelta(days=9))
    Proposal.objects.create(
        recommendation=whole, meeting=meeting, kind="continue", why="zproposedz", recorded_on=life.SENT
    )
    hidden = ("zfindingz", "zemailz", "zwaitingz", "zreturnedz", "zremarkz", "zwrongz", "zwhyz", "zproposedz", "zkeyz",
              "zdraftz", "zletterz", "zsubjectz", "zgivenz")  # fmt: skip
    for asked in ({}, {"as_at": str(life.SENT + timedelta(days=25))}, {"as_at": str(life.SENT + timedelta(days=61))}):
        response, words = page(client, whole, getattr(whole.cast, role), **asked)
        assert response.status_code == 200
        assert [word for word in hidden if word in words] == []
    assert "zreasonz" in words
    _, seen = page(client, whole, whole.cast.officer)
    assert [word for word in hidden if word not in seen] == ["zemailz", "zkeyz", "zdraftz", "zletterz", "zsubjectz"]
    _, seen = page(client, whole, whole.cast.member)
    assert "zproposedz" in seen
    assert not [word for word in ("zwaitingz", "zreturnedz", "zremarkz", "zwrongz") if word in seen]


def test_as_at_a_day_only_what_had_been_recorded(whole):
    at = [len(told(whole, life.SENT + timedelta(days=days)).events) for days in (0, 20, 21, 60, 80, 100, 122, 130)]
    assert at == [2, 3, 4, 5, 6, 7, 8, 9]
    early = told(whole, life.SENT + timedelta(days=79))
    assert (early.actions[0]["due"], early.actions[0]["slipped"]) == ("30 June 2024", "")
    assert told(whole, life.SENT + timedelta(days=80)).actions[0]["due"] == "30 September 2024"
    assert told(whole, life.SENT + timedelta(days=19)).axes[0]["text"] == "Response awaited"
    assert told(whole, life.SENT + timedelta(days=130)).axes[2]["text"] == "Extended"
    assert not told(whole, date(2024, 3, 1)).is_known


def test_what_is_entered_late_is_not_known_before(whole):
    meeting = factories.make_meeting(whole.cast.committee, life.SENT + timedelta(days=200))
    life.make_judgement(whole, "close_implemented", meeting=meeting, on=life.SENT + timedelta(days=210))
    assert told(whole, life.SENT + timedelta(days=205)).stood.is_open
    assert "closed it on 30 September 2024 as implemented" in told(whole, life.SENT + timedelta(days=210)).outcome


def test_owners_are_those_of_the_day(whole):
    before, after = whole.action.owner, life.make_owner(whole.review.council, "Ned Next")
    day = life.SENT + timedelta(days=150)
    Handover.objects.create(action=whole.action, before=before, owner=after, recorded_on=day, why="Left")
    type(whole.action).objects.filter(pk=whole.action.pk).update(owner=after)
    assert "Una Owner" in told(whole, day - timedelta(days=1)).actions[0]["owner"]
    assert "Ned Next" in told(whole, day).actions[0]["owner"]
    first = next(event for event in told(whole, day).events if event.kind == "action")
    assert "Owner: Una Owner, Head of Transport" in first.facts


def test_an_earlier_deadline_is_shown_with_its_own_sum(whole):
    request = whole.requests.get()
    request.deadline_changes.create(
        before_on=request.due_on, after_on=date(2024, 5, 1), before_sum="the first sum", after_sum="the second sum",
        why="A bank holiday was added", recorded_on=life.SENT + timedelta(days=5),
    )  # fmt: skip
    assert told(whole, life.SENT).asked[0]["sum"] == "the first sum"
    later = told(whole, life.SENT + timedelta(days=5))
    assert later.asked[0]["sum"] == "the second sum"
    assert "Response now due by 1 May 2024" in next(one.title for one in later.events if one.kind == "deadline")


def test_limbs_answered_apart(whole):
    request = whole.requests.get()
    limbs = [whole.limbs.create(order=n, label=f"({letter})", text=f"Part {n}") for n, letter in enumerate("ab", 1)]
    answer = life.make_response(request, "accepted", limb=limbs[0], on=life.SENT + timedelta(days=30))
    answer.response.answers.create(request=request, limb=limbs[1], decision="rejected")
    event = [one for one in told(whole).events if one.kind == "response"][-1]
    assert event.title.endswith("answered: accepted and rejected")
    assert {"(a) accepted", "(b) rejected"} <= set(event.facts)


def line_of_three(cast):
    """The same thing recommended in 2011, 2012 and 2013, in a chain of reviews."""
    found, before, earlier = [], None, None
    for year in (2011, 2012, 2013):
        review = life.make_agreed(cast.committee, published=True, endorsed=f"{year}-07", previous=before)
        one = life.make_sent(
            review=review, text="Share the data." if year < 2013 else "Share all the data.", restates=earlier
        )
        found.append(one)
        before, earlier = review, one if year == 2012 else None
    return found


def test_earlier_stages_and_later_repeats(client):
    cast = factories.make_cast()
    first, second, third = line_of_three(cast)
    for one in (first, second, third):
        found = told(one)
        assert found.repeated == "Recommended three times since 2011"
        assert len(found.lineage) == 2
    assert [one.relation for one in told(second).lineage] == ["Recommended before", "Recommended again"]
    assert "Recommended three times since 2011" in page(client, third)[1]


def test_those_of_its_line_that_one_may_not_follow_are_not_named(client):
    cast = factories.make_cast()
    first = life.make_sent(life.make_agreed(cast.committee, published=True).commissioned_by)
    unpublished = life.make_agreed(cast.committee, title="zsecretz", previous=first.review)
    later = life.make_sent(review=unpublished, restates=first)
    life.make_judgement(first, "close_superseded", into=later)
    assert "zsecretz" not in page(client, first)[1]
    words = page(client, first, cast.officer)[1]
    assert "zsecretz" in words


def test_a_draft_has_no_life(client):
    cast = factories.make_cast()
    review = factories.make_review(cast.committee, shared=True)
    one = factories.make_recommendation(review, label="(1)")
    assert page(client, one, cast.officer)[0].status_code == 404


@pytest.mark.parametrize(
    "asked", ["2024-13-45", "tomorrow", "9999-01-01", "0001-01-01", "20240401" * 50, "💥", "２０２４-01-01", ["a", "b"]]
)
def test_a_day_that_is_none_is_today(whole, client, asked):
    response, words = page(client, whole, as_at=asked)
    assert response.status_code == 200
    assert "As at <strong>" not in words


def test_a_past_day_says_so(whole, client):
    words = page(client, whole, as_at="2024-04-10")[1]
    assert "As at <strong>10 April 2024</strong>" in words
    assert "zmovedz" not in words


def test_files_are_for_those_inside(whole, client):
    update = whole.action.updates.first()
    update.evidence.save("file", ContentFile(b"words"), save=False)
    type(update).objects.filter(pk=update.pk).update(evidence=update.evidence.name, evidence_name="zfilenamez.pdf")
    inside = told(whole, inside=True)
    assert [event.file for event in inside.events if event.file] == [("zfilenamez.pdf", update.pk)]
    assert not [event for event in told(whole).events if event.file]


def test_a_long_life_costs_what_a_short_one_costs(whole, client):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert page(client, whole, whole.cast.officer)[0].status_code == 200
        return len(caught)

    page(client, whole, whole.cast.officer)
    few = cost()
    request = whole.requests.get()
    for number in range(12):
        on = life.SENT + timedelta(days=140 + number)
        answer = life.make_response(request, on=on)
        action = life.make_action(answer, owner=life.make_owner(whole.review.council), due_on="2025", on=on)
        life.make_update(action, "green", on=on)
        life.make_judgement(whole, meeting=factories.make_meeting(whole.cast.committee, on), on=on)
        life.make_request(whole)
    assert cost() == few
