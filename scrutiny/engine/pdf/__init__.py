"""Accessible PDFs (PDF/UA-1) from one HTML document, made in a child process that cannot hurt the web
process.

    from scrutiny.engine import pdf
    data = pdf.render(html, files={"app:logo.png": png}, attachments=[pdf.Attachment("a.docx", docx, "Annex A")])

The HTML may name only `app:` addresses: those in `files`, the sheets of static/paper (`app:paper.css`) and
the fonts of static/fonts (`app:fonts/...`). WeasyPrint is never imported into the web process: a small
server (`scrutiny.engine.pdf.server`) keeps it warm and forks one limited child for each paper.
"""

from .client import render, stop, warm
from .pack import LONG, Part, Printed, print_parts
from .values import Attachment, Failed, Limits, Problem, TooBig

__all__ = [
    "LONG",
    "Attachment",
    "Failed",
    "Limits",
    "Part",
    "Printed",
    "Problem",
    "TooBig",
    "print_parts",
    "render",
    "stop",
    "warm",
]
