"""Adjectives and purposes of the scrutiny nouns; the date and the user are always arguments."""

from django.db import models
from django.db.models import Q

from scrutiny.access import access_of
from scrutiny.engine.models.mixins import BinnableQuerySet


class BodyQuerySet(models.QuerySet):
    """Adjectives of bodies; bodies are public."""

    def visible_to(self, user):
        """All of them: which bodies a council has is public."""
        return self

    def live(self):
        """Those that have not ended."""
        return self.filter(ends_on="")

    def scrutinising(self):
        """Those that can commission or conduct a review."""
        return self.filter(kind__in=self.model.SCRUTINY_KINDS)

    def boards(self):
        """Boards: safeguarding, health and wellbeing, improvement."""
        return self.filter(kind="board")

    def of_councils(self, user):
        """Those of the councils in which the user has a post."""
        return self.filter(council__in=access_of(user).councils)

    def served_by(self, user):
        """Those whose scrutiny officer the user is."""
        return self.filter(pk__in=access_of(user).officer_bodies)


class PersonQuerySet(models.QuerySet):
    """Adjectives of people."""

    def visible_to(self, user):
        """People of the councils in which the user is an officer, a monitoring officer or an administrator."""
        access = access_of(user)
        return self.filter(council__in=access.officer_of | access.administrator_of | access.monitoring_of)

    def for_list(self):
        """By family name."""
        return self.order_by("family_name", "name")


class MembershipQuerySet(models.QuerySet):
    """Adjectives of memberships."""

    def visible_to(self, user):
        """All: who serves on a body is public (the reason for leaving is not, and is never shown publicly)."""
        return self

    def current(self):
        """Those who serve now."""
        return self.filter(has_left=False)

    def for_list(self):
        """Chair first, then as ordered."""
        rank = models.Case(
            models.When(role="chair", then=0),
            models.When(role="vice_chair", then=1),
            models.When(role="observer", then=4),
            models.When(role="substitute", then=3),
            default=2,
            output_field=models.IntegerField(),
        )
        return self.select_related("person", "body", "replaced_by__person").order_by("has_left", rank, "order", "pk")


class MeetingQuerySet(models.QuerySet):
    """Adjectives of meetings."""

    def visible_to(self, user):
        """Formal meetings are public; private ones are for the body's officers, members and the monitoring officer."""
        access = access_of(user)
        inside = access.officer_bodies | access.member_bodies | access.co_opted_bodies
        return self.filter(Q(kind="formal") | Q(body__in=inside) | Q(body__council__in=access.monitoring_of))


class ReviewQuerySet(BinnableQuerySet):
    """Adjectives of reviews."""

    def visible_to(self, user):
        """Published ones for everybody; the rest only for those inside."""
        return self.filter(Q(published_at__isnull=False, binned_at__isnull=True) | self.inside_q(user)).distinct()

    def inside(self, user):
        """Those whose working pages the user may read: its officers, members once it is shared, monitoring officers."""
        return self.filter(self.inside_q(user))

    def writable_by(self, user):
        """Those that the user may change."""
        bodies = access_of(user).officer_bodies
        return self.filter(Q(commissioned_by__in=bodies) | Q(conducted_by__in=bodies))

    @staticmethod
    def inside_q(user, prefix=""):
        """The condition of `inside`, for models that hang under a review at `prefix` ("review__")."""
        access = access_of(user)
        members = access.member_bodies | access.co_opted_bodies
        mine = Q(**{f"{prefix}commissioned_by__in": access.officer_bodies}) | Q(
            **{f"{prefix}conducted_by__in": access.officer_bodies}
        )
        shared = Q(**{f"{prefix}shared_at__isnull": False, f"{prefix}binned_at__isnull": True}) & (
            Q(**{f"{prefix}commissioned_by__in": members}) | Q(**{f"{prefix}conducted_by__in": members})
        )
        return mine | shared | Q(**{f"{prefix}council__in": access.monitoring_of})

    def for_list(self):
        """With what a row of the list shows."""
        return self.select_related("commissioned_by", "conducted_by", "council").order_by("-pk")


class UnderReviewQuerySet(BinnableQuerySet):
    """Things that hang under a review (`review`) and are seen by those inside it."""

    review_path = "review__"

    def visible_to(self, user):
        """Those of the reviews whose working pages the user may read."""
        return self.filter(ReviewQuerySet.inside_q(user, self.review_path))


class EvidenceItemQuerySet(UnderReviewQuerySet):
    """Evidence; restricted items have narrower readers than their review."""

    def visible_to(self, user):
        """Open items inside; exempt also for officers, committee members and monitoring officers; the rest by grant.

        Members see exempt papers of their own committee (SI 2012/2089 reg 17); co-opted members, and everybody for
        confidential items, need a grant. The monitoring officer sees all.
        """
        access = access_of(user)
        inside = ReviewQuerySet.inside_q(user, self.review_path)
        trusted = access.officer_bodies | access.member_bodies
        own = Q(review__commissioned_by__in=trusted) | Q(review__conducted_by__in=trusted)
        granted = Q(pk__in=user.evidence_grants.values("item")) if user.is_authenticated else Q(pk__in=[])
        monitoring = Q(review__council__in=access.monitoring_of)
        return self.filter(
            (inside & Q(access="open")) | (inside & own & Q(access="exempt")) | granted | monitoring
        ).distinct()


