"""Action plans, actions, who owes them, and how they get on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from recommendations.querysets import ActionQuerySet, PlanQuerySet, UpdateQuerySet
from recommendations.rules.words import Closing, Rating
from scrutiny.engine.models.mixins import Versioned
from scrutiny.models.fields import partial_date


class Plan(Versioned):
    """An action plan that stands by itself: from an external review, an inspection or a board."""

    class Source(models.TextChoices):
        EXTERNAL_REVIEW = "external_review", "External review"
        INSPECTION = "inspection", "Inspection"
        BUSINESS_PLAN = "business_plan", "Business plan of a board"
        RESPONSE = "response", "Response to a review"
        OTHER = "other", "Something else"

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="plans")
    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="plans")  # who watches it
    title = models.CharField("title", max_length=250)
    source = models.CharField("where it comes from", max_length=20, choices=Source, default=Source.OTHER)
    source_words = models.CharField("named", max_length=250, blank=True, default="")
    started = partial_date("agreed")
    # The officer's own words for what a rating means in this plan: {"amber": "most of the work has been done"}.
    meanings = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    merged_on = models.DateField(null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="plan_not_merged_into_itself")
        ]

    def __str__(self):
        return self.title

    @property
    def audit_owner(self):
        """Part of the history of the body that watches it."""
        return self.body

    def get_absolute_url(self):
        """The plan's page."""
        return reverse("recommendations:plan-show", args=[self.pk])


class Owner(models.Model):
    """Who owes progress on actions, and who stands above them; they need no account."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="owners")
    body = models.ForeignKey("scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="owners")
    name = models.CharField("name", max_length=200)
    post = models.CharField("post", max_length=200, blank=True, default="")
    email = models.EmailField("e-mail", blank=True, default="")
    manager_name = models.CharField("head of service", max_length=200, blank=True, default="")
    manager_email = models.EmailField("head of service’s e-mail", blank=True, default="")
    is_active = models.BooleanField("still in post", default=True)

    class Meta:
        ordering = ["name", "post"]
        constraints = [models.UniqueConstraint(fields=["council", "name", "post"], name="owner_once_per_council")]

    def __str__(self):
        return f"{self.name}, {self.post}" if self.post else self.name

    @property
    def audit_owner(self):
        """Part of the council's history."""
        return self.council


class Action(Versioned):
    """Something somebody undertook to do, under a recommendation or in a plan."""

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    answer = models.ForeignKey(
        "recommendations.Answer", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    came_from = models.ForeignKey(
        Plan, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="actions_passed_on"
    )
    order = models.PositiveIntegerField(default=0)
    label = models.CharField("number", max_length=40, blank=True, default="")
    text = models.TextField("action")
    owner = models.ForeignKey(Owner, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = partial_date("first due")  # the original date; DateRevision holds the later ones
    due_event = models.CharField("due at", max_length=300, blank=True, default="")
    success_measure = models.TextField("how the committee will know", blank=True, default="")
    recorded_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closing = models.CharField("how it ended", max_length=20, choices=Closing.choices(), blank=True, default="")
    closing_note = models.CharField("note", max_length=500, blank=True, default="")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(recommendation__isnull=False), name="action_stands_somewhere"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="action_says_something"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closing="") | (Q(closed_on__isnull=False) & ~Q(closing="")),
                name="closed_actions_say_how",
            ),
        ]

    def __str__(self):
        words = " ".join(self.text.split())
        words = words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + "…"
        return f"{self.label} {words}".strip()

    @property
    def audit_owner(self):
        """Part of the history of its review, or of the body that watches its plan."""
        return self.recommendation.review if self.recommendation_id else self.plan.body

    def get_absolute_url(self):
        """The action's page."""
        return reverse("recommendations:action-show", args=[self.pk])


class DateRevision(models.Model):
    """That an action's date was moved: kept for ever, so that slips can be counted."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="revisions")
    before_on = models.CharField(max_length=10, blank=True, default="")
    due_on = partial_date("new date")
    why = models.CharField("why", max_length=500)
    who = models.CharField("who moved it", max_length=200, blank=True, default="")
    revised_on = models.DateField()  # also the day it was known
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["revised_on", "pk"]

    def __str__(self):
        return f"{self.before_on} → {self.due_on}"


class Handover(models.Model):
    """That an action went from one owner to another: kept, so that who owed it on any day is known."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="handovers")
    before = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField("why", max_length=500, blank=True, default="")
    recorded_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_on", "pk"]

    def __str__(self):
        return f"{self.before or 'nobody'} → {self.owner or 'nobody'}"


class ProgressUpdate(models.Model):
    """What was said of an action, or of one limb, as at a day; never changed, only accepted or sent back."""

    class Source(models.TextChoices):
        OWNER = "owner", "the owner"
        OFFICER = "officer", "a scrutiny officer"
        SYSTEM = "system", "the system"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the officer"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Sent back"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    limb = models.ForeignKey(
        "recommendations.Limb", null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    as_at = models.DateField("as at")
    rating = models.CharField("rating", max_length=20, choices=Rating.choices())
    commentary = models.TextField("commentary", blank=True, default="")
    blocked_by = models.CharField("blocked by", max_length=500, blank=True, default="")
    evidence = models.FileField(upload_to="updates/%Y/", blank=True)
    evidence_name = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=10, choices=Source, default=Source.OFFICER)
    given_by = models.CharField("given by", max_length=250, blank=True, default="")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ask_item = models.ForeignKey(
        "recommendations.AskItem", null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    recorded_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.ACCEPTED)
    settled_on = models.DateField(null=True, blank=True)  # the day from which it counts, when accepted
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField("remark", blank=True, default="")

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["as_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", settled_on__isnull=True)
                | (~Q(state="waiting") & Q(settled_on__isnull=False)),
                name="settled_updates_say_when",
            )
        ]

    def __str__(self):
        return f"{self.get_rating_display()} on {self.as_at}: {self.action}"

    @property
    def audit_owner(self):
        """Part of the history of the action's review or plan."""
        return self.action.audit_owner
