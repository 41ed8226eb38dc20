"""What happens in a workspace, whoever caused it: stored, shown, and told to the app."""
