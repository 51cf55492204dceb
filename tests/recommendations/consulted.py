"""The small cast of the tests about consultations."""

from dataclasses import dataclass
from datetime import date

from recommendations.actions import consultations
from recommendations.rules.consulting import lines_of
from tests import factories

TODAY = date(2026, 3, 2)
DUE = date(2026, 3, 20)
WHO = "Ashford Vale, clerk@ashford.example\nFenmere District Council <post@fenmere.example>\nThe Drainage Board"


@dataclass
class Consulting:
    """A committee with an issued report, its officer, and somebody to ask."""

    council: object
    body: object
    officer: object
    edition: object

    def send(self, who=WHO, **fields):
        """A Consultation about the report, sent on TODAY, due on DUE."""
        fields = {"title": "School transport", "sent_on": TODAY, "due_on": DUE, "edition": self.edition} | fields
        fields.setdefault("on", TODAY)
        return consultations.send(self.body, consultees=lines_of(who), by=self.officer, **fields)


def make_consulting():
    """A Consulting."""
    body = factories.make_body(factories.make_council(), "Children Scrutiny Committee")
    officer = factories.make_officer(body, "Olive Marsh")
    officer.email = "olive@council.example"
    officer.save()
    paper = factories.make_paper(body, "How pupils travel", final=True)
    edition = factories.make_edition(paper, by=officer)
    return Consulting(body.council, body, officer, edition)


def consultee(consultation, name):
    """A consultee by the beginning of the name."""
    found = consultation.consultees.select_related("consultation__body", "consultation__council")
    return found.get(name__startswith=name)
