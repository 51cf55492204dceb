"""Asking whether a paper is really for a meeting that has been held; the tick is shown only once it is needed.

A form that asks has a field `is_for_past`, calls `ask_about_past` when it is made and `check_past` when it is checked.
"""

from django.utils import timezone

from scrutiny.papers.words import day


def ask_about_past(form, name="meeting", *, needs_asking=True):
    """Show the tick `is_for_past` only where the meeting that was sent has been held."""
    rows = form.fields[name].rows if hasattr(form.fields[name], "rows") else {}
    sent = rows.get(str(form.data.get(form.add_prefix(name), ""))) if form.is_bound else None
    form.fields["is_for_past"].say_optional = False
    if not needs_asking or sent is None or sent.date >= timezone.localdate():
        del form.fields["is_for_past"]


def check_past(form, cleaned, name="meeting"):
    """The cleaned data; without the tick for a meeting that has been held, a plain question beside it."""
    meeting = cleaned.get(name)
    if meeting is not None and "is_for_past" in form.fields and not cleaned.get("is_for_past"):
        said = f"The meeting of {day(meeting.date)} has been held. Tick the box if the paper is for it all the same"
        form.add_error("is_for_past", said)
    return cleaned
