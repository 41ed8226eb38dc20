"""Wiring: settings, composition, command line, HTTP, Socket Mode. Nobody imports this room."""
