"""The fourth step of a view: doing what a checked form asks, once, and saying in plain words when it cannot be done."""

from django.db import IntegrityError, transaction
from django.http import Http404

from scrutiny.engine import once, versions
from scrutiny.refused import Refused

CLASH = "Somebody else has just saved something that does not go with this. Check what is here now and save again"
ALREADY = object()  # the form was sent a second time: it was done the first time


def done(form, by, act):
    """What `act()` gives when the form is sent and right; None otherwise, with the reason put on the form.

    ALREADY when this very form was handled before; that is asked first, since what it did is now in its way.
    """
    if form.is_bound and once.seen(form.data.get(form.add_prefix("once")), by):
        return ALREADY
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            token = form.cleaned_data.get("once")
            if token and not once.first_time(token, by):
                return ALREADY
            return act() or True
    except versions.Stale as stale:
        form.show_stale(stale)
    except Refused as problem:
        places = (problem.field, f"{problem.field}_0")
        form.add_error(next((place for place in places if place in form.fields), None), str(problem))
    except IntegrityError:
        # Somebody saved between the check and the write: check again, which says what is in the way.
        form.full_clean()
        if form.is_valid():
            form.add_error(None, CLASH)
    return None


def bound(request):
    """The data that a form is bound to: what was posted, else None (an empty post is a post)."""
    return request.POST if request.method == "POST" else None


def or_404(condition):
    """Raise Http404 unless the user may know that the page is there."""
    if not condition:
        raise Http404


def wear(request, council):
    """Have the page wear this council's name and colours."""
    request.council = council
