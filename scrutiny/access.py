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
    """Roles and memberships come in one query: they are asked for on every page."""
    roles = apps.get_model("scrutiny", "Role").objects.filter(user=user)
    memberships = apps.get_model("scrutiny", "Membership").objects.filter(person__user=user, has_left=False)
    served = roles.values_list("kind", "council_id", "body_id").order_by()
    sat_on = memberships.values_list("role", "body__council_id", "body_id").order_by()
    found = list(served.union(sat_on, all=True))
    of_council = {kind: {council for one, council, _ in found if one == kind} for kind, _, _ in found}
    of_body = {kind: {body for one, _, body in found if one == kind} for kind, _, _ in found}
    officer = of_body.get("officer", set())
    # Observers and substitutes sit in, but are no members.
    member = set().union(*(of_body.get(role, ()) for role in ("chair", "vice_chair", "member")))
    co_opted = of_body.get("co_opted", set())
    below = _children(officer | member | co_opted)
    return Access(
        officer_bodies=frozenset(_with_descendants(officer, below)),
        member_bodies=frozenset(_with_descendants(member, below)),
        co_opted_bodies=frozenset(_with_descendants(co_opted, below)),
        responsible_bodies=frozenset(of_body.get("responsible", ())),
        administrator_of=frozenset(of_council.get("administrator", ())),
        monitoring_of=frozenset(of_council.get("monitoring", ())),
        councils=frozenset(council for _, council, _ in found),
        officer_of=frozenset(of_council.get("officer", ())),
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
