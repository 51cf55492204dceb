"""Whom a report is sent to, pasted one a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.rules.consulting import Line, LineRefused, lines_of


@pytest.mark.parametrize(
    "typed, name, email",
    [
        ("Ashford Vale District Council", "Ashford Vale District Council", ""),
        ("Ashford Vale, clerk@ashford.example", "Ashford Vale", "clerk@ashford.example"),
        ("Ashford Vale <clerk@ashford.example>", "Ashford Vale", "clerk@ashford.example"),
        ("Ashford Vale\tclerk@ashford.example", "Ashford Vale", "clerk@ashford.example"),
        ("clerk@ashford.example; Ashford Vale", "Ashford Vale", "clerk@ashford.example"),
        ("- Ashford Vale (clerk@ashford.example)", "Ashford Vale", "clerk@ashford.example"),
        ("3. Ashford Vale – clerk@ashford.example", "Ashford Vale", "clerk@ashford.example"),
        ("Health, Care and Housing Board", "Health, Care and Housing Board", ""),
        ("Ashford Vale, clerk@ashford.example.", "Ashford Vale", "clerk@ashford.example"),
    ],
)
def test_a_line_has_a_name_and_perhaps_an_address(typed, name, email):
    assert lines_of(typed) == [Line(name, email)]


def test_blank_lines_are_left_out_and_the_order_stays():
    assert [one.name for one in lines_of("\n B \n\n A \n")] == ["B", "A"]


@pytest.mark.parametrize(
    "typed, said",
    [
        ("A\nB\n a ", "Line 3: a is in line 1 already"),
        ("The Fire Authority\nFire authority, f@example.org", "Line 2: Fire authority is in line 1 already"),
        ("A, a@example.org b@example.org", "Line 1: there are two e-mail addresses"),
        ("a@example.org", "Line 1: say whose address this is"),
        ("A, a@", "Line 1: the e-mail address must look like"),
        ("A, a@b@c", "Line 1: the e-mail address must look like"),
        ("x" * 201, "Line 1: the name must be 200 characters or fewer: it has 201"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(typed, said):
    with pytest.raises(LineRefused) as refused:
        lines_of(typed)
    assert said in str(refused.value)


def test_who_is_asked_already_is_not_asked_again():
    with pytest.raises(LineRefused, match="Line 1: Ashford is asked already"):
        lines_of("Ashford", known=["ASHFORD"])


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(typed):
    try:
        found = lines_of(typed)
    except LineRefused as refused:
        assert str(refused)
        return
    assert all(one.name.strip() and "@" not in one.name for one in found)
    assert len({one.name.casefold() for one in found}) == len(found)
