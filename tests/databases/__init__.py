"""A fresh, migrated database for each test, on SQLite and on a PostgreSQL that the run starts itself."""
