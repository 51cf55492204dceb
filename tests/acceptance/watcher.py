"""The verbs of what follows a review: plans, progress, asking owners, responses, decisions, a committee's papers."""

import re
import subprocess
import sys

from tests.serving import PROJECT, environment

from .officer import Officer, escaped


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


class Watcher(Officer):
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

    def pastes_actions(self, rows):
        """Paste actions as a table: tuples of number, action, owner, date."""
        self.press("Paste several")
        self.fill("Actions", "\n".join("\t".join(row) for row in rows))
        self.press("Check")
        self.press(f"Add these {len(rows)} actions")

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
