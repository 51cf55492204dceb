"""A real mail server on loopback, small enough to read: it keeps what it is sent, refuses and breaks when told to."""

import socketserver
import threading
from email import message_from_bytes, policy
from unittest.mock import patch

from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult


class MailServer:
    """`with MailServer() as server`: listens on `server.port`; `server.sent` holds pairs of recipient and message.

    `refuse` is {address: answer}, such as {"gone@example.org": "550 No such user"}; `breaks` is "before" (the
    connection ends instead of taking the text) or "after" (the text was taken and the connection ends unanswered).
    """

    def __init__(self, port=0):
        self.port, self.sent, self.refuse, self.breaks = port, [], {}, ""

    def __enter__(self):
        mail = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                mail.talk(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *problem):
        self.server.shutdown()
        self.server.server_close()

    def talk(self, read, write):
        """One conversation."""
        say = lambda line: write.write(line.encode() + b"\r\n")  # noqa: E731
        say("220 loopback")
        to = []
        for raw in read:
            line = raw.decode("utf-8", "replace").strip()
            verb = line[:4].upper()
            if verb in ("EHLO", "HELO"):
                say("250-loopback\r\n250-8BITMIME\r\n250 SMTPUTF8")
            elif verb == "MAIL":
                to = []
                say("250 ok")
            elif verb == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                answer = self.refuse.get(address, "250 ok")
                to += [address] if answer.startswith("250") else []
                say(answer)
            elif verb == "DATA":
                if self.breaks == "before":
                    return
                say("354 go on")
                text = b""
                for part in read:
                    if part == b".\r\n":
                        break
                    text += part[1:] if part.startswith(b"..") else part
                self.sent += [(address, message_from_bytes(text, policy=policy.default)) for address in to]
                if self.breaks == "after":
                    return
                say("250 kept")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    def texts(self):
        """What was sent: pairs of recipient and text."""
        return [(to, message.get_content()) for to, message in self.sent]

    def use(self, settings):
        """Have Django send through this server."""
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", self.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 3


def run_jobs(now=False):
    """Do what is queued with the worker's own code, in this process; with `now`, what waits for later as well."""
    if now:
        waiting = DBTaskResult.objects.filter(status="READY", run_after__year__lt=9000)
        waiting.update(run_after=timezone.now())
    worker = db_worker.Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="tests", excluded_queue_names=[],
    )  # fmt: skip
    # A worker drops its connection between jobs; the test's own holds the transaction that is undone afterwards.
    with patch.object(db_worker, "close_old_connections"):
        worker.run()
    failed = DBTaskResult.objects.failed().first()
    assert failed is None, failed.traceback
