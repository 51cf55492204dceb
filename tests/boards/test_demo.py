"""The demonstration: it loads, it is right, and every page about it can be read."""

import json
import re
from collections import Counter, deque
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse

from boards.demo import content, load, sign_ins
from recommendations import readiness as above
from recommendations.models import Recommendation
from scrutiny import readiness
from scrutiny.engine.models import AuditEntry, User
from scrutiny.models import Body, Council, Edition, EvidenceItem, Finding, Membership, Person, Review
from tests.factories import sign_in

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.django_db]

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
# Real councils from whose published papers the domain was learnt, should their folder not be there.
REAL = {"Essex", "Herefordshire", "Hertfordshire", "Three Rivers", "Medway", "Surrey"}
SIGN_INS = ("imogen", "callum", "marian", "rafiq", "yolanda", "joanna", "beatrix", "simon")
OF_EACH = 2  # pages of one address name, for each user


@pytest.fixture
def reviews(demo):
    """The reviews, in the order of the content."""
    return dict(zip(content.REVIEWS, Review.objects.order_by("pk"), strict=True))


def said(command, **options):
    """What a command prints."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def checks(review):
    """The kinds of points that are left to see to, and whether any stops it from being agreed."""
    points = readiness.points(review)
    return {point.check for point in points}, any(point.blocks_agreeing for point in points)


def test_it_is_loaded_only_where_there_is_no_council(demo):
    before = Review.objects.count(), AuditEntry.objects.count()
    assert not load.load()
    assert said("demo_load") == ""
    assert (Review.objects.count(), AuditEntry.objects.count()) == before


def test_there_is_as_much_as_a_council_would_show(demo):
    kinds = set(Body.objects.values_list("kind", flat=True))
    assert kinds == set(Body.Kind.values)
    assert Council.objects.count() == 2
    assert Person.objects.count() >= 20
    assert Body.objects.filter(former_names__isnull=False).exists()
    assert set(Body.objects.exclude(ending="").values_list("ending", flat=True)) == {"completed", "merged", "abolished"}
    assert Body.objects.get(kind="joint_committee").parents.values("council").distinct().count() == 2
    assert set(Membership.objects.values_list("role", flat=True)) == set(Membership.Role.values)
    assert Membership.objects.filter(is_interim=True).exists()
    assert Membership.objects.filter(replaced_by__isnull=False).exists()
    terms = list(Council.objects.first().glossary.values_list("acronym", flat=True))
    assert len(terms) >= 25
    assert len(terms) > len(set(terms))


def test_the_second_stage_is_shaped_like_a_real_review(reviews):
    review = reviews["stage_2"]
    assert review.previous == reviews["stage_1"]
    found = Finding.objects.filter(section__paper__review=review)
    assert found.count() == 24
    assert found.values("section").distinct().count() == 5
    assert set(found.values_list("disposition", flat=True)) == {"", *Finding.Disposition.values}
    recommendations = Recommendation.objects.filter(review=review).in_order()
    assert [one.label for one in recommendations] == [f"({number})" for number in range(1, 11)]
    assert all(one.is_label_fixed and one.addressees.exists() for one in recommendations)
    assert [one.label for one in recommendations if one.is_withdrawn] == ["(8)"]
    assert {one.restates.review for one in recommendations if one.restates} == {reviews["stage_1"]}
    assert [str(need.label) for one in recommendations for need in one.depends_on.all()] == ["(3)"]
    assert "recommendation (3)" in recommendations.get(label="(10)").text
    assert any(one.findings.count() > 1 for one in recommendations)
    assert any(one.limbs.exists() for one in recommendations)
    assert review.witnesses.filter(is_anonymous=False).count() == 8
    assert review.witnesses.filter(is_anonymous=True).count() == 1
    assert EvidenceItem.objects.filter(review=review, access="exempt").exists()


def test_editions_are_numbered_dated_and_corrected(reviews):
    first, second = Edition.objects.filter(paper__review=reviews["stage_2"]).order_by("number")
    assert "85 per cent" in first.html
    assert "58 per cent" not in first.html
    assert "58 per cent of the children" in second.html
    assert "Replaces edition 1 of 24 September 2025" in second.html
    assert first.published_at < second.published_at
    with pikepdf.open(BytesIO(bytes(second.pdf))) as printed:
        assert list(printed.attachments) == ["return-interviews.csv"]
    assert reviews["stage_2"].agreed_at.date().isoformat() == "2025-09-24"
    assert Edition.objects.filter(paper__review=reviews["stage_1"]).count() == 1
    assert not any("Notes of the meeting with front-line staff" in one.html for one in (first, second))


@pytest.mark.parametrize("name", ["stage_1", "stage_2"])
def test_nothing_stands_in_the_way_of_the_finished_reviews(reviews, name):
    kinds, blocked = checks(reviews[name])
    assert not blocked
    assert kinds <= {readiness.PLANNED}, "one planned witness who was not heard, and nothing else"


def test_the_draft_has_everything_that_the_readiness_panel_knows(reviews):
    kinds, blocked = checks(reviews["attendance"])
    assert blocked
    assert kinds == {
        readiness.GAPS,
        readiness.ACRONYMS,
        readiness.COUNTS,
        readiness.DATES,
        readiness.PLANNED,
        above.LEFT_OPEN,
        above.NOBODY,
        above.REFERENCES,
        above.ONE_WAY,
    }
    assert reviews["attendance"].is_shared
    labels = list(Recommendation.objects.filter(review=reviews["attendance"]).values_list("label", flat=True))
    assert sorted(labels) == ["2.1", "2.2", "2.3", "2.4", "2.5"]
    numbered = Finding.objects.filter(section__paper__review=reviews["attendance"]).order_by("order")
    assert [one.label for one in numbered] == [f"4.{number}" for number in range(1, 8)]


def test_the_others_are_at_their_beginnings(reviews):
    assert (reviews["kinship"].status, reviews["discharge"].status) == ("scoping", "evidence")
    assert reviews["discharge"].commissioned_by != reviews["kinship"].commissioned_by


def test_every_printed_password_signs_in(demo):
    printed = said("demo_signins")
    rows = [re.split(r"\s{2,}", line.strip()) for line in printed.splitlines()[3:]]
    assert [row[0] for row in rows] == list(SIGN_INS)
    for username, password, _ in rows:
        client = Client()
        answer = client.post(reverse("engine:sign-in"), {"username": username, "password": password})
        assert answer.status_code == 302, f"{username} cannot sign in"
        assert client.get("/").context["user"].username == username


def test_a_changed_password_is_not_printed(demo):
    user = User.objects.get(username="imogen")
    user.set_password("something else entirely")
    user.save()
    assert "imogen" not in [row[0] for row in sign_ins.rows()]
    assert "callum" in said("demo_signins")


@pytest.mark.parametrize("username", [*SIGN_INS, None])
def test_nobody_is_shown_a_link_that_they_may_not_follow(demo, client, username):
    sign_in(client, username and User.objects.get(username=username))
    seen, waiting, wrong, names = {"/"}, deque([("/", "")]), [], Counter()
    while waiting:
        path, came_from = waiting.popleft()
        answer = client.get(path)
        if answer.status_code not in (200, 302):
            wrong.append(f"{path} from {came_from}: {answer.status_code}")
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in re.findall(r'<a [^>]*href="([^"#]+)', answer.content.decode()):
            there = urlsplit(urljoin(path, unescape(link)))
            address = there._replace(fragment="").geturl()
            # Printing a draft takes seconds each time; that it prints is tested where papers are.
            is_page = not there.netloc and not there.scheme and not there.path.endswith(("draft.pdf", "/sign-out/"))
            if not is_page or address in seen:
                continue
            seen.add(address)
            name = resolve(there.path).view_name
            names[name] += 1
            if names[name] <= OF_EACH:
                waiting.append((address, path))
    assert not wrong, "\n".join(wrong)
    assert len(names) > (100 if username == "imogen" else 15)


def test_nothing_is_named_after_a_real_council():
    names = set(REAL)
    for path in SEEDS.glob("*.json") if SEEDS.exists() else ():
        council = json.loads(path.read_text(encoding="utf-8"))["council"]
        names.add(re.sub(r"\s+((County|District|Borough|City)\s+)?Council$", "", council))
    text = content.everything()
    assert len(text) > 40_000
    assert [name for name in sorted(names) if name.casefold() in text.casefold()] == []
