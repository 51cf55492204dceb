"""The officer's verbs at a committee's own paper: its details, its sections in order, and printing it."""

import re

from . import printed
from .council_paper import (
    ASKS,
    BACKGROUND,
    CONTACT,
    COUNTED,
    GLOSSARY,
    IMPLICATIONS,
    INSPECTIONS,
    MEASURES,
    PARTNERS,
    PLAN,
    QUALITY,
    WARDS,
    in_words,
)
from .officer import Administrator
from .truth import WRITTEN
from .watcher import Watcher

# The sections with which papers begin, by the headings that the officer finds there, and of which kind they are.
BEGUN = {
    **dict.fromkeys(("Purpose", "Background", "Main considerations", "Next steps", "Summary", "Details"), WRITTEN),
    **dict.fromkeys(
        ("Options and reasons for the recommendations", "Policy and budget", "Progress in the year", "Conclusion"),
        WRITTEN,
    ),
    "Wards affected": WARDS,
    "Implications": IMPLICATIONS,
    "Recommendations": ASKS,
    "Data quality": QUALITY,
    "Background papers": BACKGROUND,
    "Contact": CONTACT,
    "Partners": PARTNERS,
    "Performance": MEASURES,
    "Inspections and reviews": INSPECTIONS,
    "Business plan": PLAN,
    "Glossary": GLOSSARY,
}
STYLES = {"1": "1, 2, 3", "A": "A, B, C", "I": "I, II, III"}  # of appendices, by the first of them
PAUSE = 180_000  # a paper with papers behind it takes a while to print on a busy machine


class Setter(Administrator):
    """Who makes the committee and says under which headings the council's papers speak."""

    def sets_headings(self, truth):
        """Make the council's standard headings those of the truth: the usual ones renamed, others added behind."""
        if not truth.headings:
            return
        self.menu("Administration")
        self.press(f"Standard headings of {truth.council}")
        for usual, heading in truth.headings:
            self.press(f"Change {usual}" if usual else "Add a heading")
            self.fill("Heading", heading)
            self.press("Save" if usual else "Add heading")


