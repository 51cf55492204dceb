"""Words that were sent while nobody was signed in: carried through signing in, then sent again."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

_PREFIX = "kept:"
_NEVER = {"csrfmiddlewaretoken", "kept-to", "kept-file"}
_NOT_WORDS = {"once", "version", "next"}


@dataclass(frozen=True)
class Kept:
    """What was sent: the address it was for, the (name, value) pairs, and the names of files, which cannot be kept."""

    to: str
    pairs: tuple
    files: tuple = ()

    @property
    def hidden(self):
        """The pairs as hidden inputs of the sign-in page."""
        return [(f"{_PREFIX}{name}", value) for name, value in self.pairs]

    @property
    def words(self):
        """(label, value) of what a person typed, to be shown."""
        return [
            (_label(name), value)
            for name, value in self.pairs
            if name not in _NOT_WORDS and any(character.isalpha() for character in value)
        ]


def of_request(request):
    """What this request sends, apart from passwords and tokens of the site; a Kept."""
    pairs = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NEVER and "password" not in name.lower() and not name.startswith(_PREFIX)
        for value in values
    )
    files = tuple(file.name for _, files in request.FILES.lists() for file in files)
    return Kept(request.get_full_path(), pairs, files)


def carried(request):
    """The Kept that a sign-in form carries, or None; only addresses of this site count."""
    to = request.POST.get("kept-to", "")
    if not safe_address(request, to):
        return None
    pairs = tuple(
        (name.removeprefix(_PREFIX), value)
        for name, values in request.POST.lists()
        if name.startswith(_PREFIX)
        for value in values
    )
    return Kept(to, pairs, tuple(request.POST.getlist("kept-file")))


def safe_address(request, address):
    """Whether an address is a path on this site."""
    return (
        address.startswith("/")
        and address.isprintable()
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    )


def send_again(request, kept, *, title, status=200) -> HttpResponse:
    """A page with the words and a button that sends them again with a fresh token."""
    response = render(request, "engine/send_again.html", {"kept": kept, "title": title}, status=status)
    add_never_cache_headers(response)
    return response


def _label(name):
    """A field's name as a person would read it."""
    return name.rpartition("-")[2].replace("_", " ").capitalize()
