"""Handing an e-mail to the mail server, and knowing what became of it."""

import contextlib
import smtplib

from django.core.exceptions import ImproperlyConfigured

from .rules import words

# The mail server answered, and the answer was no.
_ANSWERED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)


class NotSent(Exception):
    """The e-mail surely did not go; `is_final` when trying again would be of no use."""

    def __init__(self, message, is_final=False):
        super().__init__(message)
        self.is_final = is_final


class Unknown(Exception):
    """The connection broke while the mail server had the e-mail: it may have gone or not."""


def send(message, connection):
    """Send an EmailMessage through `connection`, a Django mail backend not yet opened.

    Raises NotSent or Unknown, with plain words.
    """
    try:
        connection.open()
    except ImproperlyConfigured as problem:
        raise NotSent(f"The e-mail settings are not right: {_said(problem)}") from problem
    except Exception as problem:
        raise NotSent(f"The mail server could not be reached: {_said(problem)}") from problem
    try:
        sent = connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as problem:
        code, reason = next(iter(problem.recipients.values()), (0, b""))
        said = _said(f"{code} {_text(reason)}")
        raise NotSent(f"The mail server refused the address: {said}", is_final=500 <= code < 600) from problem
    except _ANSWERED as problem:
        raise NotSent(f"The mail server refused the e-mail: {_said(problem)}") from problem
    except (ValueError, UnicodeError, ImproperlyConfigured) as problem:
        raise NotSent(f"The e-mail could not be made: {_said(problem)}", is_final=True) from problem
    except Exception as problem:
        if getattr(problem, "status_code", None):  # a provider's own address answered
            raise NotSent(f"The mail provider refused the e-mail: {_said(problem)}") from problem
        raise Unknown(f"The connection broke while the e-mail was being sent: {_said(problem)}") from problem
    finally:
        _close(connection)
    if not sent:
        raise NotSent("The mail server took nothing.")


def _close(connection):
    with contextlib.suppress(Exception):  # what was sent is sent; a broken goodbye changes nothing
        connection.close()


def _said(problem):
    """What went wrong in one line."""
    if isinstance(problem, smtplib.SMTPResponseException):
        problem = f"{problem.smtp_code} {_text(problem.smtp_error)}"
    said = " ".join(words.clean(str(problem)).split())[:300]
    return said or type(problem).__name__


def _text(reason):
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
