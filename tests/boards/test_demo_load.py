"""When the demonstration is loaded, and when it is not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boards.demo import content, load
from scrutiny.engine.models import User
from scrutiny.models import Council, Review
from tests.factories import make_council, make_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_a_start(monkeypatch):
    """Of the reviews only one that prints nothing, which is loaded in a moment."""
    monkeypatch.setattr(content, "REVIEWS", ("kinship",))


def said(command, **options):
    """What a command prints."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_an_empty_installation_is_filled_once(only_a_start):
    assert "Loading the demonstration" in said("demo_load")
    assert said("demo_load") == ""
    assert Review.objects.count() == 1
    assert "imogen" in said("demo_signins")


def test_a_real_council_is_left_alone_and_nobody_is_told_a_password():
    make_council("Marlshire County Council")
    assert said("demo_load") == ""
    assert not Review.objects.exists()
    assert not User.objects.exists()
    assert said("demo_signins") == ""


def test_a_real_council_with_the_same_sign_in_name_is_told_no_password(only_a_start):
    make_council("Marlshire County Council")
    User.objects.create_user("imogen", "a pass phrase of her own", full_name="Imogen Real")
    assert said("demo_signins") == ""


def test_loading_is_all_or_nothing(monkeypatch):
    monkeypatch.setattr(content, "REVIEWS", ("kinship", "no-such-file"))
    with pytest.raises(FileNotFoundError):
        load.load()
    assert not Council.objects.exists()
    assert not User.objects.exists()


def test_reset_asks_and_without_the_word_changes_nothing(monkeypatch):
    make_council("Marlshire County Council")
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo_reset")
    assert Council.objects.get().name == "Marlshire County Council"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("options", [{}, {"no_input": True}])
def test_reset_replaces_everything_and_its_files(only_a_start, monkeypatch, settings, options):
    monkeypatch.setattr("builtins.input", lambda question: "replace")
    item = make_evidence()
    kept = settings.MEDIA_ROOT / "evidence" / str(item.review_id) / "old"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("Of the council before.")
    said("demo_reset", **options)
    assert sorted(Council.objects.values_list("name", flat=True))[0] == content.county_name()
    assert not Council.objects.filter(pk=item.review.council_id, name=item.review.council.name).exists()
    assert Review.objects.count() == 1
    assert not kept.exists()
