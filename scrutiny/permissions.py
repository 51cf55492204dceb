"""Who may do what: one function per verb, each from the bodies and councils a user speaks for."""

from scrutiny.access import access_of


def is_officer_of(user, review):
    """Whether the user is scrutiny officer of the committee that commissioned or conducts the review."""
    bodies = access_of(user).officer_bodies
    return review.commissioned_by_id in bodies or review.conducted_by_id in bodies


def can_read_inside(user, review):
    """Whether the user may read the review's working pages."""
    access = access_of(user)
    members = access.member_bodies | access.co_opted_bodies
    return (
        is_officer_of(user, review)
        or review.council_id in access.monitoring_of
        or (
            review.is_shared
            and review.binned_at is None
            and (review.commissioned_by_id in members or review.conducted_by_id in members)
        )
    )


def can_edit(user, review):
    """Whether the user may change the review and what is under it."""
    return is_officer_of(user, review)


def can_add_review(user):
    """Whether the user may start a review: an officer of any committee."""
    return bool(access_of(user).officer_bodies)


can_agree = can_share = can_issue = can_publish = can_bin = can_edit


def can_read_history(user, review):
    """Whether the user may read who changed what, earlier wordings and the bin: officers, the monitoring officer.

    Not the members: what was taken out before a draft was shared with them was taken out for a reason.
    """
    return can_edit(user, review) or review.council_id in access_of(user).monitoring_of


def can_edit_paper(user, paper):
    """Whether the user may change, issue and publish a paper: the officer of its review, or of the committee."""
    return can_edit(user, paper.review) if paper.review_id else can_bin_paper(user, paper) and not paper.binned_at


def can_bin_paper(user, paper):
    """Whether the user may put a paper without a review in the bin and back: the officer of its committee."""
    return not paper.review_id and paper.body_id in access_of(user).officer_bodies


def can_read_exempt(user, paper):
    """Whether the user may read what is exempt of a paper, where they may read the paper at all.

    Its committee's officers and members but not those co-opted, and the monitoring officer (SI 2012/2089, reg 17).
    """
    if paper.review_id:
        return can_read_exempt_of(user, paper.review)
    access = access_of(user)
    return paper.body_id in access.officer_bodies | access.member_bodies or paper.council_id in access.monitoring_of


def can_read_exempt_of(user, review):
    """Whether the user may read what is exempt under a review, where they may read it at all; see can_read_exempt."""
    access = access_of(user)
    trusted = access.officer_bodies | access.member_bodies
    return bool({review.commissioned_by_id, review.conducted_by_id} & trusted) or (
        review.council_id in access.monitoring_of
    )


def can_read_paper(user, paper):
    """Whether the user may read a paper's working pages."""
    if paper.is_exempt and not can_read_exempt(user, paper):
        return False
    if paper.review_id:
        return can_read_inside(user, paper.review)
    access = access_of(user)
    members = access.member_bodies | access.co_opted_bodies
    return (
        can_bin_paper(user, paper)
        or (paper.body_id is not None and paper.council_id in access.monitoring_of)
        or (paper.shared_at is not None and paper.binned_at is None and paper.body_id in members)
    )


def can_read_paper_history(user, paper):
    """Whether the user may read earlier wordings of a paper: its officer and the monitoring officer."""
    mine = can_edit_paper(user, paper) or can_bin_paper(user, paper)
    return mine or paper.council_id in access_of(user).monitoring_of


def can_grant_evidence(user, item):
    """Whether the user may let somebody read a restricted item: the review's officer or the monitoring officer."""
    return can_edit(user, item.review) or item.review.council_id in access_of(user).monitoring_of


def can_edit_body(user, body):
    """Whether the user may change a body: an officer or administrator of its council."""
    access = access_of(user)
    return body.council_id in access.officer_of | access.administrator_of


def can_add_body(user):
    """Whether the user may add a body somewhere."""
    access = access_of(user)
    return bool(access.officer_of | access.administrator_of)


can_add_person = can_add_body


def can_edit_person(user, person):
    """Whether the user may change a person: an officer or administrator of their council."""
    access = access_of(user)
    return person.council_id in access.officer_of | access.administrator_of


def can_edit_meeting(user, meeting):
    """Whether the user may change a meeting: an officer of the body."""
    return meeting.body_id in access_of(user).officer_bodies


def can_add_meeting(user, body):
    """Whether the user may add a meeting of the body."""
    return body.pk in access_of(user).officer_bodies


def can_edit_glossary(user, council):
    """Whether the user may change a council's glossary."""
    access = access_of(user)
    return council.pk in access.officer_of | access.administrator_of


def can_administer(user, council):
    """Whether the user may change a council's settings, its users and their roles."""
    return council.pk in access_of(user).administrator_of


def can_read_audit(user, council):
    """Whether the user may read a council's audit."""
    access = access_of(user)
    return council.pk in access.administrator_of | access.monitoring_of


def can_read_reasons(user, body):
    """Whether the user may see why somebody left a body."""
    access = access_of(user)
    return body.council_id in access.officer_of | access.monitoring_of


def can_see_people(user, council):
    """Whether the user may open the pages of a council's people."""
    access = access_of(user)
    return council.pk in access.officer_of | access.administrator_of | access.monitoring_of


def can_see_any_people(user):
    """Whether the user may open the pages of people somewhere."""
    access = access_of(user)
    return bool(access.officer_of | access.administrator_of | access.monitoring_of)


def can_see_administration(user):
    """Whether the user may open the administration of some council, if only to read its audit."""
    access = access_of(user)
    return bool(access.administrator_of | access.monitoring_of)


def can_edit_user(user, other):
    """Whether the user may change another's name and password: an administrator wherever the other has a post.

    Somebody who serves two councils is changed only by an administrator of both, who could else act for the other.
    """
    access = access_of(user)
    theirs = set(access_of(other).councils)
    person = getattr(other, "person", None)
    if person is not None:
        theirs.add(person.council_id)
    return bool(access.administrator_of) and theirs <= access.administrator_of


def can_read_meeting_notes(user, meeting):
    """Whether the user may read what was noted of a meeting: the body's officers and members, monitoring officers."""
    access = access_of(user)
    inside = access.officer_bodies | access.member_bodies | access.co_opted_bodies
    return meeting.body_id in inside or meeting.body.council_id in access.monitoring_of


def serves(user, body):
    """Whether the user is the body's officer, one of its members, or the council's monitoring officer."""
    access = access_of(user)
    inside = access.officer_bodies | access.member_bodies | access.co_opted_bodies
    return body.pk in inside or body.council_id in access.monitoring_of


def is_officer_for(user, body):
    """Whether the user is scrutiny officer of the body."""
    return body.pk in access_of(user).officer_bodies


def is_member_of(user, body):
    """Whether the user is a member of the body, co-opted or not."""
    access = access_of(user)
    return body.pk in access.member_bodies | access.co_opted_bodies


def can_read_agenda(user, meeting):
    """Whether the user may read how a meeting's agenda stands: those who serve the body that meets."""
    return serves(user, meeting.body)


def can_edit_agenda(user, meeting):
    """Whether the user may change a meeting's agenda, and issue and publish its packs: the body's officers."""
    return is_officer_for(user, meeting.body)
