"""A committee's forward look as an iCalendar file: a meeting an event, its items in the event's description.

Source: RFC 5545. Times are those of the council, Europe/London, with the rules of summer time in the file. The same
meeting has the same UID for ever, so that a calendar that had it before moves it instead of showing it twice.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from recommendations import programme
from recommendations.rules.programme import DROPPED, TAKEN

LONDON = ZoneInfo("Europe/London")


def of_year(body, year):
    """The bytes of the file; `body` is who meets. What is exempt is not named in it."""
    items = {}
    for one in programme.items_of(body, year):
        if one.meeting is not None and one.outcome != DROPPED:
            items.setdefault(one.meeting, []).append(one)
    meetings = {*programme.meetings_of(body, year), *items}
    calendar = Calendar()
    calendar.add("prodid", "-//Scrutiny//Forward look//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{body.name}: forward look {year}")
    calendar.add("x-wr-timezone", "Europe/London")
    now = timezone.now()
    for meeting in sorted(meetings, key=lambda one: (one.date, str(one.starts_at or ""), one.pk)):
        calendar.add_component(_event(meeting, items.get(meeting, []), now))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting, items, now):
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{_host()}")
    event.add("dtstamp", now)
    minutes = sum(one.minutes or 0 for one in items)
    if meeting.starts_at is None:
        event.add("dtstart", meeting.date)
    else:
        start = datetime.combine(meeting.date, meeting.starts_at, LONDON)
        event.add("dtstart", start)
        if minutes:
            # Added on the clock of the day, then back: a meeting over the end of summer time lasts what it lasts.
            end = start.astimezone(timezone.get_fixed_timezone(0)) + timedelta(minutes=minutes)
            event.add("dtend", end.astimezone(LONDON))
    event.add("summary", meeting.body.name)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", "\n".join(_line(one) for one in items) or "Nothing is planned for it yet.")
    event.add("url", settings.SITE_ADDRESS + meeting.get_absolute_url())
    event.add("categories", [meeting.get_kind_display()])
    event.add("sequence", meeting.version)
    return event


def _line(item):
    lead = f", {item.lead}" if item.lead and not programme.is_exempt(item) else ""
    minutes = f" ({item.minutes} minutes)" if item.minutes else ""
    taken = ", taken" if item.outcome == TAKEN else ""
    return f"{programme.public_title(item)}{lead}{minutes}{taken}"


def _host():
    """What makes a UID this installation's own."""
    return settings.SITE_ADDRESS.partition("//")[2].split("/")[0].split(":")[0] or "scrutiny"
