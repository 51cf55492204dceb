"""What was asked of whom, by when, and what they answered."""

from django.conf import settings
from django.db import models

from recommendations.querysets import UnderRecommendationQuerySet
from recommendations.rules.words import Decision
from scrutiny.models.fields import partial_date


class ResponseRequest(models.Model):
    """That an addressee was sent a recommendation and asked to respond by a day."""

    addressee = models.OneToOneField("recommendations.Addressee", on_delete=models.PROTECT, related_name="request")
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.PROTECT, related_name="requests"
    )
    regime = models.ForeignKey("recommendations.Regime", on_delete=models.PROTECT, related_name="requests")
    sent_on = models.DateField("sent")
    received_on = models.DateField("received")
    due_on = models.DateField("response due", null=True, blank=True)
    sum = models.TextField("how the date was worked out")
    recorded_on = models.DateField()

    objects = UnderRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation__order", "addressee__order", "pk"]
        indexes = [models.Index(fields=["due_on"], name="request_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__gte=models.F("sent_on")),
                name="received_after_sent",
                violation_error_message="It cannot have been received before it was sent. Check both dates.",
            )
        ]

    def __str__(self):
        return f"{self.addressee}: {self.recommendation}"

    @property
    def audit_owner(self):
        """Part of the review's history."""
        return self.recommendation.review


class DeadlineChange(models.Model):
    """That the day by which a response is due was worked out anew, and why."""

    request = models.ForeignKey(ResponseRequest, on_delete=models.CASCADE, related_name="deadline_changes")
    before_on = models.DateField(null=True)
    after_on = models.DateField(null=True)
    before_sum = models.TextField()
    after_sum = models.TextField()
    why = models.CharField("why", max_length=500)
    recorded_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_on", "pk"]

    def __str__(self):
        return f"{self.before_on} → {self.after_on}"


class Response(models.Model):
    """What one deciding body answered, to one or several recommendations of a review; never changed, only withdrawn."""

    review = models.ForeignKey("scrutiny.Review", on_delete=models.PROTECT, related_name="responses")
    received_on = models.DateField("response received")
    decided_by = models.CharField("decided by", max_length=250, blank=True, default="")
    decided_on = partial_date("decided on")
    decided_at = models.CharField("at which meeting", max_length=250, blank=True, default="")
    reasons = models.TextField("reasons", blank=True, default="")
    document = models.FileField(upload_to="responses/%Y/", blank=True)
    document_name = models.CharField(max_length=200, blank=True, default="")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField("why it was entered wrongly", max_length=500, blank=True, default="")

    class Meta:
        ordering = ["received_on", "pk"]

    def __str__(self):
        return f"Response of {self.decided_by or 'an addressee'}"

    @property
    def audit_owner(self):
        """Part of the review's history."""
        return self.review


class Answer(models.Model):
    """What a response says of one recommendation, or of one of its limbs, for one addressee."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    request = models.ForeignKey(ResponseRequest, on_delete=models.PROTECT, related_name="answers")
    limb = models.ForeignKey(
        "recommendations.Limb", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    decision = models.CharField("decision", max_length=20, choices=Decision.choices())
    reasons = models.TextField("reasons for this one", blank=True, default="")
    amended_text = models.TextField("wording as amended", blank=True, default="")

    class Meta:
        ordering = ["request__recommendation__order", "limb__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "request", "limb"], name="answered_once"),
            models.UniqueConstraint(
                fields=["response", "request"], condition=models.Q(limb__isnull=True), name="answered_whole_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()}: {self.request}"
