"""`manage.py standings`: make the tracker's summary anew from what was recorded."""

from django.core.management.base import BaseCommand

from recommendations.actions import standings


class Command(BaseCommand):
    """Makes every standing and every tally anew, and turns them to today. Safe to run at any time."""

    help = "Make the tracker's summary anew from what was recorded, and turn it to today."

    def handle(self, **options):
        """Rebuild, then turn the day."""
        standings.rebuild()
        standings.turn_day()
