"""Every page of the site in every state that looks different, as saved answers."""

import re
from datetime import date

from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recommendations.actions import recommendations as recommendation_actions
from recommendations.models import Recommendation
from scrutiny.actions import evidence as evidence_actions
from scrutiny.actions import findings as finding_actions
from scrutiny.actions import reviews as review_actions
from scrutiny.actions import scope as scope_actions
from scrutiny.engine import drafts
from scrutiny.engine.models import User
from scrutiny.models import Edition, Finding, Review, Scope
from tests import factories
from tests.access_table import TABLE
from tests.browser.every_life import enrich, save_life, save_published_life
from tests.browser.still import Answer
from tests.test_access import World

ROLES = ("officer", "administrator", "monitoring")
NOT_PAGES = ("engine:draft-save", "engine:draft-discard", "engine:text-preview", "scrutiny:council-style")
FILES = ("scrutiny:evidence-file", "scrutiny:paper-pdf", "scrutiny:committee-paper-pdf", "scrutiny:edition-pdf",
         "recommendations:briefing-pdf")  # fmt: skip
LONG = ("Arrangements for the transport of children and young people with special educational needs to schools and "
        "colleges in Wenbridge and the neighbouring authorities, and what families were told of them ")  # fmt: skip
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
BLOCK = "Buses ran late.\n\nNobody told the schools.\n\nParents learned of it from their children."
BOXES = re.compile(r"<(?:input|textarea|select)\b[^>]*\bname=\"([^\"]+)\"")
CHOSEN = ("once", "csrfmiddlewaretoken", "version", "kept-to", "draft", "prefix", "next")


class RichWorld(World):
    """The world of the access tests with several of everything, so that every part of a page shows."""

    def __init__(self, state="shared"):
        super().__init__(state)
        by, section = self.cast.officer, self.section
        for number, (value, _) in enumerate(Finding.Disposition.choices):
            finding = factories.make_finding(section=section, text=f"{BLOCK}\n\n- one\n- two {number}")
            finding_actions.change(finding, finding.version, by=by, disposition=value, disposition_note="Head of Buses")
        self.full = recommendation_actions.add(
            self.review, section, "Tell families **before** the term begins.", by=by, finding=finding,
            limbs=["by letter", "on the website"], addressees=["Cabinet", "The bus operators"],
            due_on="2025-03", due_event="The March meeting", success_measure="Fewer complaints.",
        )  # fmt: skip
        recommendation_actions.link(self.full, [finding, self.finding], by=by)
        factories.make_section(self.review.report, "findings", "", text="Nothing is in this theme yet.")
        factories.make_section(self.review.report, "recommendations", "In short")
        factories.make_section(self.review.report, "written", "Background", text=BLOCK)
        words = "<article><h1>School transport</h1><h2>Background</h2><p>Printed.</p></article>"
        self.edition = factories.make_edition(self.review.report, is_draft=state != "published", html=words)
        self.finding.refresh_from_db()
        finding_actions.change(self.finding, self.finding.version, by=by, text="Buses ran late on **most** mornings.")
        binned = factories.make_finding(section=section, text="Put away.")
        binned.binned_at, binned.binned_by = timezone.now(), by
        binned.save()
        scope, _ = Scope.objects.get_or_create(review=self.review)
        scope_actions.change(
            scope, scope.version, by=by, objective=BLOCK, planned_witnesses="Head teachers\nBus operators"
        )
        factories.make_attendance(self.meeting, self.membership.person)
        drafts.keep(by, f"finding:{self.finding.pk}:text", "Words not yet saved.", self.finding.version)
        for model in (Finding, Recommendation, Review):
            for name in ("finding", "recommendation", "review"):
                if hasattr(self, name) and isinstance(getattr(self, name), model):
                    getattr(self, name).refresh_from_db()


