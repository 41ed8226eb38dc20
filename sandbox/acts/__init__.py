"""What people do: talk, command, click, fill in, submit."""
