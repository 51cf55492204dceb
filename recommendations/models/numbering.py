"""How a review's recommendations are numbered."""

from django.db import models


class Numbering(models.Model):
    """The numbering style of one review and the next number it will give."""

    class Style(models.TextChoices):
        BRACKETS = "brackets", "(1), (2), (3)"
        PLAIN = "plain", "1, 2, 3"
        SECTION = "section", "2.1, 2.2 (the section's number first)"
        R = "r", "R1, R2, R3"
        MUNICIPAL_YEAR = "municipal_year", "SR (25/26) 01 (with the municipal year)"
        BY_HAND = "by_hand", "Typed by hand"

    review = models.OneToOneField("scrutiny.Review", on_delete=models.CASCADE, related_name="numbering")
    style = models.CharField("style", max_length=20, choices=Style, default=Style.BRACKETS)
    start = models.PositiveIntegerField("first number", default=1)
    prefix = models.CharField("letters before the year", max_length=10, blank=True, default="SR")
    municipal_year = models.CharField("municipal year", max_length=10, blank=True, default="")

    def __str__(self):
        return self.get_style_display()
