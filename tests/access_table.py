"""Who may open what: a row for every address of the site.

A row gives the answer each role gets, by the state that the review is in. Answers are words:
"yes" (the page, or the form's own refusal), "no" (403: seen, but not theirs to do), "hidden" (404), "sign in".
"""

from tests import access_boards, access_life, exempt_things
from tests.access_rows import Row

ROLES = (
    "officer",
    "other_officer",
    "member",
    "co_opted",
    "responsible",
    "administrator",
    "monitoring",
    "stranger",
    "public",
)
STATES = ("draft", "shared", "published", "binned")
INSIDERS = ("officer", "member", "co_opted", "monitoring")


def everybody(role, state):
    return "yes"


def signed_in(role, state):
    return "sign in" if role == "public" else "yes"


def readers(role, state):
    """The working pages of a review: its officer and the monitoring officer always, its members once it is shared."""
    if role == "public":
        return "sign in"
    if role in ("officer", "monitoring"):
        return "yes"
    if role in ("member", "co_opted") and state == "shared":
        return "yes"
    return "hidden"


def writers(role, state):
    """What only the review's officer may do; the others who can see it are told so."""
    seen = readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def history_readers(role, state):
    """History and bin: the officer and the monitoring officer, not the members."""
    seen = readers(role, state)
    return "no" if seen == "yes" and role in ("member", "co_opted") else seen


def in_the_open(who):
    """The working pages at a published review's own address: it is seen by all, so outsiders get a no."""

    def said(role, state):
        answer = who(role, state)
        return "no" if answer == "hidden" and state == "published" else answer

    return said


def review_page(role, state):
    """A review's own address: everybody once it is published, else those inside; others see nothing there."""
    if state == "published" or (role in ("officer", "monitoring")):
        return "yes"
    if role in ("member", "co_opted") and state == "shared":
        return "yes"
    return "hidden"


def exempt_readers(role, state):
    """Exempt evidence: officers, committee members once shared, the monitoring officer; co-opted members by grant."""
    return "hidden" if role == "co_opted" else readers(role, state)


def exempt_writers(role, state):
    seen = exempt_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def confidential_readers(role, state):
    """Confidential evidence: by grant only, and the monitoring officer; even the officer needs one."""
    if role == "public":
        return "sign in"
    return "yes" if role == "monitoring" else "hidden"


def granters(role, state):
    """Letting somebody read a restricted item: the officer and the monitoring officer."""
    seen = exempt_readers(role, state)
    return "no" if seen == "yes" and role not in ("officer", "monitoring") else seen


def council_staff(role, state):
    """Bodies and memberships: officers and administrators of the council; the pages are public, so others see a no."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "other_officer", "administrator") else "no"


def body_officers(role, state):
    """A body's meetings: its own officer."""
    if role == "public":
        return "sign in"
    return "yes" if role == "officer" else "no"


def people_readers(role, state):
    """People: officers, administrators and the monitoring officer of the council."""
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "other_officer", "administrator", "monitoring") else "hidden"


def people_writers(role, state):
    seen = people_readers(role, state)
    return "no" if role == "monitoring" else seen


def glossary_readers(role, state):
    """A council's glossary: everybody with a post in it."""
    if role == "public":
        return "sign in"
    return "hidden" if role == "stranger" else "yes"


def glossary_writers(role, state):
    seen = glossary_readers(role, state)
    return seen if seen != "yes" or role in ("officer", "other_officer", "administrator") else "no"


def administrators(role, state):
    if role == "public":
        return "sign in"
    return {"administrator": "yes", "monitoring": "no"}.get(role, "hidden")


def user_changers(role, state):
    """A user's own page: administrators; nobody else sees who has an account."""
    said = administrators(role, state)
    return "hidden" if said == "no" else said


def withdrawers(role, state):
    """Withdrawing: the officer, once the review is agreed; before that recommendations go to the bin."""
    said = writers(role, state)
    return "no" if said == "yes" and state != "published" else said


