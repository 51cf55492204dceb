"""Signing in and out, and what was sent while nobody was signed in."""

import re

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from scrutiny.engine.models import Submission
from tests.engine import site
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]
WORDS = "Buses ran late.\r\n\r\n“Wŷr” <b> & \"quotes\" 'too'"


@pytest.fixture(autouse=True)
def _nothing_taken():
    site.taken.clear()


@pytest.fixture
def writer():
    return make_user("Ida Sample", username="ida")


@pytest.fixture
def browser():
    """A browser: forms need their token, which comes in a cookie."""
    return Client(enforce_csrf_checks=True)


def fields_of(response, action=None):
    """What the form on a page would send: its fields as (name, value), and its address."""
    forms = [
        form
        for form in lxml.html.fromstring(response.content.decode()).forms
        if form.get("action") != reverse("engine:sign-out") and (action is None or form.get("action") == action)
    ]
    assert len(forms) == 1
    # A browser turns the line ends of what it sends into CR LF.
    return {
        name: re.sub("\r\n|\r|\n", "\r\n", value) for name, value in forms[0].fields.items() if value is not None
    }, forms[0].get("action")


def sign_in(browser, fields=None, **more):
    """Open the sign-in page unless its fields are given, and send it."""
    fields = fields or fields_of(browser.get(reverse("engine:sign-in")))[0]
    return browser.post(reverse("engine:sign-in"), fields | {"username": "ida", "password": PASSWORD} | more)


def test_signing_in_and_out(writer, browser):
    response = sign_in(browser)
    assert (response.status_code, response["Location"]) == (302, "/")
    page = browser.get("/report/1/")
    assert page.status_code == 200
    assert "Ida Sample" in page.content.decode()
    token = page.context["csrf_token"]
    out = browser.post(reverse("engine:sign-out"), {"csrfmiddlewaretoken": str(token)})
    assert out["Location"] == "/"
    assert out["Clear-Site-Data"] == '"cache"'
    assert browser.get("/report/1/")["Location"] == "/sign-in/?next=/report/1/"


def test_signing_in_gives_the_session_a_new_key(writer, browser):
    session = browser.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    browser.cookies["sessionid"] = before
    sign_in(browser)
    assert browser.session.session_key != before


def test_opening_the_address_of_signing_out_only_asks(writer, browser):
    sign_in(browser)
    page = browser.get(reverse("engine:sign-out"))
    assert "Sign out" in page.content.decode()
    assert browser.get("/report/1/").status_code == 200


@pytest.mark.parametrize("name", ["ida", "nobody", "x" * 500, "a\x00b"])
def test_a_wrong_password_says_so_and_keeps_the_name(writer, browser, name):
    page = sign_in(browser, username=name, password="wrong")
    text = page.content.decode()
    assert page.status_code == 200
    assert "There is a problem" in text
    if len(name) < 100 and "\x00" not in name:
        assert "The sign-in name or the password is not right. Check both and try again" in text
        assert f'value="{name}"' in text
    if len(name) > 100:
        assert "Sign-in name must be 150 characters or fewer: it has 500" in text
    assert "wrong" not in re.sub("(?i)is not right", "", text)


def test_a_closed_account_cannot_sign_in(writer, browser):
    writer.is_active = False
    writer.save()
    assert sign_in(browser).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_session_ends_with_the_account(writer, browser):
    sign_in(browser)
    writer.is_active = False
    writer.save()
    assert browser.get("/report/1/").status_code == 302


def test_signing_in_goes_on_to_where_one_was_going(writer, browser):
    page = browser.get("/report/1/?tab=2", follow=True)
    assert page.redirect_chain == [("/sign-in/?next=/report/1/%3Ftab%3D2", 302)]
    assert sign_in(browser, fields_of(page)[0])["Location"] == "/report/1/?tab=2"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00",
    ],
)
def test_signing_in_never_leads_to_another_site(writer, browser, onward):
    assert sign_in(browser, next=onward)["Location"] == "/"


