"""Asking owners how their actions get on, without accounts, and what happens when they are silent."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from recommendations.querysets import RoundQuerySet


class UpdateRound(models.Model):
    """One asking of every owner of a committee, a plan or a review, as at a day."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="update_rounds")
    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="update_rounds")  # who asks
    plan = models.ForeignKey(
        "recommendations.Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    review = models.ForeignKey(
        "scrutiny.Review", null=True, blank=True, on_delete=models.PROTECT, related_name="update_rounds"
    )
    title = models.CharField("title", max_length=250)
    as_at = models.DateField("progress as at")
    due_on = models.DateField("answers due")
    message = models.TextField("message", blank=True, default="")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opened_on")),
                name="round_due_after_opened",
                violation_error_message="The answers cannot be due before they are asked for.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def audit_owner(self):
        """Part of the history of the body that asks."""
        return self.body

    def get_absolute_url(self):
        """The round's page."""
        return reverse("recommendations:round-show", args=[self.pk])


class Ask(models.Model):
    """One owner's part in a round: their link, whether they opened it, whether they answered."""

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="asks")
    owner = models.ForeignKey("recommendations.Owner", on_delete=models.PROTECT, related_name="asks")
    key = models.CharField(max_length=40, unique=True, editable=False)  # random; goes into the signed link
    asked_on = models.DateField()
    expires_on = models.DateField("link works until")
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    silent_on = models.DateField(null=True, blank=True)  # the day on which "no data" was set

    class Meta:
        ordering = ["owner__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "owner"], name="asked_once_a_round")]

    def __str__(self):
        return f"{self.owner}: {self.round}"

    @property
    def audit_owner(self):
        """Part of the history of the body that asks."""
        return self.round.body


class AskItem(models.Model):
    """One action that an owner is asked about, with what they have typed and not sent."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="items")
    action = models.ForeignKey("recommendations.Action", on_delete=models.PROTECT, related_name="ask_items")
    order = models.PositiveIntegerField(default=0)
    draft = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["ask", "action"], name="asked_of_an_action_once")]

    def __str__(self):
        return f"{self.ask.owner}: {self.action}"


class LadderStep(models.Model):
    """Who hears of an owner's silence, and how long after the day the answer was due."""

    class Who(models.TextChoices):
        OWNER = "owner", "The owner"
        MANAGER = "manager", "Their head of service"
        CHAIR = "chair", "The committee’s chair"
        MONITORING = "monitoring", "The monitoring officer"
        PAPER = "paper", "Printed in the next paper"

    council = models.ForeignKey("scrutiny.Council", on_delete=models.CASCADE, related_name="ladder")
    who = models.CharField("who", max_length=20, choices=Who)
    days = models.SmallIntegerField("days after the answer was due")  # negative is before

    class Meta:
        ordering = ["days", "pk"]
        constraints = [models.UniqueConstraint(fields=["council", "who", "days"], name="ladder_step_once")]

    def __str__(self):
        days = "1 day" if abs(self.days) == 1 else f"{abs(self.days)} days"
        return f"{self.get_who_display()}, {days} {'before' if self.days < 0 else 'after'}"

    @property
    def audit_owner(self):
        """Part of the council’s history."""
        return self.council


class Letter(models.Model):
    """An e-mail about an asking: written once, sent once, with what became of it."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="letters")
    ask = models.ForeignKey(Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    consultee = models.ForeignKey(
        "recommendations.Consultee", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100, unique=True)  # what must never be sent twice: "ask:12:reminder:-7"
    to_name = models.CharField(max_length=200, blank=True, default="")
    to_email = models.EmailField(blank=True, default="")  # "" when there was none: the letter could not go
    subject = models.CharField(max_length=250)
    body = models.TextField()  # without the link: that is made when it is sent
    written_on = models.DateField()
    begun_at = models.DateTimeField(null=True, blank=True)  # a sending began; without sent_at it may have gone or not
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True, default="")
    gave_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_on", "pk"]

    def __str__(self):
        return self.subject

    @property
    def audit_owner(self):
        """Part of the history of the body that asks, or of the council."""
        if self.consultee_id:
            return self.consultee.consultation.body
        return self.ask.round.body if self.ask_id else self.council
