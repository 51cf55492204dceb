"""The verbs of what follows a review: plans, progress, asking owners, responses, decisions, a committee's papers."""

import re
import subprocess
import sys

from tests.serving import PROJECT, environment

from .officer import escaped
from .writer import Writer


def works(url, **extra):
    """What waits in the queue of an installation is done, as its worker does it."""
    _command(url, "db_worker", "--batch", "--interval", "0", "--no-startup-delay", **extra)


def day_goes_by(url, on, **extra):
    """The work of a day, and what it queued."""
    _command(url, "day", "--on", on.isoformat(), **extra)
    works(url, **extra)


def _command(url, *words, **extra):
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env=environment(url, **extra),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


class Watcher(Writer):
    """The scrutiny officer after a review was agreed."""

    committee = ""

    def room(self, name):
        """Go to a room of the committee."""
        self.menu("Bodies")
        self.press(self.committee)
        self.press(name)

    def in_room(self, name):
        """Go to another room from one of them."""
        self.press(name, self.page.get_by_role("navigation", name="Of this committee"))

    def adds_plan(self, title, source, named):
        """Add an action plan that the committee watches."""
        self.room("Action plans")
        self.press("Add an action plan")
        self.fill("Title", title)
        self.pick(source)
        self.fill("Named", named)
        self.press("Add plan")
        self.plan = self.page.url

    def pastes_actions(self, table, number):
        """Paste so many actions as a table, its cells apart by tabs: number, action, owner, date."""
        self.press("Paste several")
        self.fill("Actions", table)
        self.press("Check")
        self.press(f"Add these {number} actions")

    def says_meanings(self, meanings):
        """Write what the plan's ratings mean: {rating as printed: words}."""
        self.page.goto(self.plan)
        self.press("Change the plan")
        for rating, words in meanings.items():
            self.fill(f"{rating} means", words)
        self.press("Save")

    def enters_progress(self, said):
        """Enter progress of many actions on one page: {number: (rating, commentary)}."""
        self.page.goto(self.plan)
        self.press("Enter progress")
        for number, (rating, words) in said.items():
            row = self.page.get_by_role("group", name=re.compile(rf"^\s*{escaped(number)}\s"))
            self.choose("Rating", rating, row)
            self.fill("Commentary", words, row)
        self.press("Save the progress")

    def gives_address(self, owner, email):
        """Write an owner's e-mail address down."""
        self.page.goto(self.plan)
        self.press("Owners")
        self.press(f"Change {owner}")
        self.fill("E-mail address", email)
        self.press("Save")

    def asks(self, title, about, as_at, due_on):
        """Open an update round after looking at who gets what."""
        self.room("Update rounds")
        self.press("Ask for updates")
        self.fill("Title", title)
        self.choose("Which actions", about)
        self.date("Progress as at", as_at)
        self.date("Answers due by", due_on)
        self.press("See who gets what")
        self.press(self.page.get_by_role("button", name=re.compile(r"^Send \d+ e-mail")).inner_text())
        self.round = self.page.url

    def begins_paper(self, kind):
        """Begin a committee paper of a kind; the page then asks what it is about."""
        self.room("Papers")
        self.press(self.page.get_by_role("main").get_by_role("link", name=re.compile("paper", re.I)).first.inner_text())
        self.press(kind)

    def issues(self, path, as_at):
        """Issue the paper on the page as at a day, and save the edition's PDF."""
        self.press("Issue an edition")
        self.date("As at", as_at)
        self.press("Issue edition")
        link = self.page.get_by_role("link", name=re.compile(r"^PDF")).first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.address}{link}", timeout=120_000)
        assert answer.ok, f"{answer.status}: {answer.text()[:500]}"
        path.write_bytes(answer.body())

    def main(self):
        """What the page says."""
        return self.page.locator("main").inner_text()

    def starts(self, title, committee, *, stage="", previous=""):
        """Start a review, which may follow on from an earlier one."""
        self.goes_to()
        self.press("Start a review")
        self.fill("Title", title)
        self.choose("Commissioned by", committee)
        self.choose("Conducted by", committee)
        self.fill("Stage", stage)
        if previous:
            self.choose("Follows on from", previous)
        self.press("Start the review")
        self.review = self.page.url

    def recommends(self, text, *addressees):
        """Write a finding with a recommendation beside it at the end of the review's findings."""
        self.tab("Findings and recommendations")
        self.press("Add a finding to Findings and recommendations")
        form = self._opening()
        self.fill("Finding", "What we heard makes this needed.", form)
        self.fill("Recommendation", text, form)
        self.fill("Addressed to", "\n".join(addressees), form)
        self.press("Add", form)

    def falls_due_at(self, label, event):
        """Say at which occasion a recommendation is due."""
        self.press(f"Edit recommendation {label}")
        self.fill("Or due at", event, self._opening())
        self.press("Save", self._opening())

    def gives_day(self, event, on):
        """Give an occasion its day."""
        self.room("Action plans")
        self.press("Occasions")
        self.press(f"Give it a day for {event}")
        self.date("Day", on.isoformat())
        self.press("Save the day")
        self.page.goto(self.review)

    def agrees(self, on):
        """Record that the committee agreed the report."""
        self.opens()
        self.press("Record that it is agreed")
        self.date("Endorsed", on.isoformat())
        self.press("Record that it is agreed")

    def sends(self, on):
        """Send the recommendations, after looking at the dates."""
        self.tab("Responses")
        self.press("Send the recommendations")
        self.date("Sent on", on.isoformat())
        self.press("Work out the dates")
        self.press("Record as sent")

    def responds(self, decision, decided_by, on):
        """Enter one response that answers everything alike."""
        self.tab("Responses")
        self.press("Enter a response")
        self.date("Received on", on.isoformat())
        self.fill("Decided by", decided_by)
        for box in self.page.locator("main select").all():
            box.select_option(label=decision)
        self.press("Save the response")

    def undertakes(self, label, text, owner, due_on):
        """Write down what was promised in answer to a recommendation."""
        self.tab("Responses")
        self.press(f"Add an action that was promised in answer to recommendation {label}")
        self.fill("Action", text)
        self.fill("Or somebody new", owner)
        self.date("Due", due_on.isoformat())
        self.press("Add action")

    def knows_owner(self, owner, email):
        """Write down the address of an owner."""
        self.room("Action plans")
        self.press("Owners")
        self.press(f"Change {owner}")
        self.fill("E-mail address", email)
        self.press("Save")

    def meets(self, on):
        """A formal meeting of the committee; gives the address of its page."""
        self.menu("Bodies")
        self.press(self.committee)
        self.press("Add a meeting")
        self.date("Date", on.isoformat())
        self.press("Add meeting")
        return self.page.url

    def decides(self, meeting, label, decision, minute):
        """Enter what the committee decided of a recommendation."""
        self.page.goto(f"{meeting}decisions/")
        row = self.page.get_by_role("group", name=re.compile(rf"^Recommendation {escaped(label)}"))
        self.choose("Decision", decision, row)
        row.locator("summary").first.click()
        self.fill("Minute", minute, row)
        self.press("Save the decisions")

    def prints_history(self, path):
        """Print the story of the recommendation on the page as a paper."""
        self.press("Print its history")
        self.press("Begin the paper")
        link = self.page.get_by_role("link", name=re.compile("PDF")).first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.address}{link}", timeout=120_000)
        assert answer.ok, f"{answer.status}: {answer.text()[:500]}"
        path.write_bytes(answer.body())
