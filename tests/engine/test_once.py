"""Doing what a form asks once."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from scrutiny.engine import once
from scrutiny.engine.models import Submission
from tests.factories import make_user


@pytest.mark.django_db
def test_only_the_first_time_counts():
    user, token = make_user(), str(uuid.uuid4())
    assert once.first_time(token, user)
    assert not once.first_time(token, user)
    assert not once.first_time(token.upper(), make_user())
    assert once.first_time(str(uuid.uuid4()), user)
    assert Submission.objects.get(token=token).by == user


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", None, "nonsense", "\x00", "x" * 5000])
def test_no_token_never_swallows_words(token):
    assert once.first_time(token, None)
    assert once.first_time(token, None)
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_an_action_that_failed_can_be_sent_again():
    token = uuid.uuid4()
    with pytest.raises(RuntimeError), transaction.atomic():
        assert once.first_time(token, None)
        raise RuntimeError
    assert once.first_time(token, None)


@pytest.mark.django_db
def test_the_transaction_around_it_lives_on_after_a_second_time():
    token = uuid.uuid4()
    once.first_time(token, None)
    with transaction.atomic():
        assert not once.first_time(token, None)
        assert Submission.objects.count() == 1


@pytest.mark.usefixtures("on_disk")
def test_of_many_at_once_one_is_first():
    token, answers, start = uuid.uuid4(), [], threading.Barrier(8)

    def send():
        try:
            start.wait()
            answers.append(once.first_time(token, None))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]