def audit_readers(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role in ("administrator", "monitoring") else "hidden"


def council_writers(role, state):
    """A council's settings: its page is public, so others see a no."""
    if role == "public":
        return "sign in"
    return "yes" if role == "administrator" else "no"


def any_officer(role, state):
    if role == "public":
        return "sign in"
    return "yes" if role in ("officer", "other_officer") else "no"


def issued_draft(role, state):
    """An edition that is not published: those inside. The address is public, so nobody is asked to sign in."""
    seen = readers(role, state)
    return "hidden" if seen == "sign in" else seen


BOTH = "GET POST"
TABLE = (
    {
        "engine:sign-in": Row("", everybody, BOTH),
        "engine:sign-out": Row("", everybody, BOTH),
        "engine:password-change": Row("", signed_in, BOTH),
        "engine:draft-list": Row("", signed_in),
        "engine:draft-save": Row("", signed_in, "POST", fields=(("key", "finding:1:text"), ("text", "words"))),
        "engine:draft-discard": Row("", signed_in, "POST"),
        "engine:text-preview": Row("", signed_in, "POST"),
        "scrutiny:home": Row("", everybody),
        "scrutiny:accessibility": Row("", everybody),
        "scrutiny:council-style": Row("", everybody),
        "scrutiny:council-show": Row("council", everybody),
        "scrutiny:council-edit": Row("council", council_writers, BOTH),
        "scrutiny:body-list": Row("", everybody),
        "scrutiny:body-show": Row("committee", everybody),
        "scrutiny:body-add": Row("", council_staff, BOTH),
        "scrutiny:body-edit": Row("committee", council_staff, BOTH),
        "scrutiny:body-rename": Row("committee", council_staff, BOTH),
        "scrutiny:body-end": Row("committee", council_staff, BOTH),
        "scrutiny:member-add": Row("committee", council_staff, BOTH),
        "scrutiny:member-edit": Row("membership", council_staff, BOTH),
        "scrutiny:member-end": Row("membership", council_staff, BOTH),
        "scrutiny:member-remove": Row("membership", council_staff, BOTH),
        "scrutiny:meeting-add": Row("committee", body_officers, BOTH),
        "scrutiny:meeting-show": Row("meeting", everybody),
        "scrutiny:meeting-edit": Row("meeting", body_officers, BOTH),
        "scrutiny:meeting-attendance": Row("meeting", body_officers, BOTH),
        "scrutiny:person-list": Row("", people_readers),
        "scrutiny:person-show": Row("person", people_readers),
        "scrutiny:person-add": Row("", people_writers, BOTH),
        "scrutiny:person-edit": Row("person", people_writers, BOTH),
        "scrutiny:glossary-list": Row("", glossary_readers),
        "scrutiny:glossary-add": Row("", glossary_writers, BOTH),
        "scrutiny:glossary-paste": Row("", glossary_writers, BOTH),
        "scrutiny:glossary-edit": Row("term", glossary_writers, BOTH),
        "scrutiny:glossary-remove": Row("term", glossary_writers, BOTH),
        "scrutiny:administration": Row("", audit_readers),
        "scrutiny:audit-list": Row("", audit_readers),
        "scrutiny:user-add": Row("", administrators, BOTH),
        "scrutiny:user-edit": Row("user", user_changers, BOTH),
        "scrutiny:role-add": Row("", administrators, BOTH),
        "scrutiny:role-remove": Row("role", administrators, BOTH),
        "boards:board-list": Row("", everybody),
        "boards:board-show": Row("board", everybody),
        "scrutiny:review-list": Row("", everybody),
        "scrutiny:review-add": Row("", any_officer, BOTH),
        "scrutiny:review-show": Row("review", review_page),
        "scrutiny:review-edit": Row("review", in_the_open(writers), BOTH),
        "scrutiny:review-status": Row("review", in_the_open(writers), BOTH),
        "scrutiny:review-share": Row("review", in_the_open(writers), BOTH),
        "scrutiny:review-agree": Row("review", in_the_open(writers), BOTH),
        "scrutiny:review-readiness": Row("review", in_the_open(readers)),
        "scrutiny:scope-edit": Row("review", in_the_open(readers), BOTH, posts=in_the_open(writers)),
        "scrutiny:review-members": Row("review", in_the_open(readers)),
        "scrutiny:witness-list": Row("review", in_the_open(readers)),
        "scrutiny:witness-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:witness-paste": Row("review", in_the_open(writers), BOTH),
        "scrutiny:witness-edit": Row("witness", writers, BOTH),
        "scrutiny:witness-move": Row("witness", writers, "POST"),
        "scrutiny:witness-erase": Row("witness", writers, BOTH),
        "scrutiny:session-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:session-edit": Row("session", writers, BOTH),
        "scrutiny:evidence-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:evidence-show": Row("evidence", readers),
        "scrutiny:evidence-show exempt": Row("exempt", exempt_readers),
        "scrutiny:evidence-show confidential": Row("confidential", confidential_readers),
        "scrutiny:evidence-edit": Row("evidence", writers, BOTH),
        "scrutiny:evidence-edit exempt": Row("exempt", exempt_writers, BOTH),
        "scrutiny:evidence-file": Row("evidence", readers),
        "scrutiny:evidence-file exempt": Row("exempt", exempt_readers),
        "scrutiny:evidence-file confidential": Row("confidential", confidential_readers),
        "scrutiny:evidence-grant": Row("exempt", granters, BOTH),
        "scrutiny:review-history": Row("review", in_the_open(history_readers)),
        "scrutiny:text-history": Row("finding text", history_readers),
        "scrutiny:text-restore": Row("finding text", writers, "POST"),
        "scrutiny:bin": Row("review", in_the_open(history_readers)),
        "scrutiny:thing-bin": Row("finding kind", writers, BOTH),
        "scrutiny:thing-restore": Row("finding kind", writers, "POST"),
        "scrutiny:paper-show": Row("review", in_the_open(readers)),
        "scrutiny:paper-make": Row("review", in_the_open(writers), "POST"),
        "scrutiny:paper-implications": Row("review", in_the_open(writers), BOTH),
        "scrutiny:paper-edit": Row("review", in_the_open(writers), BOTH),
        "scrutiny:paper-preview": Row("review", in_the_open(readers)),
        "scrutiny:paper-pdf": Row("review", in_the_open(readers)),
        "scrutiny:section-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:section-edit": Row("section", writers, BOTH),
        "scrutiny:section-move": Row("section", writers, "POST"),
        "scrutiny:section-drop": Row("section", writers, "POST"),
        "scrutiny:section-bin": Row("section", writers, "POST"),
        "scrutiny:edition-issue": Row("review", in_the_open(writers), BOTH),
        "scrutiny:edition-show": Row("edition", issued_draft),
        "scrutiny:edition-pdf": Row("edition", issued_draft),
        "scrutiny:edition-publish": Row("edition", writers, BOTH),
        "scrutiny:edition-withdraw-publication": Row("edition", writers, BOTH),
        "recommendations:finding-table": Row("review", in_the_open(readers)),
        "recommendations:earlier-list": Row("review", in_the_open(readers)),
        "recommendations:recommendation-restate": Row("review", in_the_open(writers), "POST"),
        "recommendations:finding-order": Row("review", in_the_open(writers), "POST"),
        "recommendations:finding-add": Row("section", writers, "POST"),
        "recommendations:finding-paste": Row("section", writers, BOTH),
        "recommendations:finding-edit": Row("finding", writers, BOTH),
        "recommendations:finding-split": Row("finding", writers, BOTH),
        "recommendations:finding-place": Row("finding", writers, BOTH),
        "recommendations:numbering-edit": Row("review", in_the_open(writers), BOTH),
        "recommendations:recommendation-add": Row("review", in_the_open(writers), "POST"),
        "recommendations:recommendation-show": Row("recommendation", readers),
        "recommendations:recommendation-edit": Row("recommendation", writers, BOTH),
        "recommendations:recommendation-links": Row("recommendation", writers, BOTH),
        "recommendations:recommendation-place": Row("recommendation", writers, BOTH),
        "recommendations:recommendation-relations": Row("recommendation", writers, BOTH),
        "recommendations:recommendation-withdraw": Row("recommendation", withdrawers, BOTH),
        "recommendations:recommendation-reinstate": Row("recommendation", withdrawers, "POST"),
    }
    | access_life.ROWS
    | access_boards.ROWS
    | exempt_things.rows(
        readers,
        writers,
        access_life.paper_readers,
        access_life.paper_writers,
        access_life.final_edition_readers,
        in_the_open,
    )
)
