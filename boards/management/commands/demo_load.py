"""Load the demonstration council into an empty installation."""

from django.core.management.base import BaseCommand, CommandError

from boards.demo import load
from scrutiny.engine import pdf


class Command(BaseCommand):
    """Loads the demonstration, and does nothing where there is a council already."""

    help = "Loads an invented council to try things with. Does nothing, and says nothing, where any council exists."

    def handle(self, *, verbosity, **options):
        """Loads it all or not at all; raises CommandError when its reports cannot be printed."""
        if not load.is_wanted():
            return
        if verbosity:
            self.stdout.write("Loading the demonstration council and printing its reports ...")
        try:
            load.load()
        except pdf.Problem as problem:
            raise CommandError(f"The demonstration was not loaded, because {_lower(problem)}") from problem
        finally:
            pdf.stop()


def _lower(problem):
    said = str(problem)
    return said[:1].lower() + said[1:]
