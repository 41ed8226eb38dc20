"""The internal path by rules: what is known of a case, which rules fire for it, and why. Rows P4, M3."""
