"""manage.py day: what falls due today. Run by itself every morning; running it again changes nothing."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from recommendations.actions import consultations, rounds, standings


class Command(BaseCommand):
    """Turn the summary to the day, remind, go up the ladder, and set "no data" for the silent."""

    help = "Does what falls due today: reminders, the ladder, no data for the silent, what has become overdue."

    def add_arguments(self, parser):
        """The day, for those who catch up."""
        parser.add_argument("--on", help="another day than today, such as 2026-03-20")

    def handle(self, *args, on=None, **options):
        """Do it and say how much there was."""
        try:
            day = date.fromisoformat(on) if on else timezone.localdate()
        except ValueError as wrong:
            raise CommandError("--on must be a date such as 2026-03-20") from wrong
        standings.turn_day(day)
        done = rounds.day(day)
        done["letters"] += consultations.day(day)
        if options["verbosity"]:
            letters, owners = (f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in (
                (done["letters"], "letter"), (done["silent"], "owner")))  # fmt: skip
            self.stdout.write(f"{letters} written, {owners} found silent.")
