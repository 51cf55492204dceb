"""Turns the seeds that are no review's report into a `CouncilPaper`: each heading a section, in the order of print.

Left out are misprints alone: a number that was printed twice (paragraphs are counted), an appendix called 1 after
another 1, and field codes. Descriptions of the truth that are not the paper's words (the names of indicators,
subjects of deadlines) are entered where there is a page for them. A glossary is in the order of the alphabet.
"""

import re

from .board_seeds import board_of
from .council_paper import (
    ASKS,
    BACKGROUND,
    BY_SECTION,
    CONTACT,
    GLOSSARY,
    IMPLICATIONS,
    INSPECTIONS,
    MEASURES,
    PART,
    PARTNERS,
    PLAN,
    QUALITY,
    THROUGH,
    WARDS,
    CouncilPaper,
    Piece,
    in_words,
)
from .expected import ELLIPSIS, Expected, strings
from .seeds import SEEDS, names_of, raw, text_of
from .truth import WRITTEN

PAPERS = ("herefordshire", "surrey", "medway")
DETAILS = {"Report from": "report_by", "Author": "author", "Wards affected": "wards", "Agenda item": "item_number"}
# The headings that one council groups: of the usual ones, two others, and more.
USUAL = ("Financial implications", "Legal implications", "Staffing implications", "Environmental implications")
RENAMED = (("Equality and diversity implications", "Equal Opportunities Implications"),)
ADDED = (
    *("Community Safety", "Customer Services Centre", "Communications & Website"),
    *("Risk Management", "Health & Safety Implications"),
)
COVERING = ("hertfordshire",)  # seeds in which a review's report stands behind another council's paper


def names():
    """The papers whose seeds are there."""
    return [name for name in PAPERS if (SEEDS / f"{name}.json").exists()]


def read(name):
    """The CouncilPaper of a seed; raises AssertionError when it leaves out something that the paper says."""
    truth = {"herefordshire": _herefordshire, "surrey": _surrey, "medway": _medway}[name](raw(name))
    left_out = _unaccounted(raw(name), truth)
    assert not left_out, f"The truth of {name} leaves out: {left_out}"
    return truth


def _unaccounted(seed, truth):
    """Whatever the seed says that is not among the strings to be printed: a list, which must be empty."""
    paper = seed["paper"]
    said = "\n".join(one.text for one in truth.strings())
    wanted = [paper["title"], paper["report_by"], paper["author"], paper["wards"], *paper["background_papers"]]
    for section in seed["sections"]:
        wanted += [section["heading"], *(line for one in section["paragraphs"] for line in one["text"].splitlines())]
    for texts in (paper["purpose"], paper["summary"]):
        wanted += (texts or "").splitlines()
    wanted += [part for one in paper["implications"] for part in (one["heading"], one["text"])]
    wanted += [*paper["asks_of_members"], *paper["next_steps"], *(one["text"] for one in seed["recommendations"])]
    wanted += [part for one in paper["contact"] for part in one.values()]
    wanted += [part for one in paper["appendices"] for part in one.values()]
    wanted += [part for one in seed["glossary"] for part in one.values()]
    board = seed["board"] or {}
    wanted += [part for name in ("partners", "aims", "priorities") for part in board.get(name, [])]
    plain = [re.sub(r"^\s*- | ?\((?:Recommendation )?\d\.\d\)$", "", one) for one in wanted if one]
    return [one for one in plain if one not in said]


def _common(seed):
    paper = seed["paper"]
    return {
        "seed": seed["source"].removesuffix(".txt"),
        "council": seed["council"],
        "title": paper["title"],
        "bodies": [
            (one["name"], one["kind"], one["parent"] or "") for one in seed["bodies"] if one["kind"] != "council"
        ],
        "meeting": (paper["meeting"] or {}).get("date", ""),
        "names": names_of(seed),
        # One without a label is a section of the paper here.
        "appendices": [one for one in paper["appendices"] if one["label"]],
        "behind": _appendices(seed),
        "front": _front(seed),
        "details": {label: paper[name] or "" for label, name in DETAILS.items()},
        "says_part": bool(paper["part"]),
        "delegated": bool(paper["delegated"]),
    }


