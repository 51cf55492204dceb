"""Canaries in what follows an agreed recommendation: planted beside those of tests.canaries, with who may read which."""

from datetime import date

from django.core.files.base import ContentFile

from recommendations.models import Letter
from tests import access_life, factories, life

MEETS = date(2040, 5, 1)


def followers(role, state):
    """Those who may follow the recommendation: everybody once its review is published."""
    return access_life.followers(role, state)


def keepers(role, state):
    """The officer and the monitoring officer, whatever becomes of the review: plans and rounds are the committee's."""
    return "yes" if role in ("officer", "monitoring") else "no"


def keepers_of_what_is_followed(role, state):
    return keepers(role, state) if state != "binned" else "no"


def decided(role, state):
    """What the committee decided: its officer may put it right even while the review is in the bin."""
    return "yes" if role == "officer" else followers(role, state)


def serving(role, state):
    """Those who serve the committee, while there is something to follow."""
    inside = role in ("officer", "member", "co_opted", "monitoring")
    return "yes" if inside and state != "binned" else "no"


def owner_readers(role, state):
    """Addresses of owners and their managers: officers of the council and the monitoring officer."""
    return "yes" if access_life.owner_readers(role, state) == "yes" else "no"


def nobody(role, state):
    return "no"


MAY_READ = {
    # owners
    "owner email": owner_readers,
    "manager email": owner_readers,
    "manager name": owner_readers,
    # plans and updates
    "plan source": keepers,
    "action measure": followers,
    "revision why": followers,
    "update said": followers,
    "update blocked": followers,
    "update file name": serving,
    "update file body": serving,
    "waiting update": keepers,
    "returned update": keepers_of_what_is_followed,
    "returned remark": keepers_of_what_is_followed,
    # rounds
    "ladder subject": keepers,
    "ladder name": keepers,
    "ladder paper": keepers,
    "ladder address": nobody,  # it is in the letter alone
    "ladder body": nobody,
    # responses: nobody outside reads them before the review is published
    "response reasons": followers,
    "response file name": followers,
    "response file body": followers,
    "answer reasons": followers,
    "answer amended": followers,
    "withdrawn why": keepers_of_what_is_followed,
    "withdrawn reasons": keepers_of_what_is_followed,
    # the committee
    "proposal why": serving,
    "judgement minute": decided,
    "judgement evidence": decided,
    "judgement vote": decided,
    "judgement dissent": decided,
    # papers of its own
    "own paper title": lambda role, state: access_life.paper_readers(role, state),
    "own section text": lambda role, state: access_life.paper_readers(role, state),
    "own section binned": keepers,
    "own paper binned": keepers,
}


def plant(world, word):
    """Put a canary (`word(name)`) into every text of the World's life of recommendations."""
    write = world._write
    write(world.owner, {"manager_name": "manager name"})
    type(world.owner).objects.filter(pk=world.owner.pk).update(
        email=f"{word('owner email')}@example.org", manager_email=f"{word('manager email')}@example.org"
    )
    write(world.plan, {"source_words": "plan source"})
    write(world.action, {"success_measure": "action measure"})
    world.action.revisions.create(due_on="2030-07", why=word("revision why"), revised_on=life.SENT)
    write(world.update, {"commentary": "update said", "blocked_by": "update blocked"})
    world.update.evidence.save("file", ContentFile(word("update file body").encode()), save=False)
    world.update.evidence_name = f"{word('update file name')}.txt"
    world.update.save()
    write(world.waiting_update, {"commentary": "waiting update"})
    sent_back = {"source": "owner", "state": "returned", "remark": word("returned remark")}
    life.make_update(world.action, commentary=word("returned update"), **sent_back)
    letter = {"council": world.council, "ask": world.ask, "written_on": life.SENT, "to_name": word("ladder name"),
              "to_email": f"{word('ladder address')}@example.org", "subject": word("ladder subject")}  # fmt: skip
    Letter.objects.create(kind="manager", key="canary:manager", body=word("ladder body"), **letter)
    Letter.objects.create(kind="paper", key="canary:paper", body=word("ladder paper"), **letter)
    _responses(world, word)
    _decisions(world, word)
    write(world.own_paper, {"title": "own paper title"})
    write(world.own_section, {"text": "own section text"})
    write(world.own_binned, {"heading": "own section binned"})
    write(world.own_away, {"title": "own paper binned"})


def _responses(world, word):
    world._write(world.response, {"reasons": "response reasons"})
    world._write(world.answer, {"reasons": "answer reasons", "amended_text": "answer amended"})
    world.response.document.save("file", ContentFile(word("response file body").encode()), save=False)
    world.response.document_name = f"{word('response file name')}.txt"
    world.response.save()
    wrong = {"reasons": word("withdrawn reasons"), "withdrawn_why": word("withdrawn why"), "withdrawn_on": life.SENT}
    world.withdrawn = life.make_response(world.request, "rejected", **wrong).response


def _decisions(world, word):
    words = {"minute_reference": "minute", "evidence": "evidence", "vote": "vote", "dissent": "dissent"}
    world._write(world.judgement, {field: f"judgement {name}" for field, name in words.items()})
    world.coming = factories.make_meeting(world.committee, MEETS)
    world.sent.proposals.create(meeting=world.coming, kind="continue", why=word("proposal why"), recorded_on=life.SENT)


def more_addresses(world):
    """(name, keys) of the pages that show what no row of the table leads to."""
    yield "recommendations:response-show", [world.withdrawn.pk]
    yield "recommendations:judgement-sheet", [world.coming.pk]
    yield "scrutiny:committee-papers", [world.cast.sub_committee.pk]
    yield "recommendations:briefing", [world.cast.sub_committee.pk]
    yield "recommendations:tracker", [world.cast.sub_committee.pk]
