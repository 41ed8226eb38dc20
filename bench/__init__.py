"""The performance goals, each measured as a ratio inside one interleaved run. None is a timed test."""
