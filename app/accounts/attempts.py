"""Failures counted in SQL, by account and by network, in transactions of their own.

An account is counted before its passphrase is looked at, and uncounted when it was right:
guesses sent all at once gain nothing.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from app.accounts.decisions.throttling import (
    ACCOUNT,
    NETWORK,
    Scope,
    remaining_s,
    remembered,
    wait_s,
)
from app.accounts.models import Attempt
from app.kernel.db import apart
from app.kernel.vault import keyed_digest
from config import KeyRing

KEPT_FOR = timedelta(days=1)


class Counted:
    """One try by one account from one network, both known by their pseudonyms alone."""

    def __init__(self, account: str, network: str, *, field_key: KeyRing) -> None:
        """Turn both names into what the table is keyed by."""
        key = field_key.keys[field_key.current_id]
        self.account = keyed_digest(key, f"{ACCOUNT.name}:{account}")
        self.network = keyed_digest(key, f"{NETWORK.name}:{network}")

    def begin(self, *, now: datetime) -> int:
        """Return the seconds still to wait; at 0 the try is counted against the account."""
        with apart() as connection:
            connection.execute(sa.delete(Attempt).where(Attempt.failed_at < now - KEPT_FOR))
            mine = _locked(connection, self.account, now=now)
            theirs = connection.scalar(
                sa.select(Attempt.blocked_until).where(Attempt.key == self.network)
            )
            left = max(remaining_s(mine.blocked_until, now=now), remaining_s(theirs, now=now))
            if left == 0:
                _add(connection, mine, scope=ACCOUNT, now=now)
            return left

    def failed(self, *, now: datetime) -> None:
        """Count the failure against the network too."""
        with apart() as connection:
            row = _locked(connection, self.network, now=now)
            _add(connection, row, scope=NETWORK, now=now)

    def succeeded(self) -> None:
        """Forget the failures of the account; its network keeps its own."""
        with apart() as connection:
            connection.execute(sa.delete(Attempt).where(Attempt.key == self.account))

    def never_looked_at(self) -> None:
        """Take back the count of a try that the machine was too busy to look at."""
        with apart() as connection:
            connection.execute(
                sa.update(Attempt)
                .where(Attempt.key == self.account, Attempt.failures > 0)
                .values(failures=Attempt.failures - 1, blocked_until=None)
            )


def _locked(connection: Connection, key: bytes, *, now: datetime) -> Any:
    """Return the row of `key`, made if need be, which no other try touches meanwhile."""
    found = sa.select(Attempt.key, Attempt.failures, Attempt.failed_at, Attempt.blocked_until)
    row = connection.execute(found.where(Attempt.key == key).with_for_update()).one_or_none()
    if row is not None:
        return row
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(Attempt).values(key=key, failures=0, failed_at=now))
    except IntegrityError:
        pass  # another try made it just now; its row is waited for below
    return connection.execute(found.where(Attempt.key == key).with_for_update()).one()


def _add(connection: Connection, row: Any, *, scope: Scope, now: datetime) -> None:
    failures = 1 + remembered(row.failures, scope=scope, failed_at=row.failed_at, now=now)
    wait = wait_s(failures)
    connection.execute(
        sa.update(Attempt)
        .where(Attempt.key == row.key)
        .values(
            failures=failures,
            failed_at=now,
            blocked_until=now + timedelta(seconds=wait) if wait else None,
        )
    )
