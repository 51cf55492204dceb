"""Every page costs the same number of queries with two rows as with thirty."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.actions.labels import numbering_of
from recommendations.models import Ask, AskItem, Holiday, Letter, Limb
from scrutiny.engine import audit, versions
from scrutiny.engine.models import Draft, User
from scrutiny.models import EvidenceGrant, FormerName, Role, Scope
from tests import agendas, board_things, forward_things, life
from tests import factories as make
from tests.access_table import TABLE
from tests.hostile import role_for
from tests.test_access import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

NOT_PAGES = {"scrutiny:paper-pdf", "scrutiny:committee-paper-pdf", "scrutiny:evidence-file", "scrutiny:edition-pdf", "scrutiny:pack-pdf",
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
            self._life(self.grown)
            self._board(self.grown)
            agendas.grow(self.agenda_meeting, self.cast.officer, self.grown)
        self.cast.forget_access()

    def _board(self, number):
        """Of everything that a board holds one more; partners and groups come with what hangs on them."""
        year = f"{1995 + number}/{(1996 + number) % 100:02d}"
        partner = board_things.make_partner(self.board)
        board_things.make_contribution(partner)
        board_things.make_contribution(partner, in_kind="A room")
        board_things.make_contribution(self.partner, year=year)
        group = board_things.make_group(self.board)
        make.make_membership(group, role="chair")
        board_things.make_governance_link(group, self.cast.executive)
        board_things.grow_held(self.board, self.business_plan, self.indicator, number)
        meeting = make.make_meeting(self.committee, date(2027, 1, 1) + timedelta(number))
        paper = make.make_paper(self.committee, meeting=meeting)
        board_things.make_appearance(self.board, meeting, paper=paper)
        asked = make.make_recommendation(self.agreed, label=f"(B{number})", is_label_fixed=True)
        life.make_response(life.make_request(asked, make.make_addressee(asked, self.board)))

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

    def _life(self, number):
        """What follows an agreed recommendation: of every list two rows that differ, one under what was there."""
        council, officer, committee = self.cast.council, self.cast.officer, self.committee
        fresh = make.make_recommendation(self.agreed, label=f"(L{number})", is_label_fixed=True)
        Limb.objects.create(recommendation=fresh, order=1, label="(a)", text="A part")
        asked = make.make_addressee(self.sent, make.make_body(council, kind="directorate"), order=number + 2)
        requests = [life.make_request(self.sent, asked), life.make_request(fresh)]
        answers = [life.make_response(one) for one in requests]
        life.make_response(requests[0], "rejected", withdrawn_on=life.SENT + timedelta(30), withdrawn_why="Mistyped")
        meeting = make.make_meeting(committee, date(2025, 1, 1) + timedelta(number))
        life.make_judgement(fresh, meeting=meeting)
        life.make_judgement(self.sent, meeting=make.make_meeting(committee, date(2026, 1, 1) + timedelta(number)))
        for one, at in ((fresh, self.meeting), (self.sent, meeting)):
            one.proposals.create(
                meeting=at, kind="extend", recorded_on=life.SENT, extend_to=date(2030, 1, number % 28 + 1), why="Words"
            )
        for user in (self.cast.member, officer):
            life.make_note(self.sent, user, meeting=meeting)
            life.make_note(fresh, user, is_question=True, sent_at=timezone.now())
        owner = life.make_owner(council, body=self.cast.directorate)
        plan = life.make_plan(committee)
        self._actions([self.sent, *answers, self.plan, plan, self.answer], owner)
        self._updates(self.action, self.planned, owner)
        life.make_round(plan, officer)
        life.make_round(self.plan, officer)
        Ask.objects.create(
            round=self.round, owner=owner, key=f"key{number}", asked_on=life.SENT, expires_on=meeting.date
        )
        item = AskItem.objects.create(
            ask=self.ask, action=life.make_action(self.plan, owner=self.owner), order=number + 1
        )
        life.make_update(item.action, source="owner", state="waiting", settled_on=None, ask_item=item)
        letter = {"kind": "ask", "key": f"ask:{number}", "subject": "Words", "written_on": life.SENT}
        Letter.objects.create(council=council, ask=self.ask, to_name="Una", to_email="una@example.org", **letter)
        occasion = council.occasions.create(name=f"The {number}th scrutiny", key=f"{number}th scrutiny")
        occasion.dates.create(held_on=meeting.date, meeting=meeting, recorded_on=life.SENT)
        occasion.dates.create(held_on=meeting.date, recorded_on=life.SENT)
        Holiday.objects.create(council=council, on=date(2031, 1, 1) + timedelta(number), name=f"Day {number}")
        life.make_regime(council, key=f"rule{number}", name=f"Rule {number}")
        council.ladder.create(who="manager", days=number)
        forward_things.grow(self, fresh, meeting, number)

    def _actions(self, places, owner):
        for place in places:
            late = life.make_action(place, owner=owner, due_on="2024-06", label=f"{self.grown}")
            late.revisions.create(before_on="2024-05", due_on="2024-06", why="Words", revised_on=life.SENT)
            late.handovers.create(before=self.owner, owner=owner, recorded_on=life.SENT)
            life.make_update(late, limb=None)
            life.make_action(place, due_event=f"The {self.grown}th scrutiny")
            life.make_action(place, closed_on=life.SENT, closing="completed")

    def _updates(self, *actions):
        *actions, owner = actions
        for action in actions:
            on = life.SENT + timedelta(60 + self.grown)
            life.make_update(action, "green", on=on, evidence="file", evidence_name="note.txt", given_by=str(owner))
            life.make_update(action, source="owner", state="waiting", settled_on=None, on=on)
            life.make_update(action, source="owner", state="returned", on=on, remark="Say more.")
            action.revisions.create(before_on="2024-05", due_on="2030-06", why="Words", revised_on=on)
            action.handovers.create(before=owner, owner=self.owner, recorded_on=on)


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
    world.grow(10)
    many = cost(client, world, state)
    assert few.keys() == many.keys()
    assert len(few) > 60
    # Whoever left something unsaved in twenty places pays a query for each: what it was of may be of any kind.
    for key in [key for key in many if key[0] == "engine:draft-list"]:
        assert len(many.pop(key)) <= len(few.pop(key)) + 10
    wrong = [f"{name} as {role}: {len(few[name, role])}, then {len(many[name, role])}: {extra(few[name, role], many[name, role])}"
             for name, role in few if len(many[name, role]) > len(few[name, role])]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def extra(few, many):
    """The tables that the further queries ask."""

    def tables(queries):
        return [sql.partition(" FROM ")[2].split(" ")[0] or sql[:40] for sql in queries]

    before, after = tables(few), tables(many)
    return sorted({name for name in after if after.count(name) > before.count(name)})
