"""Adjectives of what boards hold."""

from django.db import models

from scrutiny.access import access_of
from scrutiny.engine.models.mixins import BinnableQuerySet


class OfBoardQuerySet(models.QuerySet):
    """Adjectives of what belongs to a board; `board_path` leads to it."""

    board_path = "board__"

    def visible_to(self, user):
        """Those of the boards of councils in which the user has a post; the public reads what is published."""
        return self.filter(**{f"{self.board_path}council__in": access_of(user).councils})


class BinnableOfBoardQuerySet(OfBoardQuerySet, BinnableQuerySet):
    """The same for what can be put in the bin."""


class OfPlanQuerySet(BinnableOfBoardQuerySet):
    """Of a board through its business plan."""

    board_path = "business_plan__board__"


class OfIndicatorQuerySet(OfBoardQuerySet):
    """Of a board through its indicator."""

    board_path = "indicator__board__"
