"""Loading the agendas of the main committee's meetings, and the pack that came out for one, from lives/agendas.toml."""

from scrutiny.actions import agenda, packs
from scrutiny.models import Paper

from . import content
from .timeline import moment


class Agendas:
    """Notes each agenda in a Timeline, on the day on which it was put together or came out."""

    def __init__(self, doings, timeline):
        """Takes the doings.Doings, for meetings, and the timeline.Timeline."""
        self.doings, self.timeline = doings, timeline

    def note(self):
        """Every agenda."""
        for row in content.read("lives/agendas")["agendas"]:
            self.timeline.add(row["on"], "agenda", self._agenda, row)

    def _agenda(self, row, *, on):
        by = self.doings.by
        meeting = self.doings.loader.directory.meeting(f"{row['body']}, {row['meeting'].isoformat()}")
        for item in row["items"]:
            paper = Paper.objects.kept().get(meeting=meeting, title=item["paper"]) if "paper" in item else None
            agenda.add_item(meeting, title=item.get("title", ""), paper=paper, confirmed=True, by=by)
        if "published" in row:
            pack = packs.issue(meeting, as_at=on, by=by, at=moment(on, 15))
            packs.publish(pack, by=by, at=moment(row["published"], 9))
