"""The schema is what the models say, up, down, and with data."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.pool import NullPool

from app.kernel import access_log
from app.kernel.db import Table, db, set_up
from app.kernel.keystore import KeystoreTable, current_keystore
from directory.models import Organisation
from tests.makers import make_entry, make_iscg

VERSIONS = Path(__file__).resolve().parents[1] / "app" / "migrations" / "versions"


@pytest.fixture
def connection(app: Flask):
    """Return a connection that may read the schema."""
    engine = sa.create_engine(app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    set_up(engine, lock_schema=False)
    with engine.connect() as made:
        yield made


def test_from_nothing_to_the_newest_equals_the_models(connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Table.metadata) == []


def test_the_database_carries_every_named_constraint(connection):
    inspector = sa.inspect(connection)
    for table in Table.metadata.sorted_tables:
        said = {
            str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint) and c.name
        }
        kept = {check["name"] for check in inspector.get_check_constraints(table.name)}
        assert said <= kept, table.name


def test_the_keystore_s_schema_equals_its_models(app):
    with app.app_context():
        engine = sa.create_engine(current_keystore().engine.url, poolclass=NullPool)
    set_up(engine, lock_schema=False)
    with engine.connect() as made:
        context = MigrationContext.configure(made, opts={"compare_type": True})
        assert compare_metadata(context, KeystoreTable.metadata) == []


def test_up_down_and_up_again(app: Flask):
    with app.app_context():
        folder = f"{app.root_path}/migrations"
        downgrade(directory=folder, revision="base")
        upgrade(directory=folder)
        assert db.session.scalars(sa.select(Organisation)).all() == []


def test_up_and_down_one_step_keeps_the_data(app: Flask, now):
    with app.app_context():
        entry_id, member_id = make_entry().id, make_iscg().id
        db.session.commit()
        folder = f"{app.root_path}/migrations"
        last = sorted(file.stem for file in VERSIONS.glob("*.py"))[-2].split("_")[0]
        downgrade(directory=folder, revision=last)
        upgrade(directory=folder)
        ids = sa.text("SELECT id FROM service_at_site UNION SELECT id FROM member")
        kept = {str(value).replace("-", "") for value in db.session.scalars(ids)}
        assert {entry_id.hex, member_id.hex} <= kept
        access_log.record(act="x", who=member_id, team=None, subject=entry_id, now=now)
        db.session.commit()
        assert access_log.verify() is None


def test_migrations_are_numbered_without_a_gap_or_a_branch():
    numbers = sorted(int(file.stem.split("_")[0]) for file in VERSIONS.glob("*.py"))
    assert numbers == list(range(1, len(numbers) + 1))