class PaperWriter(Watcher):
    """The officer of a committee, who writes its paper."""

    def enters(self, truth, path):
        """Enter a whole paper and print it: gives (truth, path of the PDF, what it reads, what its web page reads)."""
        self.committee = truth.committee
        self.begins(truth)
        self.writes_sections(truth)
        self.fills(truth)
        for one in truth.appendices:
            self.adds_appendix(one, truth)
        self.prints(path)
        self.looks()
        return truth, path, printed.of_pdf(path), printed.of_page(self.page)

    def begins(self, truth):
        """Begin the paper of its kind and say what stands on its front page."""
        if truth.meeting:
            self.meets_on(self.committee, truth.meeting)
        for body, day in truth.further:
            self.meets_on(body, day)
        self.room("Papers")
        self.press("New paper")
        self.press(truth.kind)
        self.fill("Title", truth.title)
        if truth.board:
            self.choose("Which board?", truth.board.name)
            self.fill("Year reported on", truth.board.year)
            board = truth.board
            self.choose("Business plan", f"{board.abbreviation}: {board.plan_title} ({board.plan_year})")
        if truth.meeting:
            self.choose("For the meeting of", f"{in_words(truth.meeting)}, formal meeting in public")
        self.presses_for_past("Begin the paper")
        self.paper = self.page.url
        self.press("Paper details")
        if self.page.get_by_role("radio", name=re.compile(f"^{truth.style}")).count():
            self.page.get_by_role("radio", name=re.compile(f"^{truth.style}")).check()
        for label, text in truth.details.items():
            self.fill(label, text)
        if truth.appendices:
            word, first = truth.appendices[0]["label"].split()
            self.fill("Word for an appendix", word)
            self.pick(STYLES[first])
        if truth.says_part:
            self.tick("Say whether it is part I or part II of the agenda")
        if truth.delegated:
            self.pick("Delegated")
        self.press("Save")
        for body, day in truth.further:
            self.goes_also_to(body, in_words(day))

    def meets_on(self, body, day):
        """A formal meeting of a body on a day."""
        self.menu("Bodies")
        self.press(body)
        self.press("Add a meeting")
        self.date("Date", day)
        self.press("Add meeting")

    def writes_sections(self, truth):
        """Make the paper's sections those of the truth, in order."""
        for place, piece in enumerate(truth.pieces):
            self._makes_piece(place, piece)
        for title in self.outline()[len(truth.pieces) :]:
            self.press(f"Bin {title}")

    def _makes_piece(self, place, piece):
        """The piece at a place (from 0): one with which the paper began and that fits, or a new one before it."""
        titles = self.outline()
        at = self._begun(place, piece, titles)
        if at is None:
            self.press("Add a section")
            self.choose("What kind of section?", piece.kind)
            self._writes(piece)
            self.box("Put it after").select_option(index=place + 1)  # the last one, at the start, each section
            self.press("Add section")
            if piece.kind in COUNTED and piece.heading and piece.is_numbered and not piece.choice:
                return
            self.press(f"Edit {self.outline()[place]}")
            self.fill("Heading", piece.heading)
        else:
            for title in titles[place:at]:
                self.press(f"Bin {title}")
            self.press(f"Edit {titles[at]}")
            self._writes(piece)
        numbers = self.page.get_by_role("checkbox", name="Number this section", exact=True)
        if numbers.count():
            numbers.set_checked(piece.is_numbered)
        if piece.choice:
            self.pick(piece.choice)
        self.press("Save")

    def _writes(self, piece):
        """Fill in what the form of a new section and that of an old one both ask for."""
        self.fill("Heading", piece.heading)
        if piece.text:
            self.page.locator("main textarea").first.fill(piece.text)
        if piece.level == 2:
            self.pick("Below the section before it")

    def _begun(self, place, piece, titles):
        """The place of a section with which the paper began that can become the piece, or None."""
        kinds = [BEGUN.get(title) for title in titles]
        if piece.kind == WRITTEN:
            return place if kinds[place : place + 1] == [WRITTEN] else None
        return kinds.index(piece.kind, place) if piece.kind in kinds[place:] else None

    def fills(self, truth):
        """Enter what is said under the standard headings, and how good the data are, on their one page."""
        if not truth.headings and not truth.quality:
            return
        self.press("Enter Implications")
        for heading, text in truth.said().items():
            self.page.get_by_role("group", name=heading, exact=True).locator("textarea").fill(text)
        for heading in truth.nothing:
            self.tick("None specific", within=self.page.get_by_role("group", name=heading, exact=True))
        if truth.quality:
            checked = truth.quality["checked_by"]
            self.fill("Data sources", "\n".join(truth.quality["sources"]))
            self.fill("Data checked by", f"{checked['name']}, {checked['role']}")
            self.pick(f"{truth.quality['rating_number']} {truth.quality['rating']}")
        self.press("Save all")

    def adds_appendix(self, one, truth):
        """Add an appendix: the paper that is printed behind this one, or one that is only named."""
        self.press("Add an appendix")
        if one["title"] == truth.printed_behind:
            self.pick("Another paper, printed behind this one")
            self.box("Which paper").select_option(index=1)
        else:
            self.pick("Only named: it is circulated apart or found at an address")
        self.fill("Title", one["title"])
        self.press("Add appendix")

    def goes_also_to(self, body, day):
        """Take the paper to a further meeting, which has been held: the page asks whether that is meant."""
        self.page.goto(self.paper)
        self.press("Take it to a further meeting")
        self.choose("To the meeting of", f"{day}, {body}")
        self.presses_for_past("Save")

    def presses_for_past(self, words):
        """Press a button; where the page asks whether a meeting that has been held is meant, say so and press again."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()
        asked = self.page.get_by_role("checkbox", name=re.compile("meeting that has been held"))
        if asked.count():
            asked.check()
            self.press(words)

    def outline(self):
        """The titles of the sections as they stand."""
        return [one.strip() for one in self.page.locator(".app-outline .app-list__title").all_inner_texts()]

    def prints(self, path):
        """Save the PDF of the paper under a path."""
        self.page.goto(self.paper)
        link = self.page.get_by_role("link", name=re.compile(r"^(Draft )?PDF")).first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.address}{link}", timeout=PAUSE)
        assert answer.ok, f"{answer.status}: {answer.text()[:500]}"
        assert answer.headers["content-type"] == "application/pdf"
        path.write_bytes(answer.body())

    def looks(self):
        """Look at the paper as a web page."""
        self.page.goto(self.paper)
        self.press("Preview")
