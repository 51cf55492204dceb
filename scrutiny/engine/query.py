"""What stands after the question mark of an address: read so that nothing sent can break a page."""

from .rules import words as typed


def number(request, name, default=None, *, least=1, most=999_999_999):
    """The whole number asked for as `name`, or `default` when it is missing, no number, or out of range."""
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        return default
    return int(value) if least <= int(value) <= most else default


def choice(request, name, allowed, default=""):
    """The value asked for as `name` when it is one of `allowed`, else `default`."""
    value = request.GET.get(name, default)
    return value if value in allowed else default


def words(request, name, *, most=200):
    """The words asked for as `name`, without what cannot be seen, at most `most` characters; "" when missing."""
    return " ".join(typed.clean(request.GET.get(name, "")).split())[:most]
