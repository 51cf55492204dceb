"""One box for a body and a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.dispositions import name_typed, note_after

NAMES = ["Health Board", "HB", "Health", "Children, Schools and Families Board"]


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("Health Board", "Health Board", ""),
        ("the health  board.", "Health Board", ""),
        ("Health Board: with a request to report", "Health Board", "with a request to report"),
        ("HB, by May", "HB", "by May"),
        ("HB - by May", "HB", "by May"),
        ("Health – by May, in writing", "Health", "by May, in writing"),
        ("Children, Schools and Families Board: soon", "Children, Schools and Families Board", "soon"),
        ("Health-check team", None, None),
        ("Health Board and the police", None, None),
        ("HBX", None, None),
        ("the police", None, None),
        ("", None, None),
    ],
)
def test_a_body_is_told_from_the_note_after_it(typed, name, note):
    assert name_typed(typed, NAMES) == name
    assert note_after(typed, NAMES) == note


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=4))
def test_whatever_is_typed_can_be_read(typed, names):
    name = name_typed(typed, names)
    assert (name is None) == (note_after(typed, names) is None)
    assert name is None or note_after(typed, [name]) is not None
