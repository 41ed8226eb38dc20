"""A quarter of a year in a company of 24: what it costs in rows, in memory and in people's attention."""
