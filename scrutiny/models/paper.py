"""Papers made of ordered sections, and the editions in which they were issued."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import EditionQuerySet, PaperQuerySet, SectionQuerySet

_PAGES = {
    "show": "paper-show",
    "edit": "paper-edit",
    "preview": "paper-preview",
    "pdf": "paper-pdf",
    "section_add": "section-add",
    "issue": "edition-issue",
}


class Paper(Versioned, Binnable):
    """A committee paper: ordered sections, some written, some live; only one without a review can be put in the bin."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="papers")
    review = models.OneToOneField(
        "scrutiny.Review", null=True, blank=True, on_delete=models.CASCADE, related_name="report"
    )
    # Whose paper it is: the committee of a paper without a review; empty for a review's report.
    body = models.ForeignKey("scrutiny.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    template = models.CharField(max_length=40, default="review_report")
    title = models.CharField("title", max_length=250)
    subtitle = models.CharField("subtitle", max_length=250, blank=True, default="")
    meeting = models.ForeignKey(
        "scrutiny.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    item_number = models.CharField("agenda item", max_length=20, blank=True, default="")
    author = models.CharField("report author", max_length=200, blank=True, default="")
    is_numbered = models.BooleanField("number the sections and paragraphs", default=False)
    has_contents = models.BooleanField("print a contents page", default=True)
    # A paper without a review is a draft until its officer says that it is final; members read it once it is shared.
    final_at = models.DateTimeField(null=True, blank=True, editable=False)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the paper is put together."""
        return self.urls["show"]

    @property
    def urls(self):
        """The addresses of the paper's pages by name: under its review, or its own when it has none."""
        if self.review_id:
            return {page: reverse(f"scrutiny:{name}", args=[self.review_id]) for page, name in _PAGES.items()}
        return {page: reverse(f"scrutiny:committee-{name}", args=[self.pk]) for page, name in _PAGES.items()}

    @property
    def is_draft(self):
        """Whether what it says is not settled: its review is not agreed, or nobody has said that it is final."""
        return self.review.is_draft if self.review_id else self.final_at is None

    @property
    def whose(self):
        """What the paper belongs to: its review, or the committee whose paper it is."""
        return self.review if self.review_id else self.body

    @property
    def committee(self):
        """The committee that the paper comes from."""
        return self.review.commissioned_by if self.review_id else self.body

    @property
    def audit_owner(self):
        """A review's report is part of the review's history."""
        return self.review


class Section(Versioned, Binnable):
    """A headed part of a paper, in order: written, findings, or live data; `kind` names a registered block."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    # "2" in a numbered paper: follows the order while the review is a draft, fixed once agreed.
    number = models.CharField(max_length=10, blank=True, default="", editable=False)
    heading = models.CharField("heading", max_length=250, blank=True, default="")
    text = models.TextField("text", blank=True, default="")
    is_numbered = models.BooleanField("numbered", default=True)
    is_dropped = models.BooleanField("left out of the paper", default=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.heading or self.get_kind_name()

    def get_kind_name(self):
        """The block's plain name."""
        return self.kind.replace("_", " ").capitalize()

    @property
    def review(self):
        """The review it belongs to, or None."""
        return self.paper.review

    @property
    def audit_owner(self):
        """Sections of a review's report are part of its history."""
        return self.paper.review or self.paper


class EditionIsFrozen(Exception):
    """Raised when code tries to change or remove an issued edition."""


class Edition(models.Model):
    """A paper as it was issued: its bytes never change; a later edition says that it replaces it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("edition")
    as_at = models.DateField("as at")
    issued_at = models.DateTimeField("issued")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_draft = models.BooleanField("issued as a draft")
    note = models.CharField("what changed", max_length=500, blank=True, default="")
    title = models.CharField(max_length=250)
    html = models.TextField()
    pdf = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="edition_once")]

    def __str__(self):
        return f"{self.title}, edition {self.number}"

    def get_absolute_url(self):
        """The edition as an accessible web page."""
        return reverse("scrutiny:edition-show", args=[self.pk])

    @property
    def audit_owner(self):
        """Editions are part of the review's history."""
        return self.paper.review or self.paper

    def save(self, *args, update_fields=None, **kwargs):
        """Add the edition; afterwards only its publication can be set."""
        if not self._state.adding and set(update_fields or ["everything"]) != {"published_at"}:
            raise EditionIsFrozen("An issued edition cannot be changed. Issue a new edition.")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what was issued stays."""
        raise EditionIsFrozen("An issued edition cannot be removed.")
