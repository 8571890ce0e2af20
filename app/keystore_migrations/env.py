"""How the keystore changes; its versions are its own."""

import sqlalchemy as sa
from alembic import context
from sqlalchemy.pool import NullPool

from app.kernel.db import set_up
from app.kernel.keystore import KeystoreTable

engine = sa.create_engine(context.config.attributes["url"], poolclass=NullPool)
set_up(engine, lock_schema=False)

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=KeystoreTable.metadata)
    with context.begin_transaction():
        context.run_migrations()
