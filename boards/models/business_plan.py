"""A board's business plan: aims, objectives and priorities in a tree, and the actions under them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from boards.querysets import BinnableOfBoardQuerySet, OfPlanQuerySet
from scrutiny.engine.models.mixins import Binnable, Versioned


class BusinessPlan(Versioned, Binnable):
    """What a board means to do in a year; its actions are those of a plan in the recommendations app."""

    board = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="business_plans")
    year = models.CharField("year", max_length=7)  # "2013/14", April to March
    title = models.CharField("title", max_length=250)
    introduction = models.TextField("introduction", blank=True, default="")
    plan = models.OneToOneField(
        "recommendations.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="business_plan"
    )
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into", editable=False
    )

    objects = BinnableOfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "year", "title"],
                condition=Q(binned_at=None),
                name="business_plan_once",
                violation_error_message="This board has a plan of that title for the year already.",
            ),
            models.CheckConstraint(condition=~Q(carried_from=F("pk")), name="plan_not_carried_from_itself"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The plan's page."""
        return reverse("boards:business-plan-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board


class Goal(Versioned, Binnable):
    """An aim, objective or priority; an objective stands under an aim, a priority under either or under the plan."""

    class Kind(models.TextChoices):
        AIM = "aim", "Aim"
        OBJECTIVE = "objective", "Objective"
        PRIORITY = "priority", "Priority"

    business_plan = models.ForeignKey(BusinessPlan, on_delete=models.CASCADE, related_name="goals")
    kind = models.CharField("kind", max_length=10, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField("text")
    progress = models.TextField("progress in the year", blank=True, default="")
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into", editable=False
    )
    actions = models.ManyToManyField("recommendations.Action", related_name="goals", blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_says_something"),
            models.CheckConstraint(condition=~Q(kind="aim") | Q(parent=None), name="aims_stand_on_top"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="goal_not_under_itself"),
        ]

    def __str__(self):
        words = " ".join(self.text.split())
        return words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + "…"

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.business_plan.board
