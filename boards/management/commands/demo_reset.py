"""Throw everything away and load the demonstration again."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from boards.demo import load

QUESTION = "This throws away everything that was entered. Type the word replace to go on: "


class Command(BaseCommand):
    """Empties the database and loads the demonstration, after asking."""

    help = "Throws away everything in the database and loads the demonstration council again. Asks first."

    def add_arguments(self, parser):
        """Whether to ask."""
        parser.add_argument("--no-input", action="store_true", help="do not ask")

    def handle(self, *, no_input=False, **options):
        """Asks unless told not to; raises CommandError when the answer is not the word."""
        if not no_input and _answer() != "replace":
            raise CommandError("Nothing was changed.")
        load.clear()
        call_command("demo_load", verbosity=options["verbosity"], stdout=self.stdout)


def _answer():
    try:
        return input(QUESTION).strip()
    except EOFError:
        return ""
