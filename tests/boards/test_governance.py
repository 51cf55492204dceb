"""The governance map as drawn: nothing overlaps, every word is inside its box, no line runs through a box."""

import random
from collections import Counter
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from boards.rules import governance, layering, lettering

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
WORDS = ("Safeguarding", "Children", "Board", "Quality", "Assurance", "Group", "Health", "and", "Wellbeing", "Case",
         "Multi-agency", "Partnership", "Improvement", "Wrwmwm" * 9, "of", "Domestic", "Abuse", "Forum")  # fmt: skip


@pytest.fixture(scope="module")
def printed_width():
    """How wide the site's own font prints a text, in its wider cut."""
    fonts = [TTFont(FONTS / f"source-sans-3-latin-{weight}-normal.woff2") for weight in (400, 700)]
    cuts = [(font.getBestCmap(), font["hmtx"]) for font in fonts]

    def width(text, size):
        return max(sum(metrics[letters[ord(one)]][0] for one in text) * size / 1000 for letters, metrics in cuts)

    return width


def generated(number, seed):
    """So many bodies with names of one to nine words, each under some other, and further links among them."""
    chance = random.Random(seed)
    bodies = [(key, " ".join(chance.choices(WORDS, k=chance.randint(1, 9))), "Board group") for key in range(number)]
    links = [(key, "under", chance.choice((0, 0, chance.randrange(key)))) for key in range(1, number)]
    kinds = [kind for kind in governance.KINDS if kind != "under"]
    links += [(chance.randrange(number), chance.choice(kinds), chance.randrange(number)) for _ in range(number // 2)]
    return bodies, links


def problems(found):
    """What is wrong with a drawing, in sentences."""
    for box in found.boxes:
        if not (box.x >= 0 and box.x + box.width <= found.width and box.y >= 0 and box.y + box.height <= found.height):
            yield f"{box.name} is outside the drawing"
        for other in found.boxes:
            if box.key < other.key and touch(box, other):
                yield f"{box.name} overlaps {other.name}"
        for line in found.lines:
            for (x, y), (to_x, to_y) in zip(line.points, line.points[1:], strict=False):
                if x != to_x and y != to_y:
                    yield f"a line is neither upright nor level: {line}"
                left, right, top, bottom = min(x, to_x), max(x, to_x), min(y, to_y), max(y, to_y)
                inside_x = left < box.x + box.width - 0.6 and right > box.x + 0.6
                if inside_x and top < box.y + box.height - 0.6 and bottom > box.y + 0.6:
                    yield f"a line runs through {box.name}: {line}"

    ends = Counter((line.kind, *point) for line in found.lines for point in (line.points[0], line.points[-1]))
    for (kind, x, y), number in ends.items():
        at_a_box = any(box.x <= x <= box.x + box.width and y in (box.y, box.y + box.height) for box in found.boxes)
        if number < 2 and not at_a_box:
            yield f"a line that says {kind} ends in the air at {x}, {y}"


def touch(box, other):
    beside = box.x + box.width + 10 <= other.x or other.x + other.width + 10 <= box.x
    return not beside and not (box.y + box.height + 10 <= other.y or other.y + other.height + 10 <= box.y)


@pytest.mark.parametrize("number", [1, 2, 5, 15, 40])
@pytest.mark.parametrize("seed", range(12))
def test_nothing_overlaps_and_nothing_runs_through_a_box(number, seed):
    found = governance.chart(*generated(number, seed), main=0)
    assert len(found.boxes) == number
    assert list(problems(found)) == []


@pytest.mark.parametrize("number", [5, 15, 40])
def test_every_word_is_inside_its_box_as_the_font_prints_it(number, printed_width):
    for seed in range(6):
        bodies, links = generated(number, seed)
        found = governance.chart(bodies, links)
        for box, body in zip(found.boxes, bodies, strict=True):
            assert "".join(word.text for word in box.words).replace(" ", "") == (body[1] + body[2]).replace(" ", "")
            for word in box.words:
                half = printed_width(word.text, word.size) / 2
                assert box.x < word.x - half
                assert word.x + half < box.x + box.width
                assert box.y < word.y - word.size
                assert word.y + 5 < box.y + box.height
        for one in found.keys:
            assert one.word.x + printed_width(one.word.text, one.word.size) <= found.width
            assert one.y < found.height


LINKS = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(list(governance.KINDS)), st.integers(0, 13)), max_size=40
)


