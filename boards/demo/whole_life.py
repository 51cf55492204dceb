"""Loading two years of what became of the demonstration's recommendations, plans and questions."""

from datetime import date

from django.utils import timezone

from recommendations.actions import standings

from . import content, forward
from .agendas import Agendas
from .committee_papers import Papers
from .doings import Doings
from .lives import LIVES, Lives
from .rounds import Rounds
from .timeline import Timeline

TODAY = date(2026, 11, 21)  # the last day of which the content tells


def load(loader):
    """Load the lives of what `loader` (a reviews.Loader) has loaded, in the order in which everything happened."""
    if not set(LIVES) <= set(loader.reviews):
        return
    timeline = Timeline()
    doings = Doings(loader, timeline)
    doings.load_owners()
    plans = content.read("lives/plans")
    doings.note_occasions(plans["occasions"])
    doings.note_plans(plans["plans"])
    lives = Lives(loader, doings, timeline)
    for name in LIVES:
        lives.note(name)
    Rounds(doings, timeline).note()
    Papers(doings, timeline).note()
    Agendas(doings, timeline).note()
    timeline.run()
    forward.load(loader)
    standings.turn_day(max(TODAY, timezone.localdate()))
