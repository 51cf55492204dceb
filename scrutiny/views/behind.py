"""What the page of a paper shows of its appendices and of what is exempt."""

from django.urls import reverse

from scrutiny.models import Appendix
from scrutiny.papers import appendices
from scrutiny.papers.exemption import may_be_exempt, words
from scrutiny.rules import exemption as rules

__all__ = ["appendix_rows", "exempt_row", "may_be_exempt"]


def exempt_row(thing, today, cause=None):
    """Why a section or appendix is exempt, in a few words, or None: {"words", "is_past" (its end has come)}.

    `cause` is what makes it exempt where that is something else.
    """
    cause = cause or getattr(thing, "set_apart", None)
    if cause is None:
        return None
    said = f"Exempt: {rules.paragraphs_in_words([cause.exempt_paragraph])}, until {words.day(cause.exempt_until)}"
    if cause is not thing:
        said = f"Exempt with “{cause}”"
    return {"words": said, "is_past": cause.exempt_until <= today}


def appendix_rows(paper, today):
    """The appendices that the reader may know of, as the page lists them."""
    found = appendices.shown(paper)
    return [
        {
            "appendix": one,
            "label": one.label,
            "about": _about(one),
            "exempt": exempt_row(one, today, one.kept_back_by) if one.is_kept_back else None,
            "file_url": reverse("scrutiny:appendix-file", args=[one.pk]) if one.file else "",
            "first": place == 0,
            "last": place == len(found) - 1,
        }
        for place, one in enumerate(found)
    ]


def _about(appendix):
    """What an appendix is, and what becomes of it in print."""
    if appendix.kind == Appendix.Kind.PAPER:
        if appendices.inner_paper(appendix) is None:
            return f"“{appendix.printed}” is in the bin, so it is not printed."
        return f"Prints “{appendix.printed}” behind this paper."
    if appendix.kind == Appendix.Kind.ELSEWHERE:
        return appendix.link or "Only named: circulated separately."
    if appendices.is_picture(appendix):
        return f"{appendix.file_name}, printed on a page of its own."
    return f"{appendix.file_name}, attached to the PDF as a file: a PDF from elsewhere cannot be made accessible."
