"""Turns a seed paper's JSON into a Truth: which section of the paper is of which kind, and in which order."""

import json
import re
from datetime import date
from pathlib import Path

from .expected import strings
from .truth import (
    BOTH,
    BRACKETS,
    BY_SECTION,
    CONCLUSIONS,
    FINDINGS,
    MATTERS,
    MEMBERSHIP,
    PROCESS,
    RECOMMENDATIONS,
    SCOPE,
    UNNUMBERED,
    WITNESSES,
    WRITTEN,
    Finding,
    Member,
    Recommendation,
    Section,
    Truth,
    Witness,
)

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
ROLES = {"chairman": "Chairman", "vice_chairman": "Vice Chairman"}


def names():
    """The seeds that are there; none when the project stands alone."""
    return [name for name in ("essex", "hertfordshire") if (SEEDS / f"{name}.json").exists()]


def raw(name):
    """A seed as it was written down."""
    return json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))


def read(name):
    """The Truth of a seed; raises AssertionError when it leaves out something that the paper says."""
    truth = {"essex": _essex, "hertfordshire": _hertfordshire}[name](raw(name))
    left_out = _unaccounted(raw(name), truth)
    assert not left_out, f"The truth of {name} leaves out: {left_out}"
    return truth


def _unaccounted(seed, truth):
    """Whatever the seed's paper says that is not among the strings to be printed: a list, which must be empty."""
    said = "\n".join(one.text for one in strings(truth))
    # Hertfordshire's covering paper stands before the report of the topic group and is another council's.
    headings = [section["heading"] for section in seed["sections"]]
    first = headings.index(truth.subtitle) if truth.subtitle in headings else 0
    wanted = []
    for section in seed["sections"][first:]:
        wanted += [section["heading"] or ""]
        for one in section["paragraphs"]:
            wanted += one["text"].splitlines()
        wanted += [line for row in section["rows"] for line in row["finding"].splitlines()]
    for one in seed["recommendations"]:
        wanted += [one["label"], one["text"], *one["limbs"]]
    wanted += [one["name"] for one in seed["members"] if one["body"] == truth.conductor]
    wanted += [one["name"] for one in seed["witnesses"]]
    plain = [re.sub(r"^\s*- | ?\((?:Recommendation )?\d\.\d\)$", "", line) for line in wanted]
    return [line for line in plain if line not in said]


def names_of(seed):
    """Who and what a seed names, each printed somewhere: officers, members, bodies, inspections and their words.

    The names of indicators and the subjects of inspections and of deadlines are descriptions, not the paper's words.
    """
    found = [one[part] for one in seed["officers"] for part in ("name", "role")]
    found += [one[part] for one in seed["members"] for part in ("name", "capacity")]
    found += [one["name"] for one in seed["bodies"]]
    found += [part for part in ((seed["board"] or {}).get(name) for name in ("name", "abbreviation")) if part]
    found += (seed["board"] or {}).get("groups", [])
    found += [one[part] for one in seed["inspections"] for part in ("judgement", "quote_or_summary")]
    return list(dict.fromkeys(filter(None, found)))


def _essex(seed):
    background, process, forward, *themes, end = seed["sections"]
    process_text, thanks = process["paragraphs"][:-2], process["paragraphs"][-1]
    lead_in = process["paragraphs"][-2]["text"].splitlines()[0]
    sections = [
        Section(WRITTEN, background["heading"], text_of(background["paragraphs"])),
        Section(MEMBERSHIP, "Membership"),
        Section(PROCESS, process["heading"], text_of(process_text)),
        Section(MATTERS, "", lead_in),
        Section(WITNESSES, "Witnesses", text_of([thanks])),
        Section(WRITTEN, forward["heading"], text_of(forward["paragraphs"])),
        *(Section(FINDINGS, theme["heading"], rows=_rows(theme)) for theme in themes),
        Section(WRITTEN, "", text_of(end["paragraphs"])),
    ]
    office = next(one["role"] for one in seed["officers"] if "ICT" in one["role"])
    for section in sections:
        for row in section.rows:
            if row.disposition == "referred":
                row.note = office
    return Truth(
        seed="essex",
        council=seed["council"],
        title=seed["paper"]["title"],
        subtitle=seed["paper"]["status"],
        sections=sections,
        matters=seed["review"]["matters_covered"],
        style=BRACKETS,
        is_numbered=False,
        **_common(seed),
    )


