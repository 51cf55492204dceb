"""The forward look and a consultation as papers print them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import forward_blocks
from recommendations.actions import consultations, forward
from recommendations.models import ForwardItem, PaperSubject
from scrutiny import registry
from scrutiny.models import Paper
from scrutiny.papers import words
from tests import factories, life
from tests.forward_things import make_consultation, make_consultee, make_item, make_reply
from tests.recommendations.consulted import TODAY as SENT
from tests.recommendations.consulted import consultee, make_consulting

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    return factories.make_body()


def section_of(body, kind="forward_look", **fields):
    return factories.make_section(factories.make_paper(body), kind, "", **fields)


def printed(section, as_at=TODAY):
    return forward_blocks.forward_look(section, as_at)


def said(data):
    return " ".join(" ".join(words.said_in(data)).split())


def test_a_table_for_each_meeting_in_public_and_one_for_the_rest(body):
    december = factories.make_meeting(body, date(2026, 12, 8))
    factories.make_meeting(body, date(2027, 3, 9))
    private = factories.make_meeting(body, date(2026, 12, 1), kind="private")
    make_item(body, "Buses", meeting=december, lead="Una Fell", source="standing")
    make_item(body, "Meals", year="2026/27")
    make_item(body, "SECRET", meeting=private)
    make_item(body, "Of another year", year="2025/26")
    data = printed(section_of(body))
    assert [table["caption"] for table in data["tables"]] == ["8 December 2026", "9 March 2027", "Not placed yet"]
    assert data["lead"] == (
        "The programme of 2026/27 as at 21 November 2026: one item at two meetings, and one item not placed yet."
    )
    assert data["tables"][1]["none"] == "No item is planned yet."
    row = data["tables"][0]["rows"][0]
    assert (row["title"], row["lead"], row["source"]) == ("Buses", "Una Fell", "Standing item")
    assert "SECRET" not in said(data)
    assert "another year" not in said(data)


def test_a_section_may_choose_another_year(body):
    make_item(body, "Old", year="2025/26")
    section = section_of(body, choice="2025/26")
    assert "Old" in said(printed(section))
    assert [value for value, _ in registry.blocks["forward_look"].choices(section)] == ["", "2025/26"]
    assert printed(section_of(body, choice="nonsense")) is None
    assert printed(section_of(factories.make_body())) is None


def test_what_was_taken_and_taken_off_is_said(body):
    june = factories.make_meeting(body, date(2026, 6, 16))
    make_item(body, "Buses", meeting=june, outcome="taken", outcome_note="Minute 12.")
    make_item(body, "Boats", meeting=june, outcome="dropped", outcome_note="No boats.")
    data = printed(section_of(body))
    assert [row["title"] for row in data["tables"][0]["rows"]] == ["Buses"]
    assert data["tables"][0]["rows"][0]["outcome"] == "Taken"
    assert data["dropped"] == [{"title": "Boats", "note": "No boats."}]


def test_of_what_is_exempt_only_that_there_is_something(body):
    finding = factories.make_finding(life.make_agreed(body), "SECRET words.")
    section = finding.section
    section.exempt_paragraph, section.exempt_reason, section.exempt_until = 1, "A family.", date(2040, 1, 1)
    section.save()
    fields = {"source": "finding", "finding": finding, "lead": "SECRET", "detail": "SECRET", "outcome_note": "SECRET"}
    make_item(body, "SECRET title", year="2026/27", **fields)
    make_item(body, "SECRET gone", year="2026/27", outcome="dropped", **fields)
    data = printed(section_of(body))
    assert "SECRET" not in said(data)
    assert data["tables"][-1]["rows"][0]["title"] == "An exempt item"


def test_it_is_printed_as_it_stood(body):
    december = factories.make_meeting(body, date(2026, 12, 8))
    item = forward.add_item(body, "2026/27", title="Buses", by=None)
    ForwardItem.history.update(history_date=datetime(2026, 9, 1, 12, tzinfo=UTC))
    forward.put(item, december, by=None)
    then = printed(section_of(body), date(2026, 10, 1))
    assert [len(table["rows"]) for table in then["tables"]] == [0, 1]
    now = printed(section_of(body))
    assert [len(table["rows"]) for table in now["tables"]] == [1]


# Consultations


def consulted():
    """A consultation with two replies of one, and a silent one; its section."""
    consulting = make_consulting()
    one = consulting.send()
    ashford = consultee(one, "Ashford")
    consultations.reply(ashford, stance="noted", replied_on=SENT, decided_by="the clerk", by=None, on=SENT)
    later = date(2026, 3, 10)
    consultations.reply(ashford, stance="objects", text="Too *dear*.", replied_on=later, by=None, on=later)
    section = section_of(consulting.body, "consultation")
    PaperSubject.objects.create(paper=section.paper, consultation=one)
    return consulting, one, section


def test_a_consultation_prints_who_was_asked_and_what_came():
    _, one, section = consulted()
    data = forward_blocks.consultation(section, date(2026, 3, 12))
    assert data["lead"] == (
        "Comments on the report “How pupils travel” were asked for on 2 March 2026, by 20 March 2026. Of 3 asked, 1 has "
        "replied: 1 objects. 2 have not replied."
    )
    ashford, fenmere, board = data["rows"]
    assert [reply["said"] for reply in ashford["replies"]] == ["Noted", "Objects"]
    assert ashford["replies"][0]["note"] == "Decided by the clerk. Received 2 March 2026."
    assert "<em>dear</em>" in ashford["replies"][1]["html"]
    assert (fenmere["silent"], board["asked"]) == ("Awaited, by 20 March 2026", "2 March 2026")
    before = forward_blocks.consultation(section, date(2026, 3, 5))
    assert [reply["said"] for reply in before["rows"][0]["replies"]] == ["Noted"]
    after = forward_blocks.consultation(section, date(2026, 3, 21))
    assert after["rows"][1]["silent"] == "No reply"
    assert forward_blocks.consultation(section, date(2026, 3, 1)) is None
    assert one.title in data["caption"]


def test_a_paper_prints_only_consultations_of_its_committee():
    consulting, one, section = consulted()
    other = section_of(factories.make_body(consulting.council), "consultation", choice=str(one.pk))
    assert forward_blocks.consultation(other, TODAY) is None
    mine = section_of(consulting.body, "consultation", choice=str(one.pk))
    assert forward_blocks.consultation(mine, TODAY)["caption"].startswith(one.title)
    assert (str(one.pk), one.title) in registry.blocks["consultation"].choices(mine)
    for choice in ("x", "9" * 40, ""):
        assert forward_blocks.consultation(section_of(consulting.body, "consultation", choice=choice), TODAY) is None
    assert section.pk


def test_the_numbers_of_the_sentence_add_up():
    one = make_consultation()
    for stance in ("supports", "supports", "objects", "noted", "no_comment"):
        make_reply(make_consultee(one), stance)
    make_consultee(one)
    section = section_of(one.body, "consultation", choice=str(one.pk))
    lead = forward_blocks.consultation(section, TODAY)["lead"]
    assert (
        "Of 6 asked, 5 have replied: 2 support it, 1 objects, 1 notes it and 1 has no comment. 1 has not replied."
        in lead
    )


@pytest.mark.parametrize("kind", ["forward_look", "consultation_response"])
def test_a_paper_of_each_kind_is_begun_and_shown(client, kind):
    consulting, one, _ = consulted()
    factories.sign_in(client, consulting.officer)
    make_item(consulting.body, "School buses", year="2026/27")
    add = f"{reverse('scrutiny:committee-paper-add', args=[consulting.body.pk])}?template={kind}"
    page = client.get(f"{add}&consultation={one.pk}").content.decode()
    fields = {"title": ""}
    if kind == "consultation_response":
        assert f'<option value="{one.pk}" selected' in page
        fields["consultation"] = one.pk
    assert client.post(add, fields).status_code == 302
    paper = Paper.objects.get(body=consulting.body, template=kind)
    shown = client.get(paper.urls["preview"]).content.decode()
    assert ("School buses" if kind == "forward_look" else "Too <em>dear</em>") in shown


def test_our_own_reply_to_somebody_elses_consultation_needs_no_consultation(client):
    consulting, _, _ = consulted()
    factories.sign_in(client, consulting.officer)
    add = f"{reverse('scrutiny:committee-paper-add', args=[consulting.body.pk])}?template=consultation_response"
    client.post(add, {"title": "Reply to the Fire Authority", "consultation": ""})
    paper = Paper.objects.get(title="Reply to the Fire Authority")
    headings = list(paper.sections.order_by("order").values_list("heading", flat=True))
    assert "What was asked, by whom and by when" in headings
    assert "Our reply" in headings
    paper.sections.filter(heading="Our reply").update(text="We support it.")
    shown = client.get(paper.urls["preview"]).content.decode()
    assert "We support it." in shown
    assert "paper-consultation" not in shown
