"""Whatever is sent, the answer is a page in plain words with the right status, and never a failure of its own."""

import importlib
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.template import loader
from django.test import Client, RequestFactory

from scrutiny.engine import query
from scrutiny.engine.views import errors
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]


@pytest.fixture
def client():
    client = Client(raise_request_exception=False)
    client.force_login(make_user())
    return client


def plain(response, status):
    """The page's text, after checking that it is a page with that status and tells nothing of the inside."""
    text = response.content.decode()
    assert response.status_code == status, text[:300]
    assert text.count("<h1") == 1
    assert response["Content-Type"].startswith("text/html")
    for inside in ("Traceback", "Exception", "scrutiny.", "canary", "django"):
        assert inside not in text
    return text


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/report/0/", "/report/1234567890/", "/report/99999999999999999999/", "/report/-1/", "/report/x/",
     "/report/%C2%B2/", "/report/1%0A/", "/%F0%9F%9A%8C/", "/%ff%fe/", "/" + "a" * 5000],
)  # fmt: skip
def test_addresses_of_nothing_are_404(client, path):
    assert "Page not found" in plain(client.get(path), 404)


def test_a_row_number_of_nine_figures_is_let_through(client):
    assert client.get("/report/999999999/").status_code == 200


@pytest.mark.parametrize("path", ["/%00/", "/report/1/?q=%00", "/report/1/?draft=a%00b"])
def test_nul_in_an_address_is_400(client, path):
    plain(client.get(path), 400)


def test_nul_in_a_cookie_is_400():
    client = Client(raise_request_exception=False)
    cookie = 'sessionid="abcdefghij\\000k"'  # as a browser's header: newer Pythons refuse to write such a cookie
    plain(client.get("/report/1/", headers={"cookie": cookie}), 400)


@pytest.mark.parametrize(("kind", "status"), [("nul", 400), ("surrogate", 400), ("forbidden", 403), ("other", 500)])
def test_what_a_view_trips_over(client, kind, status):
    plain(client.get(f"/fails/?kind={kind}"), status)


def test_a_get_where_only_a_post_will_do_is_405_in_plain_words(client):
    response = client.get("/posted/")
    assert "use its buttons" in plain(response, 405)
    assert response["Allow"] == "POST"


def test_too_much_text_is_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert "too much to send at once" in plain(client.post("/report/1/", {"text": "x" * 2000}), 413)
    body = {"data": "text=" + "x" * 2000, "content_type": "application/x-www-form-urlencoded"}
    assert "Back button" in plain(client.post("/report/1/", **body), 413)


def test_too_many_fields_or_files_are_413(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    plain(client.post("/report/1/", {f"field{n}": "x" for n in range(20)}), 413)
    plain(client.get("/report/1/?" + "&".join(f"a{n}=1" for n in range(20))), 413)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data"),
        (b"--x\r\n\r\n\r\n", "multipart/form-data; boundary=" + "x" * 300),
        (b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\nv\r\n--x--", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: form-data; name=t\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"title=%ff%00%zz&&&=&", "application/x-www-form-urlencoded"),
        (b"title=x", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"title=x", "application/x-www-form-urlencoded; charset=nonsense"),
        (b'{"title": "\\ud800"', "application/json"),
        (b"\x00\xff" * 50, "application/octet-stream"),
        (b"", ""),
    ],
)  # fmt: skip
def test_a_body_of_nonsense_is_answered(client, body, kind):
    response = client.generic("POST", "/report/1/", body, kind)
    assert response.status_code in (200, 302, 400)
    if response.status_code == 400:
        plain(response, 400)


def test_a_host_of_another_name_is_400(client):
    plain(client.get("/report/1/", headers={"Host": "evil.example"}), 400)


@pytest.mark.parametrize("handler", [errors.bad_request, errors.permission_denied, errors.page_not_found])
def test_a_page_that_cannot_be_made_is_replaced_by_a_built_in_one(monkeypatch, handler):
    def broken(*args, **kwargs):
        raise RuntimeError("canary")

    monkeypatch.setattr(loader, "render_to_string", broken)
    plain(handler(RequestFactory().get("/"), Exception("canary")), handler(RequestFactory().get("/")).status_code)
    plain(errors.server_error(RequestFactory().get("/")), 500)
    plain(errors.bad_request(RequestFactory().get("/"), RequestDataTooBig("canary")), 413)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("", 1), ("0", 1), ("-1", 1), ("1e9", 1), ("²", 1), ("9" * 30, 1), ("1000", 1), ("٣", 1)],
)
def test_numbers_in_the_query_are_read_or_left(typed, number):
    request = RequestFactory().get("/", {"page": typed})
    assert query.number(request, "page", 1, most=999) == number


def test_choices_and_words_in_the_query():
    request = RequestFactory().get("/", {"order": "name; drop", "q": "  road\u200b \x07 safety\n" + "x" * 300})
    assert query.choice(request, "order", ("name", "date"), "date") == "date"
    assert query.words(request, "q").startswith("road safety x")
    assert len(query.words(request, "q")) == 200


def test_the_key_of_the_source_is_refused(settings):
    def found():
        return "engine.E001" in [problem.id for problem in run_checks(include_deployment_checks=True)]

    settings.SECRET_KEY = "insecure-key-for-commands-only-" + "x" * 40
    assert found()
    settings.SECRET_KEY = "k8#" * 20
    assert not found()


def test_the_server_does_not_start_with_the_key_of_the_source(settings):
    settings.SECRET_KEY = "insecure-key-for-commands-only-" + "x" * 40
    sys.modules.pop("scrutiny.wsgi", None)
    with pytest.raises(ImproperlyConfigured, match="one that comes with the source"):
        importlib.import_module("scrutiny.wsgi")
    settings.SECRET_KEY = "k8#" * 20
    assert importlib.import_module("scrutiny.wsgi").application
