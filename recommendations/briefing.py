""" "Since you last met": what a committee's members need in the ten minutes before they meet, as at a day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse

from recommendations.briefing_rows import Read
from recommendations.models import Proposal, Recommendation
from recommendations.rules import questions, ratings, standing
from recommendations.rules import story as rules
from recommendations.rules.words import Decision, Rating, Shown, Timeliness, Verdict
from recommendations.story_rows import sum_then
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.text import to_plain
from scrutiny.models import Meeting
from scrutiny.papers import words

NEVER_MET = timedelta(days=90)  # how far to look back for a committee that has not met


@dataclass
class Line:
    """One line of a list: what it is about (label, words, url), and what is to be said of it."""

    about: str
    said: str
    label: str = ""
    url: str = ""
    rating: Shown | None = None
    rank: tuple = ()
    note: str = ""  # what stands behind it, such as the sum of a date

    @property
    def colour(self):
        """The mark beside the rating's word, "" for none."""
        return ratings.colour(self.rating.value) if self.rating else ""


@dataclass
class Part:
    """A list under a heading; `none` is what is said when nothing is in it."""

    key: str
    heading: str
    lines: list[Line]
    none: str
    lead: str = ""


@dataclass
class Briefing:
    """A committee's briefing for `meeting` (None when none is in the calendar) as at `on`."""

    body: object
    on: date
    since: date
    meeting: Meeting | None = None
    last: Meeting | None = None
    parts: list[Part] = field(default_factory=list)
    figures: list[tuple[str, int, str]] = field(default_factory=list)  # words, number, key of the part
    is_cut: bool = False


def meetings(body, on, chosen=None):
    """The meeting that a briefing is for, and the formal one before it: a pair, each a Meeting or None.

    That is `chosen`, else the next formal meeting on or after `on`.
    """
    formal = Meeting.objects.filter(body=body, kind=Meeting.Kind.FORMAL)
    meeting = chosen or formal.filter(date__gte=on).order_by("date", "starts_at", "pk").first()
    before = min(on, meeting.date) if meeting else on
    earlier = formal.filter(date__lt=before).order_by("-date", "-pk")
    return meeting, earlier.first()


def read(body, on, *, meeting=None, since=None, user=None):
    """The Briefing of `body` for `meeting` (the next one) as at `on`; `since` replaces the day of the last meeting.

    With `user`, decisions are named only of what they may follow.
    """
    meeting, last = meetings(body, on, meeting)
    since = since or (last.date if last else on - NEVER_MET)
    proposals = _proposals(meeting, on, user)
    found = Read(body, on, min(since, on), [one.recommendation_id for one in proposals])
    briefing = Briefing(body, on, since, meeting, last, is_cut=found.is_cut)
    silent = _silent(found)
    late = _late_responses(found)
    red = _newly_red(found)
    decide = _decisions(found, proposals)
    changed = _changed(found)
    ask = _questions(found, proposals)
    when = f"since {rules.day(since)}"
    briefing.parts = [
        Part("changed", "What has changed", changed, f"Nothing has been recorded {when}."),
        Part("late", "Responses overdue", late, "No response is overdue."),
        Part("red", "Newly red", red, f"Nothing has turned red {when}."),
        Part("silent", "Silent owners", silent, "Everybody who was asked has answered."),
        Part("decide", "Decisions sought", decide, "No decision is proposed for this meeting."),
        Part("ask", "Questions you might ask", ask, "The facts suggest no question.", "Each from what is recorded."),
    ]
    every = [*found.items.values(), *found.actions.values()]
    overdue = sum(item.stood.timeliness is Timeliness.OVERDUE for item in every)
    briefing.figures = [
        ("open", sum(item.stood.is_open for item in found.items.values()), ""),
        ("overdue", overdue, ""),
        *((name, len(lines), key) for name, lines, key in (
            (f"{_noun('response', late)} overdue", late, "late"), ("newly red", red, "red"),
            (f"{_noun('owner', silent)} silent", silent, "silent"),
            (f"{_noun('decision', decide)} sought", decide, "decide"),
        )),
    ]  # fmt: skip
    return briefing


