"""The forms of a page, read from its HTML: `forms_of(html)` gives those of its main part, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One box of a form: its name, kind ("text", "textarea", "select", "radio", "hidden" ...), values on offer."""

    name: str
    kind: str
    values: list = field(default_factory=list)  # as the page has them: what would be sent
    options: list = field(default_factory=list)


@dataclass
class Form:
    """One form of a page: where and how it is sent, and its fields by name."""

    action: str
    method: str
    multipart: bool
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)

    def filled(self):
        """What a browser would send, with the empty boxes filled with something that fits: a dict of lists."""
        return {one.name: _fill(one) for one in self.fields.values() if one.kind not in ("file", "button")}


def _fill(one):
    if one.values:
        return list(one.values)
    if one.options:
        return [] if one.kind == "checkbox" else [next((option for option in one.options if option), "")]
    for ending, value in (("_0", "5"), ("_1", "7"), ("_2", "2024")):
        if one.name.endswith(ending) and one.kind == "text":
            return [value]
    if one.kind in ("hidden", "checkbox", "password"):
        return []
    return {"email": ["words@example.org"], "url": ["https://www.example.org/"]}.get(one.kind, ["Words"])


class _Reader(HTMLParser):
    """Collects the forms inside <main>."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.form, self.area, self.select, self.inside = [], None, None, None, False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "main":
            self.inside = True
        elif tag == "form" and self.inside:
            multipart = attrs.get("enctype") == "multipart/form-data"
            self.form = Form(attrs.get("action") or "", attrs.get("method", "get").lower(), multipart)
            self.forms.append(self.form)
        elif self.form is not None:
            getattr(self, f"_{tag}", lambda attrs: None)(attrs)

    def _input(self, attrs):
        name, kind, value = attrs.get("name"), attrs.get("type", "text"), attrs.get("value", "")
        if not name or name == "csrfmiddlewaretoken" or kind == "submit":
            return
        one = self.form.fields.setdefault(name, Field(name, kind))
        if kind in ("radio", "checkbox"):
            one.options.append(value)
            if "checked" in attrs:
                one.values.append(value)
        elif value:
            one.values.append(value)

    def _textarea(self, attrs):
        if attrs.get("name"):
            self.area = self.form.fields.setdefault(attrs["name"], Field(attrs["name"], "textarea"))
            self.words = ""

    def _select(self, attrs):
        if attrs.get("name"):
            self.select = self.form.fields.setdefault(attrs["name"], Field(attrs["name"], "select"))

    def _option(self, attrs):
        if self.select is not None:
            self.select.options.append(attrs.get("value", ""))
            if "selected" in attrs:
                self.select.values.append(attrs.get("value", ""))

    def _button(self, attrs):
        if attrs.get("name"):
            self.form.buttons.append((attrs["name"], attrs.get("value", "")))

    def handle_data(self, data):
        if self.area is not None:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area is not None:
            words = self.words.removeprefix("\n")
            self.area.values += [words] if words else []
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None
        elif tag == "main":
            self.inside = False


def forms_of(html):
    """The forms in the main part of a page, as Form."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.forms
