"""The door to the clock: a few interval jobs that read the time and call a service."""
