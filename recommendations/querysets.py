"""Adjectives and purposes of recommendations."""

from django.db import models
from django.db.models import Prefetch, Q

from scrutiny.access import access_of
from scrutiny.engine.models.mixins import BinnableQuerySet
from scrutiny.querysets import ReviewQuerySet, UnderReviewQuerySet


def followed_q(user, path=""):
    """What of agreed recommendations the user may follow, `path` leading to the recommendation.

    Everybody follows those of published reviews; inside a review its officers, members and the monitoring officer;
    a responsible officer what is addressed to their body.
    """
    access = access_of(user)
    reviewed = f"{path}review__"
    published = Q(**{f"{reviewed}published_at__isnull": False, f"{reviewed}binned_at__isnull": True})
    inside = ReviewQuerySet.inside_q(user, reviewed)
    members = access.member_bodies | access.co_opted_bodies
    inside |= Q(**{f"{reviewed}commissioned_by__in": members}) | Q(**{f"{reviewed}conducted_by__in": members})
    inside &= Q(**{f"{reviewed}binned_at__isnull": True})
    own = Q(**{f"{path}addressees__body__in": access.responsible_bodies}) if access.responsible_bodies else Q()
    found = published | inside
    if access.responsible_bodies:
        found |= own & Q(**{f"{reviewed}binned_at__isnull": True})
    return found & Q(**{f"{path}binned_at__isnull": True, f"{reviewed}agreed_at__isnull": False})


class RecommendationQuerySet(UnderReviewQuerySet):
    """Adjectives of recommendations."""

    def active(self):
        """Those neither withdrawn nor in the bin."""
        return self.kept().filter(withdrawn_at__isnull=True)

    def in_order(self):
        """As printed: by section, then order."""
        return self.order_by("section__order", "section_id", "order", "pk")

    def for_page(self):
        """With everything that a page or a paper shows of them, in a fixed number of queries.

        Gives each the lists `its_limbs`, `its_addressees`, `its_links` (each with its finding, home first) and
        `its_conditions` (what it depends on): lists, since asking a relation anew for every row costs more.
        """
        links = self._related("finding_links").select_related("finding").order_by("position", "pk")
        addressees = self._related("addressees").select_related("body").order_by("order", "pk")
        return self.select_related("section", "merged_into", "restates", "supersedes").prefetch_related(
            Prefetch("limbs", to_attr="its_limbs"),
            Prefetch("addressees", addressees, to_attr="its_addressees"),
            Prefetch("depends_on", to_attr="its_conditions"),
            Prefetch("finding_links", links, to_attr="its_links"),
        )

    def _related(self, name):
        """All rows of the model behind a relation, without importing it: the models import this module."""
        return self.model._meta.get_field(name).related_model.objects.all()

    def followed_by(self, user):
        """Agreed ones whose life the user may follow; see followed_q."""
        return self.filter(followed_q(user)).distinct()


class UnderRecommendationQuerySet(models.QuerySet):
    """Things that hang under a recommendation and are seen by those who may follow it."""

    def visible_to(self, user):
        """Those of the recommendations that the user may follow."""
        return self.filter(followed_q(user, "recommendation__")).distinct()


def _watching_q(user, path=""):
    """What the user may see of the things that a body watches (plans, rounds): its officers and members, and the
    monitoring officer."""
    access = access_of(user)
    inside = access.officer_bodies | access.member_bodies | access.co_opted_bodies
    return Q(**{f"{path}body__in": inside}) | Q(**{f"{path}council__in": access.monitoring_of})


def _planned_q(user, path=""):
    """What the user may see of action plans: as `_watching_q`; those of boards everybody with a post in the council."""
    of_boards = Q(**{f"{path}body__kind": "board", f"{path}council__in": access_of(user).councils})
    return _watching_q(user, path) | of_boards


class PlanQuerySet(models.QuerySet):
    """Adjectives of action plans."""

    def visible_to(self, user):
        """Those of the bodies that the user serves, of the councils they monitor, and of their councils' boards."""
        return self.filter(_planned_q(user))

    def standing(self):
        """Those not merged into another."""
        return self.filter(merged_into__isnull=True)


class OfBodyQuerySet(BinnableQuerySet):
    """Adjectives of what a committee keeps for itself: its forward look, its consultations."""

    def visible_to(self, user):
        """Those of the bodies that the user serves, and of the councils they monitor."""
        return self.filter(_watching_q(user))


class RoundQuerySet(models.QuerySet):
    """Adjectives of update rounds."""

    def visible_to(self, user):
        """Those of the bodies that the user serves as officer, and of the councils they monitor."""
        access = access_of(user)
        return self.filter(Q(body__in=access.officer_bodies) | Q(council__in=access.monitoring_of))


class ActionQuerySet(models.QuerySet):
    """Adjectives of actions."""

    def visible_to(self, user):
        """Those of recommendations that the user may follow, or of plans that they may see."""
        in_plan = _planned_q(user, "plan__") & Q(plan__isnull=False)
        return self.filter(
            in_plan | (followed_q(user, "recommendation__") & Q(recommendation__isnull=False))
        ).distinct()

    def live(self):
        """Those still to be done."""
        return self.filter(closed_on__isnull=True)


class UpdateQuerySet(models.QuerySet):
    """Adjectives of progress updates."""

    def accepted(self, on=None):
        """Those that count; with `on`, those that counted at the end of that day."""
        found = self.filter(state="accepted")
        return found.filter(settled_on__lte=on) if on else found


class StandingQuerySet(models.QuerySet):
    """Adjectives of standings; a page that lists them asks for one committee, so that one index serves it."""

    def visible_to(self, user):
        """Those of recommendations that the user may follow."""
        return self.filter(followed_q(user, "recommendation__")).distinct()
