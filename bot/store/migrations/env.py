"""Alembic's way in: runs on the connection, and in the transaction, that `bot.store.upgrade` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