def test_somebody_signed_in_goes_on_at_once(writer, browser):
    sign_in(browser)
    assert browser.get(reverse("engine:sign-in") + "?next=/report/1/")["Location"] == "/report/1/"


def test_too_many_wrong_passwords_close_the_door_in_plain_words(writer, browser):
    for _ in range(9):
        assert sign_in(browser, password="wrong").status_code == 200
    page = sign_in(browser, password="wrong")
    assert page.status_code == 429
    assert "closed for 15 minutes" in page.content.decode()
    assert sign_in(browser).status_code == 429
    assert "_auth_user_id" not in browser.session


def test_changing_ones_password(writer, browser):
    sign_in(browser)
    address = reverse("engine:password-change")
    fields, _ = fields_of(browser.get(address))
    new = "another long pass phrase"
    wrong = browser.post(address, fields | {"old_password": "no", "new_password1": new, "new_password2": "x"})
    assert "The old password is not right" in wrong.content.decode()
    assert "The two new passwords are different" in wrong.content.decode()
    short = browser.post(
        address, fields | {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    )
    assert "at least 12 characters" in short.content.decode()
    done = browser.post(address, fields | {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert done["Location"] == "/"
    writer.refresh_from_db()
    assert writer.check_password(new)
    assert browser.get("/report/1/").status_code == 200


# --- what was sent after the session ended ----------------------------------------------------------------


def opened(browser):
    """Sign in and open the form; its fields as they would be sent."""
    sign_in(browser)
    fields, _ = fields_of(browser.get("/report/1/"))
    return fields | {"title": "Late buses", "text": WORDS}


def end_session(browser):
    """The session runs out; the browser keeps its other cookies."""
    browser.session.flush()


def test_words_sent_after_the_session_ended_come_through_signing_in(writer, browser):
    sent = opened(browser)
    end_session(browser)
    refused = browser.post("/report/1/?tab=2", sent)
    assert refused.status_code == 401
    assert "nothing is lost" in refused.content.decode()
    assert not site.taken

    carried, _ = fields_of(refused, reverse("engine:sign-in"))
    mistyped = sign_in(browser, carried, password="wrong")
    assert mistyped.status_code == 200
    back = sign_in(browser, fields_of(mistyped, reverse("engine:sign-in"))[0])
    text = back.content.decode()
    assert "You are signed in again. Nothing was lost." in text
    assert "Buses ran late.<br><br>“Wŷr” &lt;b&gt; &amp;" in text

    again, address = fields_of(back)
    assert address == "/report/1/?tab=2"
    assert again["csrfmiddlewaretoken"] != sent["csrfmiddlewaretoken"]
    assert browser.post(address, again)["Location"] == "/"
    [(who, values)] = site.taken
    assert who == "ida"
    assert values["text"] == WORDS.replace("\r\n", "\n")
    assert str(Submission.objects.get().token) == sent["once"]
    browser.post(address, again)
    assert len(site.taken) == 1


def test_several_values_of_one_name_are_all_carried(writer, browser):
    sent = opened(browser)
    end_session(browser)
    page = browser.post("/report/1/", sent | {"theme": ["a", "b"]}).content.decode()
    assert '<input type="hidden" name="kept:theme" value="a">' in page
    assert '<input type="hidden" name="kept:theme" value="b">' in page


def test_files_cannot_be_kept_and_the_page_says_so(writer, browser):
    sent = opened(browser)
    end_session(browser)
    file = SimpleUploadedFile("plan & <map>.pdf", b"%PDF-1.7")
    refused = browser.post("/report/1/", sent | {"paper": file})
    words = "You will have to choose “plan &amp; &lt;map&gt;.pdf” again"
    assert words in refused.content.decode()
    back = sign_in(browser, fields_of(refused, reverse("engine:sign-in"))[0])
    assert words in back.content.decode()


def test_passwords_are_never_carried(writer, browser):
    sent = opened(browser)
    end_session(browser)
    secret = "canary-secret"
    page = browser.post("/report/1/", sent | {"new_password1": secret, "Old_Password": secret}).content.decode()
    assert secret not in page
    assert "Late buses" in page


def test_too_many_wrong_passwords_do_not_lose_the_words(writer, browser):
    sent = opened(browser)
    end_session(browser)
    carried, _ = fields_of(browser.post("/report/1/", sent), reverse("engine:sign-in"))
    for _ in range(10):
        page = sign_in(browser, carried, password="wrong")
    assert page.status_code == 429
    assert "Buses ran late." in page.content.decode()
    later, _ = fields_of(page, reverse("engine:sign-in"))
    shown = browser.post(reverse("engine:sign-in"), later)
    assert fields_of(shown, reverse("engine:sign-in"))[0]["kept:text"] == WORDS


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
def test_words_are_only_sent_on_to_this_site(writer, browser, address):
    fields, _ = fields_of(browser.get(reverse("engine:sign-in")))
    response = sign_in(browser, fields | {"kept-to": address, "kept:text": "x"})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_script_gets_401_and_json(browser):
    for headers in ({"Accept": "application/json"}, {"X-Requested-With": "fetch"}):
        response = Client(headers=headers).post("/report/1/", {"title": "x"})
        assert response.status_code == 401
        assert response.json()["signed_out"] is True


# --- forms whose token ran out ----------------------------------------------------------------------------


def test_a_form_opened_before_signing_in_again_elsewhere_can_be_sent_again(writer, browser):
    sent = opened(browser)
    end_session(browser)
    sign_in(browser)
    page = browser.post("/report/1/", sent, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert "Please send that again" in page.content.decode()
    again, address = fields_of(page)
    assert browser.post(address, again, headers={"Origin": "http://testserver"}).status_code == 302
    assert site.taken[0][1]["text"] == WORDS.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://[", "Referer": "http://testserver/"},
        {"Referer": "https://evil.example/testserver"},
    ],
)
def test_a_form_from_elsewhere_gets_plain_words_only(writer, browser, headers):
    sign_in(browser)
    page = browser.post("/report/1/", {"title": "forged-canary"}, headers=headers)
    assert page.status_code == 403
    assert "The form could not be accepted" in page.content.decode()
    assert "forged-canary" not in page.content.decode()
    assert not site.taken


def test_nobody_signed_in_gets_plain_words_only(browser):
    page = browser.post("/report/1/", {"title": "canary"}, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert "canary" not in page.content.decode()


def test_a_script_is_told_the_new_token_only_when_it_is_ours(writer, browser):
    sign_in(browser)
    address = reverse("engine:draft-save")
    ours = browser.post(address, {"key": "a:1"}, headers={"Origin": "http://testserver", "X-Requested-With": "fetch"})
    assert ours.status_code == 403
    again = {"key": "a:1", "text": "x", "csrfmiddlewaretoken": ours.json()["csrf_token"]}
    assert browser.post(address, again, headers={"Origin": "http://testserver"}).status_code == 200
    theirs = browser.post(address, {}, headers={"Origin": "https://evil.example", "X-Requested-With": "fetch"})
    assert "csrf_token" not in theirs.json()


def test_signing_in_twice_in_two_tabs_loses_nothing(writer, browser):
    sent = opened(browser)
    end_session(browser)
    carried, _ = fields_of(browser.post("/report/1/", sent), reverse("engine:sign-in"))
    sign_in(browser)
    page = sign_in(browser, carried)
    assert page.status_code == 403
    page = browser.post(
        reverse("engine:sign-in"),
        carried | {"username": "ida", "password": PASSWORD},
        headers={"Origin": "http://testserver"},
    )
    assert fields_of(page)[0]["text"] == WORDS
    assert PASSWORD not in page.content.decode()


def test_pages_of_somebody_signed_in_stay_out_of_shared_caches(writer, browser):
    sign_in(browser)
    assert "private" in browser.get("/report/1/")["Cache-Control"]
