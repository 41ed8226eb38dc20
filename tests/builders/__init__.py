"""What tests are built from: an office with people in it, and escalations in every state."""
