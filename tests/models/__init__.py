"""The tables, the sessions and the migrations, on both databases."""
