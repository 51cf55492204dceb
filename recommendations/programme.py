"""A committee's forward look as it is read: meetings in order, items, what does not go together.

Read in a fixed number of queries. The words of what is exempt never come into it: an item that came from an exempt
finding says only that it is exempt.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import F, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from recommendations import remit
from recommendations.models import ForwardItem, ForwardRule, Occasion, Recommendation
from recommendations.rules import municipal, occasions
from recommendations.rules import programme as rules
from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Meeting
from scrutiny.permissions import can_read_inside

KINDS = (Meeting.Kind.FORMAL, Meeting.Kind.PRIVATE)  # at which a committee takes the items of its programme
LONGEST_TITLE = 120
EXEMPT = "An exempt item"
Source = ForwardItem.Source
RELATED = (
    "meeting__body",
    "board",
    "finding__section__paper__review",
    "recommendation__review",
    "recommendation__section__paper",
)


@dataclass
class Column:
    """One list of the programme: a meeting with its items, or what is not placed yet (meeting None)."""

    meeting: Meeting | None
    items: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)

    @property
    def minutes(self):
        """How long its items take together, as far as that is known."""
        return sum(one.minutes or 0 for one in self.items if one.outcome != rules.DROPPED)


@dataclass
class Programme:
    """A year's forward look."""

    year: str
    columns: list
    conflicts: list  # those of no one meeting
    rule: ForwardRule
    meetings: list


def rule_of(body):
    """The body's ForwardRule, or the usual one, unsaved."""
    return ForwardRule.objects.filter(body=body).first() or ForwardRule(body=body)


def meetings_of(body, year):
    """The committee's own meetings of a municipal year at which items are taken, in date order."""
    days = (municipal.first_day(year), municipal.last_day(year))
    return list(_held(body).filter(date__range=days).order_by("date", "starts_at", "pk"))


def _held(body):
    return Meeting.objects.filter(body=body, kind__in=KINDS).select_related("body")


def meetings_below(body, year):
    """The formal meetings of the committee's sub-committees and groups in a year, in date order."""
    others = remit.under(body) - {body.pk}
    days = (municipal.first_day(year), municipal.last_day(year))
    found = Meeting.objects.filter(body__in=others, kind=Meeting.Kind.FORMAL, date__range=days)
    return list(found.select_related("body").order_by("date", "starts_at", "pk")) if others else []


def may_hold(body, meeting):
    """Whether an item of the body may be placed at a meeting: its own, or a formal one of its sub-committees."""
    if meeting.body_id == body.pk:
        return True
    return meeting.kind == Meeting.Kind.FORMAL and meeting.body_id in remit.under(body)


def items_of(body, year, as_at=None):
    """The kept items of a year in order, with their sources; as they stood at the end of a past day with `as_at`."""
    if as_at is None or as_at >= timezone.localdate():
        found = list(ForwardItem.objects.kept().filter(body=body, year=year))
    else:
        end = timezone.make_aware(datetime.combine(as_at + timedelta(days=1), time()))
        gone = ForwardItem.objects.filter(body=body, binned_at__lt=end).values_list("pk", flat=True)
        found = list(ForwardItem.history.as_of(end).filter(body=body, year=year).exclude(id__in=list(gone)))
    prefetch_related_objects(found, *RELATED)
    return sorted(found, key=lambda one: (one.order, one.pk))


def is_exempt(item):
    """Whether the public may not know what an item is about: it came from something exempt."""
    thing = item.finding or item.recommendation
    return thing is not None and is_exempt_thing(thing)


def is_exempt_thing(thing):
    """Whether a finding or recommendation stands in an exempt section or an exempt paper."""
    return thing.section.is_exempt or thing.section.paper.is_exempt


def title_of(thing):
    """The title that an item gets from a finding or recommendation: its beginning, and nothing of an exempt one."""
    if is_exempt_thing(thing):
        return EXEMPT
    said = " ".join(text.to_plain(thing.text).split())
    return said if len(said) <= LONGEST_TITLE else f"{said[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def public_title(item):
    """The title for print and calendars: what is exempt is not named."""
    return EXEMPT if is_exempt(item) else item.title


def planned_for(meeting):
    """The titles, as print has them, of what is planned for a meeting and neither taken nor taken off, in order."""
    found = ForwardItem.objects.kept().filter(meeting=meeting, outcome=ForwardItem.Outcome.PLANNED)
    found = list(found.order_by("order", "pk"))
    prefetch_related_objects(found, *RELATED)
    return [public_title(one) for one in found]


