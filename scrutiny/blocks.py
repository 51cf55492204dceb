"""Blocks that this floor registers; see scrutiny.registry."""