def _written(section, kind=WRITTEN, **more):
    return Piece(kind, section["heading"], text_of(section["paragraphs"]), **more)


def _front(seed):
    """What stands at the head: the council, the committee, the title, the meeting, its item, and whose report it is."""
    paper = seed["paper"]
    found = [Expected(seed["council"], "council")]
    if paper["meeting"]:
        found.append(Expected(paper["meeting"]["body"], "committee"))
    found.append(Expected(paper["title"], "title"))
    where = [in_words((paper["meeting"] or {}).get("date")), paper["item_number"]]
    part = [f"Part {paper['part']}" if paper["part"] else "", "Delegated" if paper["delegated"] else ""]
    for what, said in (
        ("meeting", where),
        ("part", part),
        ("from", [paper["report_by"]]),
        ("author", [paper["author"]]),
    ):
        if any(said):
            found.append(Expected(ELLIPSIS.join(filter(None, said)), what, is_whole=False))
    return found


def _appendices(seed):
    """The appendices as they are listed: label and title in one line."""
    return [
        Expected(f"{one['label']}{ELLIPSIS}{one['title']}", "appendix", is_whole=False)
        for one in seed["paper"]["appendices"]
        if one["label"]
    ]


def _herefordshire(seed):
    purpose, money, background, *sections, ask = seed["sections"]
    pieces = [
        Piece(WARDS, "Wards Affected", live=[Expected(seed["paper"]["wards"], "wards")]),
        _written(purpose),
        _implications([money]),
        _written(background),
        *(_written(one, level=2) for one in sections),
        _written(ask, kind=ASKS, is_numbered=False),
        *_end(seed, "BACKGROUND PAPERS"),
    ]
    return CouncilPaper(
        headings=[("Financial implications", money["heading"])],
        kind="Officer report",
        committee="Scrutiny Committee",
        pieces=pieces,
        style=THROUGH,
        **_common(seed),
    )


def _surrey(seed):
    """The two paragraphs that were both printed as 15 are 15 and 16 here, and what follows runs on from there."""
    purpose, *sections = seed["sections"]
    pieces = [
        _written(purpose, is_numbered=False),
        *(_written(one, kind=ASKS if "Recommendation" in one["heading"] else WRITTEN) for one in sections),
        *_end(seed, "Sources/background papers:", "Report contact:"),
    ]
    return CouncilPaper(
        kind="Officer report", committee=seed["paper"]["meeting"]["body"], pieces=pieces, style=THROUGH, **_common(seed)
    )


def _medway(seed):
    summary, *sections, risk, consultation, care, money, ask = seed["sections"]
    board = board_of(seed)
    pieces = [_written(summary, is_numbered=False)]
    for one in sections:
        number = next((each["number"] for each in one["paragraphs"]), "")
        pieces.append(_written(one, level=2 if number.count(".") == 2 else 1))
    # A glossary is printed in the order of the alphabet, whatever the order in which it was pasted.
    terms = sorted(board.glossary, key=lambda one: one[0].casefold())
    values = [
        Expected(text, "indicator", is_whole=False)
        for one in board.indicators
        for text in (one["name"], one["target"] or "", *(value for _, value in one["values"]))
        if text
    ]
    goals = [*((one, "aim") for one in board.aims), *((one, "priority") for one in board.priorities)]
    pieces += [
        Piece(PARTNERS, "Partners", live=[Expected(one, "partner", is_whole=False) for one in board.partners]),
        Piece(MEASURES, "Indicators", live=values),
        Piece(
            INSPECTIONS,
            "Inspections",
            live=[Expected(one["judgement"], "judgement") for one in board.inspections if one["judgement"]],
        ),
        Piece(PLAN, "Aims and priorities", live=[Expected(text, what) for text, what in goals]),
    ]
    for one in pieces[-4:]:
        one.is_numbered = False
    pieces += [
        _implications([risk, consultation, care, money]),
        _written(ask, kind=ASKS),
        *_end(seed, "Background papers", "Lead officer contact"),
        Piece(
            GLOSSARY,
            "Glossary of terms",
            live=[Expected(part, "glossary") for one in terms for part in one],
            is_numbered=False,
            choice="All of the council’s terms",
        ),
    ]
    return CouncilPaper(
        kind="Board’s annual report and business plan",
        committee=seed["paper"]["meeting"]["body"],
        pieces=pieces,
        style=BY_SECTION,
        # The first of them is one of the usual ones; the others follow behind those.
        headings=[(risk["heading"], risk["heading"]), *(("", one["heading"]) for one in (consultation, care, money))],
        board=board,
        **_common(seed),
    )


