"""The verbs of who begins: what somebody does on the pages, by the words that stand on them.

Bodies, members, the review, its scope, witnesses and evidence; writer.py has the verbs of the paper.
"""

import re

from .truth import KINDS


def escaped(words):
    """Words as a pattern that the browser's own engine reads too."""
    return re.escape(words).replace("/", r"\/")


class Person:
    """Somebody at a browser: fills boxes by their labels, presses buttons and follows links by their words."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def box(self, label, within=None):
        """The box with this label, optional or not."""
        name = re.compile(rf"^\s*{escaped(label)}( \(optional\))?\s*$")
        return (within or self.page).get_by_label(name)

    def fill(self, label, text, within=None):
        """Write into a box."""
        self.box(label, within).fill(text)

    def choose(self, label, option, within=None):
        """Choose from a list by the words of the choice; a body's abbreviation may follow its name there."""
        box = self.box(label, within)
        offered = [" ".join(one.split()) for one in box.locator("option").all_text_contents()]
        chosen = next((one for one in offered if one == option or one.startswith(f"{option} (")), None)
        assert chosen is not None, f"{label} offers {offered}, not {option}"
        box.select_option(label=chosen)

    def pick(self, words):
        """Press a radio button."""
        self.page.get_by_role("radio", name=words, exact=True).check()

    def tick(self, words, wanted=True, within=None):
        """Tick a box, or take the tick away."""
        (within or self.page).get_by_role("checkbox", name=words, exact=True).set_checked(wanted)

    def date(self, label, text, within=None):
        """Write "2011", "2011-07" or "2011-07-05" into the three boxes of a date."""
        year, month, day = (text.split("-") + ["", ""])[:3]
        if not text:
            return
        group = (within or self.page).get_by_role("group", name=re.compile(rf"^{escaped(label)}\b"))
        for part, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part, exact=True).fill(value)

    def press(self, words, within=None):
        """Press a button or follow a link, and wait for the page it leads to.

        Raises AssertionError with what that page complains of.
        """
        place = within or self.page.locator("main")
        # Words that only a screen reader reads follow with a space before them, even before a colon.
        name = re.compile(rf"^\s*{escaped(words)}\s*$".replace(":", r"\s*:"))
        named = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        with self.page.expect_navigation():
            named.first.click()
        self.no_problem()

    def no_problem(self):
        """The page complains of nothing."""
        said = self.page.locator(".govuk-error-summary")
        assert not said.count(), f"{self.page.url}: {said.first.inner_text()}"
        heading = self.page.locator("h1").first.inner_text()
        assert not re.search(r"not found|problem|may not", heading, re.I), f"{self.page.url}: {heading}"

    def menu(self, words):
        """Follow a link of the main menu."""
        self.press(words, self.page.get_by_role("navigation", name="Main"))

    def goes_to(self, path="/"):
        """Type an address."""
        self.page.goto(f"{self.address}{path}")

    def signs_in(self, username, password):
        """Sign in from the first page."""
        self.goes_to()
        self.press("Sign in", self.page.get_by_role("banner"))
        self.fill("Sign-in name", username)
        self.fill("Password", password)
        self.press("Sign in")
        assert self.page.get_by_role("button", name="Sign out").count()

    def signs_out(self):
        """Leave."""
        self.press("Sign out", self.page.get_by_role("banner"))

    def adds_body(self, name, kind, parent="", abbreviation=""):
        """Add a body, under its parent if it has one."""
        self.menu("Bodies")
        self.press("Add a body")
        self.choose("Kind", KINDS[kind])
        self.fill("Name", name)
        if abbreviation:
            self.fill("Abbreviation", abbreviation)
        if parent:
            self.choose("Stands under", parent)
        self.press("Add body")


class Administrator(Person):
    """Who makes the committee and gives the officer their post."""

    def adds_officer(self, username, full_name, committee):
        """Add a user as scrutiny officer of a committee; gives the password with which they sign in first."""
        self.menu("Administration")
        self.press("Add a user")
        self.fill("Sign-in name", username)
        self.fill("Full name", full_name)
        self.press("Add user")
        password = self.page.locator("dt", has_text="Password").locator("xpath=following-sibling::dd[1]").inner_text()
        self.press("Give a role")
        self._as_officer_of(committee)
        return password.strip()

    def makes_officer(self, username, committee):
        """Make somebody who signs in already a scrutiny officer of a committee."""
        self.menu("Administration")
        self.press("Give a role")
        self.fill("Sign-in name", username)
        self._as_officer_of(committee)

    def _as_officer_of(self, committee):
        self.pick("Scrutiny officer")
        self.choose("Body", committee)
        self.press("Give role")


