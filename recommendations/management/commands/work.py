"""manage.py work: the worker that stands beside the web server."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from recommendations import jobs


class Command(BaseCommand):
    """Do what falls due today, then the queued jobs as they come, until stopped."""

    help = "Sends queued e-mails and does each day's work, until it is stopped."

    def handle(self, *args, **options):
        """Queue the day's work and start."""
        jobs.start()
        call_command("db_worker", interval=2, reload=False, startup_delay=False, verbosity=0)
