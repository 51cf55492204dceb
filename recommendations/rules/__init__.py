"""Pure rules of recommendations: numbering and references."""
