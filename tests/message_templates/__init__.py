"""What people read: that it fits Slack, says what it should, and that no user's words can do anything."""
