"""What an action says when the state of things does not allow what somebody asked for."""


class Refused(Exception):
    """Carries words that are shown: why it cannot be done and what to do; and the field they belong beside, if any."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field
