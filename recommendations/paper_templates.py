"""The kinds of paper that a committee makes of its recommendations; see scrutiny.registry.PaperTemplate."""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from recommendations.models import Consultation, PaperSubject, Plan, Recommendation, ResponseRequest
from recommendations.remit import under
from scrutiny import registry
from scrutiny.engine.forms import DateField
from scrutiny.forms.choosing import RowField
from scrutiny.models import Review

OFFERED = 500  # recommendations in a list to choose from: newer ones first
SUBJECTS = ("plan", "recommendation", "review", "since", "consultation")


def plan_field(user, body):
    """The action plans that the committee watches."""
    plans = Plan.objects.visible_to(user).filter(body=body).standing().order_by("title", "pk")
    field = RowField(label="Which action plan?")
    field.offer(list(plans), str, "Choose an action plan")
    return {"plan": field}


def recommendation_field(user, body):
    """The recommendations of the committee that were sent, newest review first."""
    sent = ResponseRequest.objects.filter(recommendation=OuterRef("pk"))
    found = (
        Recommendation.objects.followed_by(user)
        .filter(_of(body, "review__"), Exists(sent))
        .select_related("review")
        .order_by("-review_id", "order", "pk")
    )
    field = RowField(label="Which recommendation?")
    field.offer(list(found[:OFFERED]), _recommendation_label, "Choose a recommendation")
    return {"recommendation": field}


def _recommendation_label(one):
    return f"{one} ({one.review.title})"


def review_field(user, body):
    """The agreed reviews of the committee."""
    found = Review.objects.kept().inside(user).filter(_of(body), agreed_at__isnull=False).order_by("-pk")
    field = RowField(label="Which review?")
    field.offer(list(found.distinct()), str, "Choose a review")
    return {"review": field}


def _of(body, path=""):
    """The condition that a review is the committee's, or that of a body under it or that it carries on."""
    bodies = under(body)
    return Q(**{f"{path}commissioned_by__in": bodies}) | Q(**{f"{path}conducted_by__in": bodies})


def since_field(user, body):
    """The day from which changes are told."""
    hint = "Leave it blank for the committee’s last formal meeting before."
    return {"since": DateField(label="What has changed since", required=False, help_text=hint)}


def consultation_field(user, body):
    """The consultations of the committee, newest first; none for an answer to somebody else's."""
    found = Consultation.objects.visible_to(user).filter(body=body)
    field = RowField(label="Which consultation?", required=False)
    field.offer(list(found[:OFFERED]), str, "None: it answers somebody else’s consultation")
    return {"consultation": field}


def bind(paper, values):
    """Keep what a paper is about."""
    PaperSubject.objects.update_or_create(paper=paper, defaults={name: values.get(name) for name in SUBJECTS})


def bound(paper):
    """What a paper is about now, by name."""
    subject = PaperSubject.objects.filter(paper=paper).first()
    return {name: getattr(subject, name) if subject else None for name in SUBJECTS}


def _named_after(name, subject):
    def titled(values):
        about = values.get(subject)
        return f"{name}: {about}" if about else name

    return titled


def _history_title(values):
    one = values.get("recommendation")
    if one is None:
        return "History of one recommendation"
    return f"History of recommendation {one.label or f'“{one}”'}: {one.review.title}"


def any_field(user, body):
    """Whatever a paper of no particular kind may be about, for the sections that need to know."""
    asked = (plan_field, recommendation_field, review_field, since_field, consultation_field)
    fields = {name: field for ask in asked for name, field in ask(user, body).items()}
    for name, label in (("plan", "Action plan"), ("recommendation", "Recommendation"), ("review", "Review")):
        fields[name].required, fields[name].label = False, label
        fields[name].choices = [("", "None"), *fields[name].choices[1:]]
    fields["consultation"].label = "Consultation"
    fields["consultation"].choices = [("", "None"), *fields["consultation"].choices[1:]]
    fields["consultation"].help_text = "Only for the replies to a consultation."
    fields["plan"].help_text = "Only for an exception report."
    fields["recommendation"].help_text = "Only for the history of one recommendation."
    fields["review"].help_text = "Only for a response table."
    return fields


KEEPS = {"bind": bind, "bound": bound}
INTRODUCTION = ("written", "Introduction")
CONTACT = ("contact", "")

for template in (
    registry.PaperTemplate(
        "monitoring",
        "Recommendation monitoring report",
        (INTRODUCTION, ("monitoring_counts", ""), ("monitoring", ""), CONTACT),
        help="Every open recommendation of the committee: response, progress, dates and judgement, with the counts.",
        fields=since_field,
        **KEEPS,
    ),
    registry.PaperTemplate(
        "briefing",
        "Briefing: since you last met",
        (("briefing", ""),),
        help="Two sides for members: what changed, what is overdue, what is to be decided, and what to ask.",
        fields=since_field,
        **KEEPS,
    ),
    registry.PaperTemplate(
        "decisions",
        "Decisions sheet",
        (INTRODUCTION, ("judgement_sheet", ""), ("judgements", "")),
        help="What the committee is asked to decide of each recommendation at a meeting, and what it decided.",
        needs_meeting=True,
    ),
    registry.PaperTemplate(
        "responses",
        "Response table",
        (INTRODUCTION, ("response_table", ""), CONTACT),
        help="What each addressee answered to each recommendation of a review, by when and why.",
        fields=review_field,
        titled=_named_after("Responses", "review"),
        **KEEPS,
    ),
    registry.PaperTemplate(
        "exceptions",
        "Exception report on an action plan",
        (INTRODUCTION, ("exceptions", ""), CONTACT),
        help="How many actions of a plan have each rating, and those that need attention.",
        fields=plan_field,
        titled=_named_after("Exception report", "plan"),
        **KEEPS,
    ),
    registry.PaperTemplate(
        "history",
        "History of one recommendation",
        (("life", ""),),
        help="From the finding to what became of it: responses, actions, updates and judgements in order.",
        fields=recommendation_field,
        titled=_history_title,
        **KEEPS,
    ),
    registry.PaperTemplate(
        "forward_look",
        "Forward look",
        (INTRODUCTION, ("forward_look", ""), CONTACT),
        help="What the committee means to take up at which meeting of the municipal year, and where it came from.",
        titled=lambda values: "Forward look",
    ),
    registry.PaperTemplate(
        "consultation_response",
        "Consultation response",
        (
            INTRODUCTION,
            ("written", "What was asked, by whom and by when"),
            ("written", "Our reply"),
            ("consultation", ""),
            CONTACT,
        ),
        help="The replies to a report that was sent for comment, or the committee’s own reply to somebody else’s "
        "consultation. What stays empty is not printed.",
        fields=consultation_field,
        titled=_named_after("Consultation", "consultation"),
        **KEEPS,
    ),
    replace(registry.paper_templates["blank"], fields=any_field, **KEEPS),
):
    registry.add_paper_template(template)
