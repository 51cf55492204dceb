"""A world in which every restricted text holds a word of its own, and the table of who may read which word."""

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from recommendations.models import Limb
from scrutiny.actions import evidence
from scrutiny.engine import audit, versions
from scrutiny.engine.models import Draft
from scrutiny.models import EvidenceGrant, Review, Scope
from tests import canaries_exempt, canaries_life, factories, life
from tests.access_table import (
    administrators,
    confidential_readers,
    exempt_readers,
    granters,
    history_readers,
    people_readers,
    readers,
)
from tests.test_access import World

SAME = "zq"  # every canary begins so: what one searches for to find any of them


def word(name):
    """The canary called `name`: letters only, so that no slug, escape or line break can hide it."""
    return f"{SAME}{name.replace(' ', '')}qz"


# Who may read which canary: name -> (role, state) -> "yes" or anything else. SAFETY: the table "Who".
def insiders(role, state):
    return readers(role, state)


def title_readers(role, state):
    return "yes" if state == "published" else readers(role, state)


def followers_of_life(role, state):
    """What anybody may follow once it is published."""
    return "yes" if state == "published" else readers(role, state)


def only_the_member(role, state):
    """A note of one's own: nobody else, whoever they are."""
    return "yes" if role == "member" else "no"


def the_member_and_the_officer(role, state):
    return "yes" if role in ("member", "officer") else "no"


def reason_readers(role, state):
    """Why a member left: officers and monitoring officers of the council, unless it is printed."""
    return "yes" if role in ("officer", "other_officer", "monitoring") else "no"


def meeting_insiders(role, state):
    """Members and officers of the body that met; the cast's members sit on its sub-committee."""
    return "yes" if role in ("officer", "monitoring") else "no"


def only_the_officer(role, state):
    return "yes" if role == "officer" else "no"


def only_monitoring(role, state):
    return "yes" if role == "monitoring" else "no"


def the_other_committee(role, state):
    return "yes" if role in ("other_officer", "monitoring") else "no"


def directory_auditors(role, state):
    return "yes" if role in ("administrator", "monitoring") else "no"


def exempt_writings(role, state):
    """What is in the bin or in history of exempt evidence."""
    return exempt_readers(role, state) if history_readers(role, state) == "yes" else "no"


def nobody(role, state):
    return "no"


MAY_READ = (
    {
        # the review and its paper; a published review shows its title and contact
        "review title": title_readers,
        "review contact": title_readers,
        "review trigger": insiders,
        "review matters": insiders,
        "scope objective": insiders,
        "scope witnesses": insiders,
        "paper title": insiders,
        "paper author": insiders,
        "section heading": insiders,
        "section text": insiders,
        "finding text": insiders,
        "finding note": insiders,
        "recommendation text": followers_of_life,
        "recommendation limb": followers_of_life,
        "recommendation measure": insiders,
        "recommendation addressee": followers_of_life,
        "member note": only_the_member,
        "member note sent": the_member_and_the_officer,
        "witness name": insiders,
        "witness role": insiders,
        "witness gave": insiders,
        "anonymous description": insiders,
        "session title": insiders,
        "session notes": insiders,
        "edition title": insiders,
        "edition html": insiders,
        "edition note": insiders,
        "edition pdf": insiders,
        # evidence
        "open title": insiders,
        "open summary": insiders,
        "open file name": insiders,
        "open file body": insiders,
        "exempt title": exempt_readers,
        "exempt source": exempt_readers,
        "exempt summary": exempt_readers,
        "exempt reason": exempt_readers,
        "exempt file name": exempt_readers,
        "exempt file body": exempt_readers,
        "grant reason": granters,
        "confidential title": confidential_readers,
        "confidential source": confidential_readers,
        "confidential summary": confidential_readers,
        "confidential file name": confidential_readers,
        "confidential file body": confidential_readers,
        "once confidential": confidential_readers,  # the wording of an item that was opened since
        # bin, history, audit
        "binned finding": history_readers,
        "binned recommendation": history_readers,
        "binned witness": history_readers,
        "binned session": history_readers,
        "binned evidence": history_readers,
        "binned exempt": exempt_writings,
        "earlier wording": history_readers,
        "audit note": history_readers,
        "directory audit note": directory_auditors,
        # people and meetings
        "reason left": reason_readers,
        "private notes": meeting_insiders,
        "private place": meeting_insiders,
        "formal notes": meeting_insiders,
        "person email": people_readers,
        "user email": administrators,
        # somebody else's
        "draft of the officer": only_the_officer,
        "other review title": the_other_committee,
        "other review finding": the_other_committee,
        "other review recommendation": the_other_committee,
        "other review exempt": the_other_committee,
        "other council title": nobody,
        "other council person": nobody,
        "other council term": nobody,
        "other council user": nobody,
        "other council reason": nobody,
        "other council audit": nobody,
    }
    | canaries_life.MAY_READ
    | canaries_exempt.MAY_READ
)


