"""The clock: it ticks whatever somebody does to the machine's time."""
