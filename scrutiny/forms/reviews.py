"""Forms of reviews: their details, how far they are, and agreeing them."""

from django import forms

from scrutiny.access import access_of
from scrutiny.engine.forms import GovForm, MarkdownField, OnceMixin, PartialDateField, PlainCharField, VersionMixin
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Body, Meeting, Review

from .choosing import RowField
from .texts import ListTextField

NOT_YOURS = (
    "You are scrutiny officer of neither body. Choose at least one that you serve, or ask its officer to add the review"
)
LONGEST_CHAIN = 100


def bodies_for_reviews(user, *, also=()):
    """Scrutiny bodies of the user's councils, those that still exist first, and those in `also`; a list."""
    bodies = {body.pk: body for body in Body.objects.of_councils(user).scrutinising()}
    bodies |= {body.pk: body for body in also}
    return sorted(bodies.values(), key=lambda body: (body.ends_on != "", body.name.casefold()))


def meetings_for(review, user):
    """Meetings of the two bodies of a review that the user may know of, newest first; a list."""
    bodies = {review.commissioned_by_id, review.conducted_by_id}
    return list(Meeting.objects.visible_to(user).filter(body__in=bodies).select_related("body").order_by("-date")[:300])


def _body_label(body):
    ended = f" (ended {partial_dates.in_words(body.ends_on)})" if body.ends_on else ""
    return f"{body.name}{ended}"


class ReviewForm(OnceMixin, VersionMixin, GovForm):
    """What a review is; `values` are what the actions take."""

    title = PlainCharField(label="Title", max_length=250)
    commissioned_by = RowField(label="Commissioned by", help_text="The committee that asked for the review.")
    conducted_by = RowField(
        label="Conducted by",
        help_text="The committee, sub-committee or group that does the work. It may be the same.",
    )
    stage = forms.IntegerField(
        label="Stage",
        required=False,
        min_value=1,
        max_value=20,
        help_text="Only when the review is done in stages: 1, 2 and so on.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
    )
    previous = RowField(
        label="Follows on from",
        required=False,
        help_text="The earlier stage, or last year’s review. Nothing is copied from it.",
    )
    trigger = MarkdownField(label="Why it was set up", required=False, rows=4)
    started = PartialDateField(label="Started", required=False)
    evidence_ended = PartialDateField(label="Evidence taken until", required=False)
    endorsed = PartialDateField(label="Endorsed", required=False)
    endorsed_at = RowField(label="Endorsed at the meeting", required=False)
    matters_covered = ListTextField(
        label="Matters covered", required=False, help_text="One a line. The report prints them as a list."
    )
    contact = ListTextField(
        label="Contact",
        required=False,
        rows=3,
        help_text="Whom readers of the report can ask: name, e-mail, telephone.",
    )

    def __init__(self, *args, user, review=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.review = user, review
        bodies = bodies_for_reviews(user, also=[review.commissioned_by, review.conducted_by] if review else ())
        for name in ("commissioned_by", "conducted_by"):
            self.fields[name].offer(bodies, _body_label, "Choose a body")
        hidden = False
        earlier = Review.objects.kept().visible_to(user).filter(council__in=access_of(user).councils)
        earlier = list(earlier.exclude(pk=getattr(review, "pk", None)).order_by("title", "pk"))
        if review and review.previous_id and review.previous_id not in {one.pk for one in earlier}:
            earlier.append(review.previous)
            hidden = not Review.objects.visible_to(user).filter(pk=review.previous_id).exists()
        self.fields["previous"].offer(
            earlier, lambda one: UNREAD if hidden and one == review.previous else _review_label(one), "None"
        )
        if review is None or review.is_draft:
            del self.fields["endorsed"], self.fields["endorsed_at"]
        else:
            self.fields["endorsed_at"].offer(meetings_for(review, user), str, "None")

    def clean(self):
        """Refuse bodies that are not the officer's, an end before the start, and a chain that runs in a circle."""
        cleaned = super().clean()
        chosen = {getattr(cleaned.get(name), "pk", None) for name in ("commissioned_by", "conducted_by")}
        if None not in chosen and not chosen & access_of(self.user).officer_bodies:
            self.add_error("commissioned_by", NOT_YOURS)
        started = cleaned.get("started", "")
        for name, label in (("evidence_ended", "evidence was taken until"), ("endorsed", "the report was endorsed")):
            if partial_dates.definitely_before(cleaned.get(name, ""), started):
                said = partial_dates.in_words(started)
                self.add_error(name, f"The date {label} is before the review started ({said}). Check both dates")
        previous = cleaned.get("previous")
        if previous and self.review and self._leads_back(previous):
            self.add_error("previous", f"“{previous}” itself follows on from this review. Choose another")
        return cleaned

    def _leads_back(self, previous):
        """Whether going back from `previous` comes to this review."""
        for _ in range(LONGEST_CHAIN):
            if previous is None:
                return False
            if previous.pk == self.review.pk:
                return True
            previous = previous.previous
        return True


UNREAD = "A review that you may not read"


def _review_label(review):
    return f"{review.title} (stage {review.stage})" if review.stage else review.title


class StatusForm(GovForm):
    """How far a draft is."""

    status = forms.ChoiceField(
        label="How far is the work?",
        choices=[(value, label) for value, label in Review.Status.choices if value in Review.DRAFTS],
        widget=forms.RadioSelect,
    )


class AgreeForm(GovForm):
    """When and where the committee endorsed the report."""

    endorsed = PartialDateField(
        label="Endorsed",
        required=False,
        help_text="The date of the committee’s decision. Leave the day, or the day and month, blank if unknown.",
    )
    endorsed_at = RowField(
        label="At the meeting",
        required=False,
        help_text="If it is in the list. Then the date may be left blank: it is the meeting’s.",
    )

    def __init__(self, *args, user, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.review = review
        self.fields["endorsed_at"].offer(meetings_for(review, user), str, "Not in the list")

    def clean(self):
        """Take the meeting's date when none is given; refuse none at all, one that differs, one before the start."""
        cleaned = super().clean()
        if "endorsed" in self.errors:
            return cleaned
        endorsed, meeting = cleaned.get("endorsed", ""), cleaned.get("endorsed_at")
        if meeting:
            held = meeting.date.isoformat()
            if endorsed and not held.startswith(endorsed):
                said = partial_dates.in_words(held)
                self.add_error("endorsed", f"The meeting chosen was on {said}. Correct the date, or choose another")
            endorsed = endorsed or held
        if not endorsed:
            self.add_error("endorsed", "Enter the date on which the committee endorsed the report, or the year alone")
        elif partial_dates.definitely_before(endorsed, self.review.started):
            said = partial_dates.in_words(self.review.started)
            self.add_error("endorsed", f"The date is before the review started ({said}). Check both dates")
        cleaned["endorsed"] = endorsed
        return cleaned
