"""Writes of the boards app."""
