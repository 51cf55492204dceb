"""What does not go together in a forward look."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.programme import DROPPED, TAKEN, Held, Placed, conflicts

TODAY = date(2026, 11, 21)
SEPTEMBER = Held("september", date(2026, 9, 22), "us", "Us")
DECEMBER = Held("december", date(2026, 12, 8), "us", "Us")
MARCH = Held("march", date(2027, 3, 9), "us", "Us")
THEIRS = Held("theirs", date(2026, 12, 8), "them", "the Transport Sub-Committee")


def found(*items, meetings=(SEPTEMBER, DECEMBER, MARCH), most_items=3, most_minutes=120, today=TODAY):
    return conflicts(items, meetings, body="us", most_items=most_items, most_minutes=most_minutes, today=today)


def kinds(*items, **more):
    return [one.kind for one in found(*items, **more)]


def at(meeting, key="a", **more):
    return Placed(key, more.pop("title", key.upper()), meeting.key if meeting else None, **more)


def test_a_sound_programme_has_none():
    assert kinds(at(DECEMBER, "a", lead="Una"), at(MARCH, "b", lead="Una"), at(None, "c")) == []


def test_a_meeting_with_one_item_too_many():
    items = [at(DECEMBER, key) for key in "abcd"]
    (one,) = found(*items)
    assert one.kind == "overfull"
    assert one.meeting == "december"
    assert one.items == ("a", "b", "c", "d")
    assert one.words == (
        "The meeting of 8 December 2026 is overfull: it has 4 items, where the committee takes 3 at most. Move something."
    )
    assert kinds(*items[:3]) == []


def test_a_meeting_with_too_many_minutes_and_one_that_just_fits():
    assert kinds(at(DECEMBER, "a", minutes=60), at(DECEMBER, "b", minutes=60)) == []
    (one,) = found(at(DECEMBER, "a", minutes=60), at(DECEMBER, "b", minutes=61))
    assert "items that need 121 minutes, where there are 120" in one.words
    (one,) = found(at(DECEMBER, "a", minutes=130), at(DECEMBER, "b"))
    assert "at least 130 minutes" in one.words


def test_both_are_said_in_one_sentence():
    (one,) = found(*[at(DECEMBER, key, minutes=50) for key in "abcd"])
    assert "4 items" in one.words
    assert "200 minutes" in one.words


def test_what_was_taken_off_takes_no_time():
    assert kinds(*[at(DECEMBER, key, outcome=DROPPED if key == "a" else "") for key in "abcd"]) == []


def test_a_past_meeting_with_items_still_planned():
    (one,) = found(at(SEPTEMBER, title="Buses"))
    assert one.kind == "past"
    assert one.words == (
        "The meeting of 22 September 2026 is over and “Buses” is still planned there. Say what became of it, or move "
        "it to a later meeting."
    )
    assert "2 items are" in found(at(SEPTEMBER, "a"), at(SEPTEMBER, "b"))[0].words
    assert kinds(at(SEPTEMBER, outcome=TAKEN)) == []
    assert kinds(at(SEPTEMBER), today=SEPTEMBER.on) == [], "on the day itself it is not over"


def test_nobody_is_told_that_a_past_meeting_was_overfull():
    assert kinds(*[at(SEPTEMBER, key, outcome=TAKEN) for key in "abcde"]) == []


def test_an_item_at_the_meeting_of_another_body():
    (one,) = found(at(THEIRS, title="Buses"), meetings=(DECEMBER, THEIRS))
    assert one.kind == "elsewhere"
    assert one.words == (
        "“Buses” is placed at a meeting of the Transport Sub-Committee on 8 December 2026, so this committee does not "
        "take it itself."
    )


def test_an_item_whose_recommendation_is_due_before_its_meeting():
    (one,) = found(at(DECEMBER, title="Buses", due=date(2026, 12, 7)))
    assert one.kind == "late"
    assert one.items == ("a",)
    assert "due before that, by 7 December 2026" in one.words
    assert kinds(at(DECEMBER, due=DECEMBER.on)) == []
    assert kinds(at(None, due=date(2020, 1, 1))) == []


def test_two_meetings_on_one_day():
    again = Held("again", DECEMBER.on, "us")
    (one,) = found(meetings=(DECEMBER, again, MARCH))
    assert one.kind == "same_day"
    assert one.words == "The committee has 2 meetings on 8 December 2026. Check the dates."
    assert kinds(meetings=(DECEMBER, THEIRS)) == [], "another body may meet on the same day"


def test_one_source_under_two_items():
    (one,) = found(at(DECEMBER, "a", source=("finding", 7)), at(None, "b", source=("finding", 7)))
    assert one.kind == "twice"
    assert one.items == ("a", "b")
    assert one.words.startswith("“A” and “B” have the same source.")
    assert kinds(at(DECEMBER, "a", source=("finding", 7)), at(MARCH, "b", source=("recommendation", 7))) == []
    assert kinds(at(DECEMBER, "a", source=("finding", 7)), at(MARCH, "b", source=("finding", 7), outcome=DROPPED)) == []


def test_a_board_may_come_twice_a_year_but_not_twice_to_one_meeting():
    board = ("board", 3)
    assert kinds(at(DECEMBER, "a", source=board), at(MARCH, "b", source=board), at(None, "c", source=board)) == []
    assert kinds(at(DECEMBER, "a", source=board), at(DECEMBER, "b", source=board)) == ["twice"]


def test_the_same_lead_at_two_meetings_on_one_day():
    items = [at(DECEMBER, "a", lead="Una  Owner"), at(THEIRS, "b", lead="una owner")]
    said = {one.kind: one for one in found(*items, meetings=(DECEMBER, THEIRS))}
    assert said["two_places"].words == "Una Owner is to bring “A” and “B” to two meetings on 8 December 2026."
    assert kinds(at(DECEMBER, "a", lead="Una"), at(DECEMBER, "b", lead="Una")) == []
    assert kinds(at(DECEMBER, "a"), at(THEIRS, "b"), meetings=(DECEMBER, THEIRS)) == ["elsewhere"], "no lead, no clash"


@given(
    st.lists(
        st.builds(
            Placed,
            key=st.integers(),
            title=st.text(max_size=5),
            meeting=st.sampled_from(["september", "december", "march", "gone", None]),
            lead=st.sampled_from(["", "Una", "Otto"]),
            minutes=st.none() | st.integers(0, 300),
            source=st.none() | st.tuples(st.sampled_from(["board", "finding"]), st.integers(0, 2)),
            due=st.none() | st.dates(),
            outcome=st.sampled_from(["", "taken", "dropped"]),
        ),
        max_size=12,
    )
)
def test_whatever_is_placed_gets_sentences(items):
    for one in found(*items):
        assert one.words.endswith(".")
        assert set(one.items) <= {item.key for item in items if item.outcome != DROPPED}
