"""All that the portal remembers, in SQLite or PostgreSQL."""
