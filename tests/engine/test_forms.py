"""Forms: plain messages, nothing typed lost, and every link of the error summary leads somewhere."""

import io
import uuid
import zipfile
from datetime import date

import lxml.html
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from scrutiny.engine import uploads
from scrutiny.engine.forms import (
    CheckedFileField,
    DateField,
    GovForm,
    GovModelForm,
    LinesField,
    MarkdownField,
    OnceMixin,
    PartialDateField,
    PlainCharField,
    VersionMixin,
)
from scrutiny.models import Review


class EveryField(VersionMixin, OnceMixin, GovForm):
    """One field of each kind."""

    title = PlainCharField(max_length=20)
    owner = PlainCharField(label="Who owns it?", missing="Enter a name")
    text = MarkdownField(label="Finding", required=False)
    heard = PartialDateField(label="Date heard")
    due = DateField(label="Due date", required=False)
    names = LinesField(required=False, max_lines=3, max_length=10)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(choices=[("s", "Schools"), ("h", "Health")], widget=forms.CheckboxSelectMultiple)
    members = forms.IntegerField(max_value=5, label="Number of members")
    email = forms.EmailField(label="E-mail address", required=False)
    agree = forms.BooleanField(label="The witness agrees")
    paper = CheckedFileField(label="Paper", required=False)


FINE = {
    "title": "School transport", "owner": "Ida", "heard_0": "5", "heard_1": "July", "heard_2": "2011",
    "kind": "a", "themes": "s", "members": "3", "agree": "on",
}  # fmt: skip


def filled(form=EveryField, files=None, **fields):
    """The form as posted: FINE with the given fields changed, each a text or a list."""
    data = QueryDict(mutable=True)
    for name, value in (FINE | fields).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form(data, MultiValueDict({name: [file] for name, file in (files or {}).items()}))


def page(form):
    """The form as HTML, parsed."""
    return lxml.html.fromstring(
        Template("{% load engine_tags %}<div>{% form_body form %}</div>").render(Context({"form": form}))
    )


def error(form, field):
    """The only message of a field."""
    assert len(form.errors.get(field, [])) == 1, form.errors
    return form.errors[field][0]


def test_a_form_that_is_filled_in_is_valid():
    form = filled(
        due_0="1", due_1="4", due_2="2024", names=" a \r\n\r\nb", text=" one\r\ntwo ", once="x" * 99, version="3"
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["heard"] == "2011-07-05"
    assert form.cleaned_data["due"] == date(2024, 4, 1)
    assert form.cleaned_data["names"] == ["a", "b"]
    assert form.cleaned_data["text"] == "one\ntwo"
    assert form.seen_version == 3
    assert {"once", "version"}.isdisjoint(form.values)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Enter the title"),
        ("title", "  \u200b ", "Enter the title"),
        ("title", "x" * 24, "Title must be 20 characters or fewer: it has 24"),
        ("owner", "", "Enter a name"),
        ("members", "", "Enter the number of members"),
        ("members", "many", "Number of members must be a number, such as 12"),
        ("members", "9", "Number of members must be 5 or less"),
        ("email", "me", "E-mail address must look like name@example.org"),
        ("kind", "", "Choose the kind"),
        ("kind", "z", "Choose the kind from the list: what was sent is not on it"),
        ("themes", ["z"], "Choose the themes from the list: what was sent is not on it"),
        ("agree", "", "Tick “The witness agrees” to go on"),
        ("text", "x" * 50_001, "Finding must be 50,000 characters or fewer: it has 50,001"),
        ("names", "a\nb\nc\nd", "Enter 3 lines or fewer: there are 4"),
        ("names", "a\n" + "b" * 12, "Line 2 of the names must be 10 characters or fewer: it has 12"),
    ],
)
def test_messages_say_what_to_do(field, value, message):
    assert error(filled(**{field: value}), field) == message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(("5", "7", "2011"), "2011-07-05"), (("", "jul", "2011"), "2011-07"), (("", "", " 2011 "), "2011")],
)
def test_partial_dates(typed, kept):
    form = filled(**{f"heard_{place}": part for place, part in enumerate(typed)})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["heard"] == kept


@pytest.mark.parametrize(
    ("field", "typed", "message", "box"),
    [
        ("heard", ("", "", ""), "Enter the date heard", 0),
        ("heard", ("31", "2", "2025"), "Date heard: 31 February 2025 does not exist: February 2025 has 28 days", 0),
        ("heard", ("5", "", "2025"), "Date heard: enter the month as well as the day, or leave both blank", 1),
        ("heard", ("5", "7", ""), "Date heard: enter the year, as four figures such as 2025", 2),
        ("heard", ("x", "7", "2025"), "Date heard: “x” is not a day. Enter a number, such as 5", 0),
        ("due", ("", "7", "2025"), "Due date: enter the day", 0),
        ("due", ("5", "", ""), "Due date: enter the month", 1),
        ("due", ("9" * 400, "\u0663", "\x00"), None, 2),
    ],
)
def test_wrong_dates_say_which_box(field, typed, message, box):
    form = filled(**{f"{field}_{place}": part for place, part in enumerate(typed)})
    assert error(form, field) == (message or error(form, field))
    links = summary_links(form)
    assert f"#id_{field}_{box}" in links


