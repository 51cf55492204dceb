"""Saving over somebody else's words: refused, with both texts, and nothing is lost."""

import threading

import pytest
from django.db import connection
from django.http import QueryDict

from scrutiny.engine import versions
from scrutiny.engine.forms import GovForm, MarkdownField, VersionMixin
from scrutiny.engine.models import AuditEntry
from scrutiny.models import Finding
from tests.factories import make_finding, make_user


@pytest.mark.django_db
def test_a_save_moves_the_version_and_is_remembered():
    user, finding = make_user(), make_finding(text="first")
    saved = versions.save_text(finding, 1, user, text="second")
    assert (saved.version, saved.text) == (2, "second")
    stored = Finding.objects.get()
    assert (stored.version, stored.text) == (2, "second")
    newest = stored.history.first()
    assert (newest.text, newest.history_user) == ("second", user)
    entry = AuditEntry.objects.about(finding).get()
    assert (entry.by, entry.before, entry.after) == (user, {"text": "first"}, {"text": "second"})


@pytest.mark.django_db
def test_a_stale_save_changes_nothing_and_carries_both_texts():
    first, second, finding = make_user(), make_user(), make_finding(text="start")
    versions.save_text(finding, 1, first, text="theirs")
    with pytest.raises(versions.Stale) as stale:
        versions.save_text(finding, 1, second, text="mine")
    assert stale.value.current.text == "theirs"
    assert stale.value.mine == {"text": "mine"}
    assert Finding.objects.get().text == "theirs"
    assert AuditEntry.objects.about(finding).count() == 1
    assert Finding.objects.get().history.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("version", [0, 2, 999])
def test_a_version_that_never_was_is_stale(version):
    with pytest.raises(versions.Stale):
        versions.save_text(make_finding(), version, make_user(), text="mine")


@pytest.mark.django_db
def test_of_two_hundred_stale_saves_none_is_lost():
    user, finding = make_user(), make_finding(text="start")
    versions.save_text(finding, 1, user, text="theirs")
    refused = []
    for number in range(200):
        try:
            versions.save_text(finding, 1, user, text=f"mine {number}")
        except versions.Stale as stale:
            refused.append((stale.current.text, stale.mine["text"]))
    assert refused == [("theirs", f"mine {number}") for number in range(200)]
    assert Finding.objects.get().text == "theirs"


@pytest.mark.usefixtures("on_disk")
def test_writers_at_once_who_try_again_lose_nothing():
    """Each of four writers adds its ten lines, putting the texts together whenever somebody saved first."""
    user, finding, lost, refused = make_user(), make_finding(text="start"), [], []
    start = threading.Barrier(4)

    def write(name):
        try:
            start.wait()
            for number in range(10):
                current = Finding.objects.get(pk=finding.pk)
                while True:
                    try:
                        text = f"{current.text}\n{name}{number}"
                        versions.save_text(current, current.version, user, text=text)
                        break
                    except versions.Stale as stale:
                        refused.append(name)
                        current = stale.current
        except Exception as problem:
            lost.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not lost
    stored = Finding.objects.get()
    assert sorted(stored.text.split("\n")[1:]) == sorted(f"{name}{number}" for name in "abcd" for number in range(10))
    assert stored.version == 41
    assert stored.history.count() == 41
    assert AuditEntry.objects.about(finding).count() == 40


@pytest.mark.usefixtures("on_disk")
def test_of_many_saves_at_once_over_one_version_one_wins():
    user, finding, outcomes, start = make_user(), make_finding(text="start"), [], threading.Barrier(8)

    def save(number):
        try:
            start.wait()
            outcomes.append(versions.save_text(finding, 1, user, text=f"text {number}").text)
        except versions.Stale as stale:
            outcomes.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(outcomes) == 8
    assert won == [Finding.objects.get().text]


class FindingForm(VersionMixin, GovForm):
    """A form on a text that others save too."""

    text = MarkdownField()


@pytest.mark.django_db
def test_the_form_shows_theirs_keeps_mine_and_can_then_be_saved(alone):
    user, finding = make_user(), make_finding(text="start")
    versions.save_text(finding, 1, user, text="**theirs**")
    form = FindingForm(QueryDict("text=mine&version=1"))
    form.drafts_for("finding:1", user, 1)
    assert form.is_valid()
    with pytest.raises(versions.Stale) as stale:
        versions.save_text(finding, form.seen_version, user, **form.values)
    form.show_stale(stale.value)
    assert "Somebody else saved this while you were writing" in form.non_field_errors()[0]
    assert form.stale["theirs"][0]["html"] == "<p><strong>theirs</strong></p>"
    assert form["text"].value() == "mine"
    assert form["version"].value() == "2"
    assert form.fields["text"].widget.attrs["data-base-version"] == "2"

    again = FindingForm(QueryDict(f"text=both&version={form['version'].value()}"))
    assert again.is_valid()
    assert versions.save_text(finding, again.seen_version, user, **again.values).text == "both"


@pytest.mark.django_db
def test_the_page_of_a_stale_form_shows_both(alone, rf):
    from django.template.loader import render_to_string

    user, finding = make_user(), make_finding(text="theirs <b>")
    finding.version = 9
    form = FindingForm(QueryDict("text=mine&version=1"))
    assert form.is_valid()
    form.show_stale(versions.Stale(finding, form.values))
    request = rf.get("/")
    request.user = user
    page = render_to_string("engine/form_page.html", {"form": form, "title": "Finding", "submit": "Save"}, request)
    assert "What is saved now" in page
    assert "theirs &lt;b&gt;" in page
    assert "mine</textarea>" in page
    assert page.count("There is a problem") == 1
