"""Asking whether a paper is really for a meeting that has been held; the tick is shown only once it is needed.

A form that asks has a field `is_for_past`, calls `ask_about_past` when it is made and `check_past` when it is checked.
"""

from django.utils import timezone

from scrutiny.papers.words import day

FOR_PAST = "Yes, the paper is for a meeting that has been held"


def ask_about_past(form, *, rows, name="meeting"):
    """Keep the tick `is_for_past` only where the meeting that was sent is one of `rows` and has been held.

    `rows` are meetings: a list of those asked about, or a queryset.
    """
    form.fields["is_for_past"].say_optional = False
    sent = str(form.data.get(form.add_prefix(name), "")) if form.is_bound else ""
    if sent.isascii() and sent.isdigit() and len(sent) < 10:
        found = rows if isinstance(rows, list) else rows.filter(pk=sent)
        if any(str(one.pk) == sent and one.date < timezone.localdate() for one in found):
            return
    del form.fields["is_for_past"]


def check_past(form, cleaned, name="meeting"):
    """The cleaned data; without the tick for a meeting that has been held, a plain question beside it."""
    meeting = cleaned.get(name)
    if meeting is not None and "is_for_past" in form.fields and not cleaned.get("is_for_past"):
        said = f"The meeting of {day(meeting.date)} has been held. Tick the box if the paper is for it all the same"
        form.add_error("is_for_past", said)
    return cleaned
