"""What makes a body a board: its legal basis, its partners and what they pay, and how it stands among other bodies."""

from django.db import models
from django.db.models import F, Q

from boards.querysets import OfBoardQuerySet
from scrutiny.engine.models.mixins import Versioned
from scrutiny.models.fields import not_before, partial_date


class Board(Versioned):
    """What is particular to a body that is a board; the body holds its name, chair, groups and meetings."""

    body = models.OneToOneField("scrutiny.Body", on_delete=models.CASCADE, related_name="board")
    legal_basis = models.CharField("legal basis", max_length=250, blank=True, default="")
    statutory_guidance = models.CharField("guidance it follows", max_length=250, blank=True, default="")
    role = models.TextField("what it is for", blank=True, default="")
    website = models.URLField("website", max_length=300, blank=True, default="")
    reports_a_year = models.PositiveSmallIntegerField("times a year it reports to scrutiny", null=True, blank=True)

    def __str__(self):
        return str(self.body)

    @property
    def audit_owner(self):
        """Part of the body's history."""
        return self.body


class Partner(models.Model):
    """That an organisation is a partner of a board, from when to when."""

    board = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="partners")
    body = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="partner_of")
    order = models.PositiveIntegerField(default=0)
    is_statutory = models.BooleanField("statutory partner", default=True)
    joined = partial_date("joined")
    left = partial_date("left")

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "body"],
                condition=Q(left=""),
                name="partner_once_at_a_time",
                violation_error_message="This organisation is a partner of the board already.",
            ),
            models.CheckConstraint(condition=~Q(board=F("body")), name="board_not_its_own_partner"),
            not_before("joined", "left", "partner_left_after_joined"),
        ]

    def __str__(self):
        return str(self.body)

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board


class Contribution(Versioned):
    """What a partner gives to the board's pooled budget in one financial year: pounds, or something in kind."""

    class Kind(models.TextChoices):
        POUNDS = "pounds", "Pounds"
        IN_KIND = "in_kind", "In kind"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contributions")
    year = models.CharField("financial year", max_length=7)  # "2013/14", April to March
    kind = models.CharField("kind", max_length=10, choices=Kind, default=Kind.POUNDS)
    pounds = models.DecimalField("pounds", max_digits=12, decimal_places=2, null=True, blank=True)
    in_kind = models.CharField("what is given in kind", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["year", "partner__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "year"],
                condition=Q(kind="pounds"),
                name="pounds_once_a_year",
                violation_error_message="This partner's pounds for the year are entered already.",
            ),
            models.CheckConstraint(
                condition=Q(kind="pounds", pounds__gte=0, in_kind="")
                | (Q(kind="in_kind", pounds=None) & ~Q(in_kind="")),
                name="contribution_is_pounds_or_in_kind",
            ),
        ]

    def __str__(self):
        return f"{self.partner}, {self.year}: {self.pounds if self.kind == self.Kind.POUNDS else self.in_kind}"

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.partner.board


class GovernanceLink(models.Model):
    """How one body stands to another beyond belonging under it; belonging is scrutiny.BodyParent."""

    class Kind(models.TextChoices):
        REPORTS_TO = "reports_to", "reports to"
        ADVISES = "advises", "advises"
        MEMBER_OF = "member_of", "is a member of"

    body = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="governance_links")
    kind = models.CharField("how", max_length=20, choices=Kind)
    to = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="governance_links_to")
    note = models.CharField("note", max_length=200, blank=True, default="")

    class Meta:
        ordering = ["body__name", "kind", "to__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "to"],
                name="governance_link_once",
                violation_error_message="This is recorded already.",
            ),
            models.CheckConstraint(condition=~Q(body=F("to")), name="governance_link_between_two"),
        ]

    def __str__(self):
        return f"{self.body} {self.get_kind_display()} {self.to}"

    @property
    def audit_owner(self):
        """Part of the history of the body that reports, advises or sits."""
        return self.body


class Appearance(models.Model):
    """That a board came before a committee's meeting: who presented, on which paper, what came of it."""

    board = models.ForeignKey("scrutiny.Body", on_delete=models.CASCADE, related_name="appearances")
    meeting = models.ForeignKey("scrutiny.Meeting", on_delete=models.PROTECT, related_name="appearances")
    presented_by = models.CharField("who presented", max_length=200, blank=True, default="")
    paper = models.ForeignKey(
        "scrutiny.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="appearances"
    )
    note = models.TextField("what was said and asked", blank=True, default="")

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "meeting"],
                name="one_appearance_a_meeting",
                violation_error_message="This board's appearance at the meeting is recorded already.",
            )
        ]

    def __str__(self):
        return f"{self.board} before {self.meeting}"

    @property
    def audit_owner(self):
        """Part of the board's history."""
        return self.board


class BoardPaper(models.Model):
    """Which board, year and business plan a paper is about, for the blocks that need to know."""

    paper = models.OneToOneField("scrutiny.Paper", on_delete=models.CASCADE, related_name="board_subject")
    board = models.ForeignKey("scrutiny.Body", on_delete=models.PROTECT, related_name="papers_about")
    year = models.CharField("year reported on", max_length=7, blank=True, default="")  # "2012/13"
    business_plan = models.ForeignKey(
        "boards.BusinessPlan", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )

    def __str__(self):
        return f"{self.paper} is about {self.board}"
