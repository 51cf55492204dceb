"""Indicators: what is measured, which way is good, and its values by period, each value kept when it is revised."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from boards.querysets import BinnableOfBoardQuerySet, OfIndicatorQuerySet
from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.models.fields import partial_date


class Indicator(Versioned, Binnable):
    """Something that a board, or a service it looks at, measures."""

    class Good(models.TextChoices):
        UP = "up", "Higher is better"
        DOWN = "down", "Lower is better"
        NEITHER = "neither", "Neither"

    class About(models.TextChoices):
        PERFORMANCE = "performance", "Performance"
        ATTENDANCE = "attendance", "Attendance"
        QUORACY = "quoracy", "Quoracy"
        ACTIVITY = "activity", "Activity"

    board = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("name", max_length=250)
    definition = models.TextField("definition", blank=True, default="")
    about = models.CharField("about", max_length=20, choices=About, default=About.PERFORMANCE)
    unit = models.CharField("unit", max_length=40, blank=True, default="")  # "%", "children", "days"
    good = models.CharField("which way is good", max_length=10, choices=Good, default=Good.UP)
    target = models.DecimalField("target", max_digits=14, decimal_places=3, null=True, blank=True)
    target_words = models.CharField("target in words", max_length=200, blank=True, default="")
    source = models.CharField("source", max_length=200, blank=True, default="")

    objects = BinnableOfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "name"],
                condition=Q(binned_at=None),
                name="indicator_once",
                violation_error_message="This board has an indicator of that name already.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The indicator's page."""
        return reverse("boards:indicator-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board


class IndicatorValue(models.Model):
    """One value for one period, the board's own or a comparator's; a revised value stays and names its successor."""

    class Series(models.TextChoices):
        OWN = "own", "Own"
        NEIGHBOURS = "neighbours", "Statistical neighbours"
        ENGLAND = "england", "England"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    series = models.CharField("of", max_length=20, choices=Series, default=Series.OWN)
    period = models.CharField("period as printed", max_length=80)  # "2012/13", "June 2013"
    ends_on = partial_date("period ends")  # by which periods are put in order
    value = models.DecimalField("value", max_digits=14, decimal_places=3)
    note = models.CharField("note", max_length=300, blank=True, default="")
    recorded_on = models.DateField()
    revised_by = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="revises"
    )
    why_revised = models.CharField("why it was revised", max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "series", "period"],
                condition=Q(revised_by=None),
                name="one_value_a_period",
                violation_error_message="There is a value for this period already. Revise it instead.",
            )
        ]

    def __str__(self):
        return f"{self.period}: {self.value}"

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.indicator.board
