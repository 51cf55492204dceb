"""What follows an agreed recommendation, in the states that an address alone does not show."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from recommendations.actions import judgements, links, rounds
from recommendations.models import Action
from scrutiny.models import Review
from tests import factories, life

ACTIONS = "Write to every school\tAnn Price\t30 June 2031\nTell families\t\tthe March meeting"
HTML = "<article><h1>What became of it</h1><h2>Summary</h2><p>Printed.</p></article>"


def enrich(world):
    """Give a World several of what it has one of: another plan, limbs, a rich story, a coming meeting."""
    by, today = world.cast.officer, timezone.localdate()
    life.make_plan(world.committee, "Another plan of the same committee")
    world.own_edition = factories.make_edition(world.own_paper, html=HTML)
    world.coming = factories.make_meeting(world.committee, today + timedelta(days=20))
    world.rich = factories.make_recommendation(world.agreed, label="(2)", is_label_fixed=True, text="That:")
    limb = world.rich.limbs.create(label="(a)", text="letters be sent", order=1)
    world.rich.limbs.create(label="(b)", text="calls be answered", order=2)
    request = life.make_request(world.rich)
    answer = life.make_response(request, "rejected", limb=limb)
    for number, rating in enumerate(("red", "amber_green", "no_data")):
        action = life.make_action(answer, owner=world.owner, due_on="2024-06", success_measure="Fewer **complaints**.")
        life.make_update(action, rating, on=life.SENT + timedelta(days=60 + number), blocked_by="nobody applies")
    Action.objects.filter(pk=action.pk).update(closing="dropped", closed_on=today, closing_note="Not needed.")
    judgements.propose(world.rich, world.coming, kind="escalate", why="It is late.", escalate_to="the Chair", by=by)
    life.make_note(world.rich, world.cast.member, sent_at=timezone.now())


def save_life(saver, world):
    """Filters, past days, sheets before and after, checks before sending, members' pages, and the owner's form."""
    cast, officer, member = world.cast, world.cast.officer, world.cast.member
    tracker = reverse("recommendations:tracker", args=[world.committee.pk])
    sheet = reverse("recommendations:judgement-sheet", args=[world.coming.pk])
    story = reverse("recommendations:life", args=[world.rich.pk])
    pages = (
        ("tracker", f"{tracker}?rating=red&q=letters", officer),
        ("tracker", f"{tracker}?q=zzzz", member),
        ("tracker", f"{tracker}?as_at=2024-05-01", officer),
        ("judgement-sheet", sheet, officer),
        ("judgement-sheet", sheet, cast.monitoring),
        ("judgement-sheet", reverse("recommendations:judgement-sheet", args=[world.meeting.pk]), officer),
        ("life", story, officer),
        ("life", story, member),
        ("life", f"{story}?as_at=2024-05-01", officer),
        ("life", reverse("recommendations:life", args=[world.sent.pk]), cast.responsible),
        ("note-list", reverse("recommendations:note-list"), member),
        ("review-life", reverse("recommendations:review-life", args=[world.agreed.pk]), officer),
        ("briefing", reverse("recommendations:briefing", args=[world.committee.pk]), cast.monitoring),
        ("home", reverse("recommendations:home"), None),
        ("home", reverse("recommendations:home"), member),
    )
    for number, (name, address, by) in enumerate(pages):
        saver.ask(f"{name}, state {number}", address, by=by, kind=f"recommendations:{name}")
    day = {"as_at_0": "1", "as_at_1": "6", "as_at_2": "2031", "due_on_0": "1", "due_on_1": "7", "due_on_2": "2031"}
    today = timezone.localdate()
    sent = {"sent_on_0": today.day, "sent_on_1": today.month, "sent_on_2": today.year}
    checked = (
        ("send", world.agreed, sent),
        ("plan-paste", world.plan, {"pasted": ACTIONS, "check": "1"}),
        ("round-open", world.committee, {"title": "June", "about": "all", **day}),
    )
    for name, thing, data in checked:
        address = reverse(f"recommendations:{name}", args=[thing.pk])
        saver.ask(f"{name}, checked", address, by=officer, data=data, kind=f"recommendations:{name}")
    for template in ("monitoring", "exceptions"):
        address = reverse("scrutiny:committee-paper-add", args=[world.committee.pk])
        saver.ask(f"paper, {template}", f"{address}?template={template}", by=officer,
                  kind="scrutiny:committee-paper-add")  # fmt: skip
    save_form(saver, world)


def save_form(saver, world):
    """The owner's form with a draft and an error, when it was sent, and when its link leads nowhere."""
    form = reverse("recommendations:answer", args=[world.link.pk])
    item = world.ask.items.get()
    saver.ask("answer, no rating", form, data={f"words-{item.pk}-0": "Half is done."}, kind="recommendations:answer")
    rounds.answer(world.ask, {item.pk: {"parts": {None: ("amber", "Half is done.")}}})
    saver.ask("answer, sent", form, kind="answer sent")
    address = reverse("recommendations:round-show", args=[world.round.pk])
    saver.ask("round, answered", address, by=world.cast.officer, kind="recommendations:round-show")
    rounds.revoke(world.ask, by=world.cast.officer)
    saver.ask("answer, link withdrawn", form, kind="answer dead")
    dead = reverse("recommendations:answer", args=[links.token_of(world.ask)[:-3] + "abc"])
    saver.ask("answer, no such link", dead, kind="answer dead")


def save_published_life(saver, world):
    """What everybody sees once the review is published."""
    Review.objects.filter(pk=world.agreed.pk).update(status="published", published_at=timezone.now())
    type(world.own_edition).objects.filter(pk=world.own_edition.pk).update(published_at=timezone.now(), is_draft=False)
    for name, thing in (
        ("recommendations:life", world.rich),
        ("recommendations:tracker", world.committee),
        ("recommendations:response-show", world.response),
        ("recommendations:action-show", world.action),
        ("scrutiny:edition-show", world.own_edition),
        ("scrutiny:committee-papers", world.own_paper.body),
    ):
        saver.ask(f"{name}, public", reverse(name, args=[thing.pk]), kind=name)
