"""A site of its own with reviews to write in, two officers who may, and hands that use the keyboard alone."""

import contextlib
import json

from playwright.sync_api import expect

from tests import serving

BUILD = """
import json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test.utils import override_settings
from tests import factories

with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
    cast = factories.make_cast()
    second = factories.make_officer(cast.committee, "Otto Reed")
for user in (cast.officer, second):
    user.set_password(factories.PASSWORD)
    user.save()

def session(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key

reviews = []
for number in range({count}):
    review = factories.make_review(cast.committee, f"Buses, part {{number}}", conducted_by=cast.sub_committee)
    section = factories.section_of(review)
    section.heading = "Punctuality"
    section.save()
    factories.make_section(review.report, "findings", "Costs")
    late = factories.make_finding(review, "Buses ran late.\\n\\nNobody told the schools.")
    factories.make_finding(review, "Drivers were not told of the roadworks.")
    factories.make_recommendation(review, "Tell schools when buses are late.", findings=[late])
    reviews.append(review.pk)
print(json.dumps({{
    "reviews": reviews,
    "username": cast.officer.username,
    "sessions": {{"Olive Marsh": session(cast.officer), "Otto Reed": session(second)}},
}}))
"""


class EntrySite:
    """Where it is, the reviews nobody has used yet, and who is signed in."""

    def __init__(self, address, made):
        self.address, self.made = address, made
        self.unused = list(made["reviews"])

    def take_review(self):
        """A review of one test's own."""
        return self.unused.pop()

    def context(self, browser, who="Olive Marsh", **options):
        """A browser's context in which `who` is signed in."""
        context = browser.new_context(base_url=self.address, viewport={"width": 1280, "height": 900}, **options)
        context.add_cookies([{"name": "sessionid", "value": self.made["sessions"][who], "url": self.address}])
        return context


@contextlib.contextmanager
def entry_site(folder, count=20):
    """Gives an EntrySite with `count` reviews, served as an installation serves it."""
    with serving.own_database(folder) as url:
        made = json.loads(serving.run(url, BUILD.format(count=count)))
        with serving.served(url, DEBUG="1") as address:
            yield EntrySite(address, made)


class Writer:
    """A person at the page of findings; with `page` only for looking."""

    def __init__(self, page, review):
        self.page, self.review = page, review

    def open(self, place=""):
        """Go to the page of findings, with a place open ("edit=finding-3")."""
        self.page.goto(f"/reviews/{self.review}/findings/{'?' + place if place else ''}")
        return self

    def rows(self, theme=None):
        """Texts of the findings, in order, on the whole page or in a theme."""
        where = (
            self.page.locator("section.app-theme", has=self.page.get_by_role("heading", name=theme))
            if theme
            else self.page
        )
        found = where.locator("td.app-findings__finding > .app-findings__item > .app-prose")
        return [" ".join(text.split()) for text in found.all_inner_texts()]

    def row(self, words):
        """The row whose finding says so."""
        return self.page.locator("tr.app-findings__row", has_text=words).first

    def tab_to(self, name):
        """Press Tab until what has the focus is called so (its words or its label begin with `name`)."""
        for _ in range(250):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(
                """() => {
                    const one = document.activeElement;
                    const words = (one.labels?.length ? one.labels[0].textContent : one.textContent) || one.ariaLabel || "";
                    return words.replace(/\\s+/g, " ").trim();
                }"""
            )
            if here.startswith(name):
                return
        raise AssertionError(f"Tab never comes to “{name}” on {self.page.url}")

    def press(self, name):
        """Go to a link or button by keyboard, and use it."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, words):
        """Type into what has the focus."""
        self.page.keyboard.type(words)

    def save(self):
        """Ctrl+Enter."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+Enter")

    def focus(self):
        """Name of the field that has the focus."""
        return self.page.evaluate("document.activeElement.name || ''")

    def expect_in(self, name):
        """The field of this name has the focus."""
        expect(self.page.locator(f"[data-opening] [name={name}]")).to_be_focused()
