"""An invented review report in every part a paper can have, from one page to as many as asked; no real place or person.

`one_page()`, `report(themes)` give `(paper, blocks)` as templates/papers/base.html describes; `html(...)` the document.
"""

import datetime

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

COUNCIL = "Aldermere County Council"
THEMES = (
    "Walking and cycling",
    "Buses and taxis",
    "At the school gate",
    "Working with the police",
    "What the council knows",
    "Children with additional needs",
)
FINDINGS = (
    "Speeds outside nine of the fourteen schools visited were above the limit in the half hour before lessons begin. "
    "The group saw the counts for itself on two mornings in October.",
    "Crossing patrols are funded from three budgets that are set at different times of the year. No officer could say "
    "how many posts were vacant in September.",
    "Pupils told the group that the last bus leaves before most clubs end, and that those who live furthest away had "
    "stopped going to them. Ŵyn and Siân, who take the valley bus, drew the group a map of it.",
    "The joint protocol is well understood by those who wrote it and hardly known to those who have to use it. Head "
    "teachers had met it for the first time when they were invited to give evidence.",
    "Parents praised the walking scheme at two primary schools, where numbers have grown each year since it began.",
    "Records of near misses are kept by schools, by the bus companies and by the police, and are never brought "
    "together. The group could not learn whether the figure of 212 in 2024/25 counts some of them twice.",
)
LONG_FINDING = (
    "<p>The group gave most of its time to the condition of the routes themselves. It walked four of them with pupils, "
    "at the hours when they are used, and asked the officers responsible to come along.</p><ul><li>On the first, the "
    "footway stops for sixty metres beside a road with a limit of fifty miles an hour.</li><li>On the second, the "
    "lamps had been out since the spring, although the fault had been reported four times.</li><li>On the third, the "
    "crossing gave eight seconds to cross two lanes.</li><li>On the fourth there was nothing to remark on, and the "
    "head teacher told the group why: the governors had asked for an audit every second year and had written to the "
    "council after each.</li></ul><p>Officers said that routes are looked at when somebody complains. There is no list "
    "of the routes that pupils use, no order in which they are inspected, and no record of what was found that a "
    "member of the public could read. The group thinks this is where most could be gained for least money. An audit "
    "takes one officer a morning. The four that the group asked for cost less than a single claim settled in 2023, and "
    "each found something that could be put right within the week.</p>"
)
RECOMMENDATIONS = (
    (
        "an audit of every walking route to a school be made once in three years, beginning with those where a "
        "child has been hurt",
        "the Director of Highways",
        "31 March 2027",
    ),
    (
        "one budget be made of the three that pay for crossing patrols, and vacancies be reported each quarter",
        "the Executive Member for Resources",
        "1 September 2026",
    ),
    (
        "the bus companies be invited to say what a later bus on club days would cost",
        "the Passenger Transport Board",
        "",
    ),
    (
        "the joint protocol be cut to two pages and sent to every head teacher with the name of somebody to ring",
        "the Safe Travel Partnership",
        "at the 2027 review",
    ),
    ("the records of near misses be brought together once a year and published", "", "31 December 2026"),
)
DISPOSITIONS = ("Noted.", "Welcomed.", "Added to the forward look for 2026/27.", "Referred to the Audit Committee.")


def paper(**changes):
    """A draft report's head, with `changes`."""
    return {
        "title": "Getting to school safely",
        "subtitle": "Report of the second stage of the review by the Safe Travel Task and Finish Group",
        "council_name": COUNCIL,
        "committee": "Children and Young People Overview and Scrutiny Committee",
        "date_line": "Meeting of 12 March 2026",
        "item_line": "Item 7",
        "status": "final",
        "status_line": "Agreed by the Committee on 12 March 2026",
        "edition_line": "Edition 2, issued 20 March 2026. Replaces edition 1.",
        "accent": "#7a1f4b",
        "language": "en-GB",
        "running_title": "Getting to school safely: second stage",
        "contents": True,
        "as_at": datetime.date(2026, 3, 20),
        "metadata": {"description": "What the review found and asks for.", "keywords": ["scrutiny", "school travel"]},
        **changes,
    }


def block(id, heading, template, data, level=1, number="", **more):
    """One block; what it says is HTML counts as cleaned."""
    path, data = f"papers/blocks/{template}.html" if template else "", _cleaned(data)
    return {"id": id, "level": level, "number": number, "heading": heading, "template": path, "data": data, **more}


