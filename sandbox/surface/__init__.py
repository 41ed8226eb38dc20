"""How tests and demos in Python see the sandbox: people who act, channels that are read."""
