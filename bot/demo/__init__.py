"""The demo: the whole bot against a pretend Slack on this machine, with business time that can be skipped."""
