"""The mistakes that people make and the attacks that are known by name: each with the very words of its answer."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recommendations.actions import recommendations as actions
from recommendations.actions.labels import numbering_of
from scrutiny.models import Body, EvidenceItem, Membership
from tests import factories, hostile, page_forms
from tests.access_table import TABLE
from tests.hostile import role_for
from tests.test_access import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    """A draft with one of everything."""
    settings.AXES_ENABLED = False
    world = World("draft")
    numbering_of(world.review)
    made = hostile.Site(world)
    yield made
    made.close()


def sent(site, name, files=None, **changes):
    """The Answer to the form at an address, sent as the page has it but for `changes`."""
    site.as_role(role_for(TABLE[name], "draft"))
    address, form = hostile.form_for(site, name, TABLE[name])
    data = form.filled() | {key: [value] for key, value in changes.items()}
    return site.send("post", address, data | (files or {}))


def dates(name, year, month=None, day=None):
    """The three boxes of a date."""
    return {f"{name}_0": str(day or ""), f"{name}_1": str(month or ""), f"{name}_2": str(year)}


def refused(answer, words):
    """The form is shown again with these words, and nothing has changed."""
    assert words in answer.text.replace("&#x27;", "'"), answer.text[answer.text.find("error-summary") :][:800]
    assert answer.status == 422
    assert not answer.changed


BEFORE = [
    ("scrutiny:review-edit", {**dates("started", 2024, 5), **dates("evidence_ended", 2024, 4)},
     "The date evidence was taken until is before the review started (May 2024). Check both dates"),
    ("scrutiny:review-agree", {**dates("endorsed", 1999)}, "before the review started"),
    ("scrutiny:body-end", dates("ends_on", 1999), "It started in"),
    ("scrutiny:member-end", dates("left", 1999), "They joined in"),
    ("scrutiny:body-rename", dates("until", 1999), "It started in"),
]  # fmt: skip


@pytest.mark.parametrize("name, changes, words", BEFORE)
def test_an_end_before_the_start_is_refused(site, name, changes, words):
    world = site.world
    type(world.review).objects.filter(pk=world.review.pk).update(started="2024-05")
    Body.objects.filter(pk=world.committee.pk).update(starts_on="2010-01")
    Membership.objects.filter(pk=world.membership.pk).update(joined="2023-05")
    site.before = hostile.rows()
    if name == "scrutiny:review-edit":
        changes = changes | {"stage": "1"}
    refused(sent(site, name, **changes), words)


NOT_DATES = {
    ("31", "11", "2024"): "November has 30 days",
    ("29", "2", "2023"): "February",
    ("5", "13", "2024"): "month",
    ("5", "", "2024"): "month",
    ("5", "7", ""): "year",
    ("5", "7", "24"): "year",
}


@pytest.mark.parametrize("typed", NOT_DATES)
def test_a_date_that_does_not_exist_is_refused_and_shown_again(site, typed):
    changes = {f"date_{place}": part for place, part in enumerate(typed)}
    answer = sent(site, "scrutiny:session-add", **changes)
    refused(answer, NOT_DATES[typed])
    form = next(one for one in page_forms.forms_of(answer.text) if "date_0" in one.fields)
    assert [form.fields[f"date_{place}"].values for place in range(3)] == [[part] if part else [] for part in typed]


def test_a_member_twice_at_once_is_refused(site):
    person = site.world.membership.person
    site.as_role("officer")
    address = reverse("scrutiny:member-add", args=[site.world.cast.sub_committee.pk])
    answer = site.send("post", address, {"step": "one", "name": person.name, "role": "member"})
    said = f"{person.name} is already a member of {site.world.cast.sub_committee}. Say when they left first"
    refused(answer, said)


def test_a_body_is_not_put_under_its_own_great_grandchild(site):
    cast, bodies = site.world.cast, [site.world.committee]
    for _ in range(3):
        bodies.append(factories.make_body(cast.council, parents=[bodies[-1]]))
    site.before = hostile.rows()
    answer = sent(site, "scrutiny:body-edit", parents_0=str(bodies[-1].pk))
    said = f"“{bodies[-1]}” already stands under “{bodies[0]}”, so it cannot be above it as well. Choose another body"
    refused(answer, said)


def test_a_label_used_twice_by_hand_is_refused(site):
    world, officer = site.world, site.world.cast.officer
    numbering = numbering_of(world.review)
    type(numbering).objects.filter(pk=numbering.pk).update(style="by_hand")
    other = actions.add(world.review, world.section, "Do another thing.", by=officer, label="A1")
    site.before = hostile.rows()
    answer = sent(site, "recommendations:recommendation-edit", label_typed="A1")
    refused(answer, "A1")
    assert other.label == "A1"


def archive(kind, **parts):
    """The bytes of a zip file with an Office document's parts and some more."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in {"[Content_Types].xml": b"<Types/>", f"{kind}/document.xml": b"<x/>", **parts}.items():
            zipped.writestr(name, content)
    return held.getvalue()


