"""Loading the papers that belong to a committee and to no review, from lives/papers.toml."""

from scrutiny.actions import committee_papers, editions, papers
from scrutiny.models import Paper, Section

from . import content
from .timeline import moment


class Papers:
    """Notes each paper in a Timeline, on the day on which it was made or issued."""

    def __init__(self, doings, timeline):
        """Takes the doings.Doings, for bodies, meetings and plans, and the timeline.Timeline."""
        self.doings, self.timeline = doings, timeline
        self.directory = doings.loader.directory

    def note(self):
        """Every paper."""
        for row in content.read("lives/papers")["papers"]:
            self.timeline.add(row["on"], "paper", self._paper, row)

    def _paper(self, row, *, on):
        by, body = self.doings.by, self.directory.bodies[row["body"]]
        meeting = self.directory.meeting(f"{row['body']}, {row['meeting'].isoformat()}")
        about = {"plan": self.doings.plans[row["plan"]]} if "plan" in row else {}
        fields = {name: row[name] for name in ("title", "item_number", "author") if name in row}
        paper = committee_papers.make_paper(body, row["template"], meeting=meeting, about=about, by=by, **fields)
        for heading, text in row.get("texts", {}).items():
            section = Section.objects.get(paper=paper, heading=heading)
            papers.save_section(section, section.version, by=by, text=text)
        if row.get("is_shared"):
            committee_papers.share(paper, by=by, at=moment(on, 12))
        if "published" in row:
            committee_papers.make_final(paper, by=by, at=moment(on, 14))
            edition = editions.issue(Paper.objects.get(pk=paper.pk), as_at=on, by=by, at=moment(on, 14, 30))
            editions.publish(edition, by=by, at=moment(row["published"], 9))
