"""Who gave evidence."""

from django.db import models
from django.db.models import Q

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import UnderReviewQuerySet


class Witness(Versioned, Binnable):
    """Somebody, or a group, who gave evidence to a review, named in the role they had then or not named at all.

    An anonymous witness has no person and no title: `name` then describes them ("Front-line staff").
    """

    review = models.ForeignKey("scrutiny.Review", on_delete=models.CASCADE, related_name="witnesses")
    order = models.PositiveIntegerField(default=0)
    is_anonymous = models.BooleanField("anonymous", default=False)
    person = models.ForeignKey(
        "scrutiny.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="witnessed"
    )
    title = models.CharField("title", max_length=60, blank=True, default="")
    name = models.CharField("name, or a description when anonymous", max_length=200)
    role = models.CharField("role at the time", max_length=300, blank=True, default="")
    is_then = models.BooleanField("no longer in that role", default=False)
    organisation = models.CharField("organisation", max_length=200, blank=True, default="")
    body = models.ForeignKey("scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="witnesses")
    gave = models.TextField("what they gave", blank=True, default="")
    is_thanked = models.BooleanField("thank in the report", default=True)

    objects = UnderReviewQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "witnesses"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(person__isnull=True, title=""), name="anonymous_means_unnamed"
            )
        ]

    def __str__(self):
        return self.printed_name

    # The audit is for ever; a witness may ask to be forgotten. So the audit never holds who they were.
    audit_name = "A witness"
    audit_hides = ("title", "name", "role", "organisation", "gave", "person", "body")

    @property
    def audit_owner(self):
        """Witnesses are part of the review's history."""
        return self.review

    @property
    def printed_name(self):
        """Title and name, or the description of an anonymous witness."""
        return f"{self.title} {self.name}".strip()
