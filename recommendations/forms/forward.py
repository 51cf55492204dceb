"""Forms of the forward look: an item, what became of it, how much fits into a meeting."""

from django import forms

from recommendations.models import ForwardItem
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PlainCharField, VersionMixin
from scrutiny.forms.choosing import RowField, body_label

Source = ForwardItem.Source
Outcome = ForwardItem.Outcome
NOT_PLACED = "Not placed yet"


class MinutesField(forms.IntegerField):
    """How long an item takes: "30", "30 minutes"; blank is not known."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=600, **kwargs)

    def to_python(self, value):
        """The number; words after it are left out."""
        typed = " ".join(str(value or "").casefold().split())
        for word in ("minutes", "minute", "mins", "min"):
            typed = typed.removesuffix(word).strip()
        return super().to_python(typed)


def meeting_label(body):
    """How a meeting is offered: its day, its kind when it is not in public, and whose it is when not the body's."""

    def label(meeting):
        kind = "" if meeting.kind == "formal" else f", {meeting.get_kind_display().lower()}"
        whose = "" if meeting.body_id == body.pk else f", {meeting.body.name}"
        return f"{meeting.date.day} {meeting.date:%B %Y}{kind}{whose}"

    return label


class ForwardForm(OnceMixin, VersionMixin, GovForm):
    """One item: what it is, who brings it, where it came from, at which meeting. `item_fields` is for the action."""

    title = PlainCharField(label="Title", max_length=250)
    detail = MarkdownField(label="What the committee wants to find out", required=False, rows=4, max_length=10_000)
    lead = PlainCharField(
        label="Who brings it", required=False, max_length=200, help_text="For example, Director of Education."
    )
    minutes = MinutesField(
        label="How long it takes, in minutes",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    source = forms.ChoiceField(label="Where it came from")
    source_words = PlainCharField(
        label="In words",
        required=False,
        max_length=250,
        help_text="For example, who asked for it and when. Everybody who reads the forward look reads it.",
    )
    meeting = RowField(label="Meeting", required=False)

    def __init__(self, *args, body, meetings, findings, recommendations, boards, item=None, **kwargs):
        if item is not None:
            names = ("title", "detail", "lead", "minutes", "source_words", "meeting", "version")
            kwargs["initial"] = {name: getattr(item, name) for name in names} | {"source": _key_of(item)}
        super().__init__(*args, **kwargs)
        self.things = {}
        self.fields["meeting"].offer(meetings, meeting_label(body), NOT_PLACED)
        self.fields["source"].choices = [
            *((value, Source(value).label) for value in (Source.STANDING, Source.REQUEST)),
            *self._group("A board or partner that reports", Source.BOARD, boards, body_label),
            *self._group("A finding for the forward look", Source.FINDING, findings, _finding_label),
            *self._group("A recommendation", Source.RECOMMENDATION, recommendations, _recommendation_label),
            (Source.OTHER, Source.OTHER.label),
        ]

    def _group(self, name, kind, rows, label_of):
        self.things |= {f"{kind}-{row.pk}": row for row in rows}
        choices = [(f"{kind}-{row.pk}", label_of(row)) for row in rows]
        return [(name, choices)] if choices else []

    @property
    def item_fields(self):
        """The values as actions.forward takes them."""
        values = dict(self.values)
        chosen = values.pop("source")
        kind = chosen.partition("-")[0]
        named = dict.fromkeys(("finding", "recommendation", "board"))
        if chosen in self.things:
            named[kind] = self.things[chosen]
        return {**values, **named, "source": kind}


def _key_of(item):
    named = {
        Source.FINDING: item.finding_id,
        Source.RECOMMENDATION: item.recommendation_id,
        Source.BOARD: item.board_id,
    }
    return f"{item.source}-{named[item.source]}" if item.source in named else item.source


def _finding_label(finding):
    from recommendations import programme

    said = programme.title_of(finding)
    return f"{finding.label} {said}".strip()[:60] + f" ({finding.review.title[:40]})"


def _recommendation_label(one):
    from recommendations import programme

    return f"{one.label or ''} {programme.title_of(one)}".strip()[:60] + f" ({one.review.title[:40]})"


class OutcomeForm(OnceMixin, GovForm):
    """What became of an item."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        widget=forms.RadioSelect,
        choices=[
            (Outcome.TAKEN, "It was taken"),
            (Outcome.DROPPED, "It is taken off the programme"),
            ("planned", "It is planned after all"),
        ],
    )
    note = PlainCharField(
        label="Note",
        required=False,
        max_length=300,
        help_text="Why it is taken off, or what the meeting did with it. It is printed.",
    )

    def __init__(self, *args, item, **kwargs):
        kwargs["initial"] = {"outcome": item.outcome or None, "note": item.outcome_note}
        super().__init__(*args, **kwargs)
        if item.outcome == Outcome.PLANNED:
            self.fields["outcome"].choices = self.fields["outcome"].choices[:2]

    @property
    def chosen(self):
        """The outcome as it is kept."""
        return "" if self.cleaned_data["outcome"] == "planned" else self.cleaned_data["outcome"]


class RuleForm(OnceMixin, GovForm):
    """How much the committee takes on at one meeting."""

    most_items = forms.IntegerField(label="Items at one meeting", min_value=1, max_value=50)
    most_minutes = forms.IntegerField(label="Minutes at one meeting", min_value=1, max_value=600)
