"""Who may do what to recommendations."""

from scrutiny.access import access_of
from scrutiny.permissions import can_edit, can_edit_body, is_officer_for, serves


def can_withdraw(user, recommendation):
    """Whether the user may withdraw an agreed recommendation: the review's officer."""
    return can_edit(user, recommendation.review) and not recommendation.review.is_draft


def can_bin(user, recommendation):
    """Whether the user may put a recommendation in the bin: the officer, while its label is not fixed."""
    return can_edit(user, recommendation.review) and not recommendation.is_label_fixed


def can_number(user, review):
    """Whether the user may choose the numbering style: the officer, while the review is a draft."""
    return can_edit(user, review) and review.is_draft


def can_judge(user, meeting):
    """Whether the user may enter what a meeting decided: an officer of its body."""
    return is_officer_for(user, meeting.body)


def can_note(user, recommendation):
    """Whether the user may keep notes of their own on a recommendation: those who serve its committee."""
    review = recommendation.review
    return serves(user, review.commissioned_by) or serves(user, review.conducted_by)


def can_record_responses(user, review):
    """Whether the user may send a review's recommendations and enter what came back: the review's officer."""
    return can_edit(user, review)


def can_write_plan(user, body):
    """Whether the user may change the action plans that a body watches: its officer; of a board the council's."""
    return is_officer_for(user, body) or (body.kind == body.Kind.BOARD and can_edit_body(user, body))


def can_read_plan(user, body):
    """Whether the user may open a body's action plans: those who serve it; of a board all with a post beside it."""
    return serves(user, body) or (body.kind == body.Kind.BOARD and body.council_id in access_of(user).councils)


def can_write_action(user, action):
    """Whether the user may change an action and settle its updates: the officer of its plan or of its review."""
    if action.plan_id and can_write_plan(user, action.plan.body):
        return True
    return bool(action.recommendation_id) and can_edit(user, action.recommendation.review)


def can_read_waiting(user, action):
    """Whether the user may read updates that wait or were sent back: the officer, the monitoring officer."""
    council = action.plan.council_id if action.plan_id else action.recommendation.review.council_id
    return can_write_action(user, action) or council in access_of(user).monitoring_of


def can_read_evidence(user, action):
    """Whether the user may open the files that came with updates: those who serve the body that watches."""
    if action.plan_id and serves(user, action.plan.body):
        return True
    return bool(action.recommendation_id) and can_note(user, action.recommendation)


def can_add_action(user, recommendation):
    """Whether the user may add an action under a recommendation: the officer, once the review is agreed."""
    return can_edit(user, recommendation.review)


def can_keep_owners(user, council):
    """Whether the user may change a council's owners and give occasions their day: any officer of the council."""
    return council.pk in access_of(user).officer_of


def can_see_owners(user, council):
    """Whether the user may read a council's owners: its officers and the monitoring officer."""
    return can_keep_owners(user, council) or council.pk in access_of(user).monitoring_of


def can_ask(user, body):
    """Whether the user may open update rounds and settle what comes back: an officer of the body."""
    return is_officer_for(user, body)


def can_see_rounds(user, body):
    """Whether the user may see a body's update rounds: its officers and the monitoring officer."""
    return can_ask(user, body) or body.council_id in access_of(user).monitoring_of


def can_set_ladder(user, council):
    """Whether the user may set who hears of silence, and when: an officer or administrator of the council."""
    access = access_of(user)
    return council.pk in access.officer_of | access.administrator_of
