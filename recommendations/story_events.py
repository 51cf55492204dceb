"""What happened to one recommendation, as events of its story: read-only, as known on a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from recommendations.rules import story as rules
from recommendations.rules.words import Closing, Decision, Rating, Verdict
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.text import to_html
from scrutiny.papers import words


@dataclass
class Event:
    """One thing that happened: when (None for what has no day), in a title, who by, plain facts, and words said.

    `rating` is a rules.words.Rating. `before` and `after` are a wording and the one that replaced it. `file` is a
    pair of a name and the address's arguments.
    """

    on: date | None
    kind: str
    title: str
    facts: list[str] = field(default_factory=list)
    html: str = ""
    rating: Rating | None = None
    before: str = ""
    after: str = ""
    when: str = ""
    action_pk: int | None = None
    waiting_pk: int | None = None
    file: tuple | None = None
    meeting: object = None


def events(recommendation, rows, on, reader):
    """The story's events up to `on` for `reader`, in order."""
    found = [*_made(recommendation, rows, on), *_sent(rows, on), *_responses(recommendation, rows, on, reader)]
    for action in rows.actions:
        found += _of_action(action, on, len(rows.actions) > 1)
    found += [*_updates(rows, on, reader), *_chases(rows, on), *_judgements(rows, reader)]
    found += _withdrawals(recommendation, rows, on)
    for one in found:
        one.when = one.when or (rules.day(one.on) if one.on else "")
    return rules.in_order(found)


def _withdrawals(recommendation, rows, on):
    """That it was withdrawn, and perhaps reinstated; the reason is kept only of the last time."""
    for one in rows.withdrawals:
        reason = recommendation.withdrawn_reason if one == rows.withdrawals[-1] else ""
        yield Event(one.withdrawn_on, "withdrawn", "Withdrawn", html=to_html(reason))
        if one.reinstated_on and one.reinstated_on <= on:
            yield Event(one.reinstated_on, "withdrawn", "Reinstated")


def _made(recommendation, rows, on):
    """Agreed, and endorsed where the review says when."""
    review = recommendation.review
    agreed = timezone.localdate(review.agreed_at)
    first = min([agreed, *(one.sent_on for one in rows.requests)])
    facts = [f"By {words.the(review.commissioned_by.name)}"]
    if review.conducted_by_id != review.commissioned_by_id:
        facts = [f"By {words.the(review.conducted_by.name)}, for {words.the(review.commissioned_by.name)}"]
    title, when = "Agreed", rules.day(agreed)
    if review.endorsed:
        title, when = "Agreed and endorsed", partial_dates.in_words(review.endorsed)
        first = min(first, partial_dates.parse(review.endorsed).earliest())
    elif first < agreed:
        when = f"By {rules.day(first)}"
    return [Event(first, "made", title, facts, when=when)]


def _sent(rows, on):
    """Sent, one event for those who were sent it on one day with one deadline; and deadlines worked out anew."""
    together = defaultdict(list)
    for one in rows.requests:
        first = next(iter(one.deadline_changes.all()), None)
        due_on, sum_ = (first.before_on, first.before_sum) if first else (one.due_on, one.sum)
        together[one.sent_on, one.received_on, due_on, sum_].append(one)
    for (sent_on, received_on, due_on, sum_), requests in together.items():
        facts = [f"Received {rules.day(received_on)}"] if received_on != sent_on else []
        facts += [f"Response due by {rules.day(due_on)}" if due_on else "No day by which a response is due"]
        facts += [f"How the day was worked out: {sum_}"] if sum_ else []
        names = words.joined(str(one.addressee) for one in requests)
        yield Event(sent_on, "sent", f"Sent to {names}", facts)
    moved = defaultdict(list)
    for one in rows.requests:
        for change in one.deadline_changes.all():
            if change.recorded_on <= on:
                moved[change.recorded_on, change.before_on, change.after_on, change.after_sum, change.why].append(one)
    for (day, before, after, sum_, why), requests in moved.items():
        names = words.joined(str(one.addressee) for one in requests)
        facts = [f"For {names}", f"Why: {why}" if why else "", f"How the day was worked out: {sum_}" if sum_ else ""]
        title = f"Response now due by {rules.day(after)}" if after else "Response no longer due by a day"
        title += f", before by {rules.day(before)}" if before else ""
        yield Event(day, "deadline", title, [*filter(None, facts)])


