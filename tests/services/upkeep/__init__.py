"""Heard looking after itself: its pulse, its workspace, its rules."""
