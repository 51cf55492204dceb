"""What officers propose and what the committee decided, a row for each recommendation, all on one page."""

from django import forms

from recommendations.rules import verdicts
from recommendations.rules.words import Verdict
from scrutiny.engine.forms import DateField, GovForm, OnceMixin, PlainCharField

from .others import other_name

TAKE_ALL = "all"
DETAILS = ("extend_to", "escalate_to", "into")


def uncapital(sentence):
    """A sentence to stand after a colon."""
    return sentence[:1].lower() + sentence[1:] if sentence[:1].isalpha() else sentence


class _Lines(PlainCharField):
    """A few lines of words in a small box."""

    one_line = False

    def __init__(self, **kwargs):
        area = forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"})
        super().__init__(required=False, max_length=5000, widget=area, **kwargs)


class RowsForm(OnceMixin, GovForm):
    """A form with the same boxes for each Row of a sheet; a row that is left as it was is not touched.

    Fields are named by the recommendation's key, a dash and the name: "12-kind". Subclasses say which boxes a row has.
    """

    say_optional = False
    nothing = ""

    def __init__(self, *args, rows, others, held_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.others, self.held_on = rows, others, held_on
        self.names = {}
        for row in rows:
            boxes = self.boxes(row)
            self.names[row.recommendation.pk] = list(boxes)
            for name, field in boxes.items():
                field.label = f"{row.name}, {field.label}"
                self.fields[f"{row.recommendation.pk}-{name}"] = field

    def boxes(self, row):
        """The fields of one row: {name: field}."""
        said = row.proposal
        return {
            "kind": forms.ChoiceField(
                label="decision",
                choices=[("", self.nothing), *((one.value, one.words) for one in self.kinds_of(row))],
                required=False,
                initial=said.kind if said else "",
            ),
            "extend_to": DateField(label="extend to", required=False, initial=said and said.extend_to, help_text=""),
            "escalate_to": PlainCharField(
                label="escalate to", required=False, max_length=250, initial=said.escalate_to if said else ""
            ),
            "into": PlainCharField(
                label="into or by which other",
                required=False,
                max_length=400,
                initial=other_name(said.into) if said and said.into else "",
                widget=forms.TextInput(attrs={"list": "other-recommendations"}),
            ),
        }

    def kinds_of(self, row):
        """What may be chosen: only what is closed can be reopened; and what was sent, so that it can be answered."""
        sent = self.data.get(f"{row.recommendation.pk}-kind") if self.is_bound else ""
        return [one for one in Verdict if (one is Verdict.REOPEN) is not row.stood.is_open or one == sent]

    def box(self, row, name):
        """The bound field of a row, or None."""
        name = f"{row.recommendation.pk}-{name}"
        return self[name] if name in self.fields else None

    def shown(self):
        """For the page: (row, {name: bound field}, whether it has errors) of each row."""
        for row in self.rows:
            boxes = {name: self.box(row, name) for name in self.names[row.recommendation.pk]}
            yield {"row": row, "boxes": boxes, "errors": any(box.errors for box in boxes.values())}

    def changed(self, row):
        """The names of the row's boxes in which something else stands than at first."""
        start = f"{row.recommendation.pk}-"
        return {name.removeprefix(start) for name in self.changed_data if name.startswith(start)}

    def said(self, row):
        """The row's values by name, those of boxes that do not go with what was chosen left out if untouched."""
        pk = row.recommendation.pk
        values = {name: self.cleaned_data.get(f"{pk}-{name}") for name in self.names[pk]}
        changed = self.changed(row)
        needed = {"extend": "extend_to", "escalate": "escalate_to"}.get(values["kind"], "into")
        takes_another = values["kind"] in (Verdict.MERGED, Verdict.SUPERSEDED)
        for name in DETAILS:
            goes = name == needed and (name != "into" or takes_another)
            if not goes and name not in changed:
                values[name] = None if name == "extend_to" else ""
        return values

    def clean(self):
        """Gather the rows that somebody filled in, as `chosen`: pairs of a Row and its values."""
        values = super().clean()
        self.chosen = []
        for row in self.rows:
            said = self.said(row)
            if not self.is_chosen(row, said):
                continue
            said["escalate_to"] = said["escalate_to"] or ""
            if self._reads_other(row, said):
                self._check(row, said)
            self.chosen.append((row, said))
        return values

    def _reads_other(self, row, said):
        """Put the recommendation that is typed in place of its name; whether it was found, if any was typed."""
        typed, said["into"] = said["into"], None
        try:
            said["into"] = self.others.read(typed, row.recommendation.review_id) if typed else None
        except forms.ValidationError as problem:
            self.add_error(f"{row.recommendation.pk}-into", f"{row.name}: {uncapital(problem.message)}")
            return False
        return True

    def _check(self, row, said):
        """Say what is missing or does not go together, for every row at once; the action asks for the rest."""
        kind = said["kind"]
        details = {name: said[name] for name in DETAILS}
        wrong = verdicts.problem(Verdict(kind), self.held_on, **details) if kind else None
        if wrong and f"{row.recommendation.pk}-{wrong[1]}" not in self.errors:
            self.add_error(f"{row.recommendation.pk}-{wrong[1]}", f"{row.name}: {uncapital(wrong[0])}")

    def is_chosen(self, row, said):
        """Whether the row is to be saved."""
        return bool(self.changed(row))

    def show_refused(self, refused):
        """Put what an action said of each row beside it: {recommendation pk: Refused}."""
        for row in self.rows:
            problem = refused.get(row.recommendation.pk)
            if problem is not None:
                name = problem.field if problem.field in self.names[row.recommendation.pk] else "kind"
                self.add_error(f"{row.recommendation.pk}-{name}", f"{row.name}: {uncapital(str(problem))}")


class ProposalsForm(RowsForm):
    """Before the meeting: what it is to be asked to decide, and why."""

    nothing = "Not on the sheet"

    def __init__(self, *args, take="", **kwargs):
        self.take = take
        super().__init__(*args, **kwargs)

    def boxes(self, row):
        """With a sentence why."""
        why = PlainCharField(
            label="why",
            required=False,
            max_length=1000,
            initial=row.proposal.why if row.proposal else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        return super().boxes(row) | {"why": why}

    def is_chosen(self, row, said):
        """Filled in, or taken off the sheet; something typed without a proposal is asked about."""
        changed = self.changed(row)
        if changed and not said["kind"] and row.proposal is None:
            wanted = self.take in (str(row.recommendation.pk), TAKE_ALL)
            if not wanted and any(said.values()):
                self.add_error(
                    f"{row.recommendation.pk}-kind",
                    f"{row.name}: choose what is proposed, or blank what you typed in this row",
                )
            return False
        return bool(changed)

    def clean(self):
        """As typed, with the suggestions that were taken; those are taken only where nothing was proposed or typed."""
        values = super().clean()
        typed = {row.recommendation.pk for row, _ in self.chosen}
        for row in self.rows:
            pk = row.recommendation.pk
            wanted = self.take == str(pk) or (self.take == TAKE_ALL and row.proposal is None and pk not in typed)
            if wanted and row.suggestion:
                one = row.suggestion
                said = {"kind": one.verdict, "why": one.why, "into": None}
                said |= {"extend_to": one.extend_to, "escalate_to": one.escalate_to}
                self.chosen = [(each, values) for each, values in self.chosen if each is not row]
                self.chosen.append((row, said))
        return values


class DecisionsForm(RowsForm):
    """After the meeting: what it decided, with minute, evidence, vote and dissent."""

    nothing = "Not decided"

    minute_all = PlainCharField(
        label="Minute",
        required=False,
        max_length=60,
        help_text="For every row that you save here, unless it has a number of its own. For example, 14.",
    )

    def boxes(self, row):
        """With a tick to record what was proposed as it stands, and what the minutes say."""
        more = {
            "take": forms.BooleanField(label="record as proposed", required=False),
            "minute_reference": PlainCharField(label="minute", required=False, max_length=60),
            "vote": PlainCharField(label="vote", required=False, max_length=200),
            "evidence": _Lines(label="on what evidence"),
            "dissent": _Lines(label="dissent"),
        }
        if row.proposal is None:
            del more["take"]
        return super().boxes(row) | more

    def is_chosen(self, row, said):
        """Ticked, or filled in; something typed without a decision is asked about."""
        changed = self.changed(row)
        if changed and not said["kind"]:
            filled = any(said[name] for name in said if name not in ("kind", "take"))
            if filled or "take" in changed:
                self.add_error(
                    f"{row.recommendation.pk}-kind",
                    f"{row.name}: choose what was decided, or blank what you typed in this row",
                )
            return False
        return bool(changed)

    def clean(self):
        """Every row without a minute of its own takes the one for all."""
        values = super().clean()
        for _, said in self.chosen:
            said.pop("take", None)
            said["minute_reference"] = said["minute_reference"] or values.get("minute_all", "")
        return values


class CorrectionForm(DecisionsForm):
    """One decision as it should have been entered, and why."""

    why = PlainCharField(
        label="Why it is corrected",
        max_length=500,
        help_text="The first entry is kept, with this reason beside it.",
        missing="Say why it is corrected",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["minute_all"]

    def boxes(self, row):
        """With what was entered the first time."""
        made = super().boxes(row)
        made.pop("take", None)
        now = row.judgement
        made["kind"].initial = now.kind
        made["into"].initial = other_name(now.into) if now.into else ""
        for name in ("extend_to", "escalate_to", "minute_reference", "vote", "evidence", "dissent"):
            made[name].initial = getattr(now, name)
        return made

    def kinds_of(self, row):
        """All: which of them can stand is checked against the other meetings."""
        return list(Verdict)

    def is_chosen(self, row, said):
        """The one row always is."""
        return True
