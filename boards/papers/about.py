"""What a paper prints of a board itself: partners, pooled budget, governance, appearances before committees."""

from boards.budget import budget_of
from boards.governance import governance_of
from boards.models import Appearance
from boards.rules import money, partnership
from scrutiny.engine import text
from scrutiny.models import Edition, Meeting, Membership
from scrutiny.papers import words

from .subject import board_of, year_of

CHAIRS = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)


def partners(section, as_at):
    """The board's legal basis and chair, and its partners on the day."""
    board = board_of(section)
    if board is None:
        return None
    found = [
        one
        for one in board.partners.select_related("body").order_by("order", "pk")
        if partnership.is_partner_on(one.joined, one.left, as_at)
    ]
    facts = _facts(board)
    if not (found or facts or section.text.strip()):
        return None
    return {
        "intro_html": text.to_html(section.text),
        "facts": facts,
        "lead": f"{board} has {words.count(len(found), 'partner', 'partners')}:" if found else "",
        "partners": [
            {
                "name": str(one.body),
                "abbreviation": one.body.abbreviation,
                "note": "" if one.is_statutory else "not a statutory partner",
                "joined": f"since {partnership.when(one.joined)}" if one.joined else "",
            }
            for one in found
        ],
    }


def _facts(board):
    """Pairs of what and words: the legal basis, the guidance, who chairs."""
    profile = getattr(board, "board", None)
    facts = []
    if profile is not None:
        facts += [("Legal basis", profile.legal_basis), ("Guidance it follows", profile.statutory_guidance)]
    chairs = Membership.objects.current().filter(body=board, role__in=CHAIRS).select_related("person")
    facts += [(one.printed_role, one.printed_name) for one in chairs.order_by("role", "order", "pk")]
    return [{"name": name, "words": said} for name, said in facts if said]


def pooled_budget(section, as_at):
    """Each partner's contribution in the year beside the year before, with the sums; None when nothing is entered."""
    board = board_of(section)
    if board is None:
        return None
    year = year_of(section, as_at)
    budget = budget_of(board, year)
    if not budget.has_anything:
        return {"intro_html": text.to_html(section.text), "rows": []} if section.text.strip() else None
    has_before = budget.whole.before is not None or any(row.in_kind_before for row in budget.rows)
    return {
        "intro_html": text.to_html(section.text),
        "sentence": budget.sentence,
        "year": year,
        "year_before": budget.year_before,
        "has_before": has_before,
        "chart": budget.chart,
        "chart_title": budget.chart_title,
        "chart_id": f"budget-{section.pk}",
        "rows": [
            {
                "name": row.name,
                "now": _pounds(row.now, row.in_kind),
                "before": _pounds(row.before, row.in_kind_before),
                "change": row.line.words,
                "in_kind": [
                    f"In kind{f' in {when}' if has_before else ''}: {'; '.join(found)}"
                    for when, found in ((year, row.in_kind), (budget.year_before, row.in_kind_before))
                    if found
                ],
            }
            for row in budget.rows
        ],
        "total": budget.total or money.printed(money.NOTHING),
        "total_before": budget.total_before,
        "change": budget.whole.words,
    }


def _pounds(pounds, in_kind):
    """What a partner gave as the column of pounds says it."""
    return pounds or ("in kind only" if in_kind else "nothing entered")


def governance(section, as_at):
    """Who chairs which group, the map of bodies, and the same in words."""
    board = board_of(section)
    if board is None:
        return None
    found = governance_of(board)
    if not (found.sentences or found.groups or section.text.strip()):
        return None
    return {
        "intro_html": text.to_html(section.text),
        "board": board.name,
        "map": found.map,
        "map_title": found.title,
        "map_words": found.summary,
        "map_id": f"map-{section.pk}",
        "sentences": found.sentences,
        "groups": [
            {"name": group.body.name, "chair": group.words.removeprefix("Chaired by ") or "no chair is given"}
            for group in found.groups
            if group.body.pk != board.pk
        ],
        "several": found.chairing_several,
    }


def appearances(section, as_at):
    """The formal meetings at which the board came before a committee, newest first, and who presented.

    Papers are named once they are published; notes of what was said stay with the council.
    """
    board = board_of(section)
    if board is None:
        return None
    found = Appearance.objects.filter(board=board, meeting__date__lte=as_at, meeting__kind=Meeting.Kind.FORMAL)
    found = list(found.select_related("meeting__body", "paper").order_by("-meeting__date", "-pk"))
    if not found:
        return {"intro_html": text.to_html(section.text), "rows": []} if section.text.strip() else None
    papers = {one.paper_id for one in found if one.paper_id}
    published = Edition.objects.filter(
        paper__in=papers, published_at__isnull=False, paper__exempt_paragraph=None
    ).values_list("paper_id", flat=True)
    published = set(published) if papers else set()
    rows = [
        {
            "day": words.day(one.meeting.date),
            "committee": str(one.meeting.body),
            "by": one.presented_by,
            "paper": one.paper.title if one.paper_id in published else "",
        }
        for one in found
    ]
    return {
        "intro_html": text.to_html(section.text),
        "rows": rows,
        "has_papers": any(row["paper"] for row in rows),
        "caption": f"{board} before committees of the council",
    }
