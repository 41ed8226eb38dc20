"""Ways out: how commands, interactions and events reach the app."""
