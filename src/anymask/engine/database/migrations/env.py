"""Runs the steps on the connection that `migrate.py` hands over; alembic executes this file."""

from alembic import context

from anymask.engine.database.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
