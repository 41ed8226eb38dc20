"""What was committed leaves once: against the pretend Slack, on both databases."""
