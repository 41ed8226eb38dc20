"""Whatever anybody does in whatever order at whatever time: what must hold of every escalation afterwards."""