def came_from(item):
    """Where an item came from, in words."""
    if item.source == Source.FINDING:
        return f"{labelled('Finding', item.finding.label)} of {review_words(item.finding.review)}"
    if item.source == Source.RECOMMENDATION:
        one = item.recommendation
        return f"{labelled('Recommendation', one.label)} of {review_words(one.review)}"
    own = {Source.BOARD: str(item.board), Source.STANDING: "Standing item", Source.REQUEST: "Request"}.get(item.source)
    if item.source == Source.REQUEST and item.source_words:
        return f"Request: {item.source_words}"
    return ". ".join(filter(None, [own, item.source_words]))


def labelled(noun, label):
    """ "Finding 2.1", or the noun alone."""
    return f"{noun} {label.strip('()')}" if label else noun


def review_words(review):
    """The review’s title as it stands in a sentence."""
    return "a review that was taken away" if review.binned_at else f"“{review.title}”"


def link_sources(items, user):
    """Give each item `came_from` in words and `source_url`, which is "" for what the user may not open."""
    keys = {one.recommendation_id for one in items if one.recommendation_id}
    follows = set()
    if keys:
        follows = set(Recommendation.objects.followed_by(user).filter(pk__in=keys).values_list("pk", flat=True))
    for one in items:
        one.came_from = came_from(one)
        one.source_url = ""
        if one.finding is not None:
            one.source_url = finding_url(one.finding, user)
        elif one.recommendation_id in follows:
            one.source_url = reverse("recommendations:life", args=[one.recommendation_id])
        elif one.board is not None:
            one.source_url = one.board.get_absolute_url()


def finding_url(finding, user):
    """Where the user may read the finding, or "" where they may not."""
    review = finding.review
    if review.binned_at is None and can_read_inside(user, review):
        return finding.get_absolute_url()
    return review.get_absolute_url() if review.binned_at is None and review.published_at else ""


def read(body, year, user, today):
    """The Programme of a year as `user`, who serves the body, sees it today."""
    own = meetings_of(body, year)
    items = items_of(body, year)
    link_sources(items, user)
    known = {one.pk for one in own}
    placed = {one.meeting_id: one.meeting for one in items if one.meeting_id and one.meeting_id not in known}
    held = sorted([*own, *placed.values()], key=lambda one: (one.date, str(one.starts_at or ""), one.pk))
    rule = rule_of(body)
    found = rules.conflicts(
        [_placed(one, day) for one, day in zip(items, _due_days(body, items), strict=True)],
        [rules.Held(one.pk, one.date, one.body_id, one.body.name) for one in held],
        body=body.pk,
        most_items=rule.most_items,
        most_minutes=rule.most_minutes,
        today=today,
    )
    columns = [
        Column(
            meeting,
            [one for one in items if one.meeting_id == meeting.pk],
            [one for one in found if one.meeting == meeting.pk],
        )
        for meeting in held
    ]
    columns.append(Column(None, [one for one in items if one.meeting_id is None]))
    return Programme(year, columns, [one for one in found if one.meeting is None], rule, own)


def _placed(item, due):
    source = None
    if item.source in (Source.FINDING, Source.RECOMMENDATION, Source.BOARD):
        source = (item.source, getattr(item, f"{item.source}_id"))
    elif item.note_id:
        source = ("note", item.note_id)
    return rules.Placed(item.pk, item.title, item.meeting_id, item.lead, item.minutes, source, due, item.outcome)


def _due_days(body, items):
    """For each item the last day by which its recommendation is due, or None."""
    days = {}
    if any(one.source == Source.RECOMMENDATION and one.recommendation.due_event for one in items):
        days = {key: day for key, (_, day, _) in occasions_of(body).items()}
    for one in items:
        if one.source != Source.RECOMMENDATION:
            yield None
        elif one.recommendation.due_on:
            yield partial_dates.parse(one.recommendation.due_on).latest()
        else:
            yield days.get(occasions.key(one.recommendation.due_event))


def occasions_of(body):
    """{key: (name, day, meeting)} of the council's occasions that have a day."""
    known = Occasion.objects.filter(council=body.council_id).prefetch_related("dates__meeting__body")
    given = [(one, list(one.dates.all())[-1:]) for one in known]
    return {one.key: (one.name, last[0].held_on, last[0].meeting) for one, last in given if last}


def left_over(body, year, on):
    """The items of a year that were neither taken nor taken off and stand at no coming meeting, in order."""
    gone = Q(meeting__isnull=True) | Q(meeting__date__lt=on)
    found = ForwardItem.objects.kept().filter(gone, body=body, year=year, outcome=rules.PLANNED)
    return found.select_related("meeting").order_by(F("meeting__date").asc(nulls_last=True), "order", "pk")


def years_of(body, today):
    """The years to choose from: those that have items, this one and the next, in order."""
    known = set(ForwardItem.objects.kept().filter(body=body).order_by().values_list("year", flat=True).distinct())
    now = municipal.year_of(today)
    return sorted(known | {now, municipal.after(now)})