@settings(max_examples=150, deadline=None)
@given(LINKS)
def test_any_links_at_all_can_be_drawn(links):
    bodies = [(key, f"Body number {key}") for key in range(12)]
    found = governance.chart(bodies, links)
    assert list(problems(found)) == []
    drawn = {(source, kind, target) for source, kind, target in links if source != target and target < 12}
    arrows = [line for line in found.lines if line.arrow]
    assert bool(arrows) == any(kind != "under" for _, kind, _ in drawn)
    assert {line.kind for line in found.lines} == {kind for _, kind, _ in drawn} == {key.kind for key in found.keys}
    assert governance.chart(bodies, links) == found  # the same every time


def ends(found, kind):
    """The boxes that a kind's lines start from and end at, by name."""
    at = [(box.x, box.x + box.width, box.y, box.y + box.height, box.name) for box in found.boxes]
    named = []
    for line in found.lines:
        if line.kind == kind:
            for x, y in (line.points[0], line.points[-1]):
                named += [name for left, right, top, low, name in at if left <= x <= right and y in (top, low)]
    return set(named)


def test_what_answers_stands_below_and_the_arrow_points_at_whom_it_answers_to():
    bodies = [("board", "Board"), ("group", "Group"), ("cabinet", "Cabinet")]
    links = [("group", "under", "board"), ("board", "reports_to", "cabinet"), ("cabinet", "advises", "group")]
    found = governance.chart(bodies, links, main="board")
    y = {box.key: box.y for box in found.boxes}
    assert y["cabinet"] < y["board"] < y["group"]
    assert [box.name for box in found.boxes if box.is_main] == ["Board"]
    report = next(line for line in found.lines if line.kind == "reports_to")
    assert report.arrow == "up"
    assert report.points[-1][1] == y["cabinet"] + found.boxes[2].height
    advice = [line for line in found.lines if line.kind == "advises" and line.arrow]
    assert [(line.arrow, line.points[-1][1]) for line in advice] == [("down", y["group"])]
    assert ends(found, "advises") == {"Cabinet", "Group"}
    assert ends(found, "reports_to") == {"Board", "Cabinet"}


def test_links_to_oneself_or_to_nobody_are_left_out():
    found = governance.chart([("a", "A")], [("a", "advises", "a"), ("a", "under", "b"), ("a", "resembles", "a")])
    assert (found.lines, found.keys) == ([], [])
    assert governance.chart([], []).boxes == []


def test_what_is_linked_closely_lies_in_one_line():
    found = governance.chart([(1, "Top"), (2, "Middle"), (3, "Low")], [(2, "under", 1), (3, "under", 2)])
    assert len({box.x for box in found.boxes}) == 1
    assert all(len({x for x, _ in line.points}) == 1 for line in found.lines)


@given(st.lists(st.tuples(st.floats(-500, 2000), st.integers(2, 200)), min_size=1, max_size=12))
def test_things_in_a_row_keep_their_order_apart_and_inside(things):
    wanted, widths = [want for want, _ in things], [width for _, width in things]
    room = sum(widths) + 10 * (len(things) - 1) + 50
    places = layering.spread(wanted, widths, [10] * (len(things) - 1), room)
    assert places[0] - widths[0] / 2 >= -0.01
    assert places[-1] + widths[-1] / 2 <= room + 0.01
    for at in range(len(things) - 1):
        assert places[at + 1] - places[at] >= (widths[at] + widths[at + 1]) / 2 + 10 - 0.01


@given(st.text(max_size=200), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    lines = lettering.wrap(text, room, 15)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(lettering.width(line, 15) <= room for line in lines)


def test_the_links_in_words():
    names = {1: "The Board", 2: "Audit Group", 3: "Cabinet", 4: "Forum"}
    links = [(2, "under", 1), (1, "reports_to", 3, "each autumn"), (1, "reports_to", 4), (1, "member_of", 4), (9, "advises", 1)]  # fmt: skip
    assert governance.sentences(names, links) == [
        "Audit Group stands under The Board.",
        "The Board reports to Cabinet (each autumn) and Forum; it is a member of Forum.",
    ]
