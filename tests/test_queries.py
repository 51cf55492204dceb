"""Every page costs the same number of queries with two rows as with thirty."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.actions.labels import numbering_of
from recommendations.models import Limb
from scrutiny.engine import audit, versions
from scrutiny.engine.models import Draft, User
from scrutiny.models import EvidenceGrant, FormerName, Role, Scope
from tests import factories as make
from tests.access_table import TABLE
from tests.hostile import role_for
from tests.test_access import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOT_PAGES = {"scrutiny:paper-pdf", "scrutiny:committee-paper-pdf", "scrutiny:evidence-file", "scrutiny:edition-pdf",
             "recommendations:briefing-pdf", "engine:sign-out"}  # fmt: skip
MORE = ("?edit=finding-{finding}", "?edit=recommendation-{recommendation}", "?add=section-{section}")


class GrowingWorld(World):
    """The World of the access tests, to which more of everything can be added."""

    def __init__(self, state):
        super().__init__(state)
        numbering_of(self.review)
        Scope.objects.create(review=self.review, planned_witnesses="Wyn Speaker, head teacher\nSomebody else")
        self.grown = 0

    def grow(self, by):
        """Add `by` of everything that is listed anywhere."""
        for _ in range(by):
            self.grown += 1
            self._review(self.grown)
            self._directory(self.grown)
            self._lists(self.grown)
        self.cast.forget_access()

    def _review(self, number):
        review, officer = self.review, self.cast.officer
        section = make.make_section(review.report, "findings", f"Theme {number}")
        make.make_section(review.report, "written", f"Part {number}", text="Words [link](https://example.org).")
        for place in (self.section, section):
            finding = make.make_finding(section=place, disposition="noted" if number % 2 else "")
            one = make.make_recommendation(review, findings=[finding, self.finding], due_event="Next year")
            Limb.objects.create(recommendation=one, order=1, label="(a)", text="A part")
            make.make_addressee(one, self.board)
            make.make_addressee(one, name="Somebody")
            one.depends_on.add(self.recommendation)
        self.recommendation.depends_on.add(one)
        versions.save_text(self.finding, self.finding.version, officer, text=f"Wording {number}")
        self.finding.refresh_from_db()
        person = make.make_person(self.cast.council)
        witness = make.make_witness(review, person=person, body=self.cast.directorate)
        meeting = make.make_meeting(self.cast.sub_committee, date(2023, 1, 1) + timedelta(number), kind="evidence")
        session = make.make_session(review, meeting=meeting)
        session.witnesses.add(witness, self.witness)
        make.make_evidence(review, session=session)
        exempt = make.make_evidence(review, access="exempt")
        EvidenceGrant.objects.create(item=exempt, user=self.user, granted_by=officer, reason="Words")
        reader = make.make_officer(self.cast.other_committee)
        EvidenceGrant.objects.create(item=self.exempt, user=reader, granted_by=officer, reason="Words")
        away = {"binned_at": timezone.now(), "binned_by": officer}
        make.make_finding(review, **away)
        make.make_recommendation(review, **away)
        make.make_witness(review, **away)
        make.make_edition(review.report, published=review.published_at is not None)

    def _directory(self, number):
        council, committee = self.cast.council, self.committee
        for body in (committee, self.cast.sub_committee, self.board):
            person = make.make_member(body).person
            make.make_membership(body, left="2022-01", joined="2021", reason_left="Moved away")
            make.make_attendance(self.meeting, person) if body == committee else None
        for kind in ("committee", "board", "board_group"):
            child = make.make_body(council, f"Under {kind} {number}", kind=kind, parents=[committee, self.board])
            make.make_membership(child, role="chair")
        FormerName.objects.create(body=committee, name=f"Former {number}", until="2001")
        make.make_meeting(committee, date(2024, 1, 1) + timedelta(number), kind="private")
        make.make_meeting(self.board, date(2040, 1, 1) + timedelta(number))
        make.make_membership(make.make_body(council), self.person, joined="2020")
        make.make_membership(make.make_body(council), self.person, left="2021", joined="2020")
        make.make_term(council, f"T{number}", body=committee)
        user = make.make_role(make.make_user(), body=committee).user
        make.make_person(council, user=user)
        Role.objects.create(user=self.user, council=council, kind="officer", body=make.make_body(council))

    def _lists(self, number):
        body, sub = self.committee, self.cast.sub_committee
        make.make_review(body, conducted_by=sub, shared=True, previous=self.review)
        make.make_finding(make.make_review(body, conducted_by=sub, published=True))
        seen = make.make_review(body, published=True)
        make.make_edition(seen.report, published=True)
        make.make_addressee(make.make_recommendation(seen), self.board)
        make.make_review(body, binned_at=timezone.now(), binned_by=self.cast.officer)
        for own in (self.own_paper, make.make_paper(body), make.make_paper(sub, shared_at=timezone.now())):
            make.make_section(own, "written", f"Part {number}", text="Words.")
            make.make_section(own, "written", f"Away {number}", binned_at=timezone.now(), binned_by=self.cast.officer)
            make.make_edition(own, published=number % 2 == 0)
        for thing in (self.finding, self.recommendation, self.evidence, self.review, body, self.membership, self.user):
            audit.record(thing, "changed", by=self.cast.officer, before={"name": "a"}, after={"name": "b"})
        for role in ("officer", "administrator", "monitoring"):
            for key in (f"finding:{self.finding.pk}:part{number}", f"odd:{number}:text"):
                Draft.objects.create(user=getattr(self.cast, role), key=key, text="Words")


def cost(client, world, state):
    """{(address, role): queries} of every page, read by the first role that may, and some roles besides."""
    found = {}
    numbers = {name: getattr(world, name).pk for name in ("finding", "recommendation", "section")}
    for name, row in TABLE.items():
        if name in NOT_PAGES or "GET" not in row.methods or name.partition(" ")[0] in NOT_PAGES:
            continue
        readers = {
            role_for(row, state, "GET"),
            *(role for role in ("monitoring", "public") if row.who(role, state) == "yes"),
        }
        for role in readers - {None}:
            user = getattr(world.cast, role)
            make.sign_in(client, User.objects.get(pk=user.pk) if user else None)
            address = world.address(name, row)
            queries = ("", *MORE) if name == "recommendations:finding-table" and role == "officer" else ("",)
            for query in queries:
                with make.CaptureQueriesContext(make.connection) as caught:
                    response = client.get(address + query.format(**numbers))
                if response.status_code == 200:
                    found[f"{name}{query}", role] = [one["sql"] for one in caught]
    return found


@pytest.mark.parametrize("state", ["shared", "published"])
def test_a_page_costs_the_same_however_much_is_on_it(client, state):
    world = GrowingWorld(state)
    world.grow(2)
    few = cost(client, world, state)
    world.grow(20)
    many = cost(client, world, state)
    assert few.keys() == many.keys()
    assert len(few) > 60
    # Whoever left something unsaved in twenty places pays a query for each: what it was of may be of any kind.
    for key in [key for key in many if key[0] == "engine:draft-list"]:
        assert len(many.pop(key)) <= len(few.pop(key)) + 20
    wrong = [f"{name} as {role}: {len(few[name, role])}, then {len(many[name, role])}: {extra(few[name, role], many[name, role])}"
             for name, role in few if len(many[name, role]) > len(few[name, role])]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def extra(few, many):
    """The tables that the further queries ask."""

    def tables(queries):
        return [sql.partition(" FROM ")[2].split(" ")[0] or sql[:40] for sql in queries]

    before, after = tables(few), tables(many)
    return sorted({name for name in after if after.count(name) > before.count(name)})
