"""Field shapes that several nouns share, and the constraints that go with them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from scrutiny.engine.rules import partial_dates


def validate_partial_date(text):
    """Refuse text that is not "2011", "2011-07" or "2011-07-05"."""
    try:
        partial_dates.parse(text)
    except ValueError as problem:
        raise ValidationError(str(problem)) from problem


def partial_date(verbose_name, **options):
    """A date of which the day, or the day and the month, may be unknown: text "2011", "2011-07" or "2011-07-05"."""
    return models.CharField(
        verbose_name, max_length=10, blank=True, default="", validators=[validate_partial_date], **options
    )


def not_before(first, last, name):
    """A constraint that partial date `last` is not surely before partial date `first`.

    Text compares as the dates do; "2011" is not surely before "2011-07", since it begins it.
    """
    return models.CheckConstraint(
        condition=Q(**{first: ""})
        | Q(**{last: ""})
        | Q(**{f"{last}__gte": F(first)})
        | Q(**{f"{first}__startswith": F(last)}),
        name=name,
        violation_error_message="The end is before the start. Check both dates.",
    )


class Exemption(models.Model):
    """Fields of what may be exempt: nothing, or a paragraph of Schedule 12A with its reason and its end.

    Source: Local Government Act 1972, Schedule 12A, paragraphs 1 to 7.
    """

    exempt_paragraph = models.PositiveSmallIntegerField("Schedule 12A paragraph", null=True, blank=True)
    exempt_reason = models.TextField("public-interest reason", blank=True, default="")
    exempt_until = models.DateField("exempt until", null=True, blank=True)
    # What the public edition says where it was left out, beside the paragraph of the Schedule.
    exempt_summary = models.CharField("what the public is told", max_length=500, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_exempt(self):
        """Whether the public may not read it."""
        return self.exempt_paragraph is not None


def exempt_says_why(name):
    """A constraint that what is exempt has a paragraph from 1 to 7, a public-interest reason and an end."""
    return models.CheckConstraint(
        condition=Q(exempt_paragraph=None)
        | (Q(exempt_paragraph__gte=1, exempt_paragraph__lte=7, exempt_until__isnull=False) & ~Q(exempt_reason="")),
        name=name,
    )
