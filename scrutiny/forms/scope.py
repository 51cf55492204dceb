"""The form of a review's scope."""

from scrutiny.engine.forms import GovForm, MarkdownField, PlainCharField, VersionMixin

from .texts import ListTextField

_PEOPLE = "One a line, with the name first: “Jane Hill, Head of Service”. Compared with who was really {}."


class ScopeForm(VersionMixin, GovForm):
    """What a review sets out to do."""

    say_optional = False

    objective = MarkdownField(label="Objective", required=False, rows=3)
    outcome = MarkdownField(label="Outcome", required=False, rows=3, help_text="")
    constraints = MarkdownField(label="Constraints", required=False, rows=3, help_text="")
    evidence_wanted = ListTextField(label="Evidence wanted", required=False)
    planned_witnesses = ListTextField(label="Planned witnesses", required=False, help_text=_PEOPLE.format("heard"))
    method = MarkdownField(label="Method", required=False, rows=3, help_text="")
    dates = PlainCharField(label="Date or dates", required=False, max_length=200)
    planned_members = ListTextField(label="Planned membership", required=False, help_text=_PEOPLE.format("a member"))
    support = ListTextField(label="Support", required=False, rows=3, help_text="Officers who help, one a line.")
    priorities = ListTextField(label="Council priorities", required=False, rows=3)
    principles = ListTextField(label="Scrutiny principles", required=False, rows=3)
