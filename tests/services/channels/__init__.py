"""Channels of escalations' own, as verbs know them."""
