"""Loading one of the demonstration's reviews: its details, scope, witnesses, evidence, report and editions."""

from django.core.files.base import ContentFile
from django.utils import timezone

from recommendations.actions import recommendations
from scrutiny.actions import editions, evidence, findings, papers, reviews, scope, witnesses
from scrutiny.models import Finding, Paper, Review, Scope, Section

from . import content

_DETAILS = ("title", "stage", "trigger", "started", "evidence_ended", "contact")
_LISTS = ("planned_witnesses", "planned_members", "evidence_wanted", "support", "priorities", "principles")


class Loader:
    """Loads one review after another, so that a later one can name what an earlier one recommended."""

    def __init__(self, directory):
        """Takes the directory.Directory of what has been loaded."""
        self.directory = directory
        self.reviews, self.findings, self.recommendations = {}, {}, {}

    def load(self, name):
        """Load the review of boards/demo/reviews/<name>.toml; gives it."""
        said = content.review(name)
        self.name, self.by, self.later = name, self.directory.users[said["officer"]], []
        self.review = self._start(said)
        self.reviews[name] = self.review
        self._scope(said.get("scope", {}))
        self._evidence(said)
        self._report(said)
        self._decide(said)
        return Review.objects.get(pk=self.review.pk)

    def _start(self, said):
        details = {key: said[key] for key in _DETAILS if key in said}
        review = reviews.create(
            self.directory.councils["county"],
            commissioned_by=self.directory.bodies[said["commissioned_by"]],
            conducted_by=self.directory.bodies[said["conducted_by"]],
            previous=self.reviews.get(said.get("previous")),
            matters_covered=_lines(said.get("matters_covered", ())),
            by=self.by,
            **details,
        )
        if said.get("status", review.status) != review.status:
            reviews.set_status(review, said["status"], by=self.by)
        if "numbering" in said:
            recommendations.set_numbering(review, by=self.by, **said["numbering"])
        return review

    def _scope(self, said):
        if said:
            fields = {key: _lines(value) if key in _LISTS else value for key, value in said.items()}
            row = Scope.objects.get(review=self.review)
            scope.change(row, row.version, by=self.by, **fields)

    def _evidence(self, said):
        heard = {}
        for row in said.get("witnesses", ()):
            fields = dict(row)
            key = fields.pop("key")
            if "person" in fields:
                fields["person"] = self.directory.people[fields["person"]]
                fields["name"] = fields["person"].name
            if "body" in fields:
                fields["body"] = self.directory.bodies[fields["body"]]
            heard[key] = witnesses.add(self.review, by=self.by, **fields)
        held = {}
        for row in said.get("sessions", ()):
            fields = dict(row)
            key, came = fields.pop("key"), fields.pop("witnesses", ())
            if "meeting" in fields:
                meeting = fields["meeting"] = self.directory.meeting(fields["meeting"])
                fields = {"date": meeting.date.isoformat(), "place": meeting.place} | fields
            held[key] = evidence.add_session(self.review, by=self.by, witnesses=[heard[one] for one in came], **fields)
        for row in said.get("evidence", ()):
            fields = dict(row)
            if "session" in fields:
                fields["session"] = held[fields["session"]]
            if "file" in fields:
                name = fields.pop("file")
                data = (content.HERE / "reviews" / name).read_bytes()
                fields["uploaded"] = ContentFile(data, name=name)
            readers = fields.pop("granted", {})
            item = evidence.add(self.review, by=self.by, **fields)
            for username, reason in readers.items():
                evidence.grant(item, self.directory.users[username], reason=reason, by=self.by)

    def _report(self, said):
        """The report's sections, in the order of the content: those it begins with are used where their kind fits."""
        paper = self._paper()
        details = dict(said.get("paper", {}))
        if "meeting" in details:
            details["meeting"] = self.directory.meeting(details["meeting"])
        if details:
            papers.save_paper(paper, paper.version, by=self.by, **details)
        spare = list(Section.objects.filter(paper=paper).in_order())
        made = []
        for row in said.get("sections", ()):
            made.append((self._section(row, spare), row))
        for section in spare:
            papers.bin_section(section, by=self.by)
        for place, (section, _) in enumerate(made):
            papers.move_section(Section.objects.get(pk=section.pk), to=place, by=self.by)
        for section, row in made:
            self._findings(Section.objects.get(pk=section.pk), row)
        # Afterwards, since a recommendation may rest on findings of a later section.
        for section, row in made:
            for one in row.get("recommendations", ()):
                self._recommendation(Section.objects.get(pk=section.pk), None, one)
        for recommendation, keys in self.later:
            before = [link.finding for link in recommendation.finding_links.select_related("finding")]
            rests_on = [self.findings[f"{self.name}:{key}"] for key in keys]
            recommendations.link(recommendation, [*before, *rests_on], by=self.by)

    def _section(self, row, spare):
        kind, heading, text = row["kind"], row.get("heading"), row.get("text", "")
        same = [one for one in spare if one.kind == kind]
        section = next((one for one in same if one.heading == heading), same[0] if same else None)
        if section is None:
            return papers.add_section(self._paper(), kind, heading=heading, text=text, by=self.by)
        spare.remove(section)
        fields = {"text": text, "heading": heading or section.heading}
        if fields != {"text": section.text, "heading": section.heading}:
            section = papers.save_section(section, section.version, by=self.by, **fields)
        return section

    def _findings(self, section, row):
        for one in row.get("findings", ()):
            fields = dict(one)
            asked, key = fields.pop("recommendations", ()), fields.pop("key", "")
            if "disposition_body" in fields:
                fields["disposition_body"] = self.directory.bodies[fields["disposition_body"]]
            finding = findings.add(section, by=self.by, **fields)
            if key:
                self.findings[f"{self.name}:{key}"] = finding
            for each in asked:
                self._recommendation(section, finding, each)

    def _recommendation(self, section, finding, row):
        fields = dict(row)
        key = fields.pop("key", "")
        rests_on = fields.pop("rests_on", ())
        depends_on = [self._named(one) for one in fields.pop("depends_on", ())]
        restates = self._named(fields.pop("restates", None))
        made = recommendations.add(self.review, section, by=self.by, finding=finding, **fields)
        if rests_on:
            self.later.append((made, rests_on))
        if depends_on or restates:
            recommendations.relate(made, by=self.by, depends_on=depends_on, restates=restates)
        if key:
            self.recommendations[f"{self.name}:{key}"] = made

    def _named(self, key):
        """The recommendation of "key", or of another review's "stage_1:key"; None for None."""
        return key and self.recommendations[key if ":" in key else f"{self.name}:{key}"]

    def _decide(self, said):
        """What was decided about it, in the order in which it happened: shared, agreed, issued."""
        if "shared_at" in said:
            reviews.share(self.review, by=self.by, at=_moment(said["shared_at"]))
        agreed = said.get("agreed")
        if agreed:
            meeting = self.directory.meeting(agreed["meeting"])
            endorsed = meeting.date.isoformat()
            at = _moment(agreed["at"])
            reviews.agree(self.review, endorsed=endorsed, endorsed_at=meeting, by=self.by, at=at)
        for row in said.get("editions", ()):
            self._issue(row)

    def _issue(self, row):
        correction = row.get("correction")
        if correction:
            finding = Finding.objects.get(pk=self.findings[f"{self.name}:{correction['finding']}"].pk)
            text = finding.text.replace(correction["was"], correction["is"])
            findings.change(finding, finding.version, by=self.by, text=text)
        fields = {"as_at": row["as_at"], "note": row.get("note", ""), "at": _moment(row["issued_at"])}
        edition = editions.issue(self._paper(), by=self.by, **fields)
        if "published_at" in row:
            editions.publish(edition, by=self.by, at=_moment(row["published_at"]))

    def _paper(self):
        return Paper.objects.get(review=self.review)


def _lines(items):
    """A list as the forms keep it, one item a line; a text as it is."""
    return items if isinstance(items, str) else "\n".join(items)


def _moment(naive):
    """A moment of the content, which is in the council's own time."""
    return timezone.make_aware(naive)
