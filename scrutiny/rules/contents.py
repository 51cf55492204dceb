"""How long a list of contents gets, so that it stays on the front page of a paper where it can; in points of print.

The sizes are those of static/paper/page.css and paper.css.
"""

import math

PAGE = 711  # between the margins of a front page
FRAME = 96  # the rule above the title, the lines of council and committee, the space and the heading above the list
TITLE_LINE, TITLE_SPACE, TITLE_CHARS = 29.2, 28.5, 33
SUBTITLE_LINE, SUBTITLE_SPACE, SUBTITLE_CHARS = 17.8, 11, 70
LINE, LINE_CHARS = 16.6, 85
ROW_LINE, ROW_SPACE, CLOSE_ROW_SPACE, ROW_CHARS = 15, 7.1, 3.5, 80


def room(title, subtitle, lines):
    """What is left for rows on the front page below a title, a subtitle ("" for none) and `lines` of other words."""
    used = FRAME + TITLE_SPACE + TITLE_LINE * _count(title, TITLE_CHARS)
    used += SUBTITLE_SPACE + SUBTITLE_LINE * _count(subtitle, SUBTITLE_CHARS) if subtitle else 0
    return PAGE - used - LINE * sum(_count(line, LINE_CHARS) for line in lines)


def height(headings, *, close=False):
    """How high rows of these headings are; `close` for rows that stand closer together."""
    space = CLOSE_ROW_SPACE if close else ROW_SPACE
    return sum(ROW_LINE * _count(heading, ROW_CHARS) + space for heading in headings)


def _count(words, chars):
    return max(1, math.ceil(len(words) / chars))
