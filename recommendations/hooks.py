"""What this floor hangs on the lower one; see scrutiny.registry."""
