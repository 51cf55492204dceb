"""Pages for what cannot be done: plain words, the right status, and never a failure of their own."""

import logging
from html import escape

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.template import loader

log = logging.getLogger(__name__)

_TOO_BIG = (
    "That is too much to send at once",
    "Nothing has been saved. Text can be up to 5 MB in all, and a file up to 20 MB.",
    "Use your browser’s Back button: your text may still be in the form. Then send less at a time.",
)
_TOO_MANY = (
    "That is too much to send at once",
    "Nothing has been saved. The form had more boxes or files than can be taken in one go.",
    "Use your browser’s Back button: your text may still be in the form. Then send fewer at a time.",
)
_WAYS = {
    400: ("We could not understand that request", "Check the address, or go back and try again."),
    403: ("You cannot do this", "If you think you should be able to, ask whoever runs Scrutiny at your council."),
    404: ("Page not found", "Check the address. What it led to may have been deleted, or not be published yet."),
    405: ("This page cannot be opened that way", "Go back to the page you came from and use its buttons."),
    500: ("Something has gone wrong on our side", "Try again in a few minutes. Your drafts are kept."),
}


def bad_request(request, exception=None):
    """handler400: also too much sent at once, which is 413."""
    if isinstance(exception, RequestDataTooBig):
        return plain_page(request, 413, *_TOO_BIG)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return plain_page(request, 413, *_TOO_MANY)
    return _page(None, 400)


def permission_denied(request, exception=None):
    """handler403."""
    return _page(request, 403)


def page_not_found(request, exception=None):
    """handler404; says nothing of what was asked for."""
    return _page(request, 404)


def server_error(request):
    """handler500; uses no context, which may be what failed."""
    return _page(None, 500)


def method_not_allowed(request):
    """405 in plain words."""
    return plain_page(request, 405, *_WAYS[405])


def plain_page(request, status, title, *paragraphs):
    """A page of a title and paragraphs with the given status."""
    try:
        content = loader.render_to_string("engine/problem.html", {"title": title, "paragraphs": paragraphs}, request)
    except Exception:
        log.exception("The page for status %s could not be made", status)
        content = _built_in(title, *paragraphs)
    return HttpResponse(content, status=status)


def _page(request, status):
    """The template named after the status, or the page built in here when that fails."""
    try:
        content = loader.render_to_string(f"{status}.html", {}, request)
    except Exception:
        log.exception("The page for status %s could not be made", status)
        content = _built_in(*_WAYS[status])
    return HttpResponse(content, status=status)


def _built_in(title, *paragraphs):
    """A page that needs no template."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – Scrutiny</title></head>"
        f'<body><main><h1>{escape(title)}</h1>{body}<p><a href="/">Back to the start</a></p></main></body></html>'
    )
