"""Many people write at once: no label twice, no gap, nothing lost."""

import http.client
import re
import uuid
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from urllib.parse import urlencode, urlsplit

import pytest

from tests import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS, EACH = 8, 250
PREPARE = """
from tests import factories
from scrutiny.actions import papers
officer_of = factories.make_body()
review = factories.make_review(officer_of)
officer = factories.make_officer(officer_of)
finding = factories.make_finding(review)
section = factories.section_of(review)
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore()
session["_auth_user_id"] = str(officer.pk)
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session["_auth_user_hash"] = officer.get_session_auth_hash()
session.save()
print(session.session_key, review.pk, section.pk, finding.pk)
"""
TOKEN = "t" * 32


class Writer:
    """A browser's part of the work: one connection, a session, a token against forgery."""

    def __init__(self, address, session):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def post(self, path, **fields):
        """The status and the text of the answer."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        self.connection.request("POST", path, body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()


def add_recommendations(address, session, review, section, writer):
    """One process adds its share; gives the statuses of the answers."""
    browser = Writer(address, session)
    path = f"/reviews/{review}/recommendations/add/?section={section}"
    return [
        browser.post(path, text=f"That {writer}.{number} be done.", once=str(uuid.uuid4()))[0] for number in range(EACH)
    ]


def save_finding(address, session, finding, writer):
    """One process saves its wordings over version 1; gives (status, whether its words came back) of each answer."""
    browser = Writer(address, session)
    answers = []
    for number in range(25):
        words = f"Wording {writer}.{number} of the finding"
        status, page = browser.post(f"/findings/{finding}/edit/", text=words, version="1")
        answers.append((status, words in page))
    return answers


@pytest.fixture
def site(tmp_path):
    """A served site of its own with (address, session, review, section, finding)."""
    with serving.own_database(tmp_path) as url:
        session, *numbers = serving.run(url, PREPARE).split()
        with serving.served(url, processes=4) as address:
            yield url, address, session, numbers


def together(work, *arguments):
    """The results of WRITERS processes that do `work` at once."""
    with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, *arguments, writer) for writer in range(WRITERS)]
        return [one for future in futures for one in future.result()]


def test_two_thousand_recommendations_added_by_eight_processes(site):
    url, address, session, (review, section, _) = site
    statuses = together(add_recommendations, address, session, review, section)
    assert set(statuses) == {302}
    labels = serving.run(
        url,
        "from recommendations.models import Recommendation\n"
        f"print(*Recommendation.objects.filter(review={review}).order_by('order').values_list('label', flat=True))",
    ).split()
    assert labels == [f"({number})" for number in range(1, WRITERS * EACH + 1)]


def test_two_hundred_saves_from_the_same_version_lose_nothing(site):
    url, address, session, (_, _, finding) = site
    answers = together(save_finding, address, session, finding)
    assert len(answers) == 200
    saved = [answer for answer in answers if answer[0] == 302]
    refused = [answer for answer in answers if answer[0] == 409]
    assert (len(saved), len(refused)) == (1, 199)
    assert all(shown for _, shown in refused), "a refused save must show its words again"
    kept = serving.run(
        url, f"from scrutiny.models import Finding\nprint(Finding.objects.get(pk={finding}).text)"
    ).strip()
    assert re.fullmatch(r"Wording \d\.\d+ of the finding", kept)
