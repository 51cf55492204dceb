"""The people of a paper: members and how they changed, witnesses, officers."""

from scrutiny.engine import text
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Membership, Scope

from . import outline, words


def memberships(paper, as_at):
    """Those who served on the conducting body while the review ran, up to `as_at`; a list of Membership."""
    review = paper.review
    if review is None:
        return []

    def read():
        return list(Membership.objects.filter(body=review.conducted_by_id).for_list())

    end = min(filter(None, [as_at.isoformat(), review.endorsed]))
    return [
        one
        for one in outline.shared(paper, "memberships", read)
        if not partial_dates.definitely_before(one.left, review.started)
        and not partial_dates.definitely_before(end, one.joined)
    ]


def membership(section, as_at):
    """Who served on the group, from when to when, and in sentences who left, joined or replaced whom."""
    members = memberships(section.paper, as_at)
    if not members:
        return _text_alone(section)
    return {"intro_html": text.to_html(section.text), **_members(section.paper, members, as_at)}


def _members(paper, members, as_at):
    rows = [
        {"name": one.printed_name, "role": printed_role(one, paper.council), "note": served(paper, one, as_at)}
        for one in members
    ]
    return {
        "members": rows,
        "changes": changes(paper, members, as_at),
        "roles": any(row["role"] for row in rows),
        "served": any(row["note"] for row in rows),
    }


def printed_role(member, council):
    """The role in the council's own word for the chair, with the capacity; "" for a plain member."""
    role = member.printed_role
    if not member.role_words and not member.is_interim:
        role = {
            Membership.Role.CHAIR: council.chair_word,
            Membership.Role.VICE_CHAIR: f"Vice-{council.chair_word.lower()}",
            Membership.Role.MEMBER: "",
        }.get(member.role, role)
    return ", ".join(filter(None, [role, member.capacity])) if role else _capital(member.capacity)


def served(paper, member, as_at):
    """How long somebody served, where that is not the whole review: "from July 2011", "until May 2012"."""
    start = partial_dates.in_words(member.joined) if _joined_later(paper, member) else ""
    if not _has_left(member, as_at):
        return f"From {start}" if start else ""
    end = partial_dates.in_words(member.left)
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"Until {end}" if end else "Left during the review"


def changes(paper, members, as_at):
    """What changed in the membership, a sentence each; a reason for leaving only where somebody decided to print it."""
    sentences, succeeded = [], set()
    by_pk = {one.pk: one for one in members}
    for one in members:
        if not _has_left(one, as_at):
            continue
        why = _in_brackets(one.reason_left) if one.prints_reason else ""
        said = f"{one.printed_name} left{_space(words.when(one.left))}{why}"
        successor = by_pk.get(one.replaced_by_id)
        if successor is not None:
            succeeded.add(successor.pk)
            said += f" and was replaced by {successor.printed_name}"
            if successor.joined and successor.joined != one.left:
                said += f", who joined {words.when(successor.joined)}"
            if one.prints_reason:  # why somebody came may tell why another went
                said += _in_brackets(successor.reason_joined)
        sentences.append(f"{said}.")
    for one in members:
        if one.pk not in succeeded and _joined_later(paper, one):
            sentences.append(f"{one.printed_name} joined {words.when(one.joined)}{_in_brackets(one.reason_joined)}.")
    return sentences


def _joined_later(paper, member):
    """Whether somebody joined after the review had begun; unknown dates count as there from the start."""
    return bool(member.joined) and partial_dates.definitely_before(paper.review.started, member.joined)


def _has_left(member, as_at):
    return member.has_left and not partial_dates.definitely_before(as_at.isoformat(), member.left)


def _in_brackets(reason):
    reason = reason.strip().rstrip(".")
    return f" ({reason})" if reason else ""


def _space(said):
    return f" {said}" if said else ""


def _capital(said):
    return said[:1].upper() + said[1:]


def heard(paper):
    """Every kept witness of the review, in order; read once."""
    review = paper.review
    if review is None:
        return []
    return outline.shared(
        paper, "witnesses", lambda: list(review.witnesses.kept().select_related("body").order_by("order", "pk"))
    )


def _witness(one):
    role = f"then {one.role}" if one.role and one.is_then else one.role
    organisation = one.organisation or (one.body.name if one.body else "")
    if organisation.casefold() in role.casefold():
        organisation = ""  # "Transport Trust Manager" says already whose
    return {"name": one.printed_name, "role": _capital(role), "organisation": organisation, "gave": ""}


def _witnesses(found):
    rows = [_witness(one) for one in found]
    return {"witnesses": rows, "roles": any(row["role"] or row["organisation"] for row in rows)}


def witnesses(section, as_at):
    """Thanks to those who gave evidence, each in the role they had then; anonymous ones as described."""
    thanked = [one for one in heard(section.paper) if one.is_thanked]
    if not thanked:
        return _text_alone(section)
    body = section.review.conducted_by
    thanks = f"{_capital(words.the(body.name))} thanks those who gave evidence."
    return {"intro_html": text.to_html(section.text or thanks), **_witnesses(thanked)}


def members_and_witnesses(section, as_at):
    """Members of the group, witnesses and officers, each under a heading of their own.

    The section's own text names the officers, one a line; without it they are as the scope planned them.
    """
    paper, parts = section.paper, []
    members = memberships(paper, as_at)
    if members:
        kind = section.review.conducted_by.get_kind_display().lower()
        heading = f"Members of the {kind}"
        data = {"intro_html": "", **_members(paper, members, as_at)}
        parts.append({"heading": heading, "template": "papers/blocks/membership.html", "data": data})
    if heard(paper):
        data = {"intro_html": "", **_witnesses(heard(paper))}
        parts.append({"heading": "Witnesses", "template": "papers/blocks/witnesses.html", "data": data})
    scope = scope_of(paper)
    officers = section.text.strip() or (scope.support.strip() if scope else "")
    if officers:
        items = words.items_of(officers) or [{"html": text.to_html(officers)}]
        data = {"items": items, "intro_html": ""}
        parts.append({"heading": "Officers", "template": "papers/blocks/list.html", "data": data})
    return {"template": "", "parts": parts} if parts else None


def scope_of(paper):
    """The review's scope, or None; read once."""
    return outline.shared(paper, "scope", lambda: Scope.objects.filter(review=paper.review_id).first())


def _text_alone(section):
    """A section whose live part is empty prints its text, if it has any."""
    if not section.text.strip():
        return None
    return {"template": "papers/blocks/prose.html", "html": text.to_html(section.text)}
