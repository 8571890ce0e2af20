"""The same form sent twice acts once: its key is remembered with what it led to."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Table, db


class KeyReused(Exception):
    """The key came back with another text; both are to be shown, nothing was changed."""


class IdempotencyKey(Table):
    """A form already acted upon, by one member; `leads_to` is an own path."""

    __tablename__ = "idempotency_key"

    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    body: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    leads_to: Mapped[str] = mapped_column(sa.String(200))
    used_at: Mapped[datetime]


def digest(fields: Mapping[str, object]) -> bytes:
    """Return the digest of a form's fields, its own key and token left out."""
    kept = {name: value for name, value in fields.items() if name not in {"key", "csrf_token"}}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, default=str).encode()).digest()


def already_done(member_id: UUID, *, form: str, key: str, body: bytes) -> str | None:
    """Return where the first sending of this form led, or nothing; raise KeyReused."""
    known = db.session.get(IdempotencyKey, (member_id, form, key))
    if known is None:
        return None
    if known.body != body:
        raise KeyReused
    return known.leads_to


def remember(
    member_id: UUID, *, form: str, key: str, body: bytes, leads_to: str, now: datetime
) -> None:
    """Remember in the act's own transaction where it led."""
    db.session.add(
        IdempotencyKey(
            member_id=member_id, form=form, key=key, body=body, leads_to=leads_to, used_at=now
        )
    )
