"""How much room the contents of a paper have on its front page."""

from scrutiny.rules import contents


def test_a_longer_head_leaves_less_room():
    bare = contents.room("Buses", "", [])
    assert bare > contents.room("Buses", "In the north", []) > contents.room("Buses " * 12, "In the north", ["Item 7"])


def test_rows_take_a_line_for_each_line_of_their_heading():
    assert contents.height(["Buses"] * 3) == 3 * contents.height(["Buses"])
    assert contents.height(["Buses " * 15]) > contents.height(["Buses"]) > contents.height(["Buses"], close=True)
