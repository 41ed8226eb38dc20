"""What the software does: one verb, one file, one transaction. The only writers."""
