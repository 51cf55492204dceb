"""What an owner does through their link: opening, keeping a draft, answering. Nobody is signed in."""

import uuid
from functools import partial

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from recommendations import asking
from recommendations.actions import links, updates
from recommendations.models import Ask, AskItem
from recommendations.rules.chasing import NOTHING, PROPOSED
from recommendations.rules.words import Rating
from scrutiny.engine import audit
from scrutiny.refused import Refused

_WORST = list(Rating)  # from green to red, then no data
ALREADY = "This has been answered already, perhaps in another window. Nothing has been sent a second time"


def opened(ask):
    """Remember when the owner first opened their link."""
    if ask.opened_at is None:
        Ask.objects.filter(pk=ask.pk, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def save_draft(ask, drafts, files=None, *, on=None):
    """Keep what was typed and not sent: `drafts` is {AskItem key: dict of texts}, `files` {AskItem key: uploaded file}.

    A file kept before stays unless another comes or its draft says `"evidence_off": True`. Raises links.DeadLink when
    the link no longer works. Gives {AskItem key: its draft as it is now}.
    """
    ask = _locked(ask, on or timezone.localdate())
    kept = {}
    for item in AskItem.objects.select_for_update(of=("self",)).filter(ask=ask, pk__in=drafts):
        draft = dict(drafts[item.pk])
        before = (item.draft or {}).get("evidence")
        taken_off = draft.pop("evidence_off", False)
        file = (files or {}).get(item.pk)
        if file is not None:
            draft["evidence"] = {"name": file.name[:200], "stored": _store(file)}
        elif before and not taken_off:
            draft["evidence"] = before
        if before and before != draft.get("evidence"):
            transaction.on_commit(partial(_forget_file, before))
        item.draft = draft or None
        item.save(update_fields=["draft"])
        kept[item.pk] = item.draft
    return kept


@transaction.atomic
def answer(ask, answers, *, on=None):
    """Send an owner's answers; gives the ProgressUpdates, which wait for the officer.

    `answers` is {AskItem key: dict of `parts` ({limb key or None: (rating, commentary)}) and, each optional,
    `blocked_by`, `proposed_on` (a date), `proposed_why`, `evidence` (an uploaded file)}. Items left out stay open. A
    new date is a proposal in words: the officer moves dates. Raises links.DeadLink, and Refused when an action was
    closed meanwhile, when a part was answered already, or when there is nothing to send.
    """
    on = on or timezone.localdate()
    ask = _locked(ask, on)
    if not answers:
        raise Refused(NOTHING)
    given = []
    for item in asking.items_of(ask, on):
        if item.pk in answers:
            given += _answer(ask, item, answers[item.pk], on)
    now = timezone.now()
    AskItem.objects.filter(pk__in=answers, ask=ask).update(answered_at=now, draft=None)
    left = [item for item in ask.items.filter(answered_at=None).select_related("action") if not item.action.closed_on]
    if not left and ask.answered_at is None:
        Ask.objects.filter(pk=ask.pk).update(answered_at=now)
    audit.record(ask, "answered", by=None, after={"actions": len(answers), "still open": len(left)})
    return given


def _answer(ask, item, said, on):
    if item.is_closed:
        closed = f"{item.action.closed_on.day} {item.action.closed_on:%B %Y}"
        raise Refused(
            f"“{item.action}” was closed on {closed}, so it needs no answer. Leave it out", f"closed-{item.pk}"
        )
    open_parts = {part.limb.pk if part.limb else None: part for part in item.open_parts}
    if not open_parts or set(said["parts"]) - set(open_parts):
        raise Refused(ALREADY)
    missing = set(open_parts) - set(said["parts"])
    if missing:
        raise Refused("Choose a rating for every part")
    kept = (item.item.draft or {}).get("evidence")
    evidence = said.get("evidence")
    if evidence is None and kept:
        evidence = _kept_file(kept)
    # What is said of the action as a whole goes with its worst part.
    carrier = max(said["parts"], key=lambda key: _WORST.index(Rating(said["parts"][key][0])))
    as_at = min(max(ask.round.as_at, item.action.recorded_on), on)
    given = []
    for key, (rating, commentary) in said["parts"].items():
        whole = key == carrier
        given.append(
            updates.give(
                item.action,
                rating=rating,
                as_at=as_at,
                commentary=_with_date(commentary, said) if whole else commentary,
                blocked_by=said.get("blocked_by", "") if whole else "",
                limb=open_parts[key].limb,
                evidence=evidence if whole else None,
                source="owner",
                given_by=str(ask.owner)[:250],
                ask_item=item.item,
                on=on,
            )
        )
    if kept:
        transaction.on_commit(partial(_forget_file, kept))
    return given


def _with_date(commentary, said):
    """The commentary with the date that the owner proposes, in words."""
    proposed = said.get("proposed_on")
    if not proposed:
        return commentary
    words = f"{PROPOSED} {proposed.day} {proposed:%B %Y}."
    if said.get("proposed_why"):
        words += f" Why: {said['proposed_why']}"
    return f"{commentary}\n\n{words}".strip()


def _locked(ask, on):
    found = Ask.objects.select_for_update(of=("self",)).select_related("round__council", "round__body", "owner")
    ask = found.get(pk=ask.pk)
    links.check(ask, on)
    return ask


def _store(file):
    """Put an uploaded file by until the answer is sent; gives where."""
    ending = file.name.rpartition(".")[2][:10]
    file.seek(0)
    return default_storage.save(f"answer-drafts/{uuid.uuid4().hex}.{ending}", file)


def _kept_file(kept):
    return File(default_storage.open(kept["stored"]), name=kept["name"])


def _forget_file(kept):
    if default_storage.exists(kept["stored"]):
        default_storage.delete(kept["stored"])