class Saver:
    """Asks the site and keeps what it said."""

    def __init__(self):
        self.answers = []
        self.client = Client()
        self.shapes = set()

    def ask(self, name, address, *, by=None, data=None, kind="", client=None):
        """Keep the page at `address` (posted when there is `data`, with nothing of it left behind)."""
        client = client or factories.sign_in(self.client, User.objects.get(pk=by.pk) if by else None)
        client.cookies.pop("messages", None)  # what was said of the last form that was sent
        with transaction.atomic():
            point = transaction.savepoint()
            response = client.get(address) if data is None else client.post(address, data)
            transaction.savepoint_rollback(point)
        if "text/html" in response.headers.get("Content-Type", "") and response.content:
            headers = {"Content-Security-Policy": response.headers.get("Content-Security-Policy", "")}
            self.answers.append(Answer(name, response.status_code, response.content.decode(), headers, kind or name))
        return response


def allowed(row, state, method="GET"):
    """The first role that may, of those who have the most on their pages; None for nobody."""
    who = row.posts or row.who if method == "POST" else row.who
    return next((role for role in (*ROLES, "public") if who(role, state) == "yes"), None)


def save_table(saver, world, state, only=None):
    """Every row of the table (or those in `only`, without sending): the page, the form sent empty and with nonsense."""
    for name, row in TABLE.items():
        if name in NOT_PAGES or name.startswith(FILES) or (only and name not in only):
            continue
        address = world.address(name, row)
        role = allowed(row, state)
        shown = None
        if "GET" in row.methods and role:
            shown = saver.ask(f"{name} ({state})", address, by=getattr(world.cast, role), kind=name)
            if row.who("public", state) == "yes" and role != "public":
                saver.ask(f"{name} ({state}), signed out", address, kind=name)
        role = allowed(row, state, "POST")
        if "POST" in row.methods and role and (only is None or shown is None or "withdraw" in name):
            by = getattr(world.cast, role)
            saver.ask(f"{name} ({state}), sent empty", address, by=by, data={}, kind=name)
            boxes = BOXES.findall(shown.content.decode()) if shown and shown.status_code == 200 else ()
            wrong = {box: "no such thing " + "x" * 600 for box in boxes if box not in CHOSEN}
            if wrong:
                saver.ask(f"{name} ({state}), sent wrong", address, by=by, data=wrong, kind=name)


def save_findings(saver, world):
    """The page where findings are entered, with each of its places open, and what goes wrong there."""
    officer, finding, full = world.cast.officer, world.finding, world.full
    table = reverse("recommendations:finding-table", args=[world.review.pk])
    places = (
        f"edit=finding-{finding.pk}",
        f"edit=finding-{finding.pk}&draft=1",
        f"edit=recommendation-{full.pk}",
        f"add=section-{world.section.pk}",
        f"add=after-{finding.pk}",
        f"add=beside-{finding.pk}",
        f"add=list-{world.section.pk}",
    )
    for place in places:
        saver.ask(f"findings, {place}", f"{table}?{place}", by=officer, kind="recommendations:finding-table")
    saver.ask("findings, as a member sees them", table, by=world.cast.member, kind="recommendations:finding-table")
    edit = reverse("recommendations:finding-edit", args=[finding.pk])
    saver.ask(
        "finding, saved by two", edit, by=officer, data={"text": "Mine.", "version": "1"}, kind="finding conflict"
    )
    split = reverse("recommendations:finding-split", args=[finding.pk])
    paste = reverse("recommendations:finding-paste", args=[world.section.pk])
    saver.ask("paste, checked", paste, by=officer, data={"block": BLOCK}, kind="recommendations:finding-paste")
    saver.ask("split, saved by two", split, by=officer, data={"part_1": "Mine.", "version": "0"}, kind="finding-split")