def _noun(noun, lines):
    """A noun for as many as there are lines."""
    return noun if len(lines) == 1 else f"{noun}s"


def short(text, most=110):
    """The beginning of a text, in plain words on one line."""
    said = " ".join(to_plain(text).split())
    return said if len(said) <= most else f"{said[: most - 1].rsplit(' ', 1)[0]}…"


def line(item, said, **more):
    """A Line about a recommendation or a plan's action."""
    thing = item.thing
    if item.is_action:
        url = reverse("recommendations:action-show", args=[thing.pk])
        about = f"{short(thing.text, 80)} ({thing.plan})"
        return Line(about, said, f"Action {thing.label}".strip(), url, **more)
    url = reverse("recommendations:life", args=[thing.pk])
    return Line(short(thing.text), said, thing.label or "", url, **more)


def _proposals(meeting, on, user):
    if meeting is None:
        return []
    known = Proposal.objects.filter(
        meeting=meeting,
        recorded_on__lte=on,
        recommendation__binned_at__isnull=True,
        recommendation__review__binned_at__isnull=True,
    )
    if user is not None:
        known = known.filter(recommendation__in=Recommendation.objects.followed_by(user).order_by())
    known = known.select_related("recommendation__review", "into")
    return list(known.order_by("recommendation__review_id", "recommendation__order", "pk"))


def _decisions(found, proposals):
    lines = []
    for one in proposals:
        said = one.get_kind_display()
        said += f", to {rules.day(one.extend_to)}" if one.extend_to else ""
        said += f", to {one.escalate_to}" if one.escalate_to else ""
        said += f". {short(one.why, 140)}" if one.why else "."
        item = found.items.get(one.recommendation_id)
        url = reverse("recommendations:life", args=[one.recommendation_id])
        rating = item.stood.rating if item else None
        thing = one.recommendation
        lines.append(Line(short(thing.text), said, thing.label or "", url, rating=rating))
    return lines


def _changed(found):
    """What was recorded since, a line for each recommendation or action: what was decided, answered, moved, claimed."""
    said = {}

    def tell(item, rank, sentence):
        if item is not None:
            said.setdefault(id(item), (item, []))[1].append((rank, sentence))

    for one in found.judgements():
        verdict = Verdict(one.kind).words
        tell(found.items.get(one.recommendation_id), 0, f"Decided on {rules.day(one.meeting.date)}: {_low(verdict)}.")
    together = {}
    for one in found.answers():
        together.setdefault((one.response_id, one.request_id), []).append(one)
    for answers in together.values():
        first = answers[0]
        decided = words.joined(dict.fromkeys(_low(Decision(one.decision).words) for one in answers))
        sentence = f"{first.request.addressee} answered on {rules.day(first.response.received_on)}: {decided}."
        tell(found.items.get(first.request.recommendation_id), 1, sentence)
    for action, before, after, times in found.moves():
        often = f", moved {rules.times(times)}" if times > 1 else ""
        sentence = f"Date moved from {partial_dates.in_words(before)} to {partial_dates.in_words(after)}{often}."
        tell(found.item_of(action), 2, sentence)
    for one in found.updates():
        rating = Rating(one.rating)
        sentence = f"Progress claimed: {_low(rating.words)}, {rating.meaning}, as at {rules.day(one.as_at)}."
        tell(found.item_of(one.action), 3, sentence)
    for item in (*found.items.values(), *found.actions.values()):
        change = item.changes
        if change.is_closed and id(item) not in said:
            tell(item, 0, "Ended.")
        if change.is_new and not item.is_action:
            tell(item, 4, "Sent since you last met.")
        elif change.is_newly_overdue and item.stood.due_on:
            tell(item, 4, f"Became overdue: due by {rules.day(item.stood.due_on)}.")
        if change.is_worse or change.is_better:
            tell(item, 5, f"Rating {_low(change.rating_before.words)} before, {_low(item.stood.rating.words)} now.")
    lines = []
    for item, sentences in said.values():
        sentences.sort(key=lambda pair: pair[0])
        told = " ".join(dict.fromkeys(sentence for _, sentence in sentences))
        rank = (sentences[0][0], ratings_order(item.stood.rating))
        lines.append(line(item, told, rating=item.stood.rating, rank=rank))
    return sorted(lines, key=lambda one: one.rank)


