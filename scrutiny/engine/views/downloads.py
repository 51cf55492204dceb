"""Files that people sent in, given back to be saved and never shown as a page."""

from django.http import FileResponse, Http404


def to_be_saved(file, name, otherwise):
    """The answer with an uploaded file (a FieldFile) under the `name` it came with, or `otherwise` without one.

    The browser is told not to guess what it is, to run nothing in it and to keep no copy. Raises Http404 for a file
    that is not there. Who may have it is for the view to ask first.
    """
    if not file:
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        opened, as_attachment=True, filename=name or otherwise, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
