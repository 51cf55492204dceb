"""Bodies: anything that can have members, give evidence, or be asked to do something."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from scrutiny.engine.models.mixins import Versioned
from scrutiny.querysets import BodyQuerySet

from .fields import not_before, partial_date


class Body(Versioned):
    """A committee, sub-committee, group, board, directorate, agency or executive."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "Committee"
        SUB_COMMITTEE = "sub_committee", "Sub-committee"
        TASK_AND_FINISH = "task_and_finish", "Task and finish group"
        TOPIC_GROUP = "topic_group", "Topic group"
        JOINT_COMMITTEE = "joint_committee", "Joint committee"
        BOARD = "board", "Board"
        BOARD_GROUP = "board_group", "Board group"
        DIRECTORATE = "directorate", "Directorate or service"
        AGENCY = "agency", "Agency"
        EXECUTIVE = "executive", "Executive"

    SCRUTINY_KINDS = (Kind.COMMITTEE, Kind.SUB_COMMITTEE, Kind.TASK_AND_FINISH, Kind.TOPIC_GROUP, Kind.JOINT_COMMITTEE)

    class Ending(models.TextChoices):
        ABOLISHED = "abolished", "Abolished"
        COMPLETED = "completed", "Work completed"
        SPLIT = "split", "Split into others"
        MERGED = "merged", "Merged or folded into another"
        REPLACED = "replaced", "Replaced by another"

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField("kind", max_length=20, choices=Kind)
    name = models.CharField("name", max_length=200)
    abbreviation = models.CharField("abbreviation", max_length=20, blank=True, default="")
    purpose = models.TextField("purpose", blank=True, default="")
    starts_on = partial_date("started")
    ends_on = partial_date("ended")
    ending = models.CharField("how it ended", max_length=20, choices=Ending, blank=True, default="")
    parents = models.ManyToManyField(
        "self", through="scrutiny.BodyParent", symmetrical=False, related_name="children", blank=True
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "abbreviation"],
                condition=~Q(abbreviation=""),
                name="abbreviation_once_per_council",
                violation_error_message="Another body of this council has this abbreviation.",
            ),
            models.UniqueConstraint(
                fields=["council", "name"],
                condition=Q(ends_on=""),
                name="one_live_body_per_name",
                violation_error_message="This council already has a body with this name.",
            ),
            not_before("starts_on", "ends_on", "body_ends_after_start"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The body's page."""
        return reverse("scrutiny:body-show", args=[self.pk])

    @property
    def is_scrutiny(self):
        """Whether the body can commission or conduct a review."""
        return self.kind in self.SCRUTINY_KINDS

    def name_on(self, on):
        """The name the body had on `on` (a date): a former name while it lasted, else today's."""
        former = [name for name in self.former_names.all() if name.until > on.isoformat()]
        return min(former, key=lambda name: name.until).name if former else self.name


class BodyParent(models.Model):
    """That one body belongs under another; a joint committee belongs under several."""

    child = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="child_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="parent_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="not_its_own_parent"),
        ]

    def __str__(self):
        return f"{self.child} under {self.parent}"


class FormerName(models.Model):
    """A name that a body had until a date; what it said then stays under it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("former name", max_length=200)
    abbreviation = models.CharField("former abbreviation", max_length=20, blank=True, default="")
    until = partial_date("until")

    class Meta:
        ordering = ["until"]

    def __str__(self):
        return self.name


class Succession(models.Model):
    """That a body which ended is carried on by another (several, when it was split)."""

    predecessor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inheritances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="not_its_own_successor"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