def _responses(recommendation, rows, on, reader):
    """One event for each addressee's answer in a response, its limbs together."""
    together = defaultdict(list)
    for answer in rows.answers:
        together[answer.response_id, answer.request_id].append(answer)
    for answers in together.values():
        response, addressee = answers[0].response, answers[0].request.addressee
        # What was entered wrongly may say what nobody was meant to read: only officers see that it was there.
        if response.withdrawn_on and not reader.officer:
            continue
        facts = _decided(response, addressee)
        if response.withdrawn_on and response.withdrawn_on <= on:
            facts.append(
                f"Entered wrongly, and withdrawn on {rules.day(response.withdrawn_on)}: {response.withdrawn_why}"
            )
        facts += _apart(recommendation, answers)
        said = [response.reasons, *(answer.reasons for answer in answers)]
        amended = [one for one in answers if one.amended_text.strip()]
        file = (response.document_name or "The reply", response.pk) if response.document and reader.inside else None
        yield Event(
            response.received_on,
            "response",
            f"{addressee!s} answered: {_decisions(answers)}",
            facts,
            to_html("\n\n".join(filter(None, said))),
            before="\n\n".join(one.limb.text if one.limb else recommendation.text for one in amended),
            after="\n\n".join(one.amended_text for one in amended),
            file=file,
        )


def _decided(response, addressee):
    """Who decided, when and where, as far as it is known."""
    facts = []
    if response.decided_by or response.decided_on or response.decided_at:
        by = f" by {response.decided_by}" if response.decided_by else ""
        when = f" {words.when(response.decided_on)}" if response.decided_on else ""
        where = f", {response.decided_at}" if response.decided_at else ""
        facts.append(f"Decided{by}{when}{where}")
    return facts


def _decisions(answers):
    """ "accepted", or "accepted and rejected" where limbs differ."""
    found = list(dict.fromkeys(Decision(one.decision).words for one in answers))
    return words.joined(one[0].lower() + one[1:] for one in found)


def _apart(recommendation, answers):
    """Which limb was answered how, where they were answered apart."""
    if not any(one.limb_id for one in answers):
        return []
    return [f"{one.limb.label or 'Part'} {Decision(one.decision).words.lower()}".strip() for one in answers if one.limb]


def _of_action(action, on, is_named):
    """That an action was undertaken, moved, handed over, ended; it `is_named` where there are several."""
    which = f"Action: {action}" if is_named else ""
    handovers = list(action.handovers.all())
    first_owner = handovers[0].before if handovers else action.owner
    facts = [f"Owner: {first_owner}" if first_owner else "No owner"]
    facts.append(_due_of(action) or "No date")
    if action.answer_id:
        facts.append(f"Promised in the response of {action.answer.request.addressee}")
    if action.came_from_id:
        facts.append(f"From “{action.came_from}”")
    label = f"Action {action.label}" if action.label else "An action"
    yield Event(
        action.recorded_on, "action", f"{label} was undertaken", facts, to_html(action.text), action_pk=action.pk
    )
    for one in action.revisions.all():
        if one.revised_on <= on:
            before = partial_dates.in_words(one.before_on)
            title = f"Date {'moved from ' + before if before else 'set'} to {partial_dates.in_words(one.due_on)}"
            facts = [f"Why: {one.why}", f"By {one.who}" if one.who else "", which]
            yield Event(one.revised_on, "moved", title, [*filter(None, facts)], action_pk=action.pk)
    for one in handovers:
        if one.recorded_on <= on:
            title = f"Handed over from {one.before or 'nobody'} to {one.owner or 'nobody'}"
            facts = [f"Why: {one.why}" if one.why else "", which]
            yield Event(one.recorded_on, "handed", title, [*filter(None, facts)], action_pk=action.pk)
    if action.closed_on and action.closed_on <= on:
        facts = [which, action.closing_note]
        title = f"Action ended: {Closing(action.closing).words.lower()}"
        yield Event(action.closed_on, "ended", title, [*filter(None, facts)], action_pk=action.pk)


def _due_of(action):
    due = partial_dates.in_words(action.due_on)
    return " or ".join(
        filter(None, [f"First due {due}" if due else "", f"due {action.due_event}" if action.due_event else ""])
    )