def save_elsewhere(saver, world):
    """Open forms, conflicts, confirmations and lists that an address alone does not show."""
    officer, review = world.cast.officer, world.review
    scope = reverse("scrutiny:scope-edit", args=[review.pk])
    saver.ask("scope, open", f"{scope}?edit=1", by=officer, kind="scrutiny:scope-edit")
    saver.ask("scope, saved by two", scope, by=officer, data={"objective": "Mine.", "version": "1"}, kind="conflict")
    for name in ("review-list", "body-list", "person-list", "glossary-list", "audit-list"):
        by = world.cast.administrator if name == "audit-list" else officer
        saver.ask(f"{name}, nothing found", reverse(f"scrutiny:{name}") + "?q=zzzz", by=by, kind=f"scrutiny:{name}")
    add = reverse("scrutiny:section-add", args=[review.pk])
    saver.ask("theme, to be added", f"{add}?kind=findings", by=officer, kind="scrutiny:section-add")
    paste = reverse("scrutiny:witness-paste", args=[review.pk])
    lines = "Ann Price, Head of Transport, Wenbridge Buses\nBill Rowe"
    for name in ("text", "block", "lines", "witnesses"):
        saver.ask(f"witnesses, checked ({name})", paste, by=officer, data={name: lines}, kind="scrutiny:witness-paste")
    saver.ask("history of a recommendation",
              reverse("scrutiny:text-history", args=["recommendation", world.full.pk, "text"]),
              by=officer, kind="scrutiny:text-history")  # fmt: skip
    for kind, thing in (("recommendation", world.full), ("witness", world.witness), ("review", review)):
        saver.ask(f"bin a {kind}", reverse("scrutiny:thing-bin", args=[kind, thing.pk]), by=officer,
                  kind="scrutiny:thing-bin")  # fmt: skip
    evidence_actions.grant(world.exempt, world.cast.stranger, reason="Their own words.", by=officer)
    saver.ask(
        "evidence, by a grant alone",
        reverse("scrutiny:evidence-show", args=[world.exempt.pk]),
        by=world.cast.stranger,
        kind="scrutiny:evidence-show",
    )
    for role in ("member", "responsible", "monitoring", "stranger", "administrator"):
        saver.ask(f"home, {role}", reverse("scrutiny:home"), by=getattr(world.cast, role), kind="scrutiny:home")


def save_refusals(saver, world):
    """Pages for what cannot be done."""
    officer, stranger = world.cast.officer, world.cast.stranger
    edit = reverse("scrutiny:review-edit", args=[world.review.pk])
    saver.ask("not found", "/nothing/", by=officer)
    saver.ask("not found, signed out", "/nothing/", kind="not found")
    saver.ask("not yours", reverse("scrutiny:body-add"), by=stranger)
    saver.ask("not that way", reverse("recommendations:finding-order", args=[world.review.pk]), by=officer)
    strict = Client(enforce_csrf_checks=True)
    saver.ask("token refused", reverse("engine:sign-in"), data={}, client=strict)
    sent = {"title": "Late buses", "trigger": BLOCK, "version": "1", "once": "x"}
    response = saver.ask("sent while signed out", edit, data=sent)
    kept = dict(re.findall(r'name="(kept[^"]*)" value="([^"]*)"', response.content.decode()))
    answers = {"username": officer.username, "password": factories.PASSWORD}
    saver.ask("send again", reverse("engine:sign-in"), client=Client(), data=kept | answers)
    saver.ask("wrong password", reverse("engine:sign-in"), data={"username": "ida", "password": "x"},
              kind="engine:sign-in")  # fmt: skip
    for name in ("400.html", "500.html"):
        saver.answers.append(Answer(name, int(name[:3]), render_to_string(name), {}, name))


