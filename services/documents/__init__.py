"""Documents about one escalation, made from the record at the moment somebody asks: never out of date."""
