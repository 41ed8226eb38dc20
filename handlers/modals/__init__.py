"""Forms: pure `build(...)` makes a view, `parse(...)` makes a command or says which fields are wrong."""
