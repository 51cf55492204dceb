"""A browser for the walk through a whole review."""

import pytest
from playwright.sync_api import sync_playwright

from tests.checkers import browser_arguments, chromium

QUIET = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def browser():
    """Chromium, for every paper."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium(), args=[*browser_arguments(), *QUIET])
        yield started
        started.close()