def summary_links(form):
    """Where the error summary leads."""
    found = page(form).xpath("//div[contains(@class, 'govuk-error-summary')]//a")
    return [link.get("href") for link in found]


def test_every_link_of_the_error_summary_leads_to_something_that_takes_focus():
    form = EveryField(QueryDict("due_0=5"))
    form.add_error(None, "The dates do not agree")
    tree = page(form)
    assert "There is a problem" in tree.text_content()
    links = tree.xpath("//div[contains(@class, 'govuk-error-summary')]//a")
    assert len(links) == 1 + len(form.errors) - 1
    for link in links:
        target = tree.xpath("//*[@id=$id]", id=link.get("href")[1:])
        assert len(target) == 1, link.get("href")
        assert target[0].tag in ("input", "textarea", "select")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_summary_is_shown_once_and_can_stand_before_the_heading():
    shown = Template(
        "{% load engine_tags crispy_forms_tags %}{% form_errors form %}<h1>x</h1>{% crispy form %}"
    ).render(Context({"form": EveryField(QueryDict(""))}))
    assert shown.count("There is a problem") == 1
    assert shown.index("There is a problem") < shown.index("<h1>")


def test_every_input_has_a_label_and_optional_fields_say_so():
    tree = page(EveryField())
    for box in tree.xpath("//input[@type!='hidden'] | //textarea | //select"):
        assert tree.xpath("//label[@for=$id]", id=box.get("id")), box.get("id")
    text = tree.text_content()
    assert "Finding (optional)" in text
    assert "Title (optional)" not in text
    assert "Due date (optional)" in text
    assert "<form" not in lxml.html.tostring(tree, encoding="unicode")


def test_messages_name_the_field_without_optional():
    form = filled(text="x" * 50_001)
    page(form)
    assert page(filled(text="x" * 50_001)).text_content().count("Finding must be") == 2
    assert "(optional) must" not in page(form).text_content()


def test_what_was_typed_is_shown_again():
    form = filled(
        title="x" * 30,
        text="one\n# two <b>",
        heard_0="31",
        heard_1="2",
        heard_2="2025",
        members="many",
        names="a\nb\nc\nd",
    )
    tree = page(form)
    value = {box.get("name"): box.get("value") for box in tree.xpath("//input")}
    assert value["title"] == "x" * 30
    assert (value["heard_0"], value["heard_1"], value["heard_2"]) == ("31", "2", "2025")
    assert value["members"] == "many"
    assert tree.xpath("//textarea[@name='text']")[0].text.strip() == "one\n# two <b>"
    assert tree.xpath("//textarea[@name='names']")[0].text.strip() == "a\nb\nc\nd"


@pytest.mark.parametrize("field", ["title", "text"])
def test_control_characters_are_refused_named_and_taken_out(field):
    form = filled(**{field: "Road saf\x07ety \x00here"})
    assert "(U+0007, after “Road saf”)" in error(form, field)
    assert "It has been taken out below" in error(form, field)
    assert form[field].value() == "Road safety here"
    again = filled(**{field: form[field].value()})
    assert again.is_valid(), again.errors


def test_what_cannot_be_seen_is_cleaned_without_asking():
    form = filled(title="Road\u00ad safe\u200bty\nnow", text="one\x0btwo\r\nthree")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Road safety now"
    assert form.cleaned_data["text"] == "one\ntwo\nthree"


def test_the_editor_finds_its_textarea(db, alone):
    from tests.factories import make_user

    form = EveryField()
    form.drafts_for("finding:12", make_user(), 3)
    area = page(form).xpath("//textarea[@name='text']")[0]
    assert "data-editor" in area.attrib
    assert area.get("data-draft-key") == "finding:12:text"
    assert area.get("data-base-version") == "3"
    assert area.get("data-draft-url") == "/drafts/save"
    assert area.get("data-preview-url") == "/preview"
    assert "bold" in page(form).xpath("//*[@id='id_text_hint']")[0].text
    assert "data-editor" not in page(form).xpath("//textarea[@name='names']")[0].attrib


def test_tokens_are_new_each_time_and_never_an_error():
    first, second = (page(EveryField()).xpath("//input[@name='once']")[0].get("value") for _ in range(2))
    assert uuid.UUID(first) != uuid.UUID(second)
    form = filled(once="\x00nonsense", version="-1; drop")
    assert form.is_valid(), form.errors
    assert form.seen_version == 0


