"""Councils and their vocabulary."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse


class Council(models.Model):
    """A local authority whose scrutiny is held here; one installation may hold several."""

    class Nation(models.TextChoices):
        ENGLAND = "ENG", "England"
        WALES = "WLS", "Wales"
        SCOTLAND = "SCT", "Scotland"
        NORTHERN_IRELAND = "NIR", "Northern Ireland"

    class Language(models.TextChoices):
        ENGLISH = "en-GB", "English"
        WELSH = "cy", "Welsh"

    name = models.CharField("name", max_length=200, unique=True)
    short_name = models.CharField("short name", max_length=60, blank=True, default="")
    nation = models.CharField("nation", max_length=3, choices=Nation, default=Nation.ENGLAND)
    language = models.CharField("language of papers", max_length=5, choices=Language, default=Language.ENGLISH)
    accent = models.CharField(
        "accent colour",
        max_length=7,
        default="#1d5c63",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour such as #1d5c63")],
    )
    chair_word = models.CharField("word for the chair", max_length=30, default="Chair")
    website = models.CharField("website", max_length=200, blank=True, default="")
    contact = models.TextField("scrutiny contact", blank=True, default="")
    none_words = models.CharField("words where a heading has nothing to say", max_length=60, default="None specific.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The council's public page."""
        return reverse("scrutiny:council-show", args=[self.pk])


class GlossaryTermQuerySet(models.QuerySet):
    """Adjectives of glossary terms."""

    def for_list(self):
        """In the order a reader looks things up."""
        return self.order_by("acronym", "meaning")


class GlossaryTerm(models.Model):
    """An acronym and one of its meanings in a council."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="glossary")
    acronym = models.CharField("acronym", max_length=40)
    meaning = models.CharField("meaning", max_length=300)
    body = models.ForeignKey(
        "scrutiny.Body", null=True, blank=True, on_delete=models.SET_NULL, related_name="glossary_terms"
    )

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "acronym", "meaning"], name="one_meaning_once_per_council")
        ]

    def __str__(self):
        return f"{self.acronym}: {self.meaning}"
