"""Which bodies a user speaks for: the ground under every `visible_to` and `can_<verb>`.

Council-wide roles and memberships are few per person, so they are read once per request and kept on the user.
"""

from dataclasses import dataclass, field

from django.apps import apps


@dataclass(frozen=True)
class Access:
    """What one user may act for, as sets of primary keys."""

    officer_bodies: frozenset = field(default_factory=frozenset)
    member_bodies: frozenset = field(default_factory=frozenset)
    co_opted_bodies: frozenset = field(default_factory=frozenset)
    responsible_bodies: frozenset = field(default_factory=frozenset)
    administrator_of: frozenset = field(default_factory=frozenset)
    monitoring_of: frozenset = field(default_factory=frozenset)
    councils: frozenset = field(default_factory=frozenset)
    officer_of: frozenset = field(default_factory=frozenset)  # councils in which they are an officer

    @property
    def is_anybody(self):
        """Whether the user has any post at all."""
        return bool(self.councils)


NOBODY = Access()


def access_of(user):
    """The Access of `user` (signed in or not), read once and kept on the user object."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    if not hasattr(user, "_scrutiny_access"):
        user._scrutiny_access = _read(user)
    return user._scrutiny_access


def forget(user):
    """Read the user's access anew next time; for code that changes roles and then asks."""
    if hasattr(user, "_scrutiny_access"):
        del user._scrutiny_access


def _read(user):
    role_model = apps.get_model("scrutiny", "Role")
    membership_model = apps.get_model("scrutiny", "Membership")
    roles = list(role_model.objects.filter(user=user).values_list("kind", "council_id", "body_id"))
    memberships = list(
        membership_model.objects.filter(person__user=user, has_left=False).values_list(
            "role", "body__council_id", "body_id"
        )
    )
    by_kind = {}
    for kind, council, body in roles:
        by_kind.setdefault(kind, []).append((council, body))
    officer = {body for _, body in by_kind.get("officer", [])}
    # Observers and substitutes sit in, but are no members.
    member = {body for role, _, body in memberships if role in ("chair", "vice_chair", "member")}
    co_opted = {body for role, _, body in memberships if role == "co_opted"}
    councils = {council for _, council, _ in roles} | {council for _, council, _ in memberships}
    below = _children(officer | member | co_opted)
    return Access(
        officer_bodies=frozenset(_with_descendants(officer, below)),
        member_bodies=frozenset(_with_descendants(member, below)),
        co_opted_bodies=frozenset(_with_descendants(co_opted, below)),
        responsible_bodies=frozenset(body for _, body in by_kind.get("responsible", [])),
        administrator_of=frozenset(council for council, _ in by_kind.get("administrator", [])),
        monitoring_of=frozenset(council for council, _ in by_kind.get("monitoring", [])),
        councils=frozenset(councils),
        officer_of=frozenset(council for council, _ in by_kind.get("officer", [])),
    )


def _children(bodies):
    """Every parent-to-children link, when there is anybody whose committees could have sub-committees.

    Only bodies of scrutiny pass an officer's or a member's standing down: the sub-committees and groups of their
    committee, never the directorates below it.
    """
    if not bodies:
        return {}
    links = apps.get_model("scrutiny", "BodyParent").objects.filter(
        child__kind__in=("committee", "sub_committee", "task_and_finish", "topic_group")
    )
    below = {}
    for parent, child in links.values_list("parent_id", "child_id"):
        below.setdefault(parent, set()).add(child)
    return below


def _with_descendants(bodies, below):
    found, waiting = set(), list(bodies)
    while waiting:
        body = waiting.pop()
        if body not in found:
            found.add(body)
            waiting.extend(below.get(body, ()))
    return found
