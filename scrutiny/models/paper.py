"""Papers made of ordered sections, and the editions in which they were issued."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from scrutiny.engine.models.mixins import Binnable, Versioned
from scrutiny.querysets import EditionQuerySet, PaperQuerySet, SectionQuerySet

from .fields import Exemption, exempt_says_why

_PAGES = {
    "show": "paper-show",
    "edit": "paper-edit",
    "preview": "paper-preview",
    "pdf": "paper-pdf",
    "section_add": "section-add",
    "issue": "edition-issue",
    "appendix_add": "appendix-add",
    "meeting_add": "paper-meeting-add",
}


class Paper(Exemption, Versioned, Binnable):
    """A committee paper: ordered sections, some written, some live; only one without a review can be put in the bin.

    One that is exempt as a whole (part II) says why; else single sections and appendices may be exempt.
    """

    class Numbering(models.TextChoices):
        BY_SECTION = "by_section", "By section: 1, 1.1, 1.2; below a second heading 3.1.1"
        THROUGH = "through", "Through the paper: 1, 2, 3, whatever the section"

    class Delegated(models.TextChoices):
        NOT_SAID = "", "Not said"
        YES = "yes", "Delegated"
        NO = "no", "Not delegated"

    class AppendixStyle(models.TextChoices):
        NUMBERS = "numbers", "1, 2, 3"
        LETTERS = "letters", "A, B, C"
        ROMAN = "roman", "I, II, III"

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
    presenter = models.CharField("presented by", max_length=200, blank=True, default="")
    wards = models.CharField("wards affected", max_length=300, blank=True, default="")
    says_part = models.BooleanField("say whether it is part I or part II", default=False)
    delegated = models.CharField("delegated", max_length=3, choices=Delegated, blank=True, default=Delegated.NOT_SAID)
    is_numbered = models.BooleanField("number the sections and paragraphs", default=False)
    numbering = models.CharField("how", max_length=20, choices=Numbering, default=Numbering.BY_SECTION)
    appendix_word = models.CharField("word for an appendix", max_length=30, default="Appendix")
    appendix_style = models.CharField(
        "appendices are", max_length=10, choices=AppendixStyle, default=AppendixStyle.NUMBERS
    )
    has_contents = models.BooleanField("print a contents page", default=True)
    # A paper without a review is a draft until its officer says that it is final; members read it once it is shared.
    final_at = models.DateTimeField(null=True, blank=True, editable=False)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Whether what is exempt is shown and printed: set on the object by who may read it, never otherwise.
    shows_exempt = False

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [exempt_says_why("exempt_paper_says_why")]

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
    def implications_url(self):
        """Where what it says under the standard headings is entered."""
        if self.review_id:
            return reverse("scrutiny:paper-implications", args=[self.review_id])
        return reverse("scrutiny:committee-paper-implications", args=[self.pk])

    @property
    def numbers(self):
        """How it is numbered: one of Numbering, or "none"."""
        return self.numbering if self.is_numbered else "none"

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


class Section(Exemption, Versioned, Binnable):
    """A headed part of a paper, in order: written, findings, or live data; `kind` names a registered block."""

    LEVELS = ((1, "A section"), (2, "Below the section before it"))

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    # "2" in a numbered paper: follows the order while the review is a draft, fixed once agreed.
    number = models.CharField(max_length=10, blank=True, default="", editable=False)
    # In a paper numbered through: the number of its first paragraph, fixed once agreed.
    starts_at = models.PositiveIntegerField(null=True, blank=True, editable=False)
    heading = models.CharField("heading", max_length=250, blank=True, default="")
    text = models.TextField("text", blank=True, default="")
    level = models.PositiveSmallIntegerField("level", choices=LEVELS, default=1)
    choice = models.CharField(max_length=60, blank=True, default="")  # what of its kind it shows (registry.Block)
    is_numbered = models.BooleanField("numbered", default=True)
    is_dropped = models.BooleanField("left out of the paper", default=False)

    set_apart = None  # the section that makes it exempt, itself or the one above; see papers.exemption

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [exempt_says_why("exempt_section_says_why")]

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
    is_exempt = models.BooleanField("with what is exempt", default=False)  # never published
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
        constraints = [
            # Editions with what is exempt are counted apart: a gap in the public ones would tell of them.
            models.UniqueConstraint(fields=["paper", "is_exempt", "number"], name="edition_once"),
            models.CheckConstraint(
                condition=models.Q(is_exempt=False) | models.Q(published_at=None), name="exempt_edition_stays_inside"
            ),
        ]

    def __str__(self):
        return f"{self.title}, {'exempt ' if self.is_exempt else ''}edition {self.number}"

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
