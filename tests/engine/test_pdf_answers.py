"""What the printer's child answers when its work ends in an error."""

import pytest

from scrutiny.engine.pdf import server


class Press:
    """A press that fails in one way."""

    def __init__(self, error):
        self.error = error

    def print(self, header, blobs):
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "kind"), [(MemoryError(), "memory"), (SystemError(), "memory"), (RecursionError(), "too_big")]
)
def test_an_error_of_a_limit_is_told_as_one(error, kind):
    answer, data = server._answer(Press(error), {}, [])
    assert (answer["kind"], data) == (kind, [])


def test_any_other_is_a_failure_whose_words_stay_inside():
    answer, _ = server._answer(Press(ValueError("words of the paper")), {}, [])
    assert answer["kind"] == "failed"
    assert "words of the paper" not in str(answer)
    assert answer["trace"].endswith("ValueError")
