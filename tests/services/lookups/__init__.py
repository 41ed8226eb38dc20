"""What people ask to see, read from a real database."""
