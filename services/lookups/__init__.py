"""What people ask to see and what forms start with: reads only, plain values."""
