"""Begin a real installation: a council and its first administrator."""

import re

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from scrutiny.actions import councils, users
from scrutiny.engine.models import User
from scrutiny.engine.rules import words
from scrutiny.models import Council, Role

_USERNAME = re.compile(r"[\w.@+-]{1,150}")


class Command(BaseCommand):
    """Makes a council and somebody who administers it, and prints the password with which they sign in first."""

    help = (
        "Makes a council and its first administrator, and prints the administrator's first password, once. "
        'Example: manage.py council_add "Marlshire County Council" --administrator jo.field --full-name "Jo Field"'
    )

    def add_arguments(self, parser):
        """The council's name, its administrator, its nation."""
        parser.add_argument("name", help="the council's full name")
        parser.add_argument("--administrator", required=True, metavar="USERNAME", help="the sign-in name")
        parser.add_argument("--full-name", required=True, help="the administrator's name, as others see it")
        parser.add_argument("--email", default="", help="the administrator's e-mail address")
        parser.add_argument(
            "--nation",
            default=Council.Nation.ENGLAND,
            metavar="NATION",
            help="ENG (unless told), WLS, SCT or NIR: it decides which rules apply",
        )

    def handle(self, *, name, administrator, full_name, email, nation, **options):
        """Checks everything first; raises CommandError in plain words and then changes nothing."""
        name, full_name = _one_line(name, "The name"), _one_line(full_name, "The full name")
        if nation.upper() not in Council.Nation:
            raise CommandError(f"“{nation}” is not a nation. Give one of: {', '.join(Council.Nation.values)}.")
        if not _USERNAME.fullmatch(administrator):
            raise CommandError("The sign-in name may have letters, figures and . @ + - _ only, and no spaces.")
        taken = next((one for one in Council.objects.all() if one.name.casefold() == name.casefold()), None)
        if taken:
            raise CommandError(f"There is already a council called {taken}, so nothing was changed.")
        if User.objects.filter(username__iexact=administrator).exists():
            raise CommandError(
                f"Somebody already signs in as {administrator}, so nothing was changed. Choose another sign-in name."
            )
        with transaction.atomic():
            council = councils.add_council(name=name, nation=nation.upper())
            user, password = users.add_user(username=administrator, full_name=full_name, email=email, by=None)
            users.add_role(user, council=council, kind=Role.Kind.ADMINISTRATOR, body=None, by=None)
        self.stdout.write(f"{council} is ready.\n")
        self.stdout.write(f"  Sign-in name: {user.username}\n  Password:     {password}\n")
        self.stdout.write("The password is shown only this once. Keep it safe until you have signed in.\n")


def _one_line(typed, what, most=200):
    """Typed words on one line; raises CommandError when nothing is left, or too much."""
    if words.control_characters(typed):
        raise CommandError(f"{what} has characters that cannot be kept. Type it again without them.")
    typed = " ".join(words.clean(typed).split())
    if not typed:
        raise CommandError(f"{what} is empty. Type it after the command, in quotation marks.")
    if len(typed) > most:
        raise CommandError(f"{what} must be {most} characters or fewer: it has {len(typed)}.")
    return typed
