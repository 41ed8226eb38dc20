"""The pretend Slack, held to the real one's rules."""
