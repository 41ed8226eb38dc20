"""The page of the pretend Slack, driven in a real browser."""
