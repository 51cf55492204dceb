"""What the committee decided of a recommendation, what officers propose, and members' own notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from recommendations.rules.words import Verdict


class _Verdict(models.Model):
    """What a judgement and a proposal of one have in common."""

    kind = models.CharField("judgement", max_length=30, choices=Verdict.choices())
    extend_to = models.DateField("extend to", null=True, blank=True)
    escalate_to = models.CharField("escalate to", max_length=250, blank=True, default="")
    into = models.ForeignKey(
        "recommendations.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Judgement(_Verdict):
    """What the committee decided of a recommendation at a meeting; nothing else closes one."""

    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.PROTECT, related_name="judgements"
    )
    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.PROTECT, related_name="judgements")
    minute_reference = models.CharField("minute", max_length=60, blank=True, default="")
    evidence = models.TextField("on what evidence", blank=True, default="")
    vote = models.CharField("vote", max_length=200, blank=True, default="")
    dissent = models.TextField("dissent", blank=True, default="")
    # A correction replaces what was recorded of the same meeting before; both are kept.
    corrects = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction = models.CharField("why it was corrected", max_length=500, blank=True, default="")

    class Meta:
        ordering = ["recorded_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "meeting"],
                condition=Q(corrects__isnull=True),
                name="judged_once_a_meeting",
                violation_error_message="This meeting has decided of it already. Correct what was recorded.",
            ),
            models.CheckConstraint(condition=~Q(kind="extend") | Q(extend_to__isnull=False), name="extended_to_a_day"),
            models.CheckConstraint(
                condition=~Q(kind__in=["close_superseded", "close_merged"]) | Q(into__isnull=False),
                name="superseded_or_merged_into_something",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.recommendation}"

    @property
    def audit_owner(self):
        """Part of the review's history."""
        return self.recommendation.review


class Proposal(_Verdict):
    """What an officer proposes that the committee decide at a meeting."""

    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.PROTECT, related_name="proposals"
    )
    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.PROTECT, related_name="proposals")
    why = models.TextField("why", blank=True, default="")

    class Meta:
        ordering = ["recommendation__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "meeting"], name="one_proposal_a_meeting")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.recommendation}"

    @property
    def audit_owner(self):
        """Part of the review's history."""
        return self.recommendation.review


class MemberNote(models.Model):
    """A member's own note or question on a recommendation: theirs alone unless they send it to the officer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_notes")
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.CASCADE, related_name="member_notes"
    )
    text = models.TextField("note")
    is_question = models.BooleanField("a question", default=False)
    meeting = models.ForeignKey(  # to be raised at
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="member_notes"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return "A member’s note"

    # What a member writes is nobody else's business: the audit says that, never what.
    audit_hides = ("text",)

    @property
    def audit_owner(self):
        """Not part of the review's history: it is the member's own."""
        return self.user
