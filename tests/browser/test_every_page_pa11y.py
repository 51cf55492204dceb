"""Every page of the site, in every state, before a second checker; in a file of its own, so that two run at once."""

import pytest

from tests.browser.still import pa11y_batch
from tests.browser.test_every_page import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_pa11y_finds_nothing(still):
    found = pa11y_batch(still)
    problems = [(still[address].name, issue) for address, issues in found.items() for issue in issues]
    assert not problems, told(problems)
