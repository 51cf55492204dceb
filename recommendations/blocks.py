"""Blocks that this floor registers: findings beside recommendations, numbered conclusions, recommendations.

A citation is always worked out from what rests on what, so it is right after every move. In a findings table only
the words of a recommendation are printed, as committee papers do; in the list of recommendations it also says who is
asked, by when, and how the committee will know.
"""

import re

from recommendations.rules.dispositions import note_after
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.papers import outline, words

from . import table

WITHDRAWN = "Withdrawn."


def themes(paper):
    """The printed findings and recommendations of a paper, by section: {section pk: Theme}; read once.

    What is in a section left out of the paper is neither printed nor cited.
    """

    def read():
        if paper.review is None:
            return {}
        found = [theme for theme in table.read(paper.review) if not theme.section.is_dropped]
        printed = {theme.section.pk for theme in found}
        for theme in found:
            for row in theme.rows:
                row.beside = [one for one in row.beside if _is_printed(one)]
                row.also = [one for one in row.also if one.section_id in printed and _is_printed(one)]
            theme.rows = [row for row in theme.rows if row.finding or row.beside]
        return {theme.section.pk: theme for theme in found}

    return outline.shared(paper, "themes", read)


def _is_printed(recommendation):
    """A withdrawn recommendation keeps its place only to keep its number."""
    return not recommendation.is_withdrawn or bool(recommendation.label)


def rows_of(section):
    """The rows to print in a section."""
    theme = themes(section.paper).get(section.pk)
    return theme.rows if theme else []


def findings(section, as_at):
    """Findings beside the recommendations that rest on them; the heading is the theme."""
    rows = rows_of(section)
    if not rows:
        return _text_alone(section)
    return {"intro_html": text.to_html(section.text), "rows": [_row(row) for row in rows]}


def _row(row):
    return {
        "finding": _finding(row.finding) if row.finding else None,
        "recommendations": [recommendation(one) for one in row.beside],
        "disposition": disposition(row.finding) if row.finding else "",
        "see_also": f"See {_naming(row.also)}." if row.also else "",
        "see_also_anchor": _only_anchor(row.also, anchor_of),
    }


def _finding(finding):
    return {"label": finding.label, "html": text.to_html(finding.text), "anchor": f"finding-{finding.pk}"}


def conclusions(section, as_at):
    """Findings as numbered paragraphs, each citing the recommendations that rest on it."""
    rows = rows_of(section)
    if not rows:
        return _text_alone(section)
    items = []
    for row in rows:
        if row.finding:
            cited = [one for one in (*row.beside, *row.also) if not one.is_withdrawn]
            citation = f"({_capital(_naming(cited, bare=True))})" if cited else ""
            note = disposition(row.finding)
            item = {**_finding(row.finding), "citation": " ".join(filter(None, [note, citation]))}
            items.append({**item, "citation_anchor": "" if note else _only_anchor(cited, anchor_of)})
    data = {"intro_html": text.to_html(section.text), "items": items}
    here = [recommendation(one, in_full=True) for row in rows for one in row.beside]
    if here:
        listed = {"items": here, "intro_html": ""}
        data["parts"] = [{"heading": "Recommendations", "template": _LIST, "data": listed}]
    return data


def recommendations(section, as_at):
    """The list of recommendations, each citing its conclusions by number and saying who is asked and by when."""
    rows = rows_of(section)
    if not rows:
        return _text_alone(section)
    items = [recommendation(one, in_full=True, citing=True, said=section.text) for row in rows for one in row.beside]
    data = {"intro_html": text.to_html(section.text), "items": items}
    found = [row for row in rows if row.finding]
    if found:
        # Findings do not belong in a list of recommendations; if some stand there, they are printed all the same.
        listed = {"items": [{**_finding(row.finding), "citation": ""} for row in found], "intro_html": ""}
        data["parts"] = [{"heading": "Findings", "template": "papers/blocks/conclusions.html", "data": listed}]
    return data


def recommendation(one, *, in_full=False, citing=False, said=""):
    """A recommendation as papers/blocks/recommendations.html takes it.

    An occasion when it is due that `said`, the list's lead-in, names already is not printed again.
    """
    item = {"label": one.label or "", "anchor": anchor_of(one)}
    if one.is_withdrawn:
        return {**item, "html": text.to_html(WITHDRAWN)}
    letters = one.limb_style == one.LimbStyle.LETTERS
    item["html"] = text.to_html(one.text)
    item["limbs"] = [
        {"label": limb.label if letters else "", "html": text.to_html(limb.text)} for limb in one.its_limbs
    ]
    if citing:
        item |= _citation(one)
    if in_full:
        item["addressees"] = words.joined(str(addressee) for addressee in one.its_addressees)
        occasion = "" if _names(said, one.due_event) else event(one.due_event)
        item["due"] = " or ".join(filter(None, [partial_dates.in_words(one.due_on), occasion]))
        measure = one.success_measure.strip().rstrip(".")
        item["note"] = f"The committee will know by: {measure}." if measure else ""
    return item


