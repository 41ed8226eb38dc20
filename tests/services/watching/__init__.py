"""Tests of the automatic triggers."""