def _hertfordshire(seed):
    review = seed["review"]
    by_heading = {section["heading"]: section for section in seed["sections"]}
    asked = by_heading["Recommendations"]["paragraphs"][0]["text"]
    conclusions = next(one for one in seed["sections"] if one["kind"] == "conclusions")
    sections = [
        Section(WRITTEN, "Purpose of Report", text_of(by_heading["Purpose of Report"]["paragraphs"])),
        Section(RECOMMENDATIONS, "Recommendations", asked, labels=[one["label"] for one in seed["recommendations"]]),
        Section(WRITTEN, "Background", text_of(by_heading["Background"]["paragraphs"], is_numbered=True)),
        Section(CONCLUSIONS, "Conclusions", rows=_rows(conclusions)),
        Section(BOTH, "Members and Witnesses", "\n".join(_officers_printed())),
        Section(SCOPE, "Scoping Document"),
    ]
    for number, section in enumerate(sections[:-1], start=1):
        section.number = str(number)
    scope = review["scope"]
    held = date.fromisoformat(scope["date"])
    return Truth(
        seed="hertfordshire",
        # The report comes before another council, whose officer enters it: the county's name is its committee's.
        council=seed["council"],
        title=review["title"],
        subtitle=next(one["heading"] for one in seed["sections"] if one["heading"].isupper()),
        sections=sections,
        matters=[line.strip(" -") for matter in review["matters_covered"] for line in matter.splitlines()],
        style=BY_SECTION,
        is_numbered=True,
        scope={
            "objective": scope["objective"],
            "outcome": scope["outcome"],
            "constraints": "\n\n".join(scope["constraints"]),
            "evidence_wanted": "\n".join(scope["evidence"]),
            "planned_witnesses": "\n".join(f"{one['name']}, {one['role']}" for one in scope["planned_witnesses"]),
            "method": scope["method"],
            "dates": f"{held.day} {held:%B %Y}",
            "planned_members": "\n".join(scope["membership"]),
            "support": "\n".join(scope["support"]),
            "priorities": "\n".join(scope["priorities"]),
            "principles": "\n".join(scope["principles"]),
        },
        evidence=[(title, "Document") for title in scope["evidence"]],
        sessions=[(scope["method"], scope["date"], "Hearing")],
        **_common(seed),
    )


def _common(seed):
    review = seed["review"]
    return {
        "review_title": review["title"],
        "stage": str(review["stage"] or ""),
        "started": review["started"],
        "committee": review["commissioned_by"],
        "conductor": review["conducted_by"],
        "bodies": _bodies(seed),
        "members": members_of(seed),
        "witnesses": [_witness(one) for one in seed["witnesses"]],
        "recommendations": {one["label"]: _recommendation(one) for one in seed["recommendations"]},
    }


def _bodies(seed):
    """(name, kind, parent, abbreviation) of every body of the council whose review it is, parents first."""
    board = seed["board"] or {}
    councils = {one["name"] for one in seed["bodies"] if one["kind"] == "council"}
    mine = next(one["parent"] for one in seed["bodies"] if one["name"] == seed["review"]["commissioned_by"])
    return [
        (
            one["name"],
            one["kind"],
            "" if one["parent"] in councils else one["parent"] or "",
            board.get("abbreviation", "") if one["name"] == board.get("name") else "",
        )
        for one in seed["bodies"]
        if one["kind"] != "council"
        and one["parent"] in {None, mine, *(each["name"] for each in seed["bodies"])} - (councils - {mine})
    ]


def members_of(seed):
    successors = {one["replaced_by"] for one in seed["members"] if one["replaced_by"]}
    return [
        Member(
            body=one["body"],
            title=one["title"] or "",
            name=one["name"],
            role=ROLES.get(one["role"], ""),
            capacity=one["capacity"] or "",
            is_co_opted=one["role"] == "co_opted",
            joined=one["joined"] or "",
            reason=one["reason"] or "",
            replaced_by=one["replaced_by"] or "",
            succeeds=one["name"] in successors,
        )
        for one in seed["members"]
    ]


def _witness(one):
    if one["anonymous"]:
        return Witness("", one["name"], is_anonymous=True)
    role, organisation = one["role"] or "", one["organisation"] or ""
    return Witness(
        one["title"] or "",
        one["name"],
        role=role,
        # Some roles are printed with the organisation in them: it is not said twice.
        organisation="" if organisation in role else organisation,
        was_then=one["then"],
    )


def _recommendation(one):
    return Recommendation(
        label=one["label"],
        text=one["text"],
        limbs=one["limbs"],
        limb_style="Bullets" if one["limbs"] else "",
        addressees=[one["addressee"]] if one["addressee"] else [],
        due_on=one["due"] or "",
        due_event=one["due_event"] or "",
    )


def _rows(section):
    return [Finding(row["finding"], row["recommendations"], row["disposition"] or "") for row in section["rows"]]


def text_of(paragraphs, *, is_numbered=False):
    """Paragraphs as an officer types them: a blank line between, and before a list, one item a line."""
    typed = []
    for one in paragraphs:
        text = re.sub(r"(?<=[^\n])\n(?=- )", "\n\n", one["text"], count=1)
        skip = is_numbered and not one["number"]
        typed.append(f"{UNNUMBERED} {text}" if skip else text)
    return "\n\n".join(typed)


def _officers_printed():
    """The officers as the topic group's report names them: the name on one line, the post on the next."""
    text = (SEEDS / "hertfordshire.txt").read_text(encoding="utf-8")
    listed = re.search(r"\nOfficers\n(.*?)\n\s*Appendix i\n", text, re.DOTALL).group(1)
    lines = [line.strip() for line in listed.splitlines() if line.strip()]
    return [f"{name}, {post}" for name, post in zip(lines[::2], lines[1::2], strict=True)]
