"""How what was committed leaves once: lanes, limits, refusals, doubt. `services.deliver` is the way in."""
