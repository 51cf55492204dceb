"""Proof-reading a paper: text by text, and whole.

`whole.proofread` (a Paper of `paper`) runs every rule: gaps and noise, numbers used twice, references that lead
nowhere, counts, years, acronyms and names.
"""

from scrutiny.rules.proofreading.acronyms import acronyms_unexplained, expansions
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
    "expansions",
    "years_that_do_not_fit",
]