class Officer(Person):
    """The scrutiny officer, who enters a review and its paper."""

    def tab(self, name):
        """Go to a page of the review's workspace."""
        self.press(name, self.page.get_by_role("navigation", name="On this review"))

    def adds_members(self, body, members):
        """Paste those who serve from the start; then say who left and who came, and who joined later."""
        self.menu("Bodies")
        self.press(body)
        first = [one for one in members if not one.succeeds and not one.joined]
        if first:
            self.press("Add members")
            self.fill("Paste the names, one a line", "\n".join(one.line for one in first))
            self.press("Read the names")
            for number, one in enumerate(first, start=1):
                row = self.page.get_by_role("group", name=re.compile(rf"^Line {number}:"))
                self._put_right(row, {"Title": one.title, "Name": one.name, "Capacity": one.capacity})
                if one.is_co_opted and self.box("Role", row).input_value() != "co_opted":
                    self.choose("Role", "Co-opted member", row)
            self.press("Save the members")
        by_name = {one.name: one for one in members}
        for one in members:
            if one.replaced_by:
                self.press(f"End the membership of {one.printed_name}")
                self.date("When they left", one.left)
                self.fill("Why they left", one.reason)
                self.fill("Name of who came instead", one.replaced_by)
                self.fill("Their title", by_name[one.replaced_by].title)
                self.date("When they joined", by_name[one.replaced_by].joined)
                self.press("Save")
            if one.joined and not one.succeeds:
                self._adds_one(one)

    def _adds_one(self, one):
        self.press("Add members")
        form = self.page.locator("form", has=self.page.get_by_role("button", name="Add this person"))
        self.fill("Title", one.title, form)
        self.fill("Name", one.name, form)
        self.fill("Capacity", one.capacity, form)
        self.date("When they joined", one.joined, form)
        self.fill("Why they joined", one.reason, form)
        self.press("Add this person")

    def _put_right(self, row, wanted):
        """Correct what was read wrongly; gives how many boxes were wrong."""
        wrong = 0
        for label, text in wanted.items():
            box = self.box(label, row)
            if box.input_value() != text:
                box.fill(text)
                wrong += 1
        return wrong

    def starts_review(self, truth):
        """Start the review."""
        self.goes_to()
        self.press("Start a review")
        self.fill("Title", truth.review_title)
        self.choose("Commissioned by", truth.committee)
        self.choose("Conducted by", truth.conductor)
        self.fill("Stage", truth.stage)
        self.date("Started", truth.started)
        self.fill("Matters covered", "\n".join(truth.matters))
        self.press("Start the review")
        self.review = self.page.url

    def opens(self, path=""):
        """Go to a page of the review by its address."""
        self.page.goto(f"{self.review}{path}")

    def writes_scope(self, scope):
        """Write the scope."""
        labels = {
            "objective": "Objective", "outcome": "Outcome", "constraints": "Constraints", "method": "Method",
            "support": "Support", "priorities": "Council priorities", "principles": "Scrutiny principles",
            "evidence_wanted": "Evidence wanted", "planned_witnesses": "Planned witnesses",
            "planned_members": "Planned membership", "dates": "Date or dates",
        }  # fmt: skip
        self.tab("Scope")
        change = self.page.get_by_role("button", name="Change the scope")
        if change.count():
            self.press("Change the scope")
        for name, text in scope.items():
            self.fill(labels[name], text)
        self.press(self.page.locator("main form button[type=submit]").last.inner_text())

    def adds_witnesses(self, witnesses):
        """Paste the list and put right what was read wrongly; gives how many boxes were wrong."""
        wrong = 0
        self.tab("Witnesses and evidence")
        self.press("Paste a list")
        self.fill("Witnesses, one a line", "\n".join(one.line for one in witnesses))
        self.press("Check the list")
        for number, one in enumerate(witnesses, start=1):
            row = self.page.get_by_role("group", name=re.compile(rf"^{number}\. "))
            wanted = {
                "Title": one.title, "Name or description": one.name, "Role": one.role, "Organisation": one.organisation
            }  # fmt: skip
            wrong += self._put_right(row, wanted)
            self.tick("No longer in that role", one.was_then, row)
            self.tick("Anonymous", one.is_anonymous, row)
        self.press("Save the witnesses")
        return wrong

    def adds_evidence(self, sessions, evidence):
        """Record the sessions and what was read."""
        self.tab("Witnesses and evidence")
        for title, date, kind in sessions:
            self.press("Add a session")
            self.fill("Title", title)
            self.choose("Kind", kind)
            self.date("Date", date)
            self._saves()
        for title, kind in evidence:
            self.press("Add evidence")
            self.fill("Title", title)
            self.choose("Kind", kind)
            self._saves()
            if not self.page.get_by_role("button", name="Add evidence", exact=True).count():
                self.tab("Witnesses and evidence")

    def _saves(self):
        self.press(self.page.locator("main form button[type=submit]:not([name])").first.inner_text())
