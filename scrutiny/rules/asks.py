"""What members are asked to do, as it was typed: words that lead in, then one ask a line."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"^(?:[-*•●▪–]|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+")
_LEADS = re.compile(r"[:;][-–—]?$")


@dataclass(frozen=True)
class Asks:
    """The words before the asks ("" for none), the asks in order, and words after them."""

    lead: str = ""
    asks: tuple[str, ...] = ()
    closing: str = ""


def parse(typed: str) -> Asks:
    """Typed asks as Asks; no word is lost, the mark or number before an ask is taken off.

    Where some lines begin with a mark those are the asks, what stands further in belongs to the ask above it, and
    paragraphs before and after are the lead and the closing. Else each line is an ask, and a first line that ends
    with a colon leads in.
    """
    lines = [line.rstrip() for line in typed.strip().splitlines()]
    if any(_MARK.match(line) for line in lines):
        return _marked(lines)
    found = [line.strip() for line in lines if line.strip()]
    if len(found) > 1 and _LEADS.search(found[0]):
        return Asks(found[0], tuple(found[1:]))
    return Asks("", tuple(found))


def _marked(lines):
    lead, asks, closing, after_blank = [], [], [], False
    for line in lines:
        is_further_in = line[:1] in (" ", "\t")
        if _MARK.match(line) and not closing:
            asks.append([_MARK.sub("", line, count=1)])
        elif not asks:
            lead.append(line)
        elif closing or (line and after_blank and not is_further_in):
            closing.append(line)
        else:
            asks[-1].append(line)
        after_blank = not line
    return Asks(_joined(lead), tuple(filter(None, map(_ask, asks))), _joined(closing))


def _ask(lines):
    """One ask with what stands below it, drawn out to the margin."""
    first, rest = lines[0], lines[1:]
    depth = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return _joined([first, *(line[depth:] for line in rest)])


def _joined(lines):
    return "\n".join(lines).strip("\n").strip()
