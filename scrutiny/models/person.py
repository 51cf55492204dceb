"""People: councillors, co-opted members, officers and witnesses."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from scrutiny.querysets import PersonQuerySet


class Person(models.Model):
    """Somebody who serves on a body or gives evidence; their titles and posts belong to the time, not to them."""

    council = models.ForeignKey("scrutiny.Council", on_delete=models.PROTECT, related_name="people")
    title = models.CharField("title now", max_length=60, blank=True, default="")
    name = models.CharField("name", max_length=200)
    family_name = models.CharField("family name", max_length=100, blank=True, default="")
    post = models.CharField("post now", max_length=200, blank=True, default="")
    email = models.EmailField("e-mail", blank=True, default="")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["council", "family_name", "name"], name="people_by_name")]

    def __str__(self):
        return f"{self.title} {self.name}".strip()

    def get_absolute_url(self):
        """The person's page."""
        return reverse("scrutiny:person-show", args=[self.pk])
