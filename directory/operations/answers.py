"""Keeps what a search found, long enough to come back to it."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Viewer
from directory.decisions.asking import Question
from directory.models import SearchAnswer
from directory.queries.answers import hash_of

KEPT_FOR = timedelta(minutes=15)
TOKEN_BYTES = 16


def keep(viewer: Viewer, question: Question, *, now: datetime) -> str:
    """Add an answer to the current transaction, drop those that ended, return its token."""
    db.session.execute(sa.delete(SearchAnswer).where(SearchAnswer.expires_at <= now))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(
        SearchAnswer(
            token_hash=hash_of(token),
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
