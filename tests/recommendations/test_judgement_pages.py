"""The pages on which a committee's decisions are proposed, read, entered and corrected."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import sheet
from recommendations.models import Judgement, Proposal, Standing
from scrutiny.models import Review
from tests import factories, life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MET = life.SENT + timedelta(days=90)


@pytest.fixture
def cast():
    return factories.make_cast()


@pytest.fixture
def met(cast):
    return factories.make_meeting(cast.committee, MET)


@pytest.fixture
def coming(cast):
    return factories.make_meeting(cast.committee, timezone.localdate() + timedelta(days=14))


@pytest.fixture
def review(cast):
    return life.make_agreed(cast.committee, published=True, title="School transport")


@pytest.fixture
def three(review):
    return [life.make_sent(review=review, text=f"Do the {word} thing.") for word in ("first", "second", "third")]


@pytest.fixture
def officer(client, cast):
    return factories.sign_in(client, cast.officer)


def address(meeting):
    return reverse("recommendations:judgement-sheet", args=[meeting.pk])


def fields(recommendations, **rows):
    """What a browser sends: every row, each with what is given for it as "r0" to "rn"; boxes not given are blank."""
    sent = {"rows": [one.pk for one in recommendations], "once": str(uuid.uuid4())}
    for name, said in rows.items():
        if not re.fullmatch(r"r\d", name):
            sent[name] = said
            continue
        for box, value in said.items():
            sent[f"{recommendations[int(name[1:])].pk}-{box}"] = value
    return sent


def day(box, on):
    return {f"{box}_0": on.day, f"{box}_1": on.month, f"{box}_2": on.year}


def page(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# Before the meeting.


def test_the_officer_proposes_and_the_member_reads(officer, cast, coming, three):
    sent = fields(
        three,
        r0={"kind": "close_implemented", "why": "All done."},
        r1={"kind": "extend", **day("extend_to", coming.date + timedelta(days=50))},
    )
    assert officer.post(address(coming), sent).status_code == 302
    assert [one.kind for one in Proposal.objects.order_by("recommendation")] == ["close_implemented", "extend"]
    assert not Judgement.objects.exists()
    member = factories.make_member(cast.committee)
    said = page(factories.sign_in(officer, member).get(address(coming)))
    assert "Proposed: Close: implemented All done." in said
    assert "third" not in said
    assert "Nothing is proposed yet." in page(officer.get(f"{address(coming)}?show=open"))
    assert "Save" not in said
    for axis in ("Response awaited", "Nothing said yet", "Not yet judged", "Response overdue by"):
        assert axis in said


def test_a_suggestion_is_taken_with_one_button_and_typing_elsewhere_is_saved_too(officer, coming, three):
    said = page(officer.get(address(coming)))
    assert "Suggested: Escalate (to the head of service). The response was due on" in said
    sent = fields(three, take=three[0].pk, r1={"kind": "continue", "why": "Wait for spring."})
    assert officer.post(address(coming), sent).status_code == 302
    first, second = Proposal.objects.order_by("recommendation")
    assert (first.kind, first.escalate_to) == ("escalate", "the head of service")
    assert (second.kind, second.why) == ("continue", "Wait for spring.")


def test_all_suggestions_are_taken_where_nothing_is_proposed(officer, coming, three):
    officer.post(address(coming), fields(three, r0={"kind": "continue"}))
    again = {"kind": "continue"}
    sent = fields(three, take="all", r0=again, r2={"kind": "close_not_implemented"})
    officer.post(address(coming), sent)
    kinds = list(Proposal.objects.order_by("recommendation").values_list("kind", flat=True))
    assert kinds == ["continue", "escalate", "close_not_implemented"]


def test_a_proposal_is_taken_off_by_choosing_none(officer, coming, three):
    officer.post(address(coming), fields(three, r0={"kind": "continue", "why": "Wait."}))
    officer.post(address(coming), fields(three, r0={"kind": "", "why": "Wait."}))
    assert not Proposal.objects.exists()


def test_an_error_stands_beside_its_row_and_nothing_typed_is_lost(officer, coming, three):
    sent = fields(three, r0={"kind": "extend"}, r1={"kind": "continue", "why": "Kept words."}, r2={"why": "No kind."})
    response = officer.post(address(coming), sent)
    assert response.status_code == 422
    assert not Proposal.objects.exists()
    assert "Kept words." in response.content.decode()
    assert "(3): choose what is proposed" in page(response)
    assert "(1): enter the day to which it is extended." in page(response)
    form = response.context["form"]
    assert set(form.errors) == {f"{three[0].pk}-extend_to", f"{three[2].pk}-kind"}
    assert not Proposal.objects.exists()


# After it.


def test_only_the_rows_that_are_filled_in_are_saved(officer, met, three):
    sent = fields(
        three,
        minute_all="14",
        r0={"kind": "close_implemented", "vote": "6 to 2", "dissent": "Cllr Hale\nCllr Reed", "evidence": "The audit."},
        r2={"kind": "escalate", "escalate_to": "the Leader", "minute_reference": "15(b)"},
    )
    response = officer.post(address(met), sent, follow=True)
    assert "2 decisions have been saved." in page(response)
    first, third = Judgement.objects.order_by("recommendation")
    assert (first.minute_reference, first.vote) == ("14", "6 to 2")
    assert first.dissent == "Cllr Hale\nCllr Reed"
    assert (third.minute_reference, third.escalate_to) == ("15(b)", "the Leader")
    said = page(response)
    assert "Escalate to the Leader" in said
    assert "Minute 14. Vote: 6 to 2" in said
    assert "Dissent: Cllr Hale" in said
    assert [row["row"].recommendation for row in response.context["rows"]] == [three[1]]


def test_a_proposal_is_there_and_is_decided_with_a_tick(officer, cast, met, three):
    Proposal.objects.create(
        recommendation=three[0],
        meeting=met,
        kind="extend",
        extend_to=MET + timedelta(days=60),
        why="It is nearly done.",
        recorded_on=MET,
        by=cast.officer,
    )
    said = page(officer.get(address(met)))
    assert "Proposed: Extend to 11 August 2024 It is nearly done." in said
    row = {"kind": "extend", **day("extend_to", MET + timedelta(days=60))}
    officer.post(address(met), fields(three, r0=row))
    assert not Judgement.objects.exists()  # a row that is left as it was is not decided
    officer.post(address(met), fields(three, r0=row | {"take": "on"}))
    assert Judgement.objects.get().extend_to == MET + timedelta(days=60)


def test_deciding_otherwise_drops_what_was_proposed(officer, cast, met, three):
    Proposal.objects.create(
        recommendation=three[0],
        meeting=met,
        kind="escalate",
        escalate_to="the Leader",
        recorded_on=MET,
        by=cast.officer,
    )
    officer.post(address(met), fields(three, r0={"kind": "continue", "escalate_to": "the Leader"}))
    made = Judgement.objects.get()
    assert (made.kind, made.escalate_to) == ("continue", "")


def test_what_is_typed_beside_another_decision_is_asked_about(officer, met, three):
    response = officer.post(address(met), fields(three, r0={"kind": "continue", "escalate_to": "the Leader"}))
    assert response.status_code == 422
    assert "goes with “Escalate” only" in page(response)
    assert 'value="the Leader"' in response.content.decode()


def test_each_row_says_what_is_wrong_with_it_and_none_is_saved(officer, met, three):
    sent = fields(
        three,
        r0={"kind": "extend", **day("extend_to", MET)},
        r1={"kind": "escalate"},
        r2={"kind": "close_implemented", "dissent": "Cllr Hale."},
    )
    response = officer.post(address(met), sent)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {f"{three[0].pk}-extend_to", f"{three[1].pk}-escalate_to"}
    assert "Cllr Hale." in response.content.decode()
    assert not Judgement.objects.exists()
    assert Standing.objects.filter(is_open=True).count() == 3


def test_sent_twice_it_is_done_once(officer, met, three):
    sent = fields(three, r0={"kind": "close_implemented"})
    for _ in range(2):
        assert officer.post(address(met), sent).status_code == 302
    assert Judgement.objects.count() == 1


def test_a_row_that_somebody_else_decided_meanwhile_says_so_and_the_others_keep_their_words(officer, met, three):
    officer.post(address(met), fields(three, r0={"kind": "close_implemented"}))
    sent = fields(three, r0={"kind": "continue"}, r1={"kind": "continue", "vote": "7 to 1"})
    response = officer.post(address(met), sent)
    assert response.status_code == 422
    assert "(1): this meeting has decided of it already." in page(response)
    assert "7 to 1" in response.content.decode()
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("typed", ["(2)", "2", "Recommendation 2", "(2) School transport: Do the second thing."])
def test_another_recommendation_is_found_by_its_number(officer, met, three, typed):
    response = officer.post(address(met), fields(three, r0={"kind": "close_merged", "into": typed}))
    assert response.status_code == 302, response.context["form"].errors
    assert Judgement.objects.get().into == three[1]


@pytest.mark.parametrize("typed", ["(77)", "x" * 300, "(1)", "#", "2) or 1=1"])
def test_another_recommendation_that_is_not_found(officer, met, three, typed):
    response = officer.post(address(met), fields(three, r0={"kind": "close_merged", "into": typed}))
    assert response.status_code == 422
    assert f"{three[0].pk}-into" in response.context["form"].errors


def test_a_number_that_two_reviews_have_must_be_said_in_full(officer, cast, met, three):
    for title in ("Parking", "Verges"):
        life.make_sent(review=life.make_agreed(cast.committee, published=True, title=title), label="(9)")
    response = officer.post(address(met), fields(three, r0={"kind": "close_superseded", "into": "(9)"}))
    assert "is the number of 2 recommendations" in page(response)
    sent = fields(three, r0={"kind": "close_superseded", "into": response.context["names"][0]})
    assert officer.post(address(met), sent).status_code == 302


def test_what_is_closed_is_reopened_from_the_list_of_the_closed(officer, cast, met, three):
    life.make_judgement(three[0], "close_implemented", meeting=factories.make_meeting(cast.committee, date(2024, 5, 1)))
    assert three[0] not in [item["row"].recommendation for item in officer.get(address(met)).context["rows"]]
    response = officer.get(f"{address(met)}?show=closed")
    assert [item["row"].recommendation for item in response.context["rows"]] == [three[0]]
    officer.post(f"{address(met)}?show=closed", fields(three[:1], r0={"kind": "reopen", "minute_reference": "3"}))
    assert Standing.objects.get(pk=three[0].pk).is_open


def test_a_correction_is_entered_with_its_reason_and_the_first_entry_is_shown(officer, met, three):
    officer.post(address(met), fields(three, r0={"kind": "extend", **day("extend_to", MET + timedelta(days=9))}))
    url = reverse("recommendations:judgement-correct", args=[Judgement.objects.get().pk])
    assert "Extend to 21 June 2024" in page(officer.get(url))
    row = {"kind": "continue", **day("extend_to", MET + timedelta(days=9)), "minute_reference": "4"}
    response = officer.post(url, fields(three[:1], r0=row))
    assert response.status_code == 422
    assert "Say why it is corrected" in page(response)
    response = officer.post(url, fields(three[:1], r0=row, why="The minutes say so."), follow=True)
    said = page(response)
    assert "Continue to monitor (1)" in said
    assert "Entered first as “Extend to 21 June 2024”, corrected on" in said
    assert "The minutes say so." in said
    assert Standing.objects.get(pk=three[0].pk).judgement == "continue"
    assert officer.post(url, fields(three[:1], r0={"kind": "reopen"}, why="No.")).status_code == 422


# Who, which, how many.


def test_what_is_not_this_committees_is_neither_shown_nor_saved(officer, cast, met, three):
    theirs = life.make_sent(cast.other_committee)
    assert theirs not in [item["row"].recommendation for item in officer.get(address(met)).context["rows"]]
    officer.post(address(met), fields([theirs], r0={"kind": "close_implemented"}))
    assert not Judgement.objects.exists()


def test_sub_committees_are_decided_by_their_parent_and_filtered_by_review(officer, cast, met, three):
    below = life.make_sent(cast.sub_committee)
    response = officer.get(address(met))
    assert below in [item["row"].recommendation for item in response.context["rows"]]
    assert response.content.decode().count("<option") > 5
    response = officer.get(f"{address(met)}?review={below.review_id}")
    assert [item["row"].recommendation for item in response.context["rows"]] == [below]
    officer.post(f"{address(met)}?review={below.review_id}", fields([below], r0={"kind": "close_implemented"}))
    assert Judgement.objects.get().recommendation == below


@pytest.mark.parametrize("query", ["review=abc", "after=99999999", "show=nonsense", "review=1e9", "after=-1"])
def test_nonsense_in_the_address_is_put_up_with(officer, met, three, query):
    assert officer.get(f"{address(met)}?{query}").status_code == 200


def test_nonsense_in_the_form_is_put_up_with(officer, met, coming, three):
    for meeting in (met, coming):
        for kind in ("x", "\x00", "reopen", "close_merged", "9" * 500):
            for rows in (["-1", "abc", "٣", "9" * 40, ""], [three[0].pk, three[0].pk]):
                sent = fields(three, r0={"kind": kind, "into": "\x00", "extend_to_2": "99999999", "vote": "\ud7ff\x01"})
                assert officer.post(address(meeting), sent | {"rows": rows}).status_code in (302, 422)
    assert not Judgement.objects.exists()


def test_members_read_and_others_do_not(client, cast, met, three):
    member = factories.make_member(cast.committee)
    factories.sign_in(client, member)
    assert client.get(address(met)).status_code == 200
    assert client.post(address(met), fields(three, r0={"kind": "continue"})).status_code == 403
    factories.sign_in(client, cast.responsible)
    assert client.get(address(met)).status_code == 403
    assert client.get(reverse("recommendations:judgement-list", args=[cast.committee.pk])).status_code == 403
    factories.sign_in(client, None)
    assert client.get(address(met)).status_code == 302
    private = factories.make_meeting(cast.committee, MET, kind="private")
    factories.sign_in(client, cast.stranger)
    assert client.get(address(private)).status_code == 404
    assert not Judgement.objects.exists()


def test_the_list_counts_what_was_proposed_and_decided(officer, cast, met, coming, three):
    officer.post(address(coming), fields(three, r0={"kind": "continue"}, r1={"kind": "continue"}))
    officer.post(address(met), fields(three, r2={"kind": "close_implemented"}))
    said = page(officer.get(reverse("recommendations:judgement-list", args=[cast.committee.pk])))
    assert "2 recommendations are open" in said
    assert re.search(rf"{coming.date.day} {coming.date:%B %Y} 2\b", said)
    assert "12 June 2024 0 1" in said


def test_more_than_sixty_are_paged(officer, met, review):
    for _ in range(sheet.MOST + 5):
        life.make_sent(review=review)
    response = officer.get(address(met))
    assert len(response.context["rows"]) == sheet.MOST
    rest = officer.get(response.context["page"].next_url)
    assert len(rest.context["rows"]) == 5
    seen = {item["row"].recommendation.pk for item in [*response.context["rows"], *rest.context["rows"]]}
    assert len(seen) == sheet.MOST + 5


@pytest.mark.parametrize("when", ["met", "coming"])
def test_the_queries_are_as_many_for_five_rows_as_for_fifty(request, officer, cast, review, when):
    meeting = request.getfixturevalue(when)

    def add(number):
        for at in range(number):
            one = life.make_sent(review=review if at % 2 else life.make_agreed(cast.committee, published=True))
            life.make_action(life.make_response(one.requests.get()), due_on="2024-05")
            Proposal.objects.create(
                recommendation=one, meeting=meeting, kind="continue", recorded_on=MET, by=cast.officer
            )
            if at % 3 == 0:
                life.make_judgement(one, "continue", meeting=meeting)

    add(5)
    few = factories.queries_of(officer, address(meeting))
    add(45)
    assert factories.queries_of(officer, address(meeting)) == few
    assert few < 45
    assert Review.objects.count() > 20