def test_model_forms_get_these_fields_and_their_version():
    class ReviewForm(VersionMixin, OnceMixin, GovModelForm):
        class Meta:
            model = Review
            fields = ("title", "trigger", "started")

    form = ReviewForm(instance=Review(title="x", version=7, started="2011-07"))
    kinds = {name: type(field) for name, field in form.fields.items()}
    assert kinds["title"] is PlainCharField
    assert kinds["trigger"] is MarkdownField
    assert kinds["started"] is PartialDateField
    boxes = {box.get("name"): box.get("value") for box in page(form).xpath("//input")}
    assert (boxes["started_0"], boxes["started_1"], boxes["started_2"]) == (None, "7", "2011")
    assert boxes["version"] == "7"
    posted = ReviewForm(QueryDict("title=&trigger="), instance=Review())
    assert error(posted, "title") == "Enter the title"


# --- files ------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nText"


def office(folder="word", parts=(), encrypted=False):
    """A zip file with the parts of an Office file and more; parts are (name, bytes)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<w/>")
        for name, content in parts:
            archive.writestr(name, content)
    content = made.getvalue()
    return (
        content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01") if encrypted else content
    )


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("A.PNG", PNG, "png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.docx", office(), "docx"),
        ("a.xlsx", office("xl"), "xlsx"),
        ("a.pptx", office("ppt"), "pptx"),
        ("a.txt", "Wŷr\n".encode(), "txt"),
        ("a.txt", "caf\xe9".encode("cp1252"), "txt"),
        ("a.csv", "a,b".encode("utf-16"), "csv"),
        ("a.eml", MAIL, "eml"),
    ],
)
def test_files_that_are_what_they_say(name, content, kind):
    form = filled(files={"paper": SimpleUploadedFile(name, content)})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["paper"].kind == kind
    assert form.cleaned_data["paper"].read() == content


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "must be one of these"),
        ("a.pdf.exe", PDF, "must be one of these"),
        ("noending", PDF, "must be one of these"),
        ("a.html", b"<p>", "must be one of these"),
        ("a.svg", b"<svg/>", "must be one of these"),
        ("a.pdf", b"MZ" * 600, "is not a PDF"),
        ("a.png", PDF, "is not a PNG picture"),
        ("a.jpg", PNG, "is not a JPEG picture"),
        ("a.txt", b"\x00\x01\x02", "is not a plain text"),
        ("a.csv", b"PK\x03\x04\x00\x00", "is not a CSV table"),
        ("a.eml", b"hello", "is not a saved e-mail"),
        ("a.pdf", b"", "is empty"),
        ("a.docx", b"PK\x03\x04 nothing", "is damaged"),
        ("a.docx", office("xl"), "is not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "protected with a password or is of an old kind"),
        ("a.docx", office(encrypted=True), "protected with a password"),
        ("a.docx", office(parts=[("../x", b"")]), "point outside"),
        ("a.docx", office(parts=[("/etc/x", b"")]), "point outside"),
        ("a.docx", office(parts=[("word\\..\\x", b"")]), "point outside"),
        ("a.docx", office(parts=[("word/A.xml", b""), ("word/a.xml", b"")]), "two parts of the same name"),
        ("a.xlsx", office("xl", [("xl/vbaProject.bin", b"")]), "has macros"),
        ("a.docx", office(parts=[("word/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>')]), "definitions"),
        ("a.docx", office(parts=[("word/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16"))]), "definitions"),
        ("a.docx", office(parts=[(f"word/{n}", b"") for n in range(2_000)]), "more than 2,000 parts"),
        ("a.docx", office(parts=[("word/x", b"0" * (30 * 1024 * 1024 + 1))]), "too large when opened"),
        ("a.docx", office(parts=[(f"word/{n}", b"0" * 27_000_000) for n in range(4)]), "too large when opened"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_that_are_refused(name, content, words):
    form = filled(files={"paper": SimpleUploadedFile(name, content)})
    assert words in error(form, "paper")


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class Large(io.BytesIO):
        def read(self, *args):
            raise AssertionError("read")

    file = Large(PDF + b"0" * uploads.LARGEST)
    with pytest.raises(uploads.UploadRefused, match="must be 20 MB or smaller: it is 20 MB"):
        uploads.check("a.pdf", file)


def test_names_of_files_are_tidied():
    form = filled(files={"paper": SimpleUploadedFile("re\u202eport" + "x" * 200 + ".PDF", PDF)})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["paper"].name.startswith("reportx")
    assert form.cleaned_data["paper"].name.endswith("x.pdf")
    assert len(form.cleaned_data["paper"].name) <= 150


@pytest.mark.parametrize("seed", range(60))
def test_a_broken_file_gets_a_plain_refusal_and_nothing_worse(seed):
    import random

    content = bytearray(office(parts=[("word/x.xml", b"<a>" * 500)]))
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        assert uploads.check("a.docx", io.BytesIO(bytes(content))) == "docx"
    except uploads.UploadRefused as refusal:
        assert str(refusal).startswith("The file ")
