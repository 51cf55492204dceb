"""Pure rules of boards: no Django, no clock, no database."""
