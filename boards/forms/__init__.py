"""Forms of the boards app."""
