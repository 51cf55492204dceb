"""Keys of other people's things, put into every choice, hidden box and address: refused, never used, never shown."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.utils import timezone

from recommendations.actions.labels import numbering_of
from recommendations.models import (
    Action,
    Holiday,
    Owner,
    Plan,
    Recommendation,
    Regime,
    ResponseRequest,
)
from scrutiny.actions.headings import ensure_headings
from scrutiny.engine.models import User
from scrutiny.models import (
    Body,
    Council,
    EvidenceSession,
    Finding,
    Meeting,
    PaperMeeting,
    Person,
    Review,
    Scope,
    Section,
    Witness,
)
from tests import agendas, board_things, exempt_things, factories, forward_things, hostile, life
from tests.canaries import CanaryWorld, word
from tests.hostile import posting_rows, role_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

CHOSEN = (
    *(Action, Body, Council, EvidenceSession, Finding, Meeting, Owner, Person, Plan, Recommendation, Regime),
    *(ResponseRequest, Review, Section, User, Witness),
)
APPS = ("scrutiny", "engine", "recommendations", "boards")
KINDS = [
    model
    for name in APPS
    for model in apps.get_app_config(name).get_models()
    if not model.__name__.startswith("Historical")
]
THEIRS = [word(name) for name in ("other review title", "other review finding", "other review recommendation",
                                  "other review exempt", "other council title", "other council person",
                                  "other council term", "other council user", "other council reason")]  # fmt: skip


class FarWorld(CanaryWorld):
    """Another committee's and another council's things have keys that nothing else has."""

    def _others(self):
        before = {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in KINDS}
        hostile.number_far()
        super()._others()
        Review.objects.filter(pk=self.review.pk).update(previous=None)
        review, body = self.foreign_review, self.foreign_body
        factories.make_finding(review)
        factories.make_recommendation(review)
        factories.make_evidence(review)
        factories.make_witness(review)
        factories.make_session(review)
        factories.make_edition(review.report, by=self.foreign_user)
        meeting = factories.make_meeting(body, kind="evidence")
        agendas.agenda_of(meeting, word("other council title"))
        agendas.pack_of(meeting, self.foreign_user)
        factories.make_witness(self.other_review)
        factories.make_session(self.other_review)
        self._life(body)
        self._board(body.council)
        hostile.number_far()  # what is made from now on is never called by one of these numbers
        self.far = {kind: sorted(set(kind._base_manager.values_list("pk", flat=True)) - before[kind]) for kind in KINDS}

    def _board(self, council):
        """The other council's board with one of everything that it holds."""
        board = board_things.make_board(council, word("other council title"))
        board_things.make_contribution(board_things.make_partner(board, name=word("other council person")))
        board_things.make_governance_link(board, factories.make_body(council, kind="executive"))
        board_things.make_appearance(board, note=word("other council reason"))
        board_things.make_goal(board_things.make_business_plan(board), text=word("other council title"))
        board_things.make_value(board_things.make_indicator(board, word("other council term")))
        board_things.make_inspection(board, "notice", subject=word("other council title"))
        board_things.make_case_reviews(board, lessons=word("other council reason"))

    def _life(self, body):
        """The other council's recommendations after they were agreed; in draft, so that nobody here may follow them."""
        sent = life.make_sent(body, published=False, text=word("other council title"))
        request, owner = sent.requests.get(), life.make_owner(body.council, f"Olwen {word('other council person')}")
        answer = life.make_response(request)
        planned = life.make_action(life.make_plan(body, word("other council title")), owner=owner)
        life.make_action(answer, word("other council title"), owner=owner)
        life.make_update(planned, commentary=word("other council reason"))
        life.make_update(planned, source="owner", state="waiting", settled_on=None)
        life.make_round(planned.plan, self.foreign_user)
        life.make_judgement(sent)
        life.make_note(sent, self.foreign_user, word("other council reason"))
        Holiday.objects.create(council=body.council, on="2031-12-24", name=word("other council term"))
        own = factories.make_paper(body, word("other council title"))
        factories.make_section(own, "written", word("other council title"))
        factories.make_section(own, "written", "Away", binned_at=timezone.now())
        factories.make_edition(own, by=self.foreign_user)
        exempt_things.make_appendix(own, word("other council title"))
        PaperMeeting.objects.create(paper=own, meeting=factories.make_meeting(body, date(2031, 3, 12)))
        forward_things.make_item(body, word("other council title"))
        consultee = forward_things.make_consultee(forward_things.make_consultation(body))
        forward_things.make_reply(consultee, text=word("other council reason"))
        ensure_headings(body.council)


