"""Every select() by name, one file a noun."""