def _cleaned(found, name=""):
    """Data in which every text under a name that ends in "html" is printed as it stands."""
    if isinstance(found, dict):
        return {name: _cleaned(one, name) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [_cleaned(one) for one in found]
    return mark_safe(found) if isinstance(found, str) and name.endswith("html") else found


def item(number, label=None, **more):
    """One recommendation."""
    text, addressees, due = RECOMMENDATIONS[number % len(RECOMMENDATIONS)]
    return {
        "label": f"({number + 1})" if label is None else label,
        "html": f"<p>That {text}.</p>",
        "anchor": f"recommendation-{number + 1}",
        "addressees": addressees,
        "due": due,
        **more,
    }


def findings(theme, count=6):
    """The rows of one theme: findings with none, one and several recommendations, and one recommendation alone."""
    rows = []
    for index in range(count):
        finding = {
            "label": "",
            "html": f"<p>{FINDINGS[index % len(FINDINGS)]}</p>",
            "anchor": f"finding-{theme}-{index}",
        }
        row = {"finding": finding, "recommendations": [], "disposition": ""}
        number = theme * 10 + index
        if index % 6 == 0:
            row["recommendations"] = [item(number)]
        elif index % 6 == 2:
            finding["html"] = LONG_FINDING
            row["recommendations"] = [item(number), item(number + 1)]
        elif index % 6 == 4 and theme % 2:
            row["finding"] = None
            row["recommendations"] = [item(number)]
        else:
            row["disposition"] = DISPOSITIONS[index % len(DISPOSITIONS)]
            if index % 6 == 3:
                row["see_also"] = f"See recommendation ({theme * 10 + 3})."
                row["see_also_anchor"] = f"recommendation-{theme * 10 + 3}"
        rows.append(row)
    return rows


BACKGROUND = (
    "<p>In 2024 the Committee asked why the number of children hurt on the way to school had stopped falling. A first "
    "stage looked at what the council spends and reported in January 2025. It found that money was being put where it "
    "had always been put, and recommended that the group look next at <em>what is done with it</em>.</p>"
    "<p>This report is of that second stage. The group visited fourteen schools, walked four routes, heard from "
    "<strong>eleven</strong> people and one class of nine-year-olds, and read what the bus companies and the police "
    'sent. The first report is on <a href="https://www.example.org/scrutiny">the council\'s website</a>.</p>'
    "<blockquote><p>I would let her walk if I knew that somebody had looked at that bend since we moved here.</p>"
    "</blockquote><p>The group's questions were these:</p><ul><li>Does the council know which routes are used?</li>"
    "<li>Who decides what is mended first, and on what grounds?<ul><li>for footways</li><li>for crossings and lamps"
    "</li></ul></li><li>What would it cost to do better, and who would pay?</li></ul>"
)
MEMBERS = [
    {"name": "Councillor Rhian Astley", "role": "Chair", "note": ""},
    {"name": "Councillor Tom Brackenbury", "role": "Vice-chair", "note": "from September 2025"},
    {"name": "Councillor Femi Delacroix", "role": "", "note": "to July 2025"},
    {"name": "Councillor Moira Whin", "role": "", "note": ""},
    {"name": "Mrs Iolo Penhale", "role": "Co-opted member (parent governor)", "note": ""},
]
WITNESSES = [
    {"name": "Chief Inspector Dana Holm", "role": "Roads Policing", "organisation": "Aldermere Police", "gave": ""},
    {"name": "Mr Piers Quayle", "role": "then Head of Highways", "organisation": "the Council", "gave": ""},
    {"name": "Ms Odile Farrant", "role": "Operations Manager", "organisation": "Valley Buses", "gave": ""},
    {"name": "Six crossing patrols", "role": "", "organisation": "", "gave": ""},
    {"name": "Class 5 of a primary school", "role": "", "organisation": "", "gave": ""},
]
CONCLUSIONS = [
    {
        "label": f"4.{index + 1}",
        "html": f"<p>{text}</p>",
        "anchor": f"conclusion-4-{index + 1}",
        "limbs": [
            {"label": "(a)", "html": "<p>audit the routes in the order of the risk they carry;</p>"},
            {"label": "(b)", "html": "<p>publish what was found, and what was done about it, within a month.</p>"},
        ]
        if index == 1
        else [],
        "citation": f"(Recommendation ({index + 1}))",
        "citation_anchor": f"recommendation-{index + 1}" if index in (0, 2) else "",
    }
    for index, text in enumerate(FINDINGS[:4])
]
SCOPE = [
    {
        "heading": "Objective",
        "planned_html": "<p>To learn what would make the journey to school safer.</p>",
        "actual_html": "",
    },
    {
        "heading": "Witnesses",
        "planned_html": "<p>Police, bus companies, two head teachers.</p>",
        "actual_html": "<p>Also six crossing patrols and a class of pupils. One head teacher could not.</p>",
    },
    {
        "heading": "Dates",
        "planned_html": "<p>April to September 2025</p>",
        "actual_html": "<p>May 2025 to February 2026</p>",
    },
    {
        "heading": "Constraints",
        "planned_html": "<p>Home-to-school transport policy is not in scope.</p>",
        "actual_html": "",
    },
]
TERMS = [
    {"term": "CPT", "meanings": ["Community Passenger Transport", "Crossing Patrol Team (before 2021)"]},
    {"term": "PTB", "meanings": ["Passenger Transport Board"]},
    {"term": "STP", "meanings": ["Safe Travel Partnership"]},
    {"term": "TRO", "meanings": ["Traffic regulation order"]},
]
SPENDING = {
    "caption": "What was spent, by year, in thousands of pounds",
    "columns": [{"heading": "Purpose", "width": "wide"}]
    + [{"heading": y, "numeric": True} for y in ("2023/24", "2024/25", "2025/26")],
    "rows": [
        {"cells": [{"html": name}] + [{"html": f"{value:,}", "numeric": True} for value in values]}
        for name, values in (
            ("Footways", (1118, 1240, 987)),
            ("Crossings", (311, 298, 402)),
            ("Patrols", (176, 171, 168)),
        )
    ],
    "total": {"cells": [{"html": "All"}] + [{"html": v, "numeric": True} for v in ("1,605", "1,709", "1,557")]},
    "note": "Figures as at 28 February 2026. The total for 2025/26 is of eleven months.",
}


def one_page(**changes):
    """A paper of one page: a head, two paragraphs and two recommendations."""
    blocks = [
        block("purpose", "Purpose", "prose", {"html": "<p>To ask members to agree the scope of the review below.</p>"}),
        block(
            "asks",
            "Recommendation to members",
            "recommendations",
            {"items": [item(0, "1."), item(3, "2.", addressees="", due="")]},
        ),
        block(
            "contact",
            "Contact",
            "contact",
            {
                "people": [
                    {"name": "Scrutiny Team", "role": "", "email": "scrutiny@example.org", "phone": "01632 960000"}
                ]
            },
        ),
    ]
    changes = {"contents": False, "subtitle": "Scoping paper", "edition_line": "", "status_line": "", **changes}
    return paper(**changes), blocks


def report(themes=3, rows=6, **changes):
    """A whole report: every block once, and `themes` themes of findings of `rows` rows each (3 of 6: ten pages)."""
    blocks = [
        block("background", "Background", "prose", {"html": BACKGROUND}, number="1"),
        block(
            "membership",
            "Members of the group",
            "membership",
            {
                "members": MEMBERS,
                "changes": ["Councillor Delacroix stood down in July 2025 and was followed by Councillor Brackenbury."],
                "support": [{"name": "Ann Hurst", "role": "Scrutiny Officer"}],
            },
            number="2",
        ),
        block(
            "witnesses",
            "Witnesses",
            "witnesses",
            {
                "intro_html": "<p>The group thanks all those who gave their time, and the schools that let it in.</p>",
                "witnesses": WITNESSES,
            },
            number="3",
        ),
        block("conclusions", "Conclusions", "conclusions", {"items": CONCLUSIONS}, number="4"),
        block(
            "findings",
            "Findings and recommendations",
            "prose",
            {"html": "<p>The findings stand on the left and what is asked for beside them on the right.</p>"},
            number="5",
        ),
    ]
    for theme in range(themes):
        blocks.append(
            block(
                f"theme-{theme}",
                THEMES[theme % len(THEMES)],
                "findings",
                {"rows": findings(theme, rows)},
                level=2,
                number=f"5.{theme + 1}",
            )
        )
    blocks += [
        block(
            "recommendations",
            "Recommendations in full",
            "recommendations",
            {
                "intro_html": "<p>The Committee recommends:</p>",
                "items": [
                    item(
                        n,
                        anchor="",
                        citation=f"(4.{n + 1})",
                        citation_anchor=f"conclusion-4-{n + 1}" if n < 4 else "",
                        limbs=[
                            {"label": "", "html": "<p>in writing; and</p>"},
                            {"label": "", "html": "<p>in person to the Committee.</p>"},
                        ]
                        if n == 3
                        else [],
                    )
                    for n in range(5)
                ],
            },
            number="6",
        ),
        block("spending", "What it costs", "table", SPENDING, number="7"),
        block(
            "implications",
            "Implications",
            "facts",
            {
                "rows": [
                    {"heading": "Financial", "html": "<p>None specific. Any cost is for the Executive to weigh.</p>"},
                    {"heading": "Legal", "html": "<p>The Executive must respond within two months.</p>"},
                ]
            },
            number="8",
        ),
        block(
            "papers",
            "Background papers",
            "background_papers",
            {
                "items": [
                    {
                        "title": "Report of the first stage",
                        "where": "January 2025",
                        "href": "https://www.example.org/first-stage",
                    },
                    {"title": "Counts of speeds outside schools", "where": "October 2025", "href": ""},
                ]
            },
            number="9",
        ),
        block(
            "contact",
            "Contact",
            "contact",
            {
                "text": "For more about this report:",
                "people": [
                    {
                        "name": "Ann Hurst",
                        "role": "Scrutiny Officer",
                        "email": "scrutiny@example.org",
                        "phone": "01632 960000",
                    }
                ],
            },
            number="10",
        ),
        block("scope", "Appendix A: scope", "scope", {"rows": SCOPE}, appendix=True),
        block("glossary", "Appendix B: glossary", "glossary", {"terms": TERMS}, appendix=True),
    ]
    return paper(**changes), blocks


def html(paper, blocks):
    """The document that `pdf.render` prints."""
    return render_to_string("papers/base.html", {"paper": paper, "blocks": blocks})
