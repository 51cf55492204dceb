"""The kinds of paper that this floor owns; see scrutiny.registry.PaperTemplate."""

from scrutiny import registry

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
        "blank",
        "Another paper",
        (("written", "Purpose"), ("contact", "")),
        help="Begins with a heading for its purpose; you add the sections.",
    )
)
