"""Issuing a meeting's pack: what each edition holds, that it is frozen, and that nothing exempt gets out."""

import hashlib
import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from scrutiny.actions import agenda, packs
from scrutiny.engine import pdf
from scrutiny.engine.models import AuditEntry
from scrutiny.engine.pdf import pack as printer
from scrutiny.models import AgendaItem, Pack, Paper, Section
from scrutiny.models.paper import EditionIsFrozen
from scrutiny.papers import packs as shaping
from scrutiny.refused import Refused
from tests import agendas
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.system]


@pytest.fixture
def cast():
    return make.make_cast()


@pytest.fixture
def meeting(cast):
    return agendas.full(cast.sub_committee)


def words_of(data):
    """The pages' words, a string for each."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return found.stdout.decode().split("\f")[:-1]


def issued(meeting, cast, **fields):
    return packs.issue(meeting, as_at=agendas.ON, by=cast.officer, **fields)


def test_the_public_pack_has_a_front_contents_and_papers_and_nothing_exempt(cast, meeting):
    pack = issued(meeting, cast)
    pages = words_of(pack.pdf)
    assert (pack.number, pack.pages, pack.is_exempt, pack.is_draft) == (1, len(pages), False, False)
    assert pack.sha256 == hashlib.sha256(pack.pdf).hexdigest()
    front = " ".join(pages[0].split())
    order = ["Wenbridge County Council", "School Transport Sub-Committee", "Thursday 12 March 2026 at 14:30"]
    order += ["County Hall, Room 2", "Members", "Councillor Mabel Thorn", "Mrs Cora Finch, Co-opted member"]
    order += ["1 Apologies for absence", "2 Crossings near schools 2", "Report by Head of Roads", "3 Bus contract 4"]
    order += ["4 Legal advice", "not for publication: paragraph 3 of Schedule 12A"]
    places = [front.index(words) for words in order]
    assert places == sorted(places)
    everything = " ".join(pages)
    assert "This part is not for publication" in everything
    for secret in (agendas.CANARY, "Prices", "A dispute", "Bidders"):
        assert secret not in everything
        assert secret.encode() not in uncompressed(pack.pdf)
    for number, page in enumerate(pages, start=1):
        assert re.findall(r"Page (\d+) of (\d+)", page) == [(str(number), str(len(pages)))]


def uncompressed(data):
    """Every byte of a PDF with its streams unpacked: bookmarks, names and metadata too."""
    with pikepdf.open(BytesIO(data)) as document:
        out = BytesIO()
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


def test_the_exempt_pack_has_what_is_exempt_at_its_end_on_pages_of_its_own(cast, meeting):
    pack = issued(meeting, cast, with_exempt=True)
    pages = words_of(pack.pdf)
    assert pack.is_exempt
    holding = [number for number, page in enumerate(pages) if agendas.CANARY in page]
    first = min(number for number, page in enumerate(pages) if "Exempt part" in page and number)
    assert holding
    assert min(holding) >= first
    for page in pages[first:]:
        assert "Not for publication" in page.strip().splitlines()[-1]  # at the foot
    assert "Not for publication" not in "".join(page.strip().splitlines()[-1] for page in pages[:first])
    assert "this pack holds exempt information" in pages[0]
    assert re.search(r"Exempt part +" + str(first + 1), pages[0])
    with pytest.raises(Refused, match="never published"):
        packs.publish(pack, by=cast.officer)


def test_what_is_exempt_is_not_kept_by_the_printer(cast, meeting):
    printer.KEPT.clear()
    issued(meeting, cast, with_exempt=True)
    kept = b"".join(piece for _, pieces in printer.KEPT._found.values() for piece in pieces if piece[:4] == b"%PDF")
    assert printer.KEPT._found
    assert len(printer.KEPT._found) == 3  # the first paper's contents, its rest, the public part of the second
    assert agendas.CANARY.encode() not in kept


def test_what_is_exempt_of_another_committees_paper_stays_with_its_members(cast, meeting):
    other = AgendaItem.objects.get(title="Bus contract").paper
    Paper.objects.filter(pk=other.pk).update(body=cast.other_committee)
    pages = words_of(issued(meeting, cast, with_exempt=True).pdf)
    assert "Its exempt part is not in this pack" in " ".join(pages[0].split())
    assert f"{agendas.CANARY} asks" not in "".join(pages)
    assert f"{agendas.CANARY} may sue" in "".join(pages)  # of the committee's own


def test_co_opted_members_do_not_open_the_exempt_pack(cast, meeting):
    plain, exempt = (agendas.pack_of(meeting, cast.officer, is_exempt=one) for one in (False, True))
    assert list(Pack.objects.visible_to(cast.co_opted)) == [plain]
    assert set(Pack.objects.visible_to(cast.member)) == {plain, exempt}
    assert not Pack.objects.visible_to(cast.other_officer).exists()


def test_an_exempt_pack_of_papers_with_nothing_exempt_is_refused(cast):
    meeting = agendas.meeting_of(cast.sub_committee)
    agendas.agenda_of(meeting, agendas.paper_of(meeting, "Roads", [("Background", "Text.", {})]))
    with pytest.raises(Refused, match="None of the papers has anything exempt"):
        issued(meeting, cast, with_exempt=True)


def test_a_pack_with_drafts_marks_them_and_is_not_published(cast):
    meeting = agendas.meeting_of(cast.sub_committee)
    draft = agendas.paper_of(meeting, "Roads", [("Background", "Text.", {})], is_final=False)
    final = agendas.paper_of(meeting, "Buses", [("Background", "Text.", {})])
    agendas.agenda_of(meeting, draft, final)
    pack = issued(meeting, cast)
    pages = words_of(pack.pdf)
    assert pack.is_draft
    assert "papers are not final yet" in pages[0]
    feet = [page.strip().splitlines()[-1].split()[0] for page in pages]
    assert feet == ["Draft", "Draft", "Page"]
    with pytest.raises(Refused, match="holds drafts"):
        packs.publish(pack, by=cast.officer)
    Paper.objects.filter(pk=draft.pk).update(final_at="2026-03-02T09:00Z")
    again = issued(meeting, cast)
    assert (again.number, again.is_draft) == (2, False)
    assert "Replaces pack 1 of" in words_of(again.pdf)[0]
    assert packs.publish(again, by=cast.officer)
    assert not packs.publish(again, by=cast.officer)
    assert packs.withdraw(again, by=cast.officer)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [*["issued the pack"] * 2, "published the pack", "withdrew the pack from publication"]


def test_a_pack_is_frozen(cast, meeting):
    pack = issued(meeting, cast)
    pack.pages = 99
    with pytest.raises(EditionIsFrozen):
        pack.save()
    with pytest.raises(EditionIsFrozen):
        pack.delete()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda meeting, paper: AgendaItem.objects.all().delete(), "nothing on the agenda"),
        (
            lambda meeting, paper: Paper.objects.filter(pk=paper.pk).update(binned_at="2026-03-01T00:00Z"),
            "is in the bin",
        ),
        (
            lambda meeting, paper: Paper.objects.filter(pk=paper.pk).update(body=make.make_body(), final_at=None),
            "is another committee’s draft",
        ),
    ],
)
def test_what_cannot_be_printed_is_said_plainly(cast, meeting, spoil, says):
    spoil(meeting, AgendaItem.objects.get(title="Bus contract").paper)
    with pytest.raises(Refused, match=says):
        issued(meeting, cast)
    assert not Pack.objects.exists()


def test_a_paper_changed_while_it_is_printed_is_printed_anew(cast, meeting, monkeypatch):
    to_pdf, times = shaping.to_pdf, []

    def slow(shaped):
        printed = to_pdf(shaped)
        times.append(printed)
        if len(times) == 1:
            Section.objects.filter(heading="Next steps").update(text="A third count.")
        return printed

    monkeypatch.setattr(shaping, "to_pdf", slow)
    pack = issued(meeting, cast)
    assert len(times) == 2
    assert "A third count." in "".join(words_of(pack.pdf))


def test_bookmarks_are_the_items_with_the_headings_below_them(cast, meeting):
    data = issued(meeting, cast, with_exempt=True).pdf
    with pikepdf.open(BytesIO(data)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles == [
            "Agenda",
            "2. Crossings near schools",
            "3. Bus contract",
            "3. Bus contract: exempt part",
            "4. Legal advice",
        ]
        assert [item.title for item in outline.root[1].children] == ["1 Background", "2 Figures", "3 Next steps"]


# The pages.


def test_the_officer_issues_a_pack_and_the_public_reads_it_once_published(cast, meeting, client):
    make.sign_in(client, cast.officer)
    address = f"/meetings/{meeting.pk}/pack/issue/"
    page = client.get(address).content.decode()
    token = page.split('name="once" value="')[1].split('"')[0]
    sent = {"edition": "public", "as_at_0": "2", "as_at_1": "3", "as_at_2": "2026", "once": token}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    pack = Pack.objects.get()
    assert f"/packs/{pack.pk}/publish/" in client.get(f"/packs/{pack.pk}/").content.decode()
    make.sign_in(client, None)
    assert client.get(f"/packs/{pack.pk}/pack.pdf").status_code == 404
    make.sign_in(client, cast.officer)
    assert client.post(f"/packs/{pack.pk}/publish/").status_code == 302
    make.sign_in(client, None)
    answer = client.get(f"/packs/{pack.pk}/pack.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content == bytes(pack.pdf)
    assert "school-transport-sub-committee-2026-03-12-pack-1.pdf" in answer["Content-Disposition"]
    assert client.get(f"/packs/{pack.pk}/pack.pdf", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert "Pack 1, issued" in client.get(f"/meetings/{meeting.pk}/").content.decode()


def test_what_the_printer_cannot_do_is_said_on_the_page(cast, meeting, client, monkeypatch):
    def fails(shaped):
        raise pdf.Failed("2. Crossings: The paper was not printed: the printer stopped in the middle.")

    monkeypatch.setattr(shaping, "to_pdf", fails)
    make.sign_in(client, cast.officer)
    sent = {"edition": "public", "as_at_0": "2", "as_at_1": "3", "as_at_2": "2026"}
    answer = client.post(f"/meetings/{meeting.pk}/pack/issue/", sent)
    assert answer.status_code == 503
    assert "the printer stopped in the middle" in answer.content.decode()
    sent["edition"] = "exempt"
    Section.objects.update(exempt_paragraph=None, exempt_reason="", exempt_until=None)
    Paper.objects.update(exempt_paragraph=None, exempt_reason="", exempt_until=None)
    answer = client.post(f"/meetings/{meeting.pk}/pack/issue/", sent)
    assert answer.status_code == 422
    assert "None of the papers has anything exempt" in answer.content.decode()


def test_the_agenda_lists_waiting_papers_again_after_an_item_is_taken_off(cast, meeting):
    item = AgendaItem.objects.get(title="Bus contract")
    agenda.remove_item(item, by=cast.officer)
    assert list(agenda.waiting(meeting)) == [item.paper]
