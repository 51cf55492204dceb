"""The test data: plain factories that give a saved thing, and one small cast of an invented council.

Every factory fills what a test does not care about. Names are numbered where the database wants them unique.
"""

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from scrutiny.engine.models import User
from scrutiny.models import (
    Attendance,
    Body,
    BodyParent,
    Council,
    Edition,
    EvidenceItem,
    EvidenceSession,
    Finding,
    GlossaryTerm,
    Meeting,
    Membership,
    Paper,
    Person,
    Review,
    Role,
    Section,
    Witness,
)

PASSWORD = "a long enough pass phrase"
_next = count(1).__next__


def make_user(name="Ida Sample", *, password=PASSWORD, **fields):
    """A User who signs in with PASSWORD; the sign-in name is the name in small letters with a number."""
    fields.setdefault("username", f"{name.lower().replace(' ', '.')}.{_next()}")
    return User.objects.create_user(password=password, full_name=name, **fields)


def make_council(name=None, **fields):
    """A Council; an unnamed one is "Council 7"."""
    return Council.objects.create(name=name or f"Council {_next()}", **fields)


def make_body(council=None, name=None, *, kind=Body.Kind.COMMITTEE, parents=(), **fields):
    """A Body of `council`, under `parents` (bodies)."""
    body = Body.objects.create(
        council=council or make_council(), name=name or f"Scrutiny Committee {_next()}", kind=kind, **fields
    )
    BodyParent.objects.bulk_create(BodyParent(child=body, parent=parent) for parent in parents)
    return body


def make_person(council=None, name=None, *, user=None, **fields):
    """A Person of `council`; with `user`, the person is that user."""
    name = name or f"Pat Example{_next()}"
    fields.setdefault("family_name", name.split()[-1])
    return Person.objects.create(council=council or make_council(), name=name, user=user, **fields)


def make_membership(body=None, person=None, *, role=Membership.Role.MEMBER, **fields):
    """A Membership of `body`; a `left` date also says that they have left."""
    body = body or make_body()
    fields.setdefault("has_left", bool(fields.get("left")))
    return Membership.objects.create(body=body, person=person or make_person(body.council), role=role, **fields)


def make_member(body, name=None, *, role=Membership.Role.MEMBER, **fields):
    """A User who is a current member of `body` in `role`."""
    user = make_user(name or f"Member {_next()}")
    make_membership(body, make_person(body.council, user.full_name, user=user), role=role, **fields)
    return user


def make_role(user=None, kind=Role.Kind.OFFICER, *, body=None, council=None):
    """A Role of `user`: officers and responsible officers have a `body`, the others a `council`."""
    return Role.objects.create(
        user=user or make_user(), kind=kind, body=body, council=council or (body.council if body else make_council())
    )


def make_officer(body, name=None):
    """A User who is scrutiny officer of `body`."""
    return make_role(make_user(name or f"Officer {_next()}"), Role.Kind.OFFICER, body=body).user


def make_administrator(council, name=None):
    """A User who is administrator of `council`."""
    return make_role(make_user(name or f"Administrator {_next()}"), Role.Kind.ADMINISTRATOR, council=council).user


def make_meeting(body=None, on=date(2024, 3, 12), *, kind=Meeting.Kind.FORMAL, **fields):
    """A Meeting of `body` on a day."""
    return Meeting.objects.create(body=body or make_body(), date=on, kind=kind, **fields)


def make_attendance(meeting, person, status=Attendance.Status.PRESENT, **fields):
    """An Attendance of `person` at `meeting`."""
    return Attendance.objects.create(meeting=meeting, person=person, status=status, **fields)


def make_term(council, acronym="LADO", meaning="Local authority designated officer", **fields):
    """A GlossaryTerm of `council`."""
    return GlossaryTerm.objects.create(council=council, acronym=acronym, meaning=meaning, **fields)


def make_review(body=None, title=None, *, conducted_by=None, with_paper=True, shared=False, published=False, **fields):
    """A Review commissioned (and conducted, unless told) by `body`, with a paper that has one section of findings.

    `shared` shows the draft to the members; `published` makes it public.
    """
    body = body or make_body()
    now = timezone.now()
    if published:
        fields = {"status": Review.Status.PUBLISHED, "published_at": now, "agreed_at": now} | fields
    if shared:
        fields = {"shared_at": now} | fields
    title = title or f"School transport, part {_next()}"
    review = Review.objects.create(
        council=body.council, title=title, commissioned_by=body, conducted_by=conducted_by or body, **fields
    )
    if with_paper:
        paper = Paper.objects.create(council=review.council, review=review, title=review.title)
        make_section(paper, "findings", "What we found")
    return review


def make_paper(body=None, title=None, *, final=False, **fields):
    """A Paper that belongs to `body` and to no review: a draft unless `final`."""
    body = body or make_body()
    fields = {"template": "blank", "final_at": timezone.now() if final else None} | fields
    return Paper.objects.create(council=body.council, body=body, title=title or f"Monitoring paper {_next()}", **fields)


def make_section(paper, kind="text", heading="Background", **fields):
    """A Section at the end of `paper`."""
    fields.setdefault("order", paper.sections.count() + 1)
    return Section.objects.create(paper=paper, kind=kind, heading=heading, **fields)


def section_of(review):
    """The review's first section of findings."""
    return Section.objects.filter(paper__review=review, kind="findings").order_by("order", "pk").first()


def make_finding(
    review=None, text="Buses ran late on half of the mornings that we looked at.", *, section=None, **fields
):
    """A Finding at the end of `section`, else of the review's first section of findings."""
    section = section or section_of(review or make_review())
    fields.setdefault("order", section.findings.count() + 1)
    return Finding.objects.create(section=section, text=text, **fields)


