"""Loading what the demonstration's boards are and hold, through the actions that the pages use."""

from datetime import date

from boards.actions import boards, budget, partners
from boards.models import GovernanceLink
from boards.rules import money, years
from scrutiny.actions import memberships

from . import content


def load(directory):
    """Every board of the content; `directory` is what directory.load gave, with the bodies, people and meetings."""
    for said in content.read("boards")["boards"]:
        board = directory.bodies[said["name"]]
        by = directory.administrator
        boards.save_profile(board, 0, by=by, **said["profile"])
        _partners(directory, board, said, by)
        for name, chairs in said["chairs"].items():
            for key in chairs:
                person = directory.people[key]
                fields = {"person": person, "title": person.title, "role": "chair"}
                memberships.add_member(directory.bodies[name], by=by, **fields)
        for row in said["governance"]:
            body, to = directory.bodies[row["body"]], directory.bodies[row["to"]]
            boards.link_bodies(body, GovernanceLink.Kind(row["kind"]), to, by=by, note=row.get("note", ""))
        for row in said["appearances"]:
            fields = {"presented_by": row["presented_by"], "paper": None, "note": row["note"]}
            boards.add_appearance(board, meeting=directory.meeting(row["meeting"]), by=by, **fields)


def _partners(directory, board, said, by):
    """The partners in the order in which they joined, then what they gave in each year."""
    for row in said["former_partners"]:
        (gone,), _ = partners.add_partners(board, [row["name"]], by=by, joined=row["joined"])
        dates = {"joined": row["joined"], "left": row["left"], "is_statutory": True}
        partners.change_partner(gone, by=by, place=1, **dates)
    known = {}
    for joined, names in said["partners"].items():
        made, _ = partners.add_partners(board, names, by=by, joined=joined)
        known |= {str(one.body): one for one in made}
        directory.bodies |= {one.body.name: one.body for one in made}
    for year, rows in said["budget"].items():
        entries = {
            known[name].pk: (money.parse(row.get("pounds", "")), row.get("in_kind", [])) for name, row in rows.items()
        }
        seen = budget.version_of(board, year)
        budget.save_year(board, year, seen, entries, by=by, on=date(years.parse(year), 4, 1))
