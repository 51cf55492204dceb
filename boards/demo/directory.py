"""Loading the demonstration's councils, users, bodies, people and meetings."""

from django.contrib.auth.hashers import make_password

from scrutiny.actions import bodies, councils, meetings, memberships, people, users
from scrutiny.engine import audit
from scrutiny.engine.models import User
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Membership

from . import content, sign_ins

ADMINISTRATOR = "simon"


class Directory:
    """What the later parts look up: `users` by sign-in name, `bodies` by name, `people` by key, `meetings`."""

    def __init__(self):
        """Begins empty; `load` fills it."""
        self.councils, self.users, self.bodies, self.people, self.meetings = {}, {}, {}, {}, {}

    @property
    def administrator(self):
        """Who enters the directory."""
        return self.users[ADMINISTRATOR]

    def meeting(self, said):
        """The meeting of "Body, 2025-09-23"."""
        return self.meetings[said]


def load():
    """Everything that the reviews stand on; gives the Directory."""
    directory = Directory()
    _users(directory)
    _councils(directory)
    _bodies(directory)
    _people(directory)
    _roles(directory)
    _meetings(directory)
    return directory


def _users(directory):
    """The users, all with the same stored password: making one takes a noticeable time."""
    stored = make_password(sign_ins.PASSWORD)
    known = content.read("people")
    for row in known["sign_ins"]:
        name = row.get("full_name") or known["people"][row["person"]]["name"]
        email = f"{row['username']}@fallowshire.example"
        user = User.objects.create(username=row["username"], full_name=name, email=email, password=stored)
        audit.record(user, "added", by=None, after={"username": user.username, "full_name": name, "email": email})
        directory.users[user.username] = user


def _councils(directory):
    said, by = content.read("council"), directory.administrator
    for key in ("county", "district"):
        directory.councils[key] = councils.add_council(by=by, **said[key])
    for acronym, meanings in said["glossary"].items():
        for meaning in meanings:
            councils.add_term(directory.councils["county"], acronym=acronym, meaning=meaning, body=None, by=by)


def _bodies(directory):
    by, made, rows = directory.administrator, directory.bodies, content.read("bodies")["bodies"]
    for row in rows:
        fields = {name: row[name] for name in ("kind", "name", "abbreviation", "purpose", "starts_on") if name in row}
        was = row.get("was")
        if was:
            fields |= {"name": was["name"], "abbreviation": was["abbreviation"]}
        parents = [made[name] for name in row.get("parents", ())]
        body = bodies.add_body(directory.councils[row.get("council", "county")], parents=parents, by=by, **fields)
        if was:
            new = {"name": row["name"], "abbreviation": row["abbreviation"], "until": was["until"]}
            body = bodies.rename_body(body, body.version, by=by, **new)
        made[row["name"]] = body


def _end_bodies(directory):
    """After their members: nobody joins a body that has ended."""
    for row in content.read("bodies")["bodies"]:
        if "ends" in row:
            body, ends = directory.bodies[row["name"]], row["ends"]
            successors = [directory.bodies[name] for name in ends.get("successors", ())]
            fields = {"ends_on": ends["on"], "ending": ends["how"], "successors": successors}
            bodies.end_body(body, body.version, by=directory.administrator, **fields)


def _people(directory):
    known, by = content.read("people"), directory.administrator
    for key, fields in known["people"].items():
        directory.people[key] = people.add_person(directory.councils["county"], by=by, **fields)
    for name, group in known["members"].items():
        for row in group["rows"]:
            _member(directory, directory.bodies[name], row)
    _end_bodies(directory)


def _member(directory, body, row):
    """One membership, with the one that followed it."""
    by = directory.administrator
    row = dict(row)
    following, prints = row.pop("next", None), row.pop("prints_reason", False)
    left, reason = row.pop("left", ""), row.pop("reason_left", "")
    row["person"] = directory.people[row["person"]]
    membership = memberships.add_member(body, by=by, **row)
    if prints and not left:
        memberships.change_membership(membership, by=by, prints_reason=True)
    if left:
        successor = following and {**following, "person": directory.people[following["person"]]}
        ended = {"left": left, "reason_left": reason, "prints_reason": prints, "successor": successor or None}
        memberships.end_membership(membership, by=by, **ended)


def _roles(directory):
    county, by = directory.councils["county"], directory.administrator
    for row in content.read("people")["sign_ins"]:
        user = directory.users[row["username"]]
        if "role" in row:
            body = directory.bodies[row["body"]] if "body" in row else None
            users.add_role(user, council=county, kind=row["role"], body=body, by=by)
        if "person" in row:
            person = directory.people[row["person"]]
            fields = {"full_name": user.full_name, "email": user.email, "is_active": True}
            directory.users[row["username"]] = users.change_user(user, by=by, person=person, **fields)


def _meetings(directory):
    for group in content.read("meetings")["meetings"]:
        body = directory.bodies[group["body"]]
        for row in group["held"]:
            fields = {
                "date": row["on"],
                "kind": row.get("kind", "formal"),
                "place": row.get("place", group["place"]),
                "starts_at": group.get("starts_at"),
                "notes": row.get("notes", ""),
            }
            meeting = meetings.add_meeting(body, by=directory.administrator, **fields)
            directory.meetings[f"{body.name}, {row['on'].isoformat()}"] = meeting
            if not row.get("unrecorded"):
                rows = _attendance(directory, meeting, row)
                meetings.record_attendance(meeting, rows, by=directory.administrator)


def _attendance(directory, meeting, row):
    """Who came: the members of the day, as the content says where one was not simply there."""
    on = meeting.date.isoformat()
    said = {
        directory.people[key].pk: status for status in ("apologies", "remote", "absent") for key in row.get(status, ())
    }
    instead = {directory.people[who].pk: directory.people[of] for who, of in row.get("substitutes", {}).items()}
    found = {}
    for one in Membership.objects.filter(body=meeting.body).for_list():
        early, late = partial_dates.definitely_before(on, one.joined), partial_dates.definitely_before(one.left, on)
        if early or (one.has_left and late):
            continue
        if one.person_id in instead:
            found[one.person_id] = {"status": "substitute", "stands_in_for": instead[one.person_id]}
        elif one.role != Membership.Role.SUBSTITUTE:
            found[one.person_id] = {"status": said.get(one.person_id, "present"), "capacity": one.capacity}
        if one.person_id in found:
            found[one.person_id]["person"] = one.person
    return list(found.values())
