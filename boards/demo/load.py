"""Loading the whole demonstration, and taking everything away for it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from scrutiny.models import Council

from . import boards, content, directory, plans, reviews, whole_life


def is_wanted():
    """Whether there is no council at all."""
    return not Council.objects.exists()


@transaction.atomic
def load():
    """Load the demonstration where there is no council at all; gives whether it was loaded.

    All or nothing. Raises engine.pdf.Problem when its reports cannot be printed.
    """
    if not is_wanted():
        return False
    known = directory.load()
    boards.load(known)
    loader = reviews.Loader(known)
    for name in content.REVIEWS:
        loader.load(name)
    whole_life.load(loader)
    plans.load(known)
    return True


def clear():
    """Throw away everything in the database and every file of the evidence; the tables stay."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "evidence", ignore_errors=True)
