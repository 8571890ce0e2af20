"""What the database promises under every room, on either engine."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from app.kernel.db import Table, db, wal_is_safe
from app.kernel.outbox import Heartbeat, beat, last_beat
from tests.makers import make_entry, make_organisation

TWO_HOURS_EAST = timezone(timedelta(hours=2))


def test_an_instant_comes_back_aware_and_in_utc(session, now):
    beat("worker", now=now.astimezone(TWO_HOURS_EAST))
    session.commit()
    session.expire_all()
    assert last_beat("worker") == now
    assert last_beat("worker").tzinfo is UTC


def test_a_naive_instant_is_refused(session):
    session.add(Heartbeat(process="x", beat_at=datetime(2026, 1, 1)))  # noqa: DTZ001 — on purpose
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_every_code_column_refuses_a_word_that_is_no_code(session):
    coded = [
        (table, column)
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    ]
    assert coded
    for table, column in coded:
        checks = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        assert f"ck_{table.name}_{column.name}" in checks
        assert all(code == code.lower() for code in column.type.enums)
        assert issubclass(column.type.enum_class, StrEnum)


def test_a_word_that_is_no_code_never_reaches_the_table(session):
    organisation = make_organisation()
    session.commit()
    with pytest.raises(IntegrityError):
        session.execute(sa.text("UPDATE organisation SET status = 'ACTIVE' WHERE id IS NOT NULL"))
    session.rollback()
    assert session.get_one(type(organisation), organisation.id).status == "active"


def test_the_application_cannot_change_its_own_schema_on_sqlite(session):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("sur PostgreSQL, le rôle de l’application l’interdit, pas la connexion")
    for statement in ("DROP TABLE member", "PRAGMA foreign_keys=OFF", "ATTACH 'x' AS y"):
        with pytest.raises(DatabaseError):
            session.execute(sa.text(statement))
        session.rollback()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 60, 0), True),
    ],
)
def test_a_write_ahead_log_only_where_its_reset_is_mended(version, safe):
    assert wal_is_safe(version) is safe


def test_two_writers_at_once_lose_no_update(app: Flask, now: datetime):
    with app.app_context():
        entry_id = make_entry(places_total=0, places_free=0, places_seen_at=now).id
        db.session.commit()

    def add(times: int) -> None:
        for _ in range(times):
            with app.app_context():
                row = db.session.execute(
                    sa.text("SELECT places_total FROM service_at_site WHERE id = :id FOR UPDATE")
                    if db.engine.dialect.name == "postgresql"
                    else sa.text("SELECT places_total FROM service_at_site WHERE id = :id"),
                    {"id": _as_stored(entry_id)},
                ).scalar_one()
                db.session.execute(
                    sa.text("UPDATE service_at_site SET places_total = :n WHERE id = :id"),
                    {"n": row + 1, "id": _as_stored(entry_id)},
                )
                db.session.commit()

    writers = [threading.Thread(target=add, args=(15,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        total = db.session.execute(
            sa.text("SELECT places_total FROM service_at_site WHERE id = :id"),
            {"id": _as_stored(entry_id)},
        ).scalar_one()
    assert total == 60


def _as_stored(entry_id):
    return entry_id.hex if db.engine.dialect.name == "sqlite" else entry_id


def test_a_row_shows_its_id_alone(session):
    organisation = make_organisation("Nom à ne pas montrer")
    assert repr(organisation) == f"<Organisation {organisation.id}>"
