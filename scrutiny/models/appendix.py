"""What stands behind a paper: files that are attached, other papers that are printed, and where the rest is found."""

import uuid

from django.db import models
from django.db.models import F, Q

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import AppendixQuerySet

from .fields import Exemption, exempt_says_why


def appendix_path(appendix, filename):
    """Where an appendix's file is kept: a name that tells nothing, since file names leak."""
    return f"appendices/{appendix.paper_id}/{uuid.uuid4().hex}"


class Appendix(Exemption, Versioned, Binnable):
    """One appendix of a paper, in order; its number or letter is computed from the order, never typed."""

    class Kind(models.TextChoices):
        FILE = "file", "A PDF or picture that is printed behind the paper"
        PAPER = "paper", "Another paper, printed behind this one"
        ELSEWHERE = "elsewhere", "Only named: it is circulated apart or found at an address"

    paper = models.ForeignKey("scrutiny.Paper", on_delete=models.CASCADE, related_name="appendices")
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField("what it is", max_length=20, choices=Kind, default=Kind.ELSEWHERE)
    title = models.CharField("title", max_length=250)
    is_labelled = models.BooleanField("number it", default=True)
    file = models.FileField("file", upload_to=appendix_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True, default="", editable=False)
    described = models.TextField("what the picture shows", blank=True, default="")  # for who cannot see it
    printed = models.ForeignKey(
        "scrutiny.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="printed_in"
    )
    link = models.URLField("web address", max_length=500, blank=True, default="")

    objects = AppendixQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "appendices"
        constraints = [
            exempt_says_why("exempt_appendix_says_why"),
            models.CheckConstraint(condition=~Q(printed=F("paper")), name="paper_not_in_its_own_appendix"),
            models.CheckConstraint(
                condition=Q(kind="paper", printed__isnull=False) | (~Q(kind="paper") & Q(printed=None)),
                name="printed_appendix_names_its_paper",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def review(self):
        """The review it belongs to, or None."""
        return self.paper.review

    @property
    def audit_owner(self):
        """Part of the history of the paper's review, or of the paper."""
        return self.paper.review or self.paper
