"""Reviews of given sizes, and what their pages ask of the database."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.actions import labels
from recommendations.models import Addressee, FindingLink, Numbering, Recommendation
from scrutiny.models import Finding
from tests import factories

WORDS = (
    "The service answers most letters within ten working days, and families told us that the answer often "
    "did not say what would happen next or who would do it. Staff were candid about the reasons: two posts "
    "stand empty, and the system in which letters are kept cannot remind anybody."
)
ASKS = (
    "That every answer say what will happen next, who will do it and by when, and that the sub-committee be "
    "shown the share of answers that do so each quarter."
)


def make():
    """A session key and the keys of reviews with 20 and 200 findings, whose officer the session is."""
    body = factories.make_body()
    officer = factories.make_officer(body)
    small, large = (review_with(body, findings, findings // 2) for findings in (20, 200))
    session = SessionStore()
    session["_auth_user_id"] = str(officer.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = officer.get_session_auth_hash()
    session.save()
    return session.session_key, small.pk, large.pk


def review_with(body, findings, recommendations):
    """A draft review with so many findings and recommendations, in themes of twenty findings."""
    review = factories.make_review(body, shared=True)
    paper = review.report
    sections = [factories.section_of(review)]
    while len(sections) < -(-findings // 20):
        sections.append(factories.make_section(paper, "findings", f"Theme {len(sections) + 1}"))
    made = Finding.objects.bulk_create(
        Finding(section=sections[at // 20], order=at % 20 + 1, text=f"{at}. {WORDS}", disposition="noted")
        for at in range(findings)
    )
    asked = Recommendation.objects.bulk_create(
        Recommendation(
            review=review, section=made[at % findings].section, order=at + 1, text=f"{ASKS} ({at})", label=None
        )
        for at in range(recommendations)
    )
    FindingLink.objects.bulk_create(
        FindingLink(recommendation=one, finding=made[at % findings]) for at, one in enumerate(asked)
    )
    Addressee.objects.bulk_create(Addressee(recommendation=one, body=body) for one in asked)
    Numbering.objects.get_or_create(review=review)
    labels.relabel(review)
    return review


def queries():
    """Lines of "page few many": the queries of each page with 10 and with 1,000 recommendations."""
    settings.ALLOWED_HOSTS = ["testserver"]
    body = factories.make_body(factories.make_council("Council whose pages are counted"))
    officer = factories.make_officer(body)
    few, many = review_with(body, 10, 10), review_with(body, 200, 1000)
    client = factories.sign_in(Client(), officer)
    lines = []
    for name in ("recommendations:finding-table", "scrutiny:review-show", "scrutiny:review-readiness",
                 "scrutiny:paper-preview", "scrutiny:paper-show", "scrutiny:review-list"):  # fmt: skip
        counts = []
        for review in (few, many):
            address = reverse(name, args=[] if name.endswith("list") else [review.pk])
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        lines.append(f"{name} {counts[0]} {counts[1]}")
    return "\n".join(lines)
