"""Tables of what members prove: passphrase, sessions, failed attempts. No rule, no content."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Table


class UserKey(Table):
    """What is kept of one member's passphrase, and her key pair once she has one.

    `cost` and `pepper_id` are those of this row; `ver` grows with each new key pair, never with
    a mere change of passphrase.
    """

    __tablename__ = "user_key"
    __table_args__ = (
        sa.CheckConstraint(
            "(pk IS NULL) = (wrapped_sk IS NULL)", name="ck_user_key_both_halves_or_none"
        ),
    )

    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("member.id"), primary_key=True)
    ver: Mapped[int] = mapped_column(default=1)
    suite: Mapped[int]
    pk: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary(16))
    cost: Mapped[dict[str, Any]]
    pepper_id: Mapped[int]
    verifier: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    wrapped_sk: Mapped[bytes | None] = mapped_column(sa.LargeBinary)


class SessionRow(Table):
    """One signed-in browser. The cookie's token is not here: only its SHA-256.

    `data` holds the form token and the notices waiting for the next page.
    """

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    locked_at: Mapped[datetime | None]
    on_shared_post: Mapped[bool] = mapped_column(default=False)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Attempt(Table):
    """Failures counted against one account, or one network; `key` is keyed by FIELD_KEY."""

    __tablename__ = "attempt"

    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]