@pytest.fixture
def site(settings):
    """A shared draft, and others' things far away."""
    settings.AXES_ENABLED = False
    world = FarWorld("shared")
    numbering_of(world.review)
    Scope.objects.get_or_create(review=world.review)
    made = hostile.Site(world)
    yield made
    made.close()


def used(answer, key):
    """Where a stranger's key, or a word of theirs, came into the database or onto the page."""
    pattern = re.compile(rf"\b{key}\b")
    for (label, pk), row in answer.changed.items():
        words = f"{pk} {row}"
        if pattern.search(words) or any(canary in words for canary in THEIRS):
            yield f"{label} {pk}: {str(row)[:150]}"
    yield from (f"the page shows {canary}" for canary in THEIRS if canary in answer.text.lower())


def keys_of_others(world):
    """Keys that name something of somebody else's in every table from which a form lets one choose."""
    firsts = {world.far[kind][0] for kind in CHOSEN}
    # One number for all of them, and the last review, which is another council's where the first is a committee's.
    assert len(firsts) == 1, firsts
    return firsts | {world.far[Review][-1]}


def choices_of(form):
    """Fields that take keys, each with the shapes of its values: "{}", "finding-{}", "{}.0"."""
    for field in hostile.distinct(form):
        takes_keys = field.kind in ("select", "radio", "checkbox", "hidden") or field.name in hostile.KEYS
        if not takes_keys or field.name in ("once", "version", "exempt_paragraph"):
            continue
        values = [value for value in (*field.options, *field.values) if value]
        keys = [value for value in values if re.search(r"\d", value)]
        if keys or not values:  # a choice of words, such as a kind, takes no keys
            for shape in {re.sub(r"\d+", "{}", value, count=1) for value in keys} or {"{}"}:
                yield field.name, shape


def test_a_key_of_somebody_elses_thing_is_refused_in_every_box(site):
    wrong, tried, keys = [], 0, keys_of_others(site.world)
    for name, row in posting_rows():
        role = role_for(row, "shared")
        if role is None:
            continue
        site.as_role(role)
        address, form = hostile.form_for(site, name, row)
        base = form.filled()
        for field, shape in choices_of(form):
            for key in keys:
                answer = site.send("post", address, base | {field: [shape.format(key)]})
                tried += 1
                if answer.status >= 500:
                    wrong.append(f"{name} [{field}] {key}: {answer}")
                wrong += [f"{name} [{field}] {key}: {place}" for place in used(answer, key)]
    assert not wrong, "\n".join(wrong)
    assert tried > 300


def test_a_key_of_somebody_elses_thing_is_refused_after_the_question_mark(site):
    wrong, world = [], site.world
    site.as_role("officer")
    pages = {
        "recommendations:finding-table": ("edit=finding-{}", "edit=recommendation-{}", "add=after-{}", "add=section-{}",
                                          "add=beside-{}", "add=list-{}"),
        "recommendations:finding-add": ("after={}",),
        "recommendations:recommendation-add": ("finding={}", "section={}"),
        "scrutiny:section-add": ("after={}",),
        "scrutiny:review-list": ("before={}",),
        "scrutiny:audit-list": ("council={}", "before={}"),
    }  # fmt: skip
    rows = hostile.TABLE
    for name, queries in pages.items():
        site.as_role("administrator" if "audit" in name else "officer")
        for query in queries:
            for key in keys_of_others(world):
                address = f"{world.address(name, rows[name])}?{query.format(key)}"
                for method in rows[name].methods.lower().split():
                    answer = site.send(method, address, {"text": "Words"} if method == "post" else None)
                    if answer.status >= 500:
                        wrong.append(f"{address}: {answer}")
                    wrong += [f"{method} {address}: {place}" for place in used(answer, key)]
    assert not wrong, "\n".join(wrong)


def test_the_addresses_of_other_peoples_things_take_nothing(site):
    """Officers, administrators and monitoring officers of one council send their best to another's things."""
    wrong = []
    for name, row in posting_rows():
        thing = row.thing.partition(" ")[0]
        if thing in ("", "link"):  # a link is no number that one could guess
            continue
        site.as_role(role_for(row, "shared") or "officer")
        address, form = hostile.form_for(site, name, row)
        mine = f"/{getattr(site.world, thing).pk}/"
        kind = type(getattr(site.world, thing))
        assert site.world.far[kind], f"{name}: the others have no {kind.__name__}"
        for key in {site.world.far[kind][0], site.world.far[kind][-1]}:
            answer = site.send("post", address.replace(mine, f"/{key}/", 1), form.filled())
            if answer.status not in (403, 404, 405) or answer.changed:
                wrong.append(f"{name} of {thing} {key}: {answer}, changed {sorted(answer.changed)[:3]}")
    assert not wrong, "\n".join(wrong)
