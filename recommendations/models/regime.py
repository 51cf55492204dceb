"""How long somebody has to respond, and the days on which a council does not work."""

from django.db import models
from django.db.models import Q

from recommendations.rules.deadlines import Unit


class Regime(models.Model):
    """A law or local rule that says by when a recommendation must be answered."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="regimes")
    key = models.SlugField("key", max_length=40)
    name = models.CharField("name", max_length=150)
    amount = models.PositiveSmallIntegerField("how many")
    unit = models.CharField("of what", max_length=20, choices=[(unit.value, unit.words) for unit in Unit])
    # "beginning with" the first day, as in the Local Government Act 2000 s.9FE
    counts_first_day = models.BooleanField("the first day counts", default=False)
    starts_from = models.CharField("counted from", max_length=150, default="the day of receipt")
    source = models.CharField("law or rule", max_length=250, blank=True, default="")
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="regime_once_per_council"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="regime_gives_some_time"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_owner(self):
        """Part of the council’s history."""
        return self.council


class Holiday(models.Model):
    """A day on which a council's offices are closed: a bank holiday of its nation, or one of its own."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField("date")
    name = models.CharField("name", max_length=100)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "on"],
                name="holiday_once_per_council",
                violation_error_message="This day is in the list already.",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.on.day} {self.on:%B %Y}"

    @property
    def audit_owner(self):
        """Part of the council’s history."""
        return self.council


class Occasion(models.Model):
    """Something on which other things fall due before its day is known: "the 2013 scrutiny"."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="occasions")
    name = models.CharField("occasion", max_length=300)
    key = models.CharField(max_length=300, editable=False)  # rules.occasions.key(name): how names are compared

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="occasion_once_per_council")]

    def __str__(self):
        return self.name

    @property
    def audit_owner(self):
        """Part of the council's history."""
        return self.council


class OccasionDate(models.Model):
    """The day that an occasion was given; a later row replaces an earlier one, and both are kept."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="dates")
    held_on = models.DateField("held on")
    meeting = models.ForeignKey(
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="occasions"
    )
    recorded_on = models.DateField()

    class Meta:
        ordering = ["recorded_on", "pk"]

    def __str__(self):
        return f"{self.occasion}: {self.held_on}"
