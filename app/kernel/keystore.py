"""The second database: what makes the first one readable, kept and backed up apart.

This release holds the journal's month keys; halves of data keys and their releases join them.
Its transactions are its own: they survive a rollback of the main database.
"""

import secrets
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.kernel.db import engine_options, set_up


class KeystoreTable(DeclarativeBase):
    """Every table of the keystore."""


class RefKey(KeystoreTable):
    """The key of one month of the journal; lost with it, the month's pseudonyms are nobody."""

    __tablename__ = "ref_key"

    month: Mapped[str] = mapped_column(sa.String(7), primary_key=True)
    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class Keystore:
    """One process's door to the keystore."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; month keys are remembered for the life of the process."""
        self.engine = engine
        self._months: dict[str, bytes] = {}

    def month_key(self, month: str) -> bytes:
        """Return the 32-byte key of a month « 2026-11 », made at its first use."""
        known = self._months.get(month)
        if known is None:
            known = self._months[month] = self._read_or_make(month)
        return known

    def _read_or_make(self, month: str) -> bytes:
        with self.engine.begin() as connection:
            known = connection.scalar(sa.select(RefKey.key).where(RefKey.month == month))
            if known is not None:
                return bytes(known)
            made = secrets.token_bytes(32)
            connection.execute(sa.insert(RefKey).values(month=month, key=made))
            return made


def open_engine(url: str, *, lock_schema: bool = True) -> Engine:
    """Return the keystore's engine; its folder is created, readable by its owner alone."""
    if url.startswith("sqlite:///"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    engine = sa.create_engine(url, **engine_options(url))
    set_up(engine, lock_schema=lock_schema)
    return engine


def init_app(app: Flask, url: str) -> None:
    """Give the application its keystore."""
    app.extensions["passerelle_keystore"] = Keystore(open_engine(url))


def current_keystore() -> Keystore:
    """Return the keystore of the running application."""
    keystore = current_app.extensions["passerelle_keystore"]
    assert isinstance(keystore, Keystore)  # noqa: S101 — narrows Flask's untyped registry
    return keystore
