"""A search of the last fifteen minutes, kept as closed codes and ids under a random address."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Viewer
from directory.decisions.asking import Question
from directory.models import SearchAnswer

KEPT_FOR = timedelta(minutes=15)
TOKEN_BYTES = 16


def recalled(viewer: Viewer, token: str, *, now: datetime) -> Question | None:
    """Return what was asked under this address, to who asked it and while it lives."""
    kept = sa.select(SearchAnswer).where(
        SearchAnswer.token_hash == _hash(token),
        SearchAnswer.member_id == viewer.member_id,
        SearchAnswer.expires_at > now,
    )
    answer = db.session.scalar(kept)
    return _question(answer.question, answer.entries) if answer else None


def keep(viewer: Viewer, question: Question, *, now: datetime) -> str:
    """Add an answer to the current transaction, drop those that ended, return its token."""
    db.session.execute(sa.delete(SearchAnswer).where(SearchAnswer.expires_at <= now))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(
        SearchAnswer(
            token_hash=_hash(token),
            member_id=viewer.member_id,
            question={
                "categories": list(question.categories),
                "need": question.need,
                "commune": question.commune,
                "named": len(question.named),
                "unused": question.unused,
            },
            entries=[str(entry) for entry in (*question.named, *question.found)],
            expires_at=now + KEPT_FOR,
        )
    )
    return token


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


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