class CanaryWorld(World):
    """The World of the access tests with a canary in every restricted text, and more things to ask for."""

    def __init__(self, state):
        super().__init__(state)
        self._review(self.review)
        self._evidence()
        self._bin()
        self._people()
        self._others()
        canaries_life.plant(self, word)
        canaries_exempt.plant(self, word)
        self.cast.forget_access()

    def _review(self, review):
        words = {"title": "review title", "contact": "review contact",
                 "trigger": "review trigger", "matters_covered": "review matters"}  # fmt: skip
        self._write(review, words)
        self._write(review.report, {"title": "paper title", "author": "paper author"})
        Scope.objects.create(
            review=review, objective=word("scope objective"), planned_witnesses=word("scope witnesses")
        )
        factories.make_section(review.report, heading=word("section heading"), text=word("section text"))
        officer = self.cast.officer
        versions.save_text(self.finding, 1, officer, text=word("earlier wording"))
        versions.save_text(self.finding, 2, officer, text=word("finding text"), disposition_note=word("finding note"))
        self._write(self.recommendation, {"text": "recommendation text", "success_measure": "recommendation measure"})
        Limb.objects.create(recommendation=self.recommendation, order=1, text=word("recommendation limb"))
        factories.make_addressee(self.recommendation, name=word("recommendation addressee"))
        factories.make_addressee(self.recommendation, self.board)  # so that the board's page could tell of it
        self._write(self.witness, {"name": "witness name", "role": "witness role", "gave": "witness gave"})
        factories.make_witness(review, word("anonymous description"), is_anonymous=True)
        self._write(self.session, {"title": "session title", "notes": "session notes"})
        self._write(self.note, {"text": "member note"})
        life.make_note(self.sent, self.cast.member, word("member note sent"), sent_at=timezone.now())
        self.session.witnesses.add(self.witness)
        self._write(self.edition, {"title": "edition title", "html": "edition html", "note": "edition note"})
        type(self.edition).objects.filter(pk=self.edition.pk).update(pdf=f"%PDF-1.7 {word('edition pdf')}".encode())
        audit.record(self.finding, "changed", by=officer, note=word("audit note"))
        audit.record(self.committee, "changed", by=officer, note=word("directory audit note"))
        key = f"finding:{self.finding.pk}:text"
        Draft.objects.create(user=officer, key=key, text=word("draft of the officer"), base_version=3)

    def _write(self, thing, words):
        values = {field: word(name) for field, name in words.items()}
        type(thing).objects.filter(pk=thing.pk).update(**values)
        thing.refresh_from_db(fields=list(values))

    def _evidence(self):
        for kind, item in (("open", self.evidence), ("exempt", self.exempt), ("confidential", self.confidential)):
            words = {"title": f"{kind} title", "summary": f"{kind} summary"}
            if kind != "open":
                words["source"] = f"{kind} source"
            if kind == "exempt":
                words["exempt_reason"] = "exempt reason"
            self._write(item, words)
            item.file.save("file", ContentFile(word(f"{kind} file body").encode()), save=False)
            type(item).objects.filter(pk=item.pk).update(
                file=item.file.name, file_name=f"{word(f'{kind} file name')}.txt"
            )
        EvidenceGrant.objects.create(
            item=self.exempt, user=self.cast.responsible, granted_by=self.cast.officer, reason=word("grant reason")
        )
        EvidenceGrant.objects.all().delete()  # and taken back: neither the reader nor the reason may linger
        EvidenceGrant.objects.create(
            item=self.exempt, user=self.user, granted_by=self.cast.officer, reason=word("grant reason")
        )
        opened = factories.make_evidence(self.review, word("once confidential"), access="confidential")
        evidence.change(opened, 1, by=self.cast.monitoring, title="A plain title", access="open")

    def _bin(self):
        officer, review = self.cast.officer, self.review
        self.binned_finding = factories.make_finding(review, word("binned finding"))
        self.binned_recommendation = factories.make_recommendation(review, word("binned recommendation"))
        self.binned_witness = factories.make_witness(review, word("binned witness"))
        self.binned_session = factories.make_session(review, word("binned session"))
        self.binned_evidence = factories.make_evidence(review, word("binned evidence"))
        self.binned_exempt = factories.make_evidence(review, word("binned exempt"), access="exempt")
        self.session.witnesses.add(self.binned_witness)
        for thing in (self.binned_finding, self.binned_recommendation, self.binned_witness, self.binned_session, self.binned_evidence,
                      self.binned_exempt):  # fmt: skip
            type(thing).objects.filter(pk=thing.pk).update(binned_at=timezone.now(), binned_by=officer)
            audit.record(thing, "put in the bin", by=officer)

    def _people(self):
        sub = self.cast.sub_committee
        left = {"joined": "2022-01", "left": "2023-02", "reason_left": word("reason left")}
        factories.make_membership(sub, self.person, **left)
        audit.record(self.membership, "left", by=self.cast.officer, after={"reason": "given"})
        private = {"notes": word("private notes"), "place": word("private place")}
        self.private = factories.make_meeting(self.committee, date(2024, 4, 9), kind="evidence", **private)
        type(self.meeting).objects.filter(pk=self.meeting.pk).update(notes=word("formal notes"))
        type(self.person).objects.filter(pk=self.person.pk).update(email=f"{word('person email')}@example.org")
        type(self.user).objects.filter(pk=self.user.pk).update(email=f"{word('user email')}@example.org")

    def _others(self):
        """A draft of another committee that follows on from this review, and a council of strangers."""
        self.other_review = factories.make_review(
            self.cast.other_committee, word("other review title"), previous=self.review
        )
        self.other_finding = factories.make_finding(self.other_review, word("other review finding"))
        self.other_recommendation = factories.make_recommendation(
            self.other_review, word("other review recommendation"), restates=self.recommendation
        )
        factories.make_addressee(self.other_recommendation, self.board)
        self.other_exempt = factories.make_evidence(self.other_review, word("other review exempt"), access="exempt")
        council = factories.make_council("Another Council")
        body = factories.make_body(council)
        self.foreign_body, self.foreign_council = body, council
        self.foreign_review = factories.make_review(body, word("other council title"), previous=self.other_review)
        self.foreign_person = factories.make_person(council, f"Pat {word('other council person')}")
        self.foreign_term = factories.make_term(council, "ZQ", word("other council term"))
        self.foreign_user = factories.make_role(factories.make_user(word("other council user")), body=body).user
        left = {"left": "2023-02", "reason_left": word("other council reason")}
        self.foreign_membership = factories.make_membership(body, factories.make_person(council), **left)
        audit.record(council, "changed", by=None, note=word("other council audit"))
        Review.objects.filter(pk=self.review.pk).update(previous=self.foreign_review)

    def more_addresses(self):
        """(name, keys) of further pages to ask for: binned things, another committee's, another council's."""
        yield from canaries_life.more_addresses(self)
        yield from (("scrutiny:evidence-show", [item.pk]) for item in (
            self.binned_evidence, self.binned_exempt, self.other_exempt))  # fmt: skip
        yield from (("recommendations:recommendation-show", [one.pk]) for one in (
            self.binned_recommendation, self.other_recommendation))  # fmt: skip
        yield from (("scrutiny:text-history", [kind, thing.pk, field]) for kind, thing, field in (
            ("finding", self.binned_finding, "text"), ("evidence", self.exempt, "title"),
            ("evidence", self.confidential, "title"), ("witness", self.binned_witness, "name"),
            ("finding", self.other_finding, "text"), ("review", self.review, "title")))  # fmt: skip
        for item in self.review.evidence.filter(title="A plain title"):
            yield "scrutiny:text-history", ["evidence", item.pk, "title"]
        for name in ("review-show", "paper-show", "paper-preview", "witness-list", "review-history", "bin"):
            yield f"scrutiny:{name}", [self.other_review.pk]
            yield f"scrutiny:{name}", [self.foreign_review.pk]
        yield "recommendations:finding-table", [self.foreign_review.pk]
        yield "scrutiny:witness-edit", [self.binned_witness.pk]
        yield "scrutiny:session-edit", [self.binned_session.pk]
        yield "scrutiny:meeting-show", [self.private.pk]
        yield "scrutiny:body-show", [self.cast.sub_committee.pk]
        yield "scrutiny:body-show", [self.foreign_body.pk]
        yield "scrutiny:person-show", [self.foreign_person.pk]
        yield "scrutiny:glossary-edit", [self.foreign_term.pk]
        yield "scrutiny:user-edit", [self.foreign_user.pk]
        yield "scrutiny:member-edit", [self.foreign_membership.pk]
        yield "scrutiny:council-show", [self.foreign_council.pk]
