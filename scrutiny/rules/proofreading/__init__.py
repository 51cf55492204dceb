"""Proof-reading a paper: acronyms never explained, counts that do not add up, years and dates that cannot be."""

from scrutiny.rules.proofreading.acronyms import acronyms_unexplained
from scrutiny.rules.proofreading.claims import counts_against
from scrutiny.rules.proofreading.counts import counts_that_do_not_add_up
from scrutiny.rules.proofreading.dates import dates_that_do_not_exist, years_that_do_not_fit
from scrutiny.rules.proofreading.marks import AcronymMark, CountMark

__all__ = [
    "AcronymMark",
    "CountMark",
    "acronyms_unexplained",
    "counts_against",
    "counts_that_do_not_add_up",
    "dates_that_do_not_exist",
    "years_that_do_not_fit",
]
