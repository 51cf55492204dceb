"""The kinds of paper that this floor owns; see scrutiny.registry.PaperTemplate."""

from scrutiny import registry
from scrutiny.forms.choosing import RowField
from scrutiny.models import Section
from scrutiny.papers import scoping

REVIEW_REPORT = "review_report"

registry.add_paper_template(
    registry.PaperTemplate(
        REVIEW_REPORT,
        "Review report",
        (
            ("written", "Background"),
            ("membership", ""),
            ("process", ""),
            ("matters_covered", ""),
            ("witnesses", ""),
            ("written", "A proposed way forward"),
            ("findings", "Findings and recommendations"),
            ("written", "Conclusion"),
            ("scope", ""),
            ("glossary", ""),
            ("background_papers", ""),
            ("contact", ""),
        ),
        for_review=True,
        has_contents=True,
    )
)
registry.add_paper_template(
    registry.PaperTemplate(
        "officer_report",
        "Officer report",
        (
            ("wards", ""),
            ("written", "Purpose"),
            ("written", "Background"),
            ("written", "Main considerations"),
            ("implications", ""),
            ("asks", ""),
            ("written", "Next steps"),
            ("data_quality", ""),
            ("background_papers", ""),
            ("contact", ""),
        ),
        help="Tells members of a subject and asks something of them, with its implications.",
        numbering="by_section",
    )
)
registry.add_paper_template(
    registry.PaperTemplate(
        "covering_report",
        "Covering report",
        (
            ("written", "Summary"),
            ("written", "Details"),
            ("written", "Options and reasons for the recommendations"),
            ("written", "Policy and budget"),
            ("implications", ""),
            ("asks", ""),
            ("data_quality", ""),
            ("background_papers", ""),
            ("contact", ""),
        ),
        help="Goes before another report, which stands behind it as an appendix.",
        numbering="by_section",
    )
)

PLANNED = ("Objective", "Outcome", "Constraints", "Evidence and witnesses", "Method and dates", "Membership", "Support")


def _scoped_review(user, body):
    field = RowField(
        label="Of which review?",
        required=False,
        help_text="Its scope is then printed as it stands. Without one you write each heading here.",
    )
    field.offer(scoping.reviews_of(body), str, "None: written here")
    return {"review": field}


def _scoping_sections(about):
    if about.get("review"):
        return (("scoping", ""), ("contact", ""))
    return (*(("written", heading) for heading in PLANNED), ("contact", ""))


def _bind_scope(paper, about):
    """Keep whose scope is shown on the section that shows it."""
    review = about.get("review")
    if "review" in about:
        Section.objects.filter(paper=paper, kind="scoping").update(choice=str(review.pk) if review else "")


def _bound_scope(paper):
    section = Section.objects.kept().filter(paper=paper, kind="scoping").first()
    chosen = {str(one.pk): one for one in scoping.reviews_of(paper.body)} if section else {}
    return {"review": chosen.get(section.choice) if section else None}


registry.add_paper_template(
    registry.PaperTemplate(
        "scoping_document",
        "Scoping document",
        (("scoping", ""), ("contact", "")),
        help="What a review is to do: of a review whose scope is written, or written here before there is one.",
        fields=_scoped_review,
        bind=_bind_scope,
        bound=_bound_scope,
        sections_for=_scoping_sections,
        titled=lambda about: f"Scope: {about['review']}" if about.get("review") else "Scoping document",
    )
)
registry.add_paper_template(
    registry.PaperTemplate(
        "blank",
        "Another paper",
        (("written", "Purpose"), ("contact", "")),
        help="Begins with a heading for its purpose; you add the sections.",
    )
)
