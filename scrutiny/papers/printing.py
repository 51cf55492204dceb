"""A shaped paper as PDF bytes, with the open evidence that is attached to it."""

from io import BytesIO

import pikepdf

from scrutiny.engine import pdf

from . import paper as papers
from . import reference

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
    return pdf.render(papers.page(shaped), attachments=attached(paper), as_at=shaped["paper"]["as_at"])


def attached(paper):
    """The files to embed, as engine.pdf.Attachment; raises pdf.Failed for one that is no longer there."""
    found = []
    for item in reference.attachments(paper):
        try:
            with item.file.open("rb") as file:
                data = file.read()
        except OSError as error:
            raise pdf.Failed(
                f"The paper was not printed: the file of “{item.title}” is missing. Attach the file again, or untick "
                "“attach to the printed paper” for it."
            ) from error
        name = item.file_name or f"{item.title}.bin"
        media_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        found.append(pdf.Attachment(name=name, data=data, description=item.title, media_type=media_type))
    return found


def page_count(data):
    """How many pages a PDF of our own has."""
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)