def save_long(saver, world):
    """A review, people and words as long as they can be."""
    officer = world.cast.officer
    title = (LONG + WORD + " " + LONG)[:200]
    review = factories.make_review(world.committee, title, shared=True)
    finding = factories.make_finding(review, text=f"{WORD * 3} {LONG}\n\n- {WORD}\n- https://example.org/{'a' * 120}")
    factories.make_recommendation(review, findings=[finding], text=WORD * 3, due_event=WORD * 2)
    factories.make_witness(review, WORD * 2)
    factories.make_session(review, WORD * 2)
    factories.make_evidence(review, WORD * 2)
    for name in ("review-show", "review-members", "witness-list", "paper-show", "review-readiness", "review-history"):
        saver.ask(f"{name}, long words", reverse(f"scrutiny:{name}", args=[review.pk]), by=officer,
                  kind=f"long scrutiny:{name}")  # fmt: skip
    table = reverse("recommendations:finding-table", args=[review.pk])
    saver.ask("findings, long words", table, by=officer, kind="long findings")
    saver.ask("finding, long words", f"{table}?edit=finding-{finding.pk}", by=officer, kind="long findings")
    bin_it = reverse("scrutiny:thing-bin", args=["finding", finding.pk])
    saver.ask("bin, long words", bin_it, by=officer, kind="long bin")
    saver.ask("reviews, long words", reverse("scrutiny:review-list"), by=officer, kind="scrutiny:review-list")
    body = factories.make_body(world.council, f"{WORD} {LONG}"[:190])
    factories.make_membership(body, factories.make_person(world.council, WORD * 2))
    saver.ask("body, long words", reverse("scrutiny:body-show", args=[body.pk]), by=officer, kind="long body")


def save_empty(saver):
    """A site before anything is in it, a new council, and a new review."""
    saver.ask("home, no council", reverse("scrutiny:home"), kind="scrutiny:home")
    saver.ask("reviews, no council", reverse("scrutiny:review-list"), kind="scrutiny:review-list")
    council = factories.make_council("Newby District Council")
    body = factories.make_body(council, "Overview and Scrutiny Committee")
    officer, administrator = factories.make_officer(body), factories.make_administrator(council)
    lists = ("home", "review-list", "body-list", "person-list", "glossary-list")
    for name in lists:
        saver.ask(f"{name}, new council", reverse(f"scrutiny:{name}"), by=officer, kind=f"scrutiny:{name}")
    saver.ask("boards, new council", reverse("boards:board-list"), by=officer, kind="boards:board-list")
    saver.ask("body, new", reverse("scrutiny:body-show", args=[body.pk]), by=officer, kind="new scrutiny:body-show")
    for name in ("administration", "audit-list"):
        saver.ask(f"{name}, new council", reverse(f"scrutiny:{name}"), by=administrator, kind=f"scrutiny:{name}")
    review = review_actions.create(council, title="A new review", commissioned_by=body, conducted_by=body, by=officer)
    for name, row in TABLE.items():
        if row.thing == "review" and "GET" in row.methods and name not in NOT_PAGES and not name.startswith(FILES):
            saver.ask(f"{name}, new review", reverse(name, args=[review.pk]), by=officer, kind=f"new {name}")
    meeting = factories.make_meeting(body, date(2025, 1, 14))
    for name in ("meeting-show", "meeting-attendance"):
        saver.ask(f"{name}, new", reverse(f"scrutiny:{name}", args=[meeting.pk]), by=officer, kind=f"new {name}")
    council.refresh_from_db()


def every_answer():
    """The answers, all of them; everything made on the way is left for the caller to roll back."""
    saver = Saver()
    save_empty(saver)
    world = RichWorld("shared")
    enrich(world)
    save_table(saver, world, "shared")
    save_findings(saver, world)
    save_life(saver, world)
    save_elsewhere(saver, world)
    save_refusals(saver, world)
    save_long(saver, world)
    Review.objects.filter(pk=world.review.pk).update(
        status="published", published_at=timezone.now(), agreed_at=timezone.now()
    )
    Recommendation.objects.filter(review=world.review).update(is_label_fixed=True)
    Edition.objects.filter(pk=world.edition.pk).update(published_at=timezone.now())
    open_now = {name for name, row in TABLE.items() if row.thing in ("review", "edition", "recommendation")}
    save_table(saver, world, "published", open_now | {"scrutiny:home", "scrutiny:review-list", "boards:board-show"})
    table = reverse("recommendations:finding-table", args=[world.review.pk])
    saver.ask("agreed findings, open", f"{table}?edit=recommendation-{world.full.pk}", by=world.cast.officer,
              kind="recommendations:finding-table")  # fmt: skip
    save_published_life(saver, world)
    return saver.answers
