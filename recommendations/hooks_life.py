"""What the life of a recommendation hangs on the lower floor: rooms of committees and reviews, places, blocks."""
