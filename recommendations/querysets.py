"""Adjectives and purposes of recommendations."""

from django.db.models import Prefetch

from scrutiny.querysets import UnderReviewQuerySet


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
