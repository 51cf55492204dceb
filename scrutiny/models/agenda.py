"""What a meeting has before it: the items of its agenda, and the packs in which they were issued."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from scrutiny.querysets import PackQuerySet

from .paper import EditionIsFrozen


class PaperMeeting(models.Model):
    """That a paper goes to a second meeting too, perhaps under another item number."""

    paper = models.ForeignKey("scrutiny.Paper", on_delete=models.CASCADE, related_name="also_to")
    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.PROTECT, related_name="also_before_it")
    item_number = models.CharField("agenda item", max_length=20, blank=True, default="")

    class Meta:
        ordering = ["meeting__date", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "meeting"], name="paper_once_before_a_meeting")]

    def __str__(self):
        return f"{self.paper}: {self.meeting}"

    @property
    def audit_owner(self):
        """Part of the history of the paper's review, or of the paper."""
        return self.paper.review or self.paper


class AgendaItem(models.Model):
    """One item of a meeting's agenda, with its paper or without ("Apologies for absence")."""

    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveIntegerField(default=0)
    number = models.CharField("item number", max_length=20, blank=True, default="")  # "7f"; "" follows the order
    title = models.CharField("title", max_length=250)
    paper = models.ForeignKey(
        "scrutiny.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "paper"],
                condition=Q(paper__isnull=False),
                name="paper_once_on_an_agenda",
                violation_error_message="This paper is on the agenda already.",
            )
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def audit_owner(self):
        """Part of the history of the body that meets."""
        return self.meeting.body


class Pack(models.Model):
    """A meeting's papers as they were issued together: its bytes never change, a later pack replaces it."""

    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveIntegerField("pack")
    is_exempt = models.BooleanField("with what is exempt", default=False)  # never published
    as_at = models.DateField("as at")
    issued_at = models.DateTimeField("issued")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_draft = models.BooleanField("holds drafts")
    pdf = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="pack_once"),
            models.CheckConstraint(
                condition=Q(is_exempt=False) | Q(published_at=None), name="exempt_pack_stays_inside"
            ),
            models.CheckConstraint(condition=Q(is_draft=False) | Q(published_at=None), name="draft_pack_stays_inside"),
        ]

    def __str__(self):
        return f"Pack {self.number} for {self.meeting}"

    def get_absolute_url(self):
        """What the pack is, with its PDF."""
        return reverse("scrutiny:pack-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Part of the history of the body that meets."""
        return self.meeting.body

    def save(self, *args, update_fields=None, **kwargs):
        """Add the pack; afterwards only its publication can be set."""
        if not self._state.adding and set(update_fields or ["everything"]) != {"published_at"}:
            raise EditionIsFrozen("An issued pack cannot be changed. Issue a new pack.")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what was issued stays."""
        raise EditionIsFrozen("An issued pack cannot be removed.")
