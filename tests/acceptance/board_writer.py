"""The officer's verbs at a board: its partners, its business plan, its indicators and its inspections."""

import re

from .paper_writer import PaperWriter


class BoardWriter(PaperWriter):
    """The officer who looks after what a board tells of itself, and writes the paper about it."""

    def enters_board(self, truth):
        """Enter a board with all that its paper prints of it; `truth` is a council_paper.Board."""
        self.adds_body(truth.name, "board", abbreviation=truth.abbreviation)
        self.adds_members(truth.name, truth.members)
        self.menu("Boards")
        self.press(truth.name)
        self.board = self.page.url
        self.press("Add partners")
        self.fill("Names of the partners", "\n".join(truth.partners))
        self.press("Add partners")
        self._plans(truth)
        for one in truth.indicators:
            self._measures(one)
        for one in truth.inspections:
            self._was_inspected(one)
        self._explains(truth.glossary)

    def _goes_in(self, path):
        self.page.goto(f"{self.board}{path}")

    def _plans(self, truth):
        self._goes_in("plans/add/")
        self.fill("Year", truth.plan_year)
        self.fill("Title", truth.plan_title)
        self._sends()
        self.press("Paste a list")
        goals = ["Aims", *truth.aims, "Priorities", *truth.priorities]
        self.fill("Aims, objectives and priorities", "\n".join(goals))
        self.press("Check")
        self.press(f"Add these {len(truth.aims) + len(truth.priorities)}")

    def _measures(self, one):
        self._goes_in("indicators/add/")
        self.fill("Name", one["name"])
        self.fill("Unit", one["unit"])
        self.fill("Target in words", one["target"] or "")
        self._sends()
        if not one["values"]:
            return
        for row, (period, value) in enumerate(one["values"], start=1):
            within = self.page.get_by_role("group", name=re.compile(rf"Row {row}$"))
            self.fill("Period", period, within)
            self.fill("Own", value, within)
        self.press("Save the values")

    def _was_inspected(self, one):
        self._goes_in("inspections/add/")
        self.pick(one["kind"])
        self.fill("By whom", one["by"])
        self.fill("Of what", one["subject"])
        self.date("Date", one["began"])
        self.date("Until", one["ended"])
        self.fill("Judgement", one["judgement"])
        self.fill("What it found", one["found"])
        self._sends()

    def _explains(self, terms):
        self.goes_to("/glossary/paste/")
        self.fill("Terms", "\n".join("\t".join(one) for one in terms))
        self.press("Check the list")
        self.press("Add the ticked terms")

    def _sends(self):
        self.press(self.page.locator("main form button[type=submit]:not([name])").first.inner_text())