def ratings_order(shown):
    """The worst rating first."""
    return list(Shown).index(shown)


def _low(said):
    return said[:1].lower() + said[1:]


def _late_responses(found):
    lines = []
    for item in found.items.values():
        if not item.stood.is_open:
            continue
        for request, due_on in item.waiting:
            if due_on and due_on < found.on:
                late = (found.on - due_on).days
                said = f"{request.addressee}: {rules.days(late)} overdue, due by {rules.day(due_on)}."
                lines.append(line(item, said, rank=(-late,), note=sum_then(request, found.on)))
    return sorted(lines, key=lambda one: one.rank)


def _newly_red(found):
    lines = []
    for item in (*found.items.values(), *found.actions.values()):
        if item.changes.is_newly_red:
            before = item.changes.rating_before
            said = f"It was {_low(before.words)} when the committee last met." if before else "Red from the start."
            owed = rules.lateness(item.stood.due_on, found.on) if item.stood.due_on else ""
            said += f" {owed[:1].upper()}{owed[1:]}." if owed else ""
            lines.append(line(item, said, rating=item.stood.rating, rank=(item.stood.due_on or date.max,)))
    return sorted(lines, key=lambda one: one.rank)


def _silent(found):
    """Owners who were asked and did not answer, with how many actions, those with most first."""
    owed = {}
    for item in (*found.items.values(), *found.actions.values()):
        if item.stood.is_open or item.is_action:
            for owner in item.silent_keys:
                owed.setdefault(owner, []).append(item)
    asked = found.silences(list(owed))
    lines = []
    for owner, items in owed.items():
        labels = list(dict.fromkeys(item.thing.label or short(item.thing.text, 40) for item in items))
        named = words.joined(labels[:6]) + (f" and {len(labels) - 6} more" if len(labels) > 6 else "")
        said = f"{len(items)} action{'' if len(items) == 1 else 's'} with no data: {named}."
        if owner in asked:
            said += f" Asked on {rules.day(asked[owner][0])}, silent on {rules.day(asked[owner][1])}."
        lines.append(Line(str(found.owners[owner]), said, rating=Shown.NO_DATA, rank=(-len(items),)))
    return sorted(lines, key=lambda one: (one.rank, one.about))


def _questions(found, proposals):
    """What the facts suggest to ask, each of one recommendation or action."""
    proposed = {one.recommendation_id: Verdict(one.kind) for one in proposals}
    known = known_of(found, proposed)
    by_key = {
        **{("r", pk): one for pk, one in found.items.items()},
        **{("a", pk): one for pk, one in found.actions.items()},
    }
    return [line(by_key[one.key], one.text) for one in questions.suggest(known, found.on)]


def known_of(found, proposed):
    """What is known of each item, as rules.questions takes it."""
    by_recommendation, by_action = found.said_on()
    reasons, restated = found.refused_with_reasons(), found.restated()
    for kind, items, said_on in (("r", found.items, by_recommendation), ("a", found.actions, by_action)):
        for pk, item in items.items():
            asked = item.facts.asked
            yield questions.Known(
                (kind, pk),
                item.stood,
                item.changes,
                asked=len(asked),
                waiting=[questions.Waiting(str(one.addressee), due_on) for one, due_on in item.waiting],
                decisions=[each for one in asked for each in one.decisions],
                owners=[found.owners[key].name for key in item.owner_keys],
                silent=[found.owners[key].name for key in item.silent_keys],
                proposed=proposed.get(pk) if kind == "r" else None,
                said_on=said_on.get(pk),
                has_actions=bool(item.owed),
                has_reasons=kind == "r" and pk in reasons,
                is_complete=standing.is_complete(item.facts.undertakings),
                repeats=restated.get(pk, ()) if kind == "r" else (),
            )
