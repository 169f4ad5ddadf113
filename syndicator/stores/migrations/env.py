"""Run by alembic: migrates on the connection it is handed, inside that connection's transaction."""

from alembic import context

from syndicator.stores.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
