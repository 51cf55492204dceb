"""How every recommendation stands today, kept ready in the same transaction as what changes it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from recommendations.querysets import StandingQuerySet
from recommendations.rules.words import Answered, Claimed, Judged, Shown, Timeliness

NO_DAY = date(9999, 12, 31)  # sorts what has no date last
# An index ends with what the tracker's filters ask about, so that a window is looked through without its rows.
_ASKED = ("timeliness", "judgement", "is_open", "sent_on")
FILTERED, RATED, ANSWERED = ("response", "rating", *_ASKED), ("response", *_ASKED), ("rating", *_ASKED)


class MonitoringRule(models.Model):
    """How a council turns claims, dates and judgements into the rating that members see."""

    class Scale(models.TextChoices):
        SIX = "six", "Six points: green, amber/green, amber, amber/red, red, no data"
        THREE = "three", "Three points: green, amber, red (and no data)"

    council = models.OneToOneField("scrutiny.Council", on_delete=models.CASCADE, related_name="monitoring_rule")
    scale = models.CharField("ratings", max_length=10, choices=Scale, default=Scale.SIX)
    blue_for_complete = models.BooleanField("show what is complete as blue", default=False)
    due_soon_days = models.PositiveSmallIntegerField("due soon means within how many days", default=28)

    def __str__(self):
        return f"Ratings of {self.council}"

    @property
    def audit_owner(self):
        """Part of the council’s history."""
        return self.council


class Standing(models.Model):
    """One sent recommendation as it stands on the day to which the summary is turned."""

    recommendation = models.OneToOneField(
        "recommendations.Recommendation", on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    # The tracker's own indexes below lead with the committee, so the keys carry none of their own.
    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="+", db_index=False)
    committee = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="+", db_index=False)
    conducted_by = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="+", db_index=False)
    review = models.ForeignKey("scrutiny.Review", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(default=0)  # in its review, as printed
    is_public = models.BooleanField(default=False)
    year = models.CharField("municipal year sent", max_length=7)  # "2024/25"
    label = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField()  # its text, for the list and the search
    addressees = models.CharField(max_length=500, blank=True, default="")
    addressee = models.ForeignKey(  # the first
        "scrutiny.Body", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    owners = models.CharField(max_length=500, blank=True, default="")
    owner = models.ForeignKey(  # the first
        "recommendations.Owner", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    response = models.CharField(max_length=20, choices=Answered.choices())
    claimed = models.CharField(max_length=20, choices=Claimed.choices())
    judgement = models.CharField(max_length=30, choices=Judged.choices())
    timeliness = models.CharField(max_length=20, choices=Timeliness.choices())
    rating = models.CharField(max_length=20, choices=Shown.choices())
    is_open = models.BooleanField(default=True)
    sent_on = models.DateField()
    due_on = models.DateField(default=NO_DAY)
    due_kind = models.CharField(max_length=20, blank=True, default="")  # what is due: response, action, ...
    slips = models.PositiveSmallIntegerField(default=0)
    slip_days = models.IntegerField(default=0)
    changed_on = models.DateField()  # the last day on which something was recorded of it

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [  # each order of the tracker, the two facets that may be rare, and what a day may turn
            models.Index(fields=["committee", "due_on", "recommendation", *FILTERED], name="standing_by_due"),
            models.Index(fields=["committee", "sent_on", "recommendation"], name="standing_by_sent"),
            models.Index(fields=["committee", "review", "place", "recommendation"], name="standing_by_number"),
            models.Index(fields=["committee", "rating", "due_on", "recommendation", *RATED], name="standing_by_rating"),
            models.Index(
                fields=["committee", "response", "due_on", "recommendation", *ANSWERED], name="standing_by_response"
            ),
            models.Index(
                fields=["committee", "due_on", "recommendation"], condition=Q(is_public=True), name="standing_public"
            ),
            models.Index(
                fields=["conducted_by", "due_on", "recommendation"],
                condition=~Q(conducted_by=F("committee")),
                name="standing_conducted",
            ),
            models.Index(
                fields=["council", "timeliness", "due_on"],
                condition=Q(timeliness__in=["not_due", "due_soon"]),
                name="standing_to_turn",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.get_rating_display()}".strip()


class Withdrawal(models.Model):
    """That a recommendation was withdrawn, and perhaps reinstated: both are kept, so that the past stays as it was."""

    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.CASCADE, related_name="withdrawals"
    )
    withdrawn_on = models.DateField()
    reinstated_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["withdrawn_on", "pk"]

    def __str__(self):
        return f"{self.recommendation_id} was withdrawn on {self.withdrawn_on}"


class Tally(models.Model):
    """How many of a committee's recommendations have a value of one facet, kept with every change."""

    body = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="tallies")
    is_public = models.BooleanField()
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=30)
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "is_public", "facet", "value"], name="tally_once")]

    def __str__(self):
        return f"{self.facet} {self.value}: {self.n}"


class TurnedDay(models.Model):
    """The day to which the summary is turned: what fell due up to then is shown as due. One row."""

    on = models.DateField()

    def __str__(self):
        return str(self.on)


class PaperSubject(models.Model):
    """What a paper without a review is about, for the blocks that need to know: a plan, or one recommendation."""

    paper = models.OneToOneField("scrutiny.Paper", on_delete=models.CASCADE, related_name="subject")
    plan = models.ForeignKey("recommendations.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review = models.ForeignKey("scrutiny.Review", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField("what changed since", null=True, blank=True)
    consultation = models.ForeignKey(
        "recommendations.Consultation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self):
        about = self.plan or self.recommendation or self.review or self.consultation
        return f"{self.paper} is about {about or 'its committee'}"
