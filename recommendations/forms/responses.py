"""The form on which a response is entered: what was decided of each recommendation, by whom, and when."""

from crispy_forms_gds.layout import Layout
from django import forms

from recommendations.rules.words import Decision
from scrutiny.engine.forms import (
    CheckedFileField,
    DateField,
    GovForm,
    MarkdownField,
    OnceMixin,
    PartialDateField,
    PlainCharField,
)
from scrutiny.engine.models import Draft

NOT_HERE = ("", "Not in this response")


class ShortTextField(MarkdownField):
    """A text with drafts and without the editor's buttons, since a response has many of them."""

    def __init__(self, *, max_length=20_000, rows=3, **kwargs):
        kwargs.setdefault("help_text", "")
        super().__init__(max_length=max_length, rows=rows, required=False, **kwargs)

    def widget_attrs(self, widget):
        """No editor."""
        attrs = super().widget_attrs(widget)
        attrs.pop("data-editor", None)
        return attrs | {"class": "govuk-textarea"}


class ResponseForm(OnceMixin, GovForm):
    """What came back. `asked` is a list of requests, each with `limbs_here`, in the order in which they are shown.

    Its own layout has the boxes about the response as a whole. `rows` are those about each request: request, decision,
    reasons, amended, parts (limb and the same boxes), is_open. `values["answers"]` is what the action takes.
    """

    received_on = DateField(
        label="Received on",
        help_text="The day on which the response came. For example, 27 3 2025.",
        error_messages={"required": "Enter the day on which the response was received"},
    )
    decided_by = PlainCharField(
        label="Decided by", max_length=250, required=False, help_text="For example, Cabinet, or the board of the trust."
    )
    decided_on = PartialDateField(label="Decided on", required=False)
    decided_at = PlainCharField(
        label="At which meeting", max_length=250, required=False, help_text="With its minute, if there is one."
    )
    reasons = MarkdownField(
        label="Reasons for the response as a whole",
        required=False,
        rows=5,
        max_length=50_000,
    )
    document = CheckedFileField(label="The reply itself", required=False)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text += " Once the review is published, everybody can open it."
        self.helper.layout = Layout("received_on", "decided_by", "decided_on", "decided_at", "reasons", "document")
        self.asked, self.places = asked, []
        for request in asked:
            self._add(request, None)
            for limb in request.limbs_here:
                self._add(request, limb)

    def _add(self, request, limb):
        key = f"{request.pk}_{limb.pk}" if limb else f"{request.pk}"
        what = _name(request, limb)
        self.fields[f"decision_{key}"] = forms.ChoiceField(
            label=f"Decision on {what}",
            choices=[NOT_HERE, *Decision.choices()],
            required=False,
            widget=forms.Select(attrs={"class": "govuk-select"}),
        )
        self.fields[f"reasons_{key}"] = ShortTextField(label=f"Reasons for {what}")
        self.fields[f"amended_{key}"] = ShortTextField(label=f"Wording as amended of {what}")
        self.fields[f"decision_{key}"].say_optional = False
        self.places.append((request, limb, key))

    @property
    def rows(self):
        """The boxes for each request, with those of its parts."""
        found = {}
        for request, limb, key in self.places:
            boxes = {name: self[f"{name}_{key}"] for name in ("decision", "reasons", "amended")}
            if limb is None:
                found[request.pk] = {"request": request, **boxes, "parts": [], "is_open": False}
            else:
                found[request.pk]["parts"].append({"limb": limb, **boxes})
                found[request.pk]["is_open"] |= any(box.errors or box.value() for box in boxes.values())
        return list(found.values())

    def clean(self):
        """Gather the answers; words without a decision are refused, not lost."""
        values = super().clean()
        values["answers"] = []
        for request, limb, key in self.places:
            decision = values.pop(f"decision_{key}", "")
            reasons = values.pop(f"reasons_{key}", "") or ""
            amended = values.pop(f"amended_{key}", "") or ""
            if decision:
                values["answers"].append(
                    {
                        "request": request,
                        "limb": limb,
                        "decision": decision,
                        "reasons": reasons,
                        "amended_text": amended,
                    }
                )
            elif (reasons or amended) and f"decision_{key}" not in self.errors:
                self.add_error(
                    f"decision_{key}", f"Choose what was decided of {_name(request, limb)}, or blank its words"
                )
        if not values["answers"] and not self.errors:
            self.add_error(None, "Choose a decision for at least one recommendation")
        return values

    def drafts_for(self, key_prefix, user, version=0, use=False):
        """Keep and offer drafts of all texts, in one query however many there are; see GovForm."""
        prefix = f"{key_prefix}:"
        self._drafts = (user, prefix)
        known = {one.key: one for one in Draft.objects.filter(user=user, key__startswith=prefix)}
        texts = [(name, field) for name, field in self.fields.items() if isinstance(field, MarkdownField)]
        found = {}
        for name, field in texts:
            field.widget.attrs |= {"data-draft-key": f"{prefix}{name}", "data-base-version": str(version)}
            draft = known.get(f"{prefix}{name}")
            if draft is not None and draft.text.strip() and not self.is_bound:
                found[name] = draft
        if use:
            self.initial |= {name: draft.text for name, draft in found.items()}
        elif found:
            newest = max(found.values(), key=lambda draft: draft.saved_at)
            said = [{"label": self.fields[name].label, "text": draft.text} for name, draft in found.items()]
            self.draft_offer = {"prefix": key_prefix, "saved_at": newest.saved_at, "texts": said}


def _name(request, limb):
    label = request.recommendation.label
    named = f"recommendation {label}" if label else f"“{str(request.recommendation)[:50]}”"
    part = f" {limb.label or limb.text[:30]}" if limb else ""
    return f"{named}{part} by {request.addressee}"


class WithdrawResponseForm(OnceMixin, GovForm):
    """Why a response was entered wrongly."""

    why = PlainCharField(
        label="Why it is withdrawn",
        max_length=500,
        help_text="For example, it was entered under the wrong review. It is kept beside the response.",
    )
