"""The HTTP side: the Web API, the page's JSON, the drills."""
