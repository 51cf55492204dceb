"""Writing occasions: naming one, and giving it its day."""

from django.db import transaction
from django.utils import timezone

from recommendations.actions import standings
from recommendations.models import Action, Occasion, OccasionDate, Recommendation
from recommendations.rules import occasions as rules
from scrutiny.engine import audit
from scrutiny.refused import Refused


@transaction.atomic
def name_occasion(council, name, *, by):
    """The council's Occasion of this name, made when there is none: "At the 2013 scrutiny." is "the 2013 scrutiny"."""
    key = rules.key(name)
    if not key:
        raise Refused("Enter the name of the occasion", "name")
    occasion, is_new = Occasion.objects.get_or_create(
        council=council, key=key, defaults={"name": " ".join(name.split()).strip(" .;:,")[:300]}
    )
    if is_new:
        audit.record(occasion, "added", by=by, after={"name": occasion.name})
    return occasion


@transaction.atomic
def set_date(occasion, held_on, *, meeting=None, by, on=None):
    """Give an occasion its day, or another day; gives the OccasionDate. Whatever waits for it is worked out anew.

    Raises Refused when it has that day already, or the meeting is of another council.
    """
    on = on or timezone.localdate()
    occasion = Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    last = occasion.dates.last()
    if last and (last.held_on, last.meeting_id) == (held_on, getattr(meeting, "pk", None)):
        raise Refused("It has this day already. Enter another", "held_on")
    if meeting is not None and meeting.body.council_id != occasion.council_id:
        raise Refused("This meeting is of another council. Choose one of this council", "meeting")
    given = OccasionDate.objects.create(occasion=occasion, held_on=held_on, meeting=meeting, recorded_on=on)
    after = {"held on": held_on, "meeting": str(meeting or "")}
    audit.record(occasion, "gave a day to", by=by, before={"held on": last.held_on} if last else None, after=after)
    standings.refresh(waiting_for(occasion), on=on)
    return given


def waiting_for(occasion):
    """The keys of the recommendations that fall due on an occasion, or whose actions do."""
    own = Recommendation.objects.filter(review__council=occasion.council_id).exclude(due_event="")
    under = Action.objects.filter(recommendation__review__council=occasion.council_id).exclude(due_event="")
    rows = [*own.values_list("pk", "due_event"), *under.values_list("recommendation_id", "due_event")]
    return sorted({pk for pk, words in rows if rules.key(words) == occasion.key})
