"""What printed papers say of boards: pure reading, the date an argument."""
