"""Several documents, or one long one, as a single PDF/UA-1 file with one run of page numbers.

The documents are laid out apart, two at a time, each in its limited child; long ones are cut into pieces first (see
`parts`). What names page numbers (the front, and each document's own contents) is laid out last, when they are known.
Then a last child joins them (see `join`).
"""

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import client, parts
from .kept import Kept, digest
from .values import Attachment, Failed, Limits, Problem, TooBig

FRONT = "front"
AT_ONCE = 2
ROUNDS = 5
LONG = 3 * parts.PIECE_CHARS  # from here on a document is printed sooner in pieces, in characters of its HTML
KEPT = Kept(most_bytes=64_000_000, seconds=3600)
TOO_LONG = (
    "The papers were not printed: their text is {count:,} characters long together and the most is {most:,}. "
    "Split the pack in two."
)
NOT_SETTLED = (
    "The papers were not printed: the page numbers of their contents could not be settled. "
    "Shorten the titles on the agenda and print again."
)


@dataclass(frozen=True)
class Part:
    """One document: its key (unique, the beginning of its anchors' names), its HTML, and its bookmark's title.

    A private one is never kept for the next printing.
    """

    key: str
    html: str
    title: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    is_private: bool = False


@dataclass(frozen=True)
class Printed:
    """The file, how many pages it has, and on which page (from 1) each part begins, by its key."""

    data: bytes
    pages: int
    starts: dict[str, int]


@dataclass(frozen=True)
class _Laid:
    """One piece as it was laid out: its PDF, how many pages it has, and on which of them (from 0) each anchor is."""

    data: bytes
    pages: int
    anchors: dict[str, int]


def print_parts(
    wanted: Iterable[Part],
    *,
    front: Callable[[dict[str, int], int], str] | None = None,
    front_title: str = "",
    foot: tuple[str, str] = ("Page", "of"),
    attachments: Iterable[Attachment] = (),
    limits: Limits = client.DEFAULT_LIMITS,
    as_at: datetime.date | datetime.datetime | None = None,
) -> Printed:
    """Print `wanted` in order as one document whose title, language and author are the front's, or the first one's.

    `front(starts, pages)` gives the HTML of the pages before them, from the page on which each part begins and how
    many pages there are in all; a link to `app:to/KEY` there leads to the part. `foot` is what stands before and
    between the numbers at the foot of every page. `limits` hold for each piece, and `html_chars` for all together.
    Raises Problem, naming the part.
    """
    wanted = list(wanted)
    count = sum(len(part.html) for part in wanted)
    if count > limits.html_chars:
        raise TooBig(TOO_LONG.format(count=count, most=limits.html_chars))
    job = _Job({part.key: part for part in wanted}, limits, client.moment(as_at), list(attachments))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        job.pool = pool
        return job.run(front, front_title, foot)


class _Job:
    """One printing: what was laid out so far."""

    def __init__(self, wanted: dict[str, Part], limits: Limits, as_at: str | None, attachments: list[Attachment]):
        self.wanted, self.limits, self.as_at, self.attachments = wanted, limits, as_at, attachments
        self.pieces = {key: parts.cut(part.html) for key, part in wanted.items()}
        self.pool: ThreadPoolExecutor | None = None

    def run(self, front, front_title: str, foot: tuple[str, str]) -> Printed:
        """Lay everything out, settle the page numbers, and join."""
        base = None if front else next(iter(self.wanted))
        tasks = []
        for key, pieces in self.pieces.items():
            for place, html in enumerate(pieces.rest):
                opens = place == 0 and not pieces.head
                tasks.append((key, html, opens, opens and key == base))
        # The longest first, so that neither process waits for the other at the end.
        order = sorted(range(len(tasks)), key=lambda at: -len(tasks[at][1]))
        found = dict(zip(order, self._lay_all([tasks[at] for at in order]), strict=True))
        rest: dict[str, list[_Laid]] = {key: [] for key in self.wanted}
        for at, task in enumerate(tasks):
            rest[task[0]].append(found[at])
        heads, starts = self._settle(rest, front, base)
        chosen, titles = [], {FRONT: front_title, **{key: part.title for key, part in self.wanted.items()}}
        for key in ([FRONT] if front else []) + list(self.wanted):
            for laid in ([heads[key]] if key in heads else []) + rest.get(key, []):
                chosen.append((key, laid))
        header = {"job": "join", "foot": list(foot), "pieces": [{"part": k, "title": titles[k]} for k, _ in chosen]}
        data = client.ask(header, [laid.data for _, laid in chosen], self.limits)[0]
        return Printed(data, sum(laid.pages for _, laid in chosen), starts)

    def _settle(self, rest, front, base) -> tuple[dict[str, _Laid], dict[str, int]]:
        """Lay out the front and the heads until they have as many pages as their numbers say; usually once."""
        keys = ([FRONT] if front else []) + [key for key in self.wanted if self.pieces[key].head]
        counts = dict.fromkeys(keys, 1)
        for _ in range(ROUNDS):
            starts, page = {}, counts.get(FRONT, 0) + 1
            tasks = []
            for key in self.wanted:
                starts[key], numbers = page, {}
                page += counts.get(key, 0)
                for laid in rest[key]:
                    numbers.update({name: page + place for name, place in laid.anchors.items()})
                    page += laid.pages
                if self.pieces[key].head:
                    tasks.append((key, parts.numbered(self.pieces[key].head, numbers), True, key == base))
            laid = {}
            if front:
                # Alone: when it is longer than was thought, the others need not be laid out for nothing.
                laid[FRONT] = self._lay(FRONT, front(starts, page - 1), True, True)
            if not front or laid[FRONT].pages == counts[FRONT]:
                laid |= zip([task[0] for task in tasks], self._lay_all(tasks), strict=True)
            if all(key in laid and laid[key].pages == counts[key] for key in keys):
                return laid, starts
            counts |= {key: one.pages for key, one in laid.items()}
        raise Failed(NOT_SETTLED)

    def _lay_all(self, tasks: list[tuple]) -> list[_Laid]:
        """Lay out (key, HTML, whether it begins its part, whether it is the base) two at a time, in order."""
        futures = [self.pool.submit(self._lay, *task) for task in tasks]
        try:
            return [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            raise

    def _lay(self, key: str, html: str, is_first: bool, is_base: bool) -> _Laid:
        """One piece, from what was kept or from the printer."""
        part = self.wanted.get(key)
        files = dict(part.files) if part else {}
        attached = self.attachments if is_base else []
        named = [name.encode() + b"\0" + data for name, data in sorted(files.items())]
        mark = digest(key.encode(), html.encode("utf-8", "replace"), str((is_first, self.as_at)).encode(), *named)
        # The front names what is behind it, and may be as private as that.
        may_keep = part is not None and not part.is_private and not attached
        made = KEPT.get(mark) if may_keep else None
        if made is None:
            piece = {"key": f"{key}-{mark[:6].hex()}-", "is_first": is_first}
            try:
                made = client.send(html, files, attached, self.limits, as_at=self.as_at, piece=piece)
            except Problem as problem:
                raise type(problem)(_of(part, problem)) from problem
            if may_keep:
                KEPT.put(mark, made)
        known = json.loads(made[1])
        return _Laid(made[0], known["pages"], known["anchors"])


def _of(part: Part | None, problem: Problem) -> str:
    return f"{part.title}: {problem}" if part and part.title else str(problem)
