"""How the main database changes: own engine, without the lock on its schema."""

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy.pool import NullPool

from app.kernel.db import Table, set_up

url = current_app.config["SQLALCHEMY_DATABASE_URI"]
engine = sa.create_engine(url, poolclass=NullPool)
set_up(engine, lock_schema=False)

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=engine.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
