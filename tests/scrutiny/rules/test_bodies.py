"""Bodies under bodies, and what a council calls its chair."""

from hypothesis import given
from hypothesis import strategies as st

from scrutiny.rules.bodies import nested, role_words, would_be_own_ancestor

LINKS = [("group", "sub"), ("sub", "committee"), ("committee", "council")]


def test_a_body_may_not_stand_under_what_stands_under_it():
    assert would_be_own_ancestor("committee", ["group"], LINKS) == "group"
    assert would_be_own_ancestor("committee", ["committee"], LINKS) == "committee"
    assert would_be_own_ancestor("council", ["other", "sub"], LINKS) == "sub"


def test_ordinary_parents_are_accepted():
    assert would_be_own_ancestor("group", ["committee", "council"], LINKS) is None
    assert would_be_own_ancestor("sub", ["other"], LINKS) is None
    assert would_be_own_ancestor(None, ["group"], LINKS) is None


def test_a_body_may_move_away_from_a_circle_that_is_already_there():
    assert would_be_own_ancestor("a", ["c"], [("a", "b"), ("b", "a")]) is None


def test_bodies_follow_the_first_of_their_parents():
    links = [("group", "sub"), ("sub", "committee"), ("joint", "committee"), ("joint", "highways"), ("sub", "gone")]
    assert nested(["committee", "group", "highways", "joint", "sub"], links) == [
        (0, "committee"),
        (1, "joint"),
        (1, "sub"),
        (2, "group"),
        (0, "highways"),
    ]


@given(
    st.lists(st.integers(0, 9), unique=True),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30),
)
def test_every_body_comes_once_whatever_the_links(bodies, links):
    assert sorted(body for _, body in nested(bodies, links)) == sorted(bodies)


def test_the_council_names_its_chair():
    assert role_words("chair", "Chairman") == "Chairman"
    assert role_words("vice_chair", "Chairman") == "Vice-chairman"
    assert role_words("chair", "Chair") == role_words("vice_chair", " chair ") == role_words("chair", "") == ""
    assert role_words("member", "Chairman") == ""
