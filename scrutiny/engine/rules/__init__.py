"""Pure rules on dates, words and differences: no Django, no clock, no database."""
