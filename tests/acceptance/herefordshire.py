"""The plan of 28 actions that a paper of the seeds counts: its figures are the paper's, its actions are invented.

The paper prints how many actions have each rating and what each rating means, and leaves the plan itself out.
"""

from dataclasses import dataclass

from recommendations.rules.words import Rating

from . import seeds

NAME = "herefordshire"
RECORDED, AS_AT = "2009-01-19", "2009-06-15"
SILENT = ("Ines Calder, Partnership Manager", "Rob Ashdown, Head of Commissioning")  # asked, and did not answer


@dataclass(frozen=True)
class Action:
    """One action as an officer enters it; `due` is a partial date, `owner` a name and post."""

    label: str
    text: str
    owner: str
    due: str
    rating: str
    commentary: str = ""


_SAFE, _DUTY = "Nell Orchard, Head of Safeguarding", "Tam Brierley, Manager of the Duty Team"
_STAFF, _SCHOOLS = "Asha Penrose, Workforce Manager", "Gwen Hollis, Head of Schools"
_ROWS = (
    (_SAFE, "2009-02", "green", "Publish one set of thresholds for referrals, agreed by every agency.", "Published."),
    (_SAFE, "2009-03", "green", "Give the board a business manager with a written role.", "In post since March."),
    (_DUTY, "2009-05", "amber", "See every child within the time set for initial assessments.", "Two months were met."),
    (_STAFF, "2009-05", "amber", "Fill the vacant posts of social workers.", "Three posts are left; an advert is out."),
    (_DUTY, "2009-03", "red", "Clear the assessments that are overdue.", "Seventeen remain after sick leave."),
    (_SCHOOLS, "2009-02", "green", "Name a designated teacher in every school.", "All schools have told us."),
    (_SCHOOLS, "2009-06", "amber", "Train every designated teacher within a year of being named.", "Four are left."),
    (_SAFE, "2009-04", "green", "Bring the sub-groups of the board to five, each with its terms.", "Agreed in April."),
    (SILENT[0], "2009-05", "no_data", "Agree with health how information on parents is shared.", ""),
    (_SAFE, "2009-06", "amber", "Audit twenty case files a month and report what was learned.", "Ten a month so far."),
    (_STAFF, "2009-03", "red", "Give every newly qualified worker a lighter caseload.", "Caseloads have risen since."),
    (_STAFF, "2009-04", "green", "Write an induction for agency staff.", "In use."),
    (
        _DUTY,
        "2009-06",
        "amber_green",
        "Record the reason for every decision on the file.",
        "Done in two teams of three.",
    ),
    (_SAFE, "2009-05", "amber", "Ask families what the conference was like for them.", "The form is written."),
    (_SCHOOLS, "2009-06", "amber", "Tell schools what became of each referral.", "Most are told by telephone."),
    (_DUTY, "2009-05", "amber_red", "Visit children on a plan unannounced.", "The worker who began this is ill."),
    (_SAFE, "2009-03", "green", "Have an independent chair for the board.", "Appointed."),
    (_STAFF, "2009-06", "amber", "Supervise every worker monthly and keep a note of it.", "Nine in ten were."),
    (_SAFE, "2009-04", "red", "Join the action plans of the board into one.", "The plans are still apart."),
    (_SCHOOLS, "2009-04", "green", "Check the vetting of everybody who works in schools.", "Checked."),
    (SILENT[1], "2009-06", "no_data", "Write safeguarding into every contract with a provider.", ""),
    (_DUTY, "2009-06", "amber", "Answer the out-of-hours telephone within five rings.", "Figures come each quarter."),
    (_DUTY, "2009-04", "green", "Put a police officer beside the duty team.", "Since April."),
    (_SAFE, "2009-06", "amber_green", "Share the lessons of each case review at a briefing.", "One of two was held."),
    (_STAFF, "2009-06", "amber", "Ask those who leave why they leave.", "Asked since May; no report yet."),
    (_SAFE, "2009-05", "amber", "Show the board five figures at each meeting.", "Three of five are shown."),
    (_STAFF, "2009-05", "red", "Audit the training of all who work with children.", "Begun late."),
    (_SCHOOLS, "2009-03", "green", "Put a leaflet for parents in every school.", "Sent in March."),
)
ACTIONS = tuple(
    Action(str(number), text, owner, due, rating, commentary)
    for number, (owner, due, rating, text, commentary) in enumerate(_ROWS, start=1)
)


# What stands in for the paper when the project stands alone: the same figures, other words.
_INVENTED = {
    "title": "Safeguarding plan",
    "source": "An external review",
    "total": 28,
    "counts": {"green": 9, "amber_green": 2, "amber": 10, "amber_red": 1, "red": 4, "no_data": 2},
    "meanings": {
        "green": "completed",
        "amber_green": "a part is still to be done",
        "amber": "most of it is done and more is needed",
        "amber_red": "a vacancy has stopped the work",
        "red": "will not be done by its date",
        "no_data": "despite reminders, the lead officer sent nothing",
    },
}


def plan():
    """The plan as the paper tells of it: a dict with title, source, total, counts and meanings by rating."""
    return seeds.raw(NAME)["action_plan"] if (seeds.SEEDS / f"{NAME}.json").exists() else _INVENTED


def table():
    """The actions as an officer pastes them: number, action, owner and date, cells apart by tabs."""
    return "\n".join("\t".join((one.label, one.text, one.owner, one.due)) for one in ACTIONS)


def counts():
    """How many of the actions have each rating, in the order in which ratings are printed."""
    return {rating.value: sum(one.rating == rating for one in ACTIONS) for rating in Rating}
