"""By when something must be done, and the sum that gives it."""

from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    def __new__(cls, value, words):
        one = str.__new__(cls, value)
        one._value_ = value
        one.words = words
        return one

    MONTHS = "months", "months"
    WEEKS = "weeks", "weeks"
    CALENDAR_DAYS = "calendar_days", "calendar days"
    WORKING_DAYS = "working_days", "working days"
    CLEAR_DAYS = "clear_days", "clear days"
    MEETINGS = "meetings", "ordinary meetings from then"