def _updates(rows, on, reader):
    """What was claimed; what waits or was sent back only for officers."""
    for one in rows.updates:
        settled = one.settled_on is not None and one.settled_on <= on
        counts = settled and one.state == one.State.ACCEPTED
        if not (counts or reader.officer) or (one.source == one.Source.SYSTEM and one.ask_item_id):
            continue
        rating = Rating(one.rating)
        facts = [f"Said by {_teller(one, reader)}"]
        facts += [f"Blocked by: {one.blocked_by}"] if one.blocked_by else []
        facts += [f"Action: {one.action}"] if len(rows.actions) > 1 else []
        if one.limb:
            facts.append(f"Of part {one.limb.label or one.limb.text}")
        if not settled:
            facts.append("Waiting for the officer to accept it: it does not count yet")
        elif not counts:
            facts.append(f"Sent back on {rules.day(one.settled_on)}: {one.remark}" if one.remark else "Sent back")
        file = (one.evidence_name or "Evidence", one.pk) if one.evidence and reader.inside else None
        title = f"Progress claimed: {rating.words.lower()}, {rating.meaning}"
        yield Event(
            one.as_at,
            "update",
            title,
            facts,
            to_html(one.commentary),
            rating,
            when=f"As at {rules.day(one.as_at)}",
            action_pk=one.action_id,
            waiting_pk=None if settled else one.pk,
            file=file,
        )


def _teller(update, reader):
    """Who said it; an e-mail address is nobody's name."""
    if update.given_by and ("@" not in update.given_by or reader.officer):
        return update.given_by
    return update.get_source_display()


def _chases(rows, on):
    """Who was asked, when they were reminded, and that they did not answer."""
    asks = {}
    for item in rows.asked:
        asks.setdefault(item.ask_id, item.ask)
    for ask in asks.values():
        answered = ask.answered_at and timezone.localdate(ask.answered_at) <= on
        facts = [f"Answered on {rules.day(timezone.localdate(ask.answered_at))}"] if answered else []
        if not answered and not (ask.silent_on and ask.silent_on <= on):
            facts.append(f"Answer due by {rules.day(ask.round.due_on)}")
        title = f"{ask.owner.name} was asked for progress as at {rules.day(ask.round.as_at)}"
        yield Event(ask.asked_on, "asked", title, facts)
        if ask.silent_on and ask.silent_on <= on:
            reminded = [day for day in dict.fromkeys(rows.letters[ask.pk]) if ask.asked_on < day <= ask.silent_on]
            facts = [f"Asked on {rules.day(ask.asked_on)}"]
            facts += [f"Reminded on {words.joined(map(rules.day, reminded))}"] if reminded else []
            yield Event(ask.silent_on, "silent", f"{ask.owner.name} did not answer", facts, rating=Rating.NO_DATA)


def _judgements(rows, reader):
    """What the committee decided, where, on what evidence, and who dissented."""
    for one in rows.judgements:
        facts = [f"{one.meeting.body.name}, {rules.day(one.meeting.date)}"]
        facts[0] += f", minute {one.minute_reference}" if one.minute_reference else ""
        facts += verdict_facts(one, reader)
        facts += [f"Vote: {one.vote}"] if one.vote else []
        facts += [f"Dissent: {one.dissent}"] if one.dissent else []
        verdict = Verdict(one.kind)
        did = _VERBS.get(verdict) or f"closed it: {verdict.words.partition(': ')[2]}"
        title = f"The committee {did}"
        yield Event(one.meeting.date, "judgement", title, facts, to_html(one.evidence), meeting=one.meeting)


_VERBS = {
    Verdict.CONTINUE: "decided to go on watching it",
    Verdict.EXTEND: "gave it more time",
    Verdict.ESCALATE: "took it higher",
    Verdict.REOPEN: "opened it again",
}


def verdict_facts(one, reader):
    """To when, to whom, into what: plain lines of a judgement or a proposal."""
    facts = [f"To {rules.day(one.extend_to)}"] if one.extend_to else []
    facts += [f"To {one.escalate_to}"] if one.escalate_to else []
    if one.into_id in reader.named:
        facts.append(f"Now recommendation {one.into.label or 'without a number'} of “{one.into.review}”")
    elif one.into_id:
        facts.append("Now part of another recommendation")
    return facts
