"""What others said of a board or service: inspections, peer reviews, notices; and case reviews, without a name."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from boards.querysets import BinnableOfBoardQuerySet
from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.models.fields import not_before, partial_date


class Inspection(Versioned, Binnable):
    """An inspection, peer review, external review or improvement notice, with what it found."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", "Inspection"
        PEER_REVIEW = "peer_review", "Peer review"
        EXTERNAL_REVIEW = "external_review", "External review"
        NOTICE = "notice", "Improvement notice"

    board = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField("kind", max_length=20, choices=Kind, default=Kind.INSPECTION)
    inspector = models.CharField("by whom", max_length=200)
    subject = models.CharField("of what", max_length=250)
    began = partial_date("date")
    ended = partial_date("until")
    judgement = models.CharField("judgement", max_length=200, blank=True, default="")
    findings = models.TextField("what it found", blank=True, default="")
    link = models.URLField("web address", max_length=500, blank=True, default="")
    lifted_on = partial_date("notice lifted")
    # What it recommended is tracked like any other action.
    plan = models.ForeignKey(
        "recommendations.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )

    objects = BinnableOfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["-began", "-pk"]
        constraints = [
            not_before("began", "ended", "inspection_ends_after_it_began"),
            not_before("began", "lifted_on", "notice_lifted_after_it_was_given"),
            models.CheckConstraint(condition=Q(kind="notice") | Q(lifted_on=""), name="only_notices_are_lifted"),
        ]

    def __str__(self):
        return f"{self.inspector}: {self.subject}"

    def get_absolute_url(self):
        """The inspection's page."""
        return reverse("boards:inspection-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board


class CaseReviews(Versioned, Binnable):
    """Reviews of serious cases in a year: how many, what they had in common, what was learned. Never about whom."""

    class Kind(models.TextChoices):
        SERIOUS = "serious", "Serious case reviews"
        PARTNERSHIP = "partnership", "Partnership or local case reviews"
        CHILD_DEATH = "child_death", "Child death reviews"
        ADULT = "adult", "Safeguarding adults reviews"

    board = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="case_reviews")
    year = models.CharField("year", max_length=7)  # "2012/13"
    kind = models.CharField("kind", max_length=20, choices=Kind, default=Kind.SERIOUS)
    started = models.PositiveSmallIntegerField("started in the year", default=0)
    finished = models.PositiveSmallIntegerField("finished in the year", default=0)
    published = models.PositiveSmallIntegerField("published in the year", default=0)
    # Why more were finished than ever began, or published than finished: some began before the first year entered.
    explained = models.CharField("why the counts differ", max_length=300, blank=True, default="")
    themes = models.TextField("themes", blank=True, default="")
    lessons = models.TextField("lessons", blank=True, default="")
    plan = models.ForeignKey(
        "recommendations.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="case_reviews"
    )

    objects = BinnableOfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "kind", "pk"]
        verbose_name_plural = "case reviews"
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year", "kind"],
                condition=Q(binned_at=None),
                name="case_reviews_once_a_year",
                violation_error_message="Reviews of this kind are entered for the year already.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.year}"

    def get_absolute_url(self):
        """Where they are changed."""
        return reverse("boards:case-reviews-edit", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board
