"""The officer's verbs at the paper: its sections, its findings beside their recommendations, and printing it."""

import re

from .officer import Officer
from .truth import (
    BRACKETS,
    CONCLUSIONS,
    DISPOSITIONS,
    FINDINGS,
    MATTERS,
    MEMBERSHIP,
    PROCESS,
    SCOPE,
    WITNESSES,
    WRITTEN,
    plain_start,
)

# The sections with which a report begins, by the headings that the officer finds there.
STANDING = {
    "Background": WRITTEN,
    "Membership": MEMBERSHIP,
    "Process": PROCESS,
    "Matters covered": MATTERS,
    "Witnesses": WITNESSES,
    "A proposed way forward": WRITTEN,
    "Findings and recommendations": FINDINGS,
    "Conclusion": WRITTEN,
    "Appendix: scope of the review": SCOPE,
}


class Writer(Officer):
    """The officer at the paper."""

    def writes_paper(self, truth):
        """Start the report, say what it is called, and make its sections those of the truth, in order."""
        self.tab("Paper")
        if self.page.get_by_role("button", name="Start the report").count():
            self.press("Start the report")
        self.press("Paper details")
        self.fill("Title", truth.title)
        self.fill("Subtitle", truth.subtitle)
        self.pick("By section: 1, 1.1, 1.2" if truth.is_numbered else "Not numbered")
        self.press("Save")
        for place, section in enumerate(truth.sections):
            self._makes_section(place, section)
        for title in self._outline()[len(truth.sections) :]:
            if STANDING.get(title) in (WRITTEN, FINDINGS, CONCLUSIONS):
                self.press(f"Bin {title}")

    def _makes_section(self, place, section):
        """Make a section the one at a place (from 0): one that stands there already, or a new one."""
        titles = self._outline()
        kinds = [STANDING.get(title) for title in titles]
        if section.kind in kinds[place:]:
            at = kinds.index(section.kind, place)
            for title in titles[place:at]:
                self.press(f"Bin {title}")
            self.press(f"Edit {titles[at]}")
        else:
            self.press("Add a section")
            self.choose("What kind of section?", section.kind)
            self.choose("Put it after", titles[place - 1] if place else "At the start, before the first")
        self.fill("Heading", section.heading)
        if section.text:
            self.page.locator("main textarea").fill(section.text)
        self.press("Save" if section.kind in kinds[place:] else "Add section")

    def _outline(self):
        """The titles of the sections as they stand."""
        return [one.strip() for one in self.page.locator(".app-outline .app-list__title").all_inner_texts()]

    def enters_findings(self, truth):
        """Enter every finding with what is beside it, and every recommendation."""
        self.tab("Findings and recommendations")
        self.press(self.page.get_by_role("link", name=re.compile("^Numbering:")).inner_text())
        self.pick(truth.style)
        self.press("Save")
        for section in truth.sections:
            if section.rows:
                self._enters_rows(truth, section)
            for label in section.labels:
                self.press(f"Add a recommendation to {section.heading}")
                self._writes_recommendation(truth.recommendations[label])
                self.press("Add", self._opening())
        for label, one in truth.recommendations.items():
            shown = truth.printed_label(label)
            if truth.style == BRACKETS and (one.due_on or one.due_event or one.limbs or one.measure):
                self.press(f"Edit recommendation {shown}")
                self._writes_recommendation(one)
                self.press("Save", self._opening())

    def _enters_rows(self, truth, section):
        self.press(f"Add a finding to {section.heading}")
        for place, row in enumerate(section.rows, start=1):
            place_for_writing = self._opening()
            self.fill("Finding", row.text, place_for_writing)
            if row.disposition:
                self.choose("What becomes of it", DISPOSITIONS[row.disposition], place_for_writing)
                self.fill("To whom, or where", row.note, place_for_writing)
            if row.recommendations and section.kind == FINDINGS:
                first = truth.recommendations[row.recommendations[0]]
                self.fill("Recommendation", first.text, place_for_writing)
                self.fill("Addressed to", "\n".join(first.addressees), place_for_writing)
            self.press("Add" if place == len(section.rows) else "Add and start another", place_for_writing)
        if section.kind != FINDINGS:
            return
        for place, row in enumerate(section.rows, start=1):
            for label in row.recommendations[1:]:
                theme = self.page.get_by_role("region", name=section.heading)
                self.press(f"Add recommendation beside finding {place}", theme)
                self._writes_recommendation(truth.recommendations[label])
                self.press("Add", self._opening())

    def _opening(self):
        return self.page.locator("[data-opening]")

    def _writes_recommendation(self, one):
        form = self._opening()
        self.fill("Recommendation", one.text, form)
        if one.limbs:
            self.fill("Limbs", "\n".join(one.limbs), form)
            self.choose("Print the limbs as", one.limb_style, form)
        self.fill("Addressed to", "\n".join(one.addressees), form)
        if one.due_on:
            self.date("Due", one.due_on, form)
        self.fill("Or due at", one.due_event, form)
        if one.measure:
            self.fill("How the committee will know", one.measure, form)

    def links_findings(self, truth):
        """Say on which conclusions, or on which other findings, each recommendation rests."""
        self.tab("Findings and recommendations")
        for section in truth.sections:
            for row in section.rows:
                for label in row.recommendations if section.kind == CONCLUSIONS else row.also:
                    self.press(f"Edit recommendation {truth.printed_label(label)}")
                    self.press("Findings it rests on")
                    self.page.get_by_role("checkbox", name=plain_start(row.text)).check()
                    self.press("Save")

    def downloads(self, path):
        """Save the draft PDF under a path."""
        self.tab("Paper")
        link = self.page.get_by_role("link", name="Draft PDF", exact=True)
        answer = self.page.context.request.get(f"{self.address}{link.get_attribute('href')}", timeout=120_000)
        assert answer.ok, f"{answer.status}: {answer.text()[:500]}"
        assert answer.headers["content-type"] == "application/pdf"
        path.write_bytes(answer.body())

    def previews(self):
        """Look at the paper as a web page."""
        self.tab("Paper")
        self.press("Preview")
