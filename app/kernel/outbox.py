"""What was promised inside a transaction and is done after it: mails, re-indexing.

An errand holds a kind and ids, never a content: the worker composes from that minute's state.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Table, db

LEASE = timedelta(minutes=2)
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 720))
"""Waits before each new try, one minute to twelve hours; after the last, a dead letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One plain-text mail to one address; it says that something waits, nothing more."""

    to: str
    subject: str
    body: str


class Errand(Table):
    """One thing promised; `dead_at` set: a human must look."""

    __tablename__ = "errand"
    __table_args__ = (
        sa.Index("ix_errand_to_do", "due_at", postgresql_where=sa.text("done_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str] = mapped_column(sa.String(32))
    subject_id: Mapped[UUID | None]
    recipient_id: Mapped[UUID | None]
    promised_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    last_failure: Mapped[str | None] = mapped_column(sa.String(64))


class Heartbeat(Table):
    """When a process of the background last lived."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    beat_at: Mapped[datetime]


def promise(
    kind: str,
    *,
    subject_id: UUID | None,
    recipient_id: UUID | None,
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Add an errand to the current transaction; it exists if and only if the act does."""
    db.session.add(
        Errand(
            kind=kind,
            subject_id=subject_id,
            recipient_id=recipient_id,
            promised_at=now,
            due_at=due_at or now,
        )
    )


def claim(*, now: datetime, limit: int = 20) -> list[Errand]:
    """Lease the errands due, oldest first; another worker skips them until the lease ends."""
    free = sa.or_(Errand.leased_until.is_(None), Errand.leased_until <= now)
    due = (
        sa.select(Errand.id)
        .where(Errand.done_at.is_(None), Errand.dead_at.is_(None), Errand.due_at <= now, free)
        .order_by(Errand.due_at, Errand.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite ignores it: its writers already queue
    )
    ids = list(db.session.scalars(due))
    taken = (
        sa.update(Errand)
        .where(Errand.id.in_(ids))
        .values(leased_until=now + LEASE, tries=Errand.tries + 1)
    )
    db.session.execute(taken)
    errands = db.session.scalars(sa.select(Errand).where(Errand.id.in_(ids)))
    return sorted(errands, key=lambda errand: (errand.due_at, str(errand.id)))


def done(errand: Errand, *, now: datetime) -> None:
    """Mark an errand as done."""
    errand.done_at, errand.leased_until, errand.last_failure = now, None, None


def put_off(errand: Errand, *, now: datetime, failure: str) -> None:
    """Try again later, or call it dead after the last retry. `failure` is a code, no content."""
    errand.leased_until, errand.last_failure = None, failure[:64]
    if errand.tries > len(RETRIES):
        errand.dead_at = now
    else:
        errand.due_at = now + RETRIES[errand.tries - 1]


def beat(process: str, *, now: datetime) -> None:
    """Say that a background process lives."""
    row = db.session.get(Heartbeat, process)
    if row is None:
        db.session.add(Heartbeat(process=process, beat_at=now))
    else:
        row.beat_at = now


def last_beat(process: str) -> datetime | None:
    """Return when a background process last lived, if it ever did."""
    return db.session.scalar(sa.select(Heartbeat.beat_at).where(Heartbeat.process == process))


def waiting_counts() -> dict[str, int]:
    """Return how many errands wait, are tried again, and died: for those who run the machine."""
    open_ = Errand.done_at.is_(None)
    alive = sa.and_(open_, Errand.dead_at.is_(None))
    row = db.session.execute(
        sa.select(
            sa.func.count().filter(alive, Errand.last_failure.is_(None)),
            sa.func.count().filter(alive, Errand.last_failure.is_not(None)),
            sa.func.count().filter(open_, Errand.dead_at.is_not(None)),
        )
    ).one()
    return {"waiting": row[0], "retried": row[1], "dead": row[2]}


def oldest_waiting() -> datetime | None:
    """Return when the oldest errand that still waits was promised."""
    waiting = sa.select(sa.func.min(Errand.promised_at)).where(
        Errand.done_at.is_(None), Errand.dead_at.is_(None)
    )
    oldest = db.session.scalar(waiting)
    return oldest if oldest is None or oldest.tzinfo else oldest.replace(tzinfo=UTC)
