"""What an action says when the state of things does not allow it."""


class Refused(Exception):
    """Carries a plain message for the person who asked and the name of the field it is about (None: the whole form)."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field
