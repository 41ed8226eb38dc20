"""From the record to the facts that messages speak of: plain JSON values, made at the moment of sending."""
