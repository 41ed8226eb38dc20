"""Tests of whom a tick names, and when."""
