"""A search of the last fifteen minutes, kept as closed codes and ids under a random address."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Viewer
from directory.decisions.asking import Question
from directory.models import SearchAnswer


def recalled(viewer: Viewer, token: str, *, now: datetime) -> Question | None:
    """Return what was asked under this address, to who asked it and while it lives."""
    kept = sa.select(SearchAnswer).where(
        SearchAnswer.token_hash == hash_of(token),
        SearchAnswer.member_id == viewer.member_id,
        SearchAnswer.expires_at > now,
    )
    answer = db.session.scalar(kept)
    return _question(answer.question, answer.entries) if answer else None


def _question(codes: dict[str, Any], entries: list[str]) -> Question:
    ids = tuple(UUID(entry) for entry in entries)
    named = int(codes["named"])
    return Question(
        categories=tuple(codes["categories"]),
        need=codes["need"],
        commune=codes["commune"],
        named=ids[:named],
        found=ids[named:],
        unused=bool(codes["unused"]),
    )


def hash_of(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
