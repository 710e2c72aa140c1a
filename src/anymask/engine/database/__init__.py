"""What a project knows, in SQLite or PostgreSQL: tables, sessions, migrations."""
