"""What is remembered: tables, sessions, and every select() by name."""
