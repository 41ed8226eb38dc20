"""The rules: what the shipped policy decides, and what the machinery under it guarantees."""