class PaperQuerySet(BinnableQuerySet):
    """Adjectives of papers."""

    def visible_to(self, user):
        """Those whose working pages the user may read."""
        return self.filter(self.inside_q(user))

    def of_committees(self):
        """Those that belong to a committee and to no review."""
        return self.filter(review__isnull=True, body__isnull=False)

    @staticmethod
    def inside_q(user, prefix=""):
        """Whose working pages the user may read, for models that hang under a paper at `prefix` ("paper__").

        A report's: those inside its review. A committee's own paper: its officers, the monitoring officer, and its
        members once it is shared with them, unless it is in the bin.
        """
        access = access_of(user)
        members = access.member_bodies | access.co_opted_bodies
        own = Q(**{f"{prefix}body__in": access.officer_bodies})
        own |= Q(
            **{f"{prefix}body__in": members, f"{prefix}shared_at__isnull": False, f"{prefix}binned_at__isnull": True}
        )
        own |= Q(**{f"{prefix}body__isnull": False, f"{prefix}council__in": access.monitoring_of})
        inside = ReviewQuerySet.inside_q(user, f"{prefix}review__") | (Q(**{f"{prefix}review__isnull": True}) & own)
        return inside & (Q(**{f"{prefix}exempt_paragraph__isnull": True}) | PaperQuerySet.exempt_q(user, prefix))

    @staticmethod
    def exempt_q(user, prefix=""):
        """Of which papers the user may read what is exempt, where they may read the paper at all.

        Its committee's officers and members but not those co-opted, and the monitoring officer (SI 2012/2089, reg 17).
        """
        access = access_of(user)
        trusted = access.officer_bodies | access.member_bodies
        return (
            Q(**{f"{prefix}review__commissioned_by__in": trusted})
            | Q(**{f"{prefix}review__conducted_by__in": trusted})
            | Q(**{f"{prefix}review__isnull": True, f"{prefix}body__in": trusted})
            | Q(**{f"{prefix}council__in": access.monitoring_of})
        )


class SectionQuerySet(UnderReviewQuerySet):
    """Adjectives of sections."""

    review_path = "paper__review__"

    def visible_to(self, user):
        """Those of the papers whose working pages the user may read; exempt ones for who may read them."""
        open_or_trusted = Q(exempt_paragraph__isnull=True) | PaperQuerySet.exempt_q(user, "paper__")
        return self.filter(PaperQuerySet.inside_q(user, "paper__") & open_or_trusted)

    def in_order(self):
        """As printed."""
        return self.order_by("order", "pk")

    def printed(self):
        """Those that are in the paper."""
        return self.kept().filter(is_dropped=False)


class AppendixQuerySet(BinnableQuerySet):
    """Adjectives of appendices."""

    def visible_to(self, user):
        """Those of the papers whose working pages the user may read; exempt ones for who may read them."""
        is_open = Q(exempt_paragraph__isnull=True) & (
            Q(printed__isnull=True) | Q(printed__exempt_paragraph__isnull=True)
        )
        inside = PaperQuerySet.inside_q(user, "paper__")
        return self.filter(inside & (is_open | PaperQuerySet.exempt_q(user, "paper__")))

    def in_order(self):
        """As printed."""
        return self.order_by("order", "pk")


class FindingQuerySet(UnderReviewQuerySet):
    """Adjectives of findings."""

    review_path = "section__paper__review__"

    def of_review(self, review):
        """Kept findings of a review in kept sections, in order."""
        return (
            self.kept()
            .filter(section__paper__review=review, section__binned_at__isnull=True)
            .order_by("section__order", "section_id", "order", "pk")
        )


class EditionQuerySet(models.QuerySet):
    """Adjectives of editions; the PDF's bytes are left in the database unless asked for."""

    def visible_to(self, user):
        """Published ones for everybody; the rest for those who read the paper's working pages.

        A committee's members read the final editions of its own papers, whether the paper is shared or not. Those
        with what is exempt are for who may read that; one that is public stays so until it is withdrawn.
        """
        access = access_of(user)
        members = access.member_bodies | access.co_opted_bodies
        inside = PaperQuerySet.inside_q(user, "paper__") | Q(
            is_draft=False, paper__review__isnull=True, paper__body__in=members, paper__binned_at__isnull=True
        )
        plain = Q(is_exempt=False, paper__exempt_paragraph__isnull=True)
        return self.filter(
            Q(published_at__isnull=False, paper__review__binned_at__isnull=True, paper__binned_at__isnull=True)
            | (inside & (plain | PaperQuerySet.exempt_q(user, "paper__")))
        ).distinct()

    def published(self):
        """Those the public may read: a committee's own paper has no review that could be in the bin."""
        return self.filter(
            published_at__isnull=False, paper__review__binned_at__isnull=True, paper__binned_at__isnull=True
        )

    def newest(self):
        """Of each paper's published editions, the last: it has replaced the others."""
        later = self.model.objects.published().filter(
            paper=models.OuterRef("paper"), number__gt=models.OuterRef("number")
        )
        return self.published().filter(~models.Exists(later))

    def for_list(self):
        """Newest first, without their bytes."""
        return self.defer("pdf", "html").select_related("issued_by").order_by("-pk")


class PackQuerySet(models.QuerySet):
    """Adjectives of agenda packs; the PDF's bytes are left in the database unless asked for."""

    def visible_to(self, user):
        """Published ones for everybody; the rest for those who serve the body that meets, drafts for its officers.

        A draft that a pack holds may not have been shared with the members yet. What is exempt is not for those
        co-opted (see PaperQuerySet.exempt_q).
        """
        access = access_of(user)
        return self.filter(
            Q(published_at__isnull=False)
            | Q(meeting__body__in=access.officer_bodies)
            | Q(meeting__body__council__in=access.monitoring_of)
            | Q(meeting__body__in=access.member_bodies, is_draft=False)
            | Q(meeting__body__in=access.co_opted_bodies, is_draft=False, is_exempt=False)
        )

    def for_list(self):
        """Newest first, without their bytes."""
        return self.defer("pdf").select_related("issued_by").order_by("-number")