UPLOADS = {
    "30 MB": ("long.pdf", b"%PDF-1.7\n" + b"0" * (30 * 1024 * 1024), "The file must be 20 MB or smaller: it is 30 MB."),
    "a zip called PDF": ("paper.pdf", archive("word"), "The file is not a PDF, though its name ends in .pdf."),
    "a page called PDF": ("paper.pdf", b"<html><script>alert(1)</script>", "The file is not a PDF"),
    "a program": ("paper.exe", b"MZ\x90", "The file must be one of these"),
    "two endings": ("paper.pdf.html", b"%PDF-1.7", "The file must be one of these"),
    "a bomb": ("paper.docx", archive("word", **{"word/big.xml": b"0" * (31 * 1024 * 1024)}), "would become too large"),
    "macros": ("paper.docx", archive("word", **{"word/vbaProject.bin": b"x"}), "The file has macros"),
    "parts outside": ("paper.docx", archive("word", **{"../../evil.xml": b"x"}), "point outside it"),
    "entities": ("paper.docx", archive("word", **{"word/a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), "definitions"),
    "a spreadsheet called Word": ("paper.docx", archive("xl"), "The file is not a Word document"),
    "nothing": ("paper.pdf", b"", "The file is empty."),
}


@pytest.mark.parametrize("case", UPLOADS)
def test_a_bad_upload_is_refused_and_the_words_are_kept(site, case, settings):
    name, content, words = UPLOADS[case]
    kept = sorted(settings.MEDIA_ROOT.rglob("*"))
    answer = sent(
        site, "scrutiny:evidence-add", files={"file": SimpleUploadedFile(name, content)}, title="What I typed"
    )
    refused(answer, words)
    assert 'value="What I typed"' in answer.text
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == kept


def test_a_file_name_cannot_leave_its_folder_or_its_header(site):
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.7\n")
    file._name = "..\\../x%22; Set-Cookie: a=b%0d%0a\u202etxt.pdf"
    site.as_role("officer")
    before = set(EvidenceItem.objects.values_list("pk", flat=True))
    address, form = hostile.form_for(site, "scrutiny:evidence-add", TABLE["scrutiny:evidence-add"])
    assert site.client.post(address, form.filled() | {"file": file}).status_code == 302
    item = EvidenceItem.objects.exclude(pk__in=before).get()
    answer = site.send("get", reverse("scrutiny:evidence-file", args=[item.pk]))
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]
    assert ".." not in item.file.name
    assert item.file.name.startswith(f"evidence/{site.world.review.pk}/")


def test_an_unknown_id_gets_a_plain_page(site):
    site.as_role("officer")
    answer = site.send("get", reverse("scrutiny:review-show", args=[999_999]))
    assert answer.status == 404
    assert "<h1" in answer.text
    assert "Page not found" in answer.text
    assert "999999" not in answer.text.partition("<main")[2]


def test_a_meeting_twice_is_refused(site):
    factories.make_meeting(site.world.committee, date(2025, 3, 1))
    site.before = hostile.rows()
    answer = sent(site, "scrutiny:meeting-add", **dates("date", 2025, 3, 1), starts_at="", kind="formal")
    refused(answer, "This body already has a meeting of this kind then. Open that one, or choose another time")
