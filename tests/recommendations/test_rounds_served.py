"""The site as `make run` serves it: the worker beside it sends what a round writes, and ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests import serving
from tests.recommendations.mail_server import MailServer

OPEN_A_ROUND = """
from datetime import timedelta
from django.utils import timezone
from tests import factories, life
plan = life.make_plan()
life.make_action(plan, owner=life.make_owner(plan.council, "Una Owner"))
life.make_round(plan)
"""


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as found:
        return [int(one) for one in found.read().split()]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_beside_the_server_and_stops_with_it(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with MailServer() as mail, serving.own_database(tmp_path) as url:
        mail_url = f"smtp://127.0.0.1:{mail.port}"
        environment = serving.environment(url, PORT=str(port), WEB_PROCESSES="1", EMAIL_URL=mail_url, EMAIL_BACKEND="")
        environment.pop("EMAIL_BACKEND")
        server = subprocess.Popen(
            [sys.executable, "tools/serve.py"], cwd=serving.PROJECT, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            serving._wait_until_it_answers(server, f"http://127.0.0.1:{port}")
            serving.run(url, OPEN_A_ROUND)
            wait_for(lambda: mail.sent)
            time.sleep(3)
            assert [to for to, _ in mail.sent] == ["una.owner@example.org"]
            assert f"http://127.0.0.1:{port}/answer/" in mail.texts()[0][1]
            web, worker = children(server.pid)
            os.kill(worker, signal.SIGKILL)
            wait_for(lambda: len(children(server.pid)) == 2 and worker not in children(server.pid))
            both = children(server.pid)
            assert web in both
            server.terminate()
            assert server.wait(timeout=40) == 0
            wait_for(lambda: not any(runs(pid) for pid in both), 10)
        finally:
            server.kill()
            server.wait()
