"""Where an escalation is spoken of: its channel or thread, and what becomes of a channel of its own. Row X11."""
