"""The journal: who opened or changed what. Ids only, chained, append-only.

A leaf is written in the transaction of its act; the head row is locked meanwhile, so that
leaves follow one another. Months are pseudonymous under a key kept in the keystore.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Table, UtcDateTime, db
from app.kernel.keystore import current_keystore
from app.kernel.vault import keyed_digest

GENESIS = b"\0" * 32


class JournalLeaf(Table):
    """One act. `hash` covers every other column; `prev` is the hash of leaf `seq` - 1."""

    __tablename__ = "journal_leaf"

    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    prev: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = mapped_column(sa.String(64))
    team: Mapped[str] = mapped_column(sa.String(36))
    act: Mapped[str] = mapped_column(sa.String(48))
    ref: Mapped[str] = mapped_column(sa.String(64))
    block: Mapped[str] = mapped_column(sa.String(24))
    reason: Mapped[str] = mapped_column(sa.String(48))
    result: Mapped[str] = mapped_column(sa.String(24))
    commit: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class JournalHead(Table):
    """The last leaf; one row, locked by whoever appends."""

    __tablename__ = "journal_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="ck_journal_head_one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first leaf that does not follow from the one before."""

    seq: int


def record(
    *,
    act: str,
    who: UUID | None,
    team: UUID | None,
    subject: UUID | None,
    now: datetime,
    result: str = "ok",
    block: str = "",
    reason: str = "",
    commit: str = "",
) -> int:
    """Append a leaf to the current transaction and return its number.

    `commit` is the SHA-256 (hexadecimal) of the ciphertexts concerned, when there are any.
    """
    head = db.session.execute(
        sa.select(JournalHead.seq, JournalHead.hash).where(JournalHead.id == 1).with_for_update()
    ).one()
    at = now.astimezone(UTC)
    key = current_keystore().month_key(f"{at:%Y-%m}")
    leaf = JournalLeaf(
        seq=head.seq + 1,
        prev=head.hash,
        at=at,
        who=keyed_digest(key, who).hex() if who else "",
        team=str(team) if team else "",
        act=act,
        ref=keyed_digest(key, subject).hex() if subject else "",
        block=block,
        reason=reason,
        result=result,
        commit=commit,
    )
    leaf.hash = leaf_hash(leaf)
    db.session.execute(sa.insert(JournalLeaf).values(_columns(leaf)))
    db.session.execute(
        sa.update(JournalHead).where(JournalHead.id == 1).values(seq=leaf.seq, hash=leaf.hash)
    )
    return leaf.seq


def leaf_hash(leaf: JournalLeaf) -> bytes:
    """Return the SHA-256 of a leaf's canonical JSON, its own hash left out."""
    content = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in _columns(leaf).items()
        if name != "hash"
    }
    content["at"] = leaf.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).digest()


def verify() -> Broken | None:
    """Read the whole chain; return the first broken leaf, or nothing when it holds."""
    prev, seq = GENESIS, 0
    for leaf in db.session.scalars(sa.select(JournalLeaf).order_by(JournalLeaf.seq)):
        if leaf.seq != seq + 1 or leaf.prev != prev or leaf.hash != leaf_hash(leaf):
            return Broken(seq + 1)
        prev, seq = leaf.hash, leaf.seq
    head = db.session.execute(sa.select(JournalHead.seq, JournalHead.hash)).one()
    return None if (head.seq, head.hash) == (seq, prev) else Broken(seq + 1)


def _columns(leaf: JournalLeaf) -> dict[str, object]:
    return {column.name: getattr(leaf, column.name) for column in sa.inspect(JournalLeaf).columns}
