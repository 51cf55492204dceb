"""What must not stand in a log."""

import logging
import re


class Without(logging.Filter):
    """Leaves out of every line what matches `pattern`, such as an address by which somebody could act for another."""

    def __init__(self, pattern, instead="…"):
        super().__init__()
        self.pattern, self.instead = re.compile(pattern), instead

    def filter(self, record):
        """Let the record through, without it."""
        said = record.getMessage()
        kept = self.pattern.sub(self.instead, said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
