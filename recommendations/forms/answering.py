"""The owner's form: a rating and a few words for each action, or for each limb of its recommendation."""

from datetime import date

from crispy_forms_gds.choices import Choice
from django import forms

from recommendations.rules.chasing import NOTHING, PROPOSED
from recommendations.rules.words import Rating
from scrutiny.engine.forms import CheckedFileField, DateField, GovForm, OnceMixin, PlainCharField
from scrutiny.engine.rules import words

LONGEST = 5_000
DRAFT_LONGEST = 9_000  # what is typed is kept even when it is too long to be sent


class WordsField(PlainCharField):
    """A few sentences in a plain box."""

    one_line = False

    def __init__(self, *, rows=4, **kwargs):
        super().__init__(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class AnswerForm(OnceMixin, GovForm):
    """What an owner says of the actions in `items` (asking.Item) that are still to be answered; the rest has no boxes.

    `ratings` are those of the council's scale. After it is valid, `answers` is what actions.rounds.answer takes;
    `sections` are the items with their bound fields, for the page.
    """

    def __init__(self, *args, items, ratings, today=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.items = [item for item in items if item.open_parts]
        self.choices = [Choice(one.value, one.words, hint=one.meaning) for one in ratings if one != Rating.NO_DATA]
        for item in self.items:
            self._add(item)

    def _add(self, item):
        draft = item.item.draft or {}
        for part in item.open_parts:
            key = name_of(item, part)
            start = part.start
            self._field(f"rating-{key}", draft, start.rating if start else "", self._rating())
            said = start.commentary.partition(PROPOSED)[0].rstrip() if start else ""
            self._field(f"words-{key}", draft, said, _words())
        last = next((part.start for part in item.open_parts if part.start and part.start.blocked_by), None)
        blocked = PlainCharField(label="What is in the way", required=False, max_length=500)
        self._field(f"blocked-{item.pk}", draft, last.blocked_by if last else "", blocked)
        when = DateField(label="New date that you propose", required=False, help_text="For example, 27 3 2027.")
        self._field(f"date-{item.pk}", draft, None, when)
        why = PlainCharField(label="Why a new date", required=False, max_length=500)
        self._field(f"why-{item.pk}", draft, "", why)
        self.fields[f"file-{item.pk}"] = CheckedFileField(label="Evidence", required=False)
        if draft.get("evidence"):
            self.fields[f"file-{item.pk}"].label = "Put another file in its place"
            self.fields[f"off-{item.pk}"] = forms.BooleanField(label="Take the file away", required=False)

    def _rating(self):
        return forms.ChoiceField(
            label="How far has it come?", choices=self.choices, widget=forms.RadioSelect, required=False
        )

    def _field(self, name, draft, start, field):
        field.say_optional = False
        self.fields[name] = field
        kept = draft.get(_short(name), start)
        self.initial[name] = date_of(kept) if isinstance(field, DateField) and kept else kept

    def show_kept(self, drafts):
        """After a problem: the drafts as they were kept, so that the page names the files that were put by."""
        for item in self.items:
            item.item.draft = drafts.get(item.pk)
            if (item.item.draft or {}).get("evidence") and f"off-{item.pk}" not in self.fields:
                self.fields[f"off-{item.pk}"] = forms.BooleanField(label="Take the file away", required=False)

    @property
    def sections(self):
        """Each open item with its bound fields: dicts of item, parts (part, rating, words), blocked, date, why, file,
        off, kept (the name of the file put by), is_more_open."""
        for item in self.items:
            names = ("blocked", "date", "why", "file", "off")
            more = {name: self[f"{name}-{item.pk}"] if f"{name}-{item.pk}" in self.fields else None for name in names}
            kept = (item.item.draft or {}).get("evidence", {}).get("name", "")
            filled = any(
                bound and (bound.errors or _has_words(bound)) for name, bound in more.items() if name != "file"
            )
            keys = [(part, name_of(item, part)) for part in item.open_parts]
            yield {
                "item": item,
                "parts": [
                    {"part": part, "rating": self[f"rating-{key}"], "words": self[f"words-{key}"]} for part, key in keys
                ],
                **more,
                "kept": kept,
                "is_more_open": bool(filled or kept or more["file"].errors),
            }

    def clean(self):
        """Of each action that is begun, every part needs a rating and some words; a new date needs a reason."""
        cleaned = super().clean()
        self.answers = {}
        for item in self.items:
            parts = {
                part.limb.pk if part.limb else None: (
                    cleaned.get(f"rating-{name_of(item, part)}", ""),
                    cleaned.get(f"words-{name_of(item, part)}", ""),
                )
                for part in item.open_parts
            }
            said = {name: cleaned.get(f"{name}-{item.pk}") for name in ("blocked", "date", "why", "file")}
            if not any(rating or text for rating, text in parts.values()) and not any(said.values()):
                continue
            self._check(item, said)
            self.answers[item.pk] = {
                "parts": parts,
                "blocked_by": said["blocked"] or "",
                "proposed_on": said["date"],
                "proposed_why": said["why"] or "",
                "evidence": said["file"],
            }
        if not self.answers and not self.errors:
            self.add_error(None, NOTHING)
        return cleaned

    def _check(self, item, said):
        about = _title(item)
        for part in item.open_parts:
            key = name_of(item, part)
            which = f"{about}, part {part.limb.label or part.limb.order}" if part.limb else about
            for name, wanted in (
                ("rating", "Choose how far it has come"),
                ("words", "Say in a few words what was done"),
            ):
                if not self.cleaned_data.get(f"{name}-{key}") and f"{name}-{key}" not in self.errors:
                    self.add_error(f"{name}-{key}", f"{wanted}: {which}")
        if said["date"] and not said["why"] and f"why-{item.pk}" not in self.errors:
            self.add_error(f"why-{item.pk}", f"Say why a new date is needed: {about}")
        if said["why"] and not said["date"] and f"date-{item.pk}" not in self.errors:
            self.add_error(f"date-{item.pk}", f"Enter the new date that you propose: {about}")
        if said["date"] and self.today and said["date"] <= self.today:
            self.add_error(f"date-{item.pk}", f"The new date must be in the future: {about}")


def name_of(item, part):
    """What ends the names of a part's boxes: the item's key and the limb's, 0 for the whole."""
    return f"{item.pk}-{part.limb.pk if part.limb else 0}"


def drafts_in(data, files, items):
    """What was typed of the open items, as actions.rounds.save_draft takes it: ({item key: texts}, {item key: file}).

    What cannot be kept in a database is taken out, and a file that is refused is left out; nothing else is checked.
    """
    drafts, kept = {}, {}
    for item in items:
        if not item.open_parts:
            continue
        draft = {}
        for part in item.open_parts:
            for kind in ("rating", "words"):
                name = f"{kind}-{name_of(item, part)}"
                if name in data:
                    draft[_short(name)] = _kept(data.get(name))
        for kind in ("blocked", "why"):
            if f"{kind}-{item.pk}" in data:
                draft[kind] = _kept(data.get(f"{kind}-{item.pk}"))
        typed = [_kept(data.get(f"date-{item.pk}_{at}", ""))[:20] for at in range(3)]
        if any(typed):
            draft["date"] = typed
        if f"off-{item.pk}" in data:
            draft["evidence_off"] = True
        drafts[item.pk] = draft
        file = files.get(f"file-{item.pk}")
        if file is not None:
            try:
                kept[item.pk] = CheckedFileField(required=False).clean(file)
            except forms.ValidationError:
                continue
    return drafts, kept


def typed_words(data):
    """Every text that somebody typed into the boxes of this form, to be shown back when it cannot be kept."""
    names = sorted(name for name in data if name.partition("-")[0] in ("words", "blocked", "why"))
    return [text for name in names if (text := _kept(data.get(name)).strip())]


def date_of(typed):
    """Three boxes as typed, as the date's boxes take them."""
    if isinstance(typed, list):
        try:
            return date(int(typed[2]), int(typed[1]), int(typed[0]))
        except (ValueError, IndexError):
            return None
    return typed


def _has_words(bound):
    value = bound.value()
    return any(value) if isinstance(value, list) else bool(value)


def _short(name):
    """The name of a box within its item's draft: "words-12-0" is "words-0", "why-12" is "why"."""
    kind, _, rest = name.partition("-")
    _, _, limb = rest.partition("-")
    return f"{kind}-{limb}" if limb else kind


def _kept(text):
    return words.clean(str(text or ""))[:DRAFT_LONGEST]


def _words():
    return WordsField(label="What has been done, and what comes next", required=False)


def _title(item):
    return f"“{item.action}”"
