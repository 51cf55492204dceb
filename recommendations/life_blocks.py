"""Blocks of papers: the briefing of a committee, and one recommendation's history."""

from recommendations import briefing as briefings
from recommendations import briefing_paper, story
from recommendations.models import Recommendation
from recommendations.rules import ratings
from recommendations.rules import story as rules
from scrutiny import registry
from scrutiny.engine import text
from scrutiny.papers import words

MOST = 4  # lines of each list, so that the paper keeps to about two sides


def briefing(section, as_at):
    """What changed, what is late, who is silent, what is to be decided, what to ask; None without a committee."""
    paper = section.paper
    body = paper.body or (paper.review.commissioned_by if paper.review_id else None)
    if body is None:
        return None
    subject = getattr(paper, "subject", None)
    since = subject.since if subject and subject.since and subject.since < as_at else None
    found = briefings.read(body, as_at, meeting=paper.meeting, since=since)
    shown = briefing_paper.parts(found, MOST)
    parts = [{"heading": one["heading"], "template": briefing_paper.TEMPLATE, "data": one} for one in shown]
    return {"intro_html": text.to_html(section.text), "lead": briefing_paper.lead(found), "rows": [], "parts": parts}


def life(section, as_at):
    """One recommendation's history: the paper's subject; None without one, or before it was agreed."""
    subject = getattr(section.paper, "subject", None)
    if subject is None or subject.recommendation_id is None:
        return None
    known = Recommendation.objects.kept().for_page().filter(review__agreed_at__isnull=False)
    one = known.select_related("section", "review__commissioned_by", "review__conducted_by").filter(
        pk=subject.recommendation_id, review__binned_at__isnull=True
    )
    recommendation = one.first()
    if recommendation is None:
        return None
    told = story.read(recommendation, as_at, None, story.Reader(findings=True))
    if not told.is_known:
        return None
    return {
        "intro_html": text.to_html(section.text),
        "label": recommendation.label or "",
        "html": text.to_html(recommendation.text),
        "limbs": _limbs(recommendation),
        "addressees": words.joined(str(one) for one in recommendation.its_addressees),
        "review": recommendation.review.title,
        "repeated": told.repeated,
        "outcome": told.outcome,
        "as_at": rules.day(as_at),
        "rating": told.rating,
        "axes": [
            {
                "name": axis["name"],
                "text": axis["text"],
                "note": "; ".join(filter(None, [axis["note"], axis.get("more")])),
            }
            for axis in told.axes
        ],
        "findings": told.findings,
        "actions": told.actions,
        "events": [_event(event) for event in told.events],
        "lineage": [
            {
                "year": str(other.year),
                "label": other.label or "without a number",
                "review": other.review.title,
                "relation": other.relation,
                "rating": other.rating,
            }
            for other in told.lineage
        ],
    }


def _limbs(recommendation):
    letters = recommendation.limb_style == recommendation.LimbStyle.LETTERS
    return [
        {"label": limb.label if letters else "", "html": text.to_html(limb.text)} for limb in recommendation.its_limbs
    ]


def _event(event):
    return {
        "when": event.when,
        "title": event.title,
        "facts": event.facts,
        "html": event.html,
        "rating": event.rating.words if event.rating else "",
        "colour": ratings.colour(event.rating.value) if event.rating else "",
        "before_html": text.to_html(event.before) if event.after else "",
        "after_html": text.to_html(event.after),
        "is_long": len(event.html) > 700,
    }


registry.add_block(
    registry.Block(
        "briefing",
        "Since you last met",
        briefing_paper.TEMPLATE,
        briefing,
        "Since you last met",
        help="What changed since the last meeting, what is overdue, who is silent, what to decide and what to ask.",
        in_reports=False,
    )
)
registry.add_block(
    registry.Block(
        "life",
        "History of a recommendation",
        "papers/blocks/life.html",
        life,
        "History of the recommendation",
        help="From the finding to what became of it: responses, actions, updates and judgements, in order.",
        in_reports=False,
    )
)
