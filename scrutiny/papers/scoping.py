"""The scope of a review as a paper of its own: what is planned, before anything has happened."""

from django.db.models import Q

from scrutiny.engine import text
from scrutiny.models import Review, Scope

from . import outline, words
from .process import PLAIN

OFFERED = 200  # reviews to choose from, newer ones first


def choices(section):
    """The reviews of the paper's committee whose scope it may show."""
    return [("", "No review"), *((str(one.pk), one.title) for one in reviews_of(section.paper.body))]


def reviews_of(body):
    """The kept reviews that a committee commissioned or conducts, newest first."""
    if body is None:
        return []
    return list(Review.objects.kept().filter(_of(body)).order_by("-pk")[:OFFERED])


def _of(body):
    return Q(commissioned_by=body) | Q(conducted_by=body)


def scoping(section, as_at):
    """The scope of the chosen review as its form has it; None where no review is chosen or nothing is planned."""
    rows = _rows(section)
    if not rows:
        return {"template": "papers/blocks/prose.html", "html": text.to_html(section.text)} if section.text else None
    facts = {"rows": rows}
    if not section.text.strip():
        return facts
    below = {"heading": "", "template": "papers/blocks/facts.html", "data": facts}
    return {"template": "papers/blocks/prose.html", "html": text.to_html(section.text), "parts": [below]}


def _rows(section):
    scope = outline.shared(section.paper, f"scope {section.choice}", lambda: _scope(section))
    if scope is None:
        return []
    listed = {"evidence_wanted": "Evidence", "planned_witnesses": "Witnesses", "dates": "Dates"}
    plain = dict(PLAIN)
    order = ("objective", "outcome", "constraints", "evidence_wanted", "planned_witnesses", "method", "dates")
    rows = []
    for name in (*order, "planned_members", "support", "priorities", "principles"):
        typed = getattr(scope, name).strip()
        if typed and name in plain:
            rows.append({"heading": plain[name], "html": words.typed_html(typed)})
        elif typed:
            items = words.list_html(words.lines_of(typed))
            rows.append({"heading": listed.get(name, "Membership"), "html": items})
    return rows


def _scope(section):
    """The scope of the review that was chosen, if that is still one of the committee's."""
    body = section.paper.body
    if not section.choice.isdigit() or body is None:
        return None
    review = Review.objects.kept().filter(_of(body), pk=int(section.choice))
    return Scope.objects.filter(review__in=review).first()
