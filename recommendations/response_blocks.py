"""The response table of a review: what each of those who were asked decided, with what they promised, as at a day."""

from recommendations import exchanges
from recommendations.rules.words import Answered
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.papers import words

TEMPLATE = "papers/blocks/response_table.html"
LONG = 500
WITHDRAWN = "Withdrawn."
_SAID = {Answered.AWAITED: "still awaited", Answered.NONE: "without a decision",
         Answered.NO_COMMITMENT: "without commitment"}  # fmt: skip
NO_COMMITMENT = "No commitment: accepted in principle, with no action by a day"


def review_of(paper):
    """The review that a paper is about: its own, or the one that a committee's paper was made about; else None."""
    if paper.review is not None:
        return paper.review
    subject = getattr(paper, "subject", None)
    return subject.review if subject else None


def response_table(section, as_at):
    """The table of the review that the section's paper is about, as it stood on `as_at`; None if about none."""
    review = review_of(section.paper)
    return of_review(review, as_at, section.text) if review is not None else None


def of_review(review, as_at, intro=""):
    """What templates/papers/blocks/response_table.html takes."""
    told = exchanges.read(review, as_at)
    asked = [row for one in told if not one.is_withdrawn for row in one.exchanges if row.request]
    return {
        "intro_html": text.to_html(intro),
        "lead": lead(asked, as_at),
        "caption": f"Responses as at {words.day(as_at)}",
        "rows": [row for one in told for row in _rows(one)] if asked else [],
    }


def lead(asked, as_at):
    """How many responses were asked for and what came, in figures that add up; `asked` is a list of Exchange."""
    day = words.day(as_at)
    if not asked:
        return f"Nobody had been asked for a response as at {day}."
    counts = {said: sum(row.said is said for row in asked) for said in reversed(Answered)}
    said = words.joined(
        f"{number:,} {_SAID.get(said, said.words.lower())}" for said, number in counts.items() if number
    )
    overdue = sum(row.is_overdue for row in asked)
    late = f" {overdue:,} of them {'is' if overdue == 1 else 'are'} overdue." if overdue else ""
    noun = "response was" if len(asked) == 1 else "responses were"
    return f"As at {day}, {len(asked):,} {noun} asked for: {said}.{late}"


def _rows(told):
    """A row for each addressee of a recommendation; the wording stands in the first."""
    one = told.recommendation
    label = one.label or ""
    if told.is_withdrawn:
        return [_row(label, text.to_html(WITHDRAWN), [], None)] if label else []
    letters = one.limb_style == one.LimbStyle.LETTERS
    limbs = [{"label": limb.label if letters else "", "html": text.to_html(limb.text)} for limb in one.its_limbs]
    rows = []
    for place, exchange in enumerate(told.exchanges):
        html = text.to_html(one.text) if place == 0 else text.to_html("As above.")
        row = _row(label, html, limbs if place == 0 else [], exchange)
        if place == 0:
            row["actions"] += [_action(each) for each in told.promised]
        row["is_long"] = _length(row, one) > LONG
        rows.append(row)
    return rows or [{**_row(label, text.to_html(one.text), limbs, None), "response": "Addressed to nobody"}]


def _row(label, html, limbs, exchange):
    row = {
        "label": label,
        "html": html,
        "limbs": limbs,
        "addressee": "",
        "response": "",
        "answers": [],
        "actions": [],
        "due": "",
        "sum": "",
        "late": "",
        "is_overdue": False,
        "is_long": False,
    }
    if exchange is None:
        return row
    row["addressee"] = str(exchange.addressee)
    if exchange.request is None:
        return row | {"response": "Not asked yet"}
    return row | {
        "response": NO_COMMITMENT if exchange.lacks_commitment else exchange.said_words,
        "answers": [_answer(each) for each in exchange.answers],
        "actions": [_action(each) for each in exchange.promised],
        "due": words.day(exchange.due_on) if exchange.due_on else "No date yet",
        "sum": exchange.sum,
        "late": exchange.late,
        "is_overdue": exchange.is_overdue,
    }


def _answer(one):
    """One answer as printed; the reasons for the response as a whole follow those for this one."""
    response = one.response
    reasons = [one.reasons, response.reasons if response.reasons != one.reasons else ""]
    decided = ", ".join(
        filter(None, [response.decided_by, partial_dates.in_words(response.decided_on), response.decided_at])
    )
    return {
        "limb": one.limb.label if one.limb else "",
        "decision": one.get_decision_display(),
        "reasons_html": [text.to_html(each) for each in reasons if each.strip()],
        "amended_html": text.to_html(one.amended_text) if one.amended_text else "",
        "decided": f"{decided}." if decided else "",
        "received": f"Received {words.day(response.received_on)}.",
    }


def _action(one):
    """ "Write to schools. Una Owner, by June 2030"; never an address of e-mail."""
    slipped = ""
    if one.slips:
        times = "once" if one.slips == 1 else f"{one.slips} times"
        slipped = f"slipped {times}, {one.slip_days:,} {'day' if one.slip_days == 1 else 'days'}"
    facts = [one.owner or "nobody named", f"by {one.due}" if one.due else "no date", slipped]
    ending = f". {one.ending}" if one.ending else ""
    return {"html": text.to_html(one.action.text), "facts": f"{', '.join(filter(None, facts))}{ending}"}


def _length(row, one):
    said = sum(len(html) for answer in row["answers"] for html in (*answer["reasons_html"], answer["amended_html"]))
    return len(one.text) + said + sum(len(action["html"]) for action in row["actions"])


registry.add_block(
    registry.Block(
        "response_table",
        "Response table",
        TEMPLATE,
        response_table,
        "Responses to the recommendations",
        help="Each recommendation with what each addressee answered and promised, and by when it was due.",
    )
)
