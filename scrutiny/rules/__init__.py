"""Pure rules of a review: proof-reading, splitting a pasted block, planned against actual."""
