"""How Alembic reaches the database: over the connection that the store hands it."""

from alembic import context

from reference_app.database.schema import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
