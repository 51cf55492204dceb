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
        """With everything that a page or a paper shows of them, in a fixed number of queries."""
        from recommendations.models import FindingLink

        return self.select_related("section", "merged_into", "restates", "supersedes").prefetch_related(
            "limbs",
            "addressees__body",
            "depends_on",
            Prefetch("finding_links", FindingLink.objects.select_related("finding").order_by("position", "pk")),
        )
