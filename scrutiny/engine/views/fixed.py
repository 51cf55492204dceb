"""Addresses without a number, the same on every page: worked out once."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def fixed(name):
    """The address of a page that takes no argument, or "" where the site has none of that name."""
    return _found(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=200)
def _found(name, urlconf, prefix):
    """`prefix` is where the site is mounted: the address begins with it."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""
