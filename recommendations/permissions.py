"""Who may do what to recommendations."""

from scrutiny.permissions import can_edit


def can_withdraw(user, recommendation):
    """Whether the user may withdraw an agreed recommendation: the review's officer."""
    return can_edit(user, recommendation.review) and not recommendation.review.is_draft


def can_bin(user, recommendation):
    """Whether the user may put a recommendation in the bin: the officer, while its label is not fixed."""
    return can_edit(user, recommendation.review) and not recommendation.is_label_fixed


def can_number(user, review):
    """Whether the user may choose the numbering style: the officer, while the review is a draft."""
    return can_edit(user, review) and review.is_draft