def make_recommendation(review=None, text="Publish the punctuality figures every term.", *, findings=(), **fields):
    """A Recommendation of `review` in its first section, resting on `findings`; `label` is as given, else none."""
    model = apps.get_model("recommendations", "Recommendation")
    review = review or make_review()
    section = fields.pop("section", None) or (findings[0].section if findings else section_of(review))
    fields.setdefault("order", review.recommendations.count() + 1)
    recommendation = model.objects.create(review=review, section=section, text=text, **fields)
    link = apps.get_model("recommendations", "FindingLink")
    for position, finding in enumerate(findings):
        link.objects.create(recommendation=recommendation, finding=finding, position=position)
    return recommendation


def make_addressee(recommendation, body=None, name="", **fields):
    """An Addressee of `recommendation`: a body, or a name as worded."""
    model = apps.get_model("recommendations", "Addressee")
    return model.objects.create(recommendation=recommendation, body=body, name=name, **fields)


def make_witness(review=None, name=None, **fields):
    """A Witness heard by `review`."""
    return Witness.objects.create(review=review or make_review(), name=name or f"Wyn Speaker{_next()}", **fields)


def make_session(review=None, title="Hearing of bus operators", **fields):
    """An EvidenceSession of `review`."""
    return EvidenceSession.objects.create(review=review or make_review(), title=title, **fields)


def make_evidence(review=None, title=None, *, access=EvidenceItem.Access.OPEN, **fields):
    """An EvidenceItem of `review`; an exempt one says by which paragraph, why and until when."""
    if access == EvidenceItem.Access.EXEMPT:
        fields = {
            "exempt_paragraph": 1,
            "exempt_reason": "Names a family.",
            "exempt_until": date(2030, 1, 1),
        } | fields
    return EvidenceItem.objects.create(
        review=review or make_review(), title=title or f"Punctuality survey {_next()}", access=access, **fields
    )


def make_edition(paper, *, by=None, is_draft=False, published=False, **fields):
    """An issued Edition of `paper`, with a few bytes in place of a PDF."""
    fields = {
        "number": paper.editions.count() + 1,
        "as_at": date(2024, 3, 12),
        "issued_at": timezone.now(),
        "title": paper.title,
        "html": "<p>Printed.</p>",
        "pdf": b"%PDF-1.7\n",
        "sha256": "0" * 64,
        "pages": 1,
        "published_at": timezone.now() if published else None,
    } | fields
    return Edition.objects.create(paper=paper, issued_by=by or make_user(), is_draft=is_draft, **fields)


@dataclass
class Cast:
    """Everybody and everything a test of access needs; `public` is None: nobody is signed in."""

    council: Council
    committee: Body
    sub_committee: Body
    other_committee: Body
    executive: Body
    directorate: Body
    board: Body
    officer: User  # of the committee, and so of its sub-committee
    other_officer: User  # of the other committee of the same council
    member: User  # of the sub-committee
    co_opted: User  # of the sub-committee
    responsible: User  # of the directorate
    administrator: User
    monitoring: User
    stranger: User  # signed in, no post
    public: None = None

    ROLES = (
        "officer",
        "other_officer",
        "member",
        "co_opted",
        "responsible",
        "administrator",
        "monitoring",
        "stranger",
        "public",
    )

    def everybody(self):
        """Pairs of a role's name and its user (None for the public)."""
        return [(role, getattr(self, role)) for role in self.ROLES]

    def forget_access(self):
        """Have every user's posts read anew, after a test changed some."""
        from scrutiny.access import forget

        for _, user in self.everybody():
            if user:
                forget(user)


def make_cast():
    """The invented Wenbridge County Council with its bodies and people."""
    council = make_council("Wenbridge County Council", short_name="Wenbridge")
    committee = make_body(council, "Children and Families Scrutiny Committee", abbreviation="CFSC")
    sub_committee = make_body(
        council, "School Transport Sub-Committee", kind=Body.Kind.SUB_COMMITTEE, parents=[committee]
    )
    other_committee = make_body(council, "Highways Scrutiny Committee", abbreviation="HSC")
    executive = make_body(council, "Cabinet", kind=Body.Kind.EXECUTIVE)
    directorate = make_body(council, "Children's Services", kind=Body.Kind.DIRECTORATE, abbreviation="CS")
    board = make_body(
        council, "Wenbridge Safeguarding Children Board", kind=Body.Kind.BOARD, abbreviation="WSCB", starts_on="2006-04"
    )
    return Cast(
        council=council,
        committee=committee,
        sub_committee=sub_committee,
        other_committee=other_committee,
        executive=executive,
        directorate=directorate,
        board=board,
        officer=make_officer(committee, "Olive Marsh"),
        other_officer=make_officer(other_committee, "Owen Pike"),
        member=make_member(sub_committee, "Mabel Thorn", title="Councillor", joined="2023-05"),
        co_opted=make_member(
            sub_committee, "Cora Finch", role=Membership.Role.CO_OPTED, title="Mrs", capacity="parent governor"
        ),
        responsible=make_role(make_user("Rhys Hollow"), Role.Kind.RESPONSIBLE, body=directorate).user,
        administrator=make_administrator(council, "Ada Moor"),
        monitoring=make_role(make_user("Morgan Vale"), Role.Kind.MONITORING, council=council).user,
        stranger=make_user("Sam Reed"),
    )


def sign_in(client, user):
    """The test client with `user` signed in (or signed out, for None); gives the client back."""
    if user is None:
        client.logout()
    else:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def queries_of(client, url):
    """How many queries it takes to show the page at `url`, which must be shown."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)
