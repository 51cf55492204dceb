"""Who serves on a body, in which role, from when to when."""

from django.db import models
from django.db.models import Q

from scrutiny.querysets import MembershipQuerySet

from .fields import not_before, partial_date


class Membership(models.Model):
    """One person's time on a body in one role."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice-chair"
        MEMBER = "member", "Member"
        CO_OPTED = "co_opted", "Co-opted member"
        SUBSTITUTE = "substitute", "Substitute"
        OBSERVER = "observer", "Observer"

    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("scrutiny.Person", on_delete=models.PROTECT, related_name="memberships")
    title = models.CharField("title at the time", max_length=60, blank=True, default="")
    role = models.CharField("role", max_length=20, choices=Role, default=Role.MEMBER)
    role_words = models.CharField("role as printed", max_length=60, blank=True, default="")
    is_interim = models.BooleanField("interim", default=False)
    capacity = models.CharField("capacity", max_length=200, blank=True, default="")
    joined = partial_date("joined")
    left = partial_date("left")
    has_left = models.BooleanField("has left", default=False)
    reason_joined = models.CharField("reason for joining", max_length=300, blank=True, default="")
    reason_left = models.CharField("reason for leaving", max_length=300, blank=True, default="")
    # A reason such as illness is kept for the officer and printed only when somebody decides so.
    prints_reason = models.BooleanField("print the reason for leaving", default=False)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced")
    order = models.PositiveIntegerField(default=0)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(has_left=False),
                name="member_once_at_a_time",
                violation_error_message="This person is already a member of this body.",
            ),
            models.CheckConstraint(condition=Q(left="") | Q(has_left=True), name="left_date_means_left"),
            not_before("joined", "left", "left_after_joined"),
        ]

    def __str__(self):
        return f"{self.printed_name} ({self.printed_role})"

    @property
    def printed_name(self):
        """Title as it was and name: "Councillor Jane Smith"."""
        return f"{self.title} {self.person.name}".strip()

    @property
    def printed_role(self):
        """The role in the words of the time: "Interim Chair"."""
        words = self.role_words or self.get_role_display()
        return f"Interim {words.lower()}" if self.is_interim else words

    @property
    def audit_owner(self):
        """Changes of membership are part of the body's history."""
        return self.body
