"""The demo, as somebody uses it who has just cloned the project."""
