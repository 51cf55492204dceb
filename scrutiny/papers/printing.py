"""A shaped paper as PDF bytes, with the open evidence that is attached to it."""

from io import BytesIO

import pikepdf
from django.utils.text import slugify

from scrutiny.engine import pdf

from . import appendices, reference
from . import paper as papers

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
    "eml": "message/rfc822",
}


def to_pdf(paper, shaped):
    """The PDF's bytes of `shaped` (see papers.paper.shape), the same for the same paper.

    Raises engine.pdf.Problem (Failed or TooBig) with a message that may be shown.
    """
    pictures, files = behind(shaped)
    html, head, files = papers.page(shaped), shaped["paper"], [*attached(paper), *files]
    if len(html) <= pdf.LONG:
        return pdf.render(html, files=pictures, attachments=files, as_at=head["as_at"])
    part = pdf.Part("paper", html, files=pictures, is_private=bool(head["exempt_line"]))
    return pdf.print_parts([part], foot=foot(head["language"]), attachments=files, as_at=head["as_at"]).data


def foot(language):
    """The words around the numbers at the foot of a page."""
    return ("Tudalen", "o") if language == "cy" else ("Page", "of")


def behind(shaped):
    """What a shaped paper's appendices need: its pictures by address, and its PDFs as engine.pdf.Attachment.

    Raises pdf.Failed for a file that is no longer there.
    """
    pictures, files = {}, []
    for name, appendix in shaped.get("files", {}).items():
        data = _read(appendix.file, appendix.title, "Choose the file of the appendix again, or take the appendix out.")
        if appendices.is_picture(appendix):
            pictures[f"{appendices.ADDRESS}{name}"] = data
        else:
            ending = appendices.ending(appendix)
            called = f"{slugify(appendix.heading)[:80] or 'appendix'}.{ending}"
            media_type = MEDIA_TYPES.get(ending, "application/octet-stream")
            files.append(pdf.Attachment(name=called, data=data, description=appendix.heading, media_type=media_type))
    return pictures, files


def _read(file, title, what_to_do):
    try:
        with file.open("rb") as opened:
            return opened.read()
    except OSError as error:
        raise pdf.Failed(f"The paper was not printed: the file of “{title}” is missing. {what_to_do}") from error


def attached(paper):
    """The files to embed, as engine.pdf.Attachment; raises pdf.Failed for one that is no longer there."""
    found = []
    for item in reference.attachments(paper):
        data = _read(item.file, item.title, "Attach the file again, or untick “attach to the printed paper” for it.")
        name = item.file_name or f"{item.title}.bin"
        media_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        found.append(pdf.Attachment(name=name, data=data, description=item.title, media_type=media_type))
    return found


def page_count(data):
    """How many pages a PDF of our own has."""
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)
