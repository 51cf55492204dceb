"""What is done in the background: sending letters, and each day's work. Run by `manage.py work`."""

import logging
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

MORNING = time(5, 30)
KEPT_DAYS = 30  # how long it is remembered what became of a job


@task
def send_letter(pk):
    """Send one letter; gives what became of it."""
    from recommendations.actions import letters

    return letters.deliver(pk)


@task
def daily():
    """The work of the day, after the next morning's has been queued, so that what fails is tried again then."""
    keep_going()
    from recommendations.actions import letters

    try:
        call_command("day", verbosity=0)
    except Exception:
        log.exception("The day’s work could not be done")
        raise
    letters.requeue()
    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, failed_min_age_days=KEPT_DAYS, verbosity=0)


def start():
    """Queue the day's work for now; called when the worker starts. Doing it twice on one day changes nothing."""
    daily.enqueue()


def keep_going():
    """Queue the work of the next morning, unless it waits already."""
    now = timezone.localtime()
    waiting = DBTaskResult.objects.filter(task_path=daily.module_path, status="READY", run_after__gt=now)
    # What is to run at once has a run_after in the year 9999.
    if waiting.filter(run_after__year__lt=9000).exists():
        return
    day = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    daily.using(run_after=timezone.make_aware(datetime.combine(day, MORNING))).enqueue()
