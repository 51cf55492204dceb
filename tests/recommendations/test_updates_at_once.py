"""Several officers accept the same updates at once: each is settled once, and the others are told so plainly."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from tests import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OFFICERS, UPDATES = 4, 20
TOKEN = "t" * 32
PREPARE = f"""
from django.contrib.sessions.backends.db import SessionStore
from tests import factories, life
body = factories.make_body()
action = life.make_action(life.make_plan(body))
for _ in range({OFFICERS}):
    officer = factories.make_officer(body)
    session = SessionStore()
    session["_auth_user_id"] = str(officer.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = officer.get_session_auth_hash()
    session.save()
    print(session.session_key)
for _ in range({UPDATES}):
    print(life.make_update(action, "green", source="owner", state="waiting", settled_on=None).pk)
"""
COUNT = """
from recommendations.models import ProgressUpdate
from scrutiny.engine.models import AuditEntry
print(ProgressUpdate.objects.filter(state="accepted").count(), AuditEntry.objects.filter(verb="accepted").count())
"""


def settle(address, session, updates):
    """One officer accepts every update; gives the status and whether the page says that it was settled."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answers = []
    for update in updates:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "accept": "1"})
        connection.request("POST", f"/updates/{update}/settle/", body, headers)
        answer = connection.getresponse()
        answers.append((answer.status, "This update was accepted by" in answer.read().decode()))
    return answers


def test_of_officers_who_accept_at_once_one_does_and_the_others_are_told(tmp_path):
    with serving.own_database(tmp_path) as url:
        printed = serving.run(url, PREPARE).split()
        sessions, updates = printed[:OFFICERS], printed[OFFICERS:]
        with serving.served(url, processes=2) as address, ThreadPoolExecutor(OFFICERS) as pool:
            found = list(pool.map(lambda session: settle(address, session, updates), sessions))
        counted = serving.run(url, COUNT).split()
    answers = [answer for officer in found for answer in officer]
    assert answers.count((302, False)) == UPDATES
    assert answers.count((422, True)) == UPDATES * (OFFICERS - 1)
    assert counted == [str(UPDATES)] * 2