def _names(said, occasion):
    """Whether the words name an occasion, in capitals or not; one word alone, such as May, may mean something else."""
    words_typed = occasion.rstrip(". ").split()
    pattern = r"\W+".join(re.escape(word) for word in words_typed)
    return len(words_typed) > 1 and bool(re.search(rf"(?<!\w){pattern}(?!\w)", said, re.IGNORECASE))


def event(typed):
    """An event as it stands after "Due": "at the 2026 scrutiny"."""
    first = typed.split(" ")[0].casefold()
    known = ("at", "by", "on", "in", "before", "after", "when", "once", "within", "every", "as", "until", "with")
    return typed if not typed or first in known else f"at {typed}"


def _citation(one):
    """The numbered findings a recommendation rests on, "(4.1 and 4.3)"; those that are not printed have no number."""
    cited = [link.finding for link in one.its_links if link.finding.label and link.finding.binned_at is None]
    if not cited:
        return {"citation": "", "citation_anchor": ""}
    cited.sort(key=lambda finding: [int(part) for part in finding.label.split(".")])
    anchor = _only_anchor(cited, lambda finding: f"finding-{finding.pk}")
    return {"citation": f"({words.joined(finding.label for finding in cited)})", "citation_anchor": anchor}


def anchor_of(one):
    """Where a recommendation stands in the paper."""
    return f"recommendation-{one.pk}"


def _only_anchor(things, anchor):
    """A link can lead to one place: where several are named there is none."""
    return anchor(things[0]) if len(things) == 1 else ""


def _naming(cited, *, bare=False):
    """ "recommendation (3)", "recommendations 2.1 and 2.4"; one without a label by its first words.

    `bare` takes the brackets off labels, for a place that has brackets of its own.
    """
    cited = sorted(cited, key=lambda one: (one.order, one.pk))
    labelled = [one.label.strip("()") if bare else one.label for one in cited if one.label]
    others = [f"the recommendation “{_short(one)}”" for one in cited if not one.label]
    noun = "recommendation" if len(labelled) == 1 else "recommendations"
    named = [f"{noun} {words.joined(labelled)}"] if labelled else []
    return words.joined(named + others)


def _short(one):
    said = " ".join(text.to_plain(one.text).split())
    return said if len(said) <= 50 else said[:49].rsplit(" ", 1)[0] + "…"


def _capital(said):
    return said[:1].upper() + said[1:]


def disposition(finding):
    """What becomes of a finding, as printed: "Noted.", "Referred to the Transport Board.", or ""."""
    if not finding.disposition:
        return ""
    said = finding.get_disposition_display()
    body = finding.disposition_body.name if finding.disposition_body else ""
    note = finding.disposition_note.strip()
    after = _note_after_body(finding)
    note = (note if after is None else after).rstrip(".")
    if finding.disposition == finding.Disposition.REFERRED and (body or note):
        to = words.the(body) if body else note
        return f"{said} to {to}{f': {note}' if body and note else ''}."
    details = ", ".join(filter(None, [body, note]))
    return f"{said}: {details}." if details else f"{said}."


def disposition_typed(finding):
    """To whom or where a finding goes, as the form shows it: what was typed, or the body and the note after it."""
    if finding.disposition_body is None or _note_after_body(finding) is not None:
        return finding.disposition_note
    return ": ".join(filter(None, [finding.disposition_body.name, finding.disposition_note]))


def _note_after_body(finding):
    """The note without the name or abbreviation of its body; None when it does not begin with that."""
    body = finding.disposition_body
    return note_after(finding.disposition_note, [body.name, body.abbreviation]) if body else None


def _text_alone(section):
    if not section.text.strip():
        return None
    return {"template": "papers/blocks/prose.html", "html": text.to_html(section.text)}


_LIST = "papers/blocks/recommendations.html"

registry.add_block(
    registry.Block(
        "findings",
        "Findings and recommendations",
        "papers/blocks/findings.html",
        findings,
        "Findings and recommendations",
        is_entered=True,
        help="A theme: its findings, each beside the recommendations that rest on it.",
        in_committee_papers=False,
    )
)
registry.add_block(
    registry.Block(
        "conclusions",
        "Conclusions",
        "papers/blocks/conclusions.html",
        conclusions,
        "Conclusions",
        is_entered=True,
        help="Findings as numbered paragraphs; each cites its recommendations by itself.",
        in_committee_papers=False,
    )
)
registry.add_block(
    registry.Block(
        "recommendations",
        "List of recommendations",
        _LIST,
        recommendations,
        "Recommendations",
        is_entered=True,
        help="A list with your lead-in before it; each cites its conclusions by itself in a numbered paper.",
        in_committee_papers=False,
    )
)
