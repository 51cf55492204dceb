"""How a board stands among other bodies, as it is read: its groups and their chairs, the map, and the same in words.

Bodies are public, and so is all of this; read in a fixed number of queries, for the board's pages and for papers.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from boards.models import GovernanceLink
from boards.rules import governance as rules
from scrutiny.models import Body, BodyParent, Membership
from scrutiny.rules.bodies import nested

MOST_BODIES = 80  # a map of more could not be read


@dataclass
class Group:
    """A body under the board: how deep it stands, and who chairs it."""

    body: Body
    depth: int
    chairs: list

    @property
    def words(self):
        """Who chairs it: "Chaired by A" or "Chaired jointly by A and B"; "" when nobody does."""
        names = [one.printed_name for one in self.chairs]
        if len(names) < 2:
            return f"Chaired by {names[0]}" if names else ""
        return f"Chaired jointly by {', '.join(names[:-1])} and {names[-1]}"


@dataclass
class Governance:
    """The board's groups, its links with other bodies, the map and its sentences."""

    board: Body
    groups: list[Group] = field(default_factory=list)
    links: list[GovernanceLink] = field(default_factory=list)
    bodies: dict = field(default_factory=dict)
    under: list = field(default_factory=list)  # pairs of a body's key and that of the one it stands under

    @property
    def all_links(self):
        """Every link on the map as (source, kind, target, note)."""
        parents = [(child, "under", parent, "") for child, parent in self.under]
        return parents + [(one.body_id, one.kind, one.to_id, one.note) for one in self.links]

    @property
    def sentences(self):
        """The links in words."""
        return rules.sentences({key: body.name for key, body in self.bodies.items()}, self.all_links)

    @property
    def map(self):
        """The rules.governance.Map; None when the board stands alone."""
        links = [link[:3] for link in self.all_links]
        if not links:
            return None
        bodies = [(key, body.name, body.get_kind_display()) for key, body in self.bodies.items()]
        return rules.chart(bodies, links, main=self.board.pk)

    @property
    def title(self):
        """What the map is of."""
        return f"Governance of {self.board.name}"

    @property
    def summary(self):
        """What the map shows, in a sentence."""
        others = len(self.bodies) - 1
        bodies = "1 other body" if others == 1 else f"{others} other bodies"
        return f"{self.board.name} and {bodies}; the lines are listed in words."

    @property
    def chairing_several(self):
        """Sentences on people who chair more than one of the board and its groups."""
        found = {}
        for group in self.groups:
            for one in group.chairs:
                found.setdefault((one.person_id, one.printed_name), []).append(group.body.name)
        return [
            f"{name} chairs {', '.join(names[:-1])} and {names[-1]}." for (_, name), names in found.items() if names[1:]
        ]


def governance_of(board):
    """The Governance of a board: live bodies under it, those it stands under, and what is linked."""
    found = Governance(board)
    parents = list(
        BodyParent.objects.filter(child__ends_on="", parent__ends_on="", child__council=board.council_id)
        .order_by("child__name", "pk")
        .values_list("child_id", "parent_id")
    )
    own = _below(board.pk, parents)
    found.links = list(
        GovernanceLink.objects.filter(Q(body__in=own) | Q(to__in=own), body__ends_on="", to__ends_on="")
        .select_related("body", "to")
        .order_by("body__name", "kind", "to__name")
    )
    keys = dict.fromkeys([*own, *(parent for child, parent in parents if child in own)])
    keys |= dict.fromkeys(key for link in found.links for key in (link.body_id, link.to_id))
    shown = list(keys)[:MOST_BODIES]
    chairs = Membership.objects.current().filter(role=Membership.Role.CHAIR).select_related("person")
    bodies = Body.objects.filter(pk__in=shown).prefetch_related(
        Prefetch("memberships", chairs.order_by("order", "pk"), to_attr="chairs")
    )
    by_key = {body.pk: body for body in bodies.order_by("name")}
    by_key.setdefault(board.pk, board)
    found.bodies = {key: by_key[key] for key in shown if key in by_key}
    found.under = [(child, parent) for child, parent in parents if child in found.bodies and parent in found.bodies]
    inside = [key for key in own if key in found.bodies]
    found.groups = [
        Group(found.bodies[key], min(depth, 3), getattr(found.bodies[key], "chairs", []))
        for depth, key in nested(sorted(inside, key=lambda key: found.bodies[key].name), parents)
    ]
    return found


def _below(key, parents):
    """The body and everything that stands under it, each once, nearest first."""
    below = {}
    for child, parent in parents:
        below.setdefault(parent, []).append(child)
    found, waiting = {key: None}, [key]
    while waiting:
        for child in below.get(waiting.pop(0), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)