def _implications(sections):
    """What is said under the council's standard headings, each a heading of the paper."""
    return Piece(IMPLICATIONS, parts=[_written(one, kind=PART) for one in sections])


def _end(seed, background, contact=""):
    """Background papers and whom to ask, where the seed has them."""
    paper = seed["paper"]
    if paper["background_papers"]:
        listed = [Expected(one, "background paper") for one in paper["background_papers"]]
        yield Piece(BACKGROUND, background, "\n".join(paper["background_papers"]), listed, is_numbered=False)
    if paper["contact"]:
        lines = [
            line
            for one in paper["contact"]
            for line in (f"{one['name']}, {one['role']}", one["phone"], one["email"])
            if line
        ]
        printed = Expected(ELLIPSIS.join(lines), "contact", is_whole=False)  # lines of one paragraph
        yield Piece(CONTACT, contact, "\n".join(lines), [printed], is_numbered=False)


def covering(report):
    """The CouncilPaper that lays the report of a review, a Truth, before another council."""
    seed = raw(report.seed)
    paper = seed["paper"]
    end = [section["heading"] for section in seed["sections"]].index(report.subtitle)
    summary, details, options, policy, nothing, ask = seed["sections"][:end]
    quality = paper["data_quality"]
    checked = quality["checked_by"]
    steps = [Expected(f"{one['number']} {one['label']}", "data quality", is_whole=False) for one in quality["scale"]]
    said = [
        *(Expected(one, "data quality") for one in quality["sources"]),
        Expected(f"{checked['name']}, {checked['role']}", "data quality"),
        *steps,
    ]
    pieces = [
        *(_written(one) for one in (summary, details, options)),
        _implications([policy, nothing]),
        _written(ask, kind=ASKS),
        Piece(QUALITY, "Data Quality", live=said, is_numbered=False),
    ]
    title, subtitle, council, *rest = _behind(report)
    return CouncilPaper(
        kind="Covering report",
        committee=paper["meeting"]["body"],
        further=[(one["body"], one["date"]) for one in paper["other_meetings"]],
        headings=[*RENAMED, ("Risk management", policy["heading"]), *(("", one) for one in ADDED)],
        nothing=[*USUAL, *(one for _, one in RENAMED), *ADDED],
        printed_behind=paper["appendices"][0]["title"],
        pieces=pieces,
        style=BY_SECTION,
        quality=quality,
        **{
            **_common(seed),
            # The second appendix, printed as 1 again, is the report's own: its scope.
            "appendices": paper["appendices"][:1],
            "behind": [*_appendices(seed)[:1], title, subtitle, council, *rest],
        },
    )


def _behind(report):
    """What is printed of a report that stands behind another paper: its title, status and council, then the rest."""
    council, *rest = strings(report)
    title, subtitle = rest[0], rest[1]
    return [title, subtitle, Expected(council.text, "council", is_whole=False), *rest[2:]]
