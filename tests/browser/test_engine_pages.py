"""The engine's pages, in every state: valid HTML, and nothing that WCAG 2 AA checkers object to."""

import pytest
from django.test import Client
from django.urls import reverse

from scrutiny.engine import drafts
from scrutiny.engine.forms import MarkdownField
from tests.checkers import html_problems, pa11y_problems
from tests.engine.conftest import alone  # noqa: F401  (a fixture)
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("alone")]


def engine_pages():
    """Each page's HTML by name."""
    writer = make_user("Ida Sample", username="ida")
    drafts.keep(writer, "report:1:text", "unsaved\n\nwords")
    reader, stranger, forger = Client(), Client(), Client(enforce_csrf_checks=True)
    reader.force_login(writer)
    sent = {"title": "Late buses", "text": "one\n\ntwo", "once": "x"}
    sign_in = reverse("engine:sign-in")
    kept = {f"kept:{name}": value for name, value in sent.items()} | {"kept-to": "/report/1/"}
    pages = {
        "sign in": stranger.get(sign_in),
        "sign in, wrong": stranger.post(sign_in, {"username": "ida", "password": "x"}),
        "sign in, with words": stranger.post("/report/1/", sent),
        "sign in again": Client().post(sign_in, kept | {"username": "ida", "password": PASSWORD}),
        "sign out": reader.get(reverse("engine:sign-out")),
        "password": reader.get(reverse("engine:password-change")),
        "password, wrong": reader.post(reverse("engine:password-change"), {}),
        "form with a draft": reader.get("/report/1/"),
        "form with mistakes": reader.post("/report/1/", {"heard_0": "31", "heard_1": "2", "heard_2": "2025"}),
        "drafts": reader.get(reverse("engine:draft-list")),
        "token refused": forger.post("/report/1/", {}),
        "wrong method": reader.get("/posted/"),
        "not found": reader.get("/nothing/"),
    }
    for _ in range(10):
        pages["locked out"] = stranger.post(sign_in, kept | {"username": "ida", "password": "x"})
    assert pages["locked out"].status_code == 429
    return {name: page.content.decode() for name, page in pages.items()}


def test_the_engines_pages_are_valid_and_accessible(live_server, tmp_path):
    pages = engine_pages()
    assert MarkdownField().help_text in pages["form with a draft"]
    assert html_problems(pages) == []
    found = []
    for name, html in pages.items():
        file = tmp_path / f"{name}.html"
        file.write_text(html.replace('"/static/', f'"{live_server.url}/static/'), encoding="utf-8")
        found += [f"{name}: {problem}" for problem in pa11y_problems(file.as_uri())]
    assert found == []
