"""Who can sign in to the demonstration, and with which password."""

from django.contrib.auth.hashers import check_password

from scrutiny.engine.models import User
from scrutiny.models import Council

from . import content

PASSWORD = "scrutiny-demo"


def rows():
    """(sign-in name, password, what they are) for each user of the demonstration; [] where it is not loaded.

    Somebody whose password has been changed since is left out.
    """
    if not Council.objects.filter(name=content.county_name()).exists():
        return []
    said = {row["username"]: row["says"] for row in content.read("people")["sign_ins"]}
    stored = dict(User.objects.filter(username__in=said, is_active=True).values_list("username", "password"))
    # Checking takes a noticeable time, and nearly always there is one stored password for all.
    right = {password for password in set(stored.values()) if check_password(PASSWORD, password)}
    return [(name, PASSWORD, what) for name, what in said.items() if stored.get(name) in right]
