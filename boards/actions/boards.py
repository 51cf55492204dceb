"""Writing what is particular to a board, how bodies stand to each other, and a board's appearances."""

from django.db import transaction

from boards.models import Appearance, Board, GovernanceLink
from scrutiny.engine import audit, versions
from scrutiny.models import Body
from scrutiny.refused import Refused

TWICE = "{body} {kind} {to} already. Choose another body, or another way in which it stands to it"
ITSELF = "{body} cannot stand to itself. Choose two different bodies"
APPEARED = "What happened at this meeting is recorded already. Choose another meeting, or change that record"


@transaction.atomic
def save_profile(body, seen_version, *, by, **fields):
    """Save a board's profile, made when there is none yet: legal_basis, statutory_guidance, role, website,
    reports_a_year. Returns the Board; raises versions.Stale when somebody saved first.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    profile = Board.objects.filter(body=body).first()
    if profile is None:
        profile = Board(body=body, **fields)
        profile._history_user = by
        profile.save()
        audit.record(profile, "described", by=by, after={name: str(value or "") for name, value in fields.items()})
        return profile
    return versions.save_text(profile, seen_version, by, **fields)


@transaction.atomic
def link_bodies(body, kind, to, *, by, note=""):
    """Say that `body` reports to, advises or is a member of `to`; raises Refused for what is recorded already."""
    if body.pk == to.pk:
        raise Refused(ITSELF.format(body=body), "to")
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if GovernanceLink.objects.filter(body=body, kind=kind, to=to).exists():
        words = GovernanceLink.Kind(kind).label
        raise Refused(TWICE.format(body=body, kind=words, to=to), "to")
    link = GovernanceLink.objects.create(body=body, kind=kind, to=to, note=note)
    audit.record(link, "linked", by=by, after={"link": str(link), "note": note})
    return link


@transaction.atomic
def unlink_bodies(link, *, by):
    """Take a link out that no longer holds or never did; the audit keeps that it was there."""
    audit.record(link, "took out", by=by, before={"link": str(link), "note": link.note})
    link.delete()


@transaction.atomic
def add_appearance(board, *, meeting, by, **fields):
    """Record that a board came, or will come, before a meeting; `fields` are presented_by, paper, note.

    Raises Refused when the meeting has one already.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=board.pk)
    _once(board, meeting)
    appearance = Appearance.objects.create(board=board, meeting=meeting, **fields)
    audit.record(appearance, "added", by=by, after=_plain({"meeting": meeting, **fields}))
    return appearance


@transaction.atomic
def change_appearance(appearance, *, meeting, by, **fields):
    """Correct an appearance; raises Refused when another is recorded at the meeting."""
    Body.objects.select_for_update(of=("self",)).get(pk=appearance.board_id)
    appearance = Appearance.objects.select_related("meeting__body", "paper", "board").get(pk=appearance.pk)
    _once(appearance.board, meeting, appearance)
    fields |= {"meeting": meeting}
    before = _plain({name: getattr(appearance, name) for name in fields})
    for name, value in fields.items():
        setattr(appearance, name, value)
    appearance.save(update_fields=list(fields))
    if before != _plain(fields):
        audit.record(appearance, "changed", by=by, before=before, after=_plain(fields))
    return appearance


def _once(board, meeting, but=None):
    others = Appearance.objects.filter(board=board, meeting=meeting).exclude(pk=getattr(but, "pk", None))
    if others.exists():
        raise Refused(APPEARED, "meeting")


def _plain(fields):
    return {name: str(value or "") for name, value in fields.items()}
