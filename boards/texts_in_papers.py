"""The texts of a board that stand in papers about it, for the panel that warns of what may identify a person."""

from boards.models import BoardPaper, CaseReviews, Inspection

# Which blocks print what.
_PRINTS = {"case_reviews": CaseReviews, "inspections": Inspection}


def printed_texts(paper):
    """What case reviews and inspections say in a committee's paper about a board: rows of place, words and address."""
    kinds = {section.kind for section in paper.sections.filter(kind__in=_PRINTS, is_dropped=False, binned_at=None)}
    about = BoardPaper.objects.filter(paper=paper).first() if kinds else None
    if about is None:
        return []
    found = []
    if "case_reviews" in kinds:
        rows = CaseReviews.objects.filter(board=about.board_id, binned_at=None)
        for one in rows.filter(year=about.year) if about.year else rows:
            for field in ("themes", "lessons", "explained"):
                found.append((f"{one}, {_label(one, field)}", getattr(one, field), one.get_absolute_url()))
    if "inspections" in kinds:
        for one in Inspection.objects.filter(board=about.board_id, binned_at=None):
            found.append((f"{one}, {_label(one, 'findings')}", one.findings, one.get_absolute_url()))
    return [row for row in found if row[1]]


def _label(one, field):
    return str(one._meta.get_field(field).verbose_name)
