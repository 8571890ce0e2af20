"""The database: typed base, storage of instants and codes, and how each engine is set up.

Only this module and the search engines know whether SQLite or PostgreSQL stands below.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

# Below these, a reset of the write-ahead log can lose it (SQLite's own advisory, 2026).
WAL_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))

writing: ContextVar[bool] = ContextVar("writing", default=True)
"""Whether the next transaction may write; the gate says no for GET and for searches."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused before it is stored."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC; SQLite stores it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant cannot be stored")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _codes(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


CODE = sa.Enum(
    StrEnum, native_enum=False, length=32, create_constraint=False, values_callable=_codes
)


class Table(DeclarativeBase):
    """Every table of the house; a code column gets a CHECK of its codes."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        UUID: sa.Uuid,
        StrEnum: CODE,
        list[str]: sa.JSON,
        dict[str, Any]: sa.JSON,
    }

    @classmethod
    def __table_cls__(cls, name: str, metadata: sa.MetaData, *parts: Any, **kw: Any) -> sa.Table:
        """Return the table with one named CHECK for each column that holds a code."""
        columns = [part for part in parts if isinstance(part, sa.Column)]
        checks = [
            sa.CheckConstraint(sa.column(c.name).in_(c.type.enums), name=f"ck_{name}_{c.name}")
            for c in columns
            if isinstance(c.type, sa.Enum)
        ]
        return sa.Table(name, metadata, *parts, *checks, **kw)

    def __repr__(self) -> str:
        """Show the id alone: a trace must not carry a content."""
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"


db = SQLAlchemy(metadata=Table.metadata, disable_autonaming=True)


@contextmanager
def apart(*, write: bool = True) -> Iterator[Connection]:
    """Open a short transaction of its own: committed at the end, whatever the request becomes.

    The request's own must be closed: SQLite, with one writer, would wait five seconds for itself.
    """
    if db.session.registry.has() and db.session().in_transaction():
        raise RuntimeError("close the transaction of the request before one apart")
    mark = writing.set(write)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        writing.reset(mark)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite may use a write-ahead log without risk of losing it."""
    return version >= WAL_SAFE[0] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in WAL_SAFE[1:]
    )


def engine_options(url: str) -> dict[str, Any]:
    """Return how Flask-SQLAlchemy opens this database."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 5}}
    return {"pool_pre_ping": True, "pool_size": 5}


def init_app(app: Flask, url: str) -> None:
    """Bind the application to its database and set each new connection up."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        set_up(db.engine)


def set_up(engine: Engine, *, lock_schema: bool = True) -> None:
    """Prepare every connection of a SQLite engine; PostgreSQL needs nothing.

    `lock_schema` denies DDL, ATTACH and PRAGMA from then on; migrations alone leave it off.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin below, not in the driver
        mode = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
        for pragma in (
            "foreign_keys=ON",
            "busy_timeout=5000",
            f"journal_mode={mode}",
            "synchronous=FULL",
            "secure_delete=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if lock_schema:
            connection.set_authorizer(_authorise)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred BEGIN that later writes loses updates: 744 of 1,200 measured.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


_DENIED = frozenset(
    code
    for name, code in vars(sqlite3).items()
    if name.startswith(("SQLITE_CREATE_", "SQLITE_DROP_", "SQLITE_ALTER_"))
    or name in {"SQLITE_ATTACH", "SQLITE_DETACH", "SQLITE_PRAGMA"}
)


def _authorise(action: int, *_names: str | None) -> int:
    return sqlite3.SQLITE_DENY if action in _DENIED else sqlite3.SQLITE_OK
