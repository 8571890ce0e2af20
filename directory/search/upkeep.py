"""Keeps the index: made beside and swapped, refreshed by ids, refused when it is in doubt.

Only the worker, or a command that has just committed, calls `refresh` and `rebuild`.
"""

import fcntl
import hashlib
import secrets
import shutil
import stat
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.kernel.db import db, writing
from app.kernel.outbox import Errand, promise
from app.kernel.request import current_settings
from directory.data import lists
from directory.search import embedded, plain
from directory.search.contract import Hit, IndexUnusable, SearchBackend
from directory.search.documents import documents
from directory.search.embedded import Embedded

OURS_ALONE = 0o700
REINDEX = "reindex"
"""The errand that brings the index up to date: one entry, or all when it names none."""


class _Opened(threading.local):
    """The index this thread reads, and which one it is."""

    which: tuple[str, str] | None = None
    index: SearchBackend | None = None


_opened = _Opened()


def find(text: str, limit: int) -> tuple[list[Hit], bool]:
    """Return the hits of a text, and whether the index gave them.

    False: they come from the database, and somebody must promise a `reindex`.
    """
    try:
        return _current().search(text, limit), True
    except IndexUnusable:
        _opened.which = None
        return plain.search(db.session(), text, limit), False


def promise_reindex(*, now: datetime) -> None:
    """Promise a new index in the current transaction, unless one is already promised."""
    waiting = sa.select(Errand.id).where(
        Errand.kind == REINDEX,
        Errand.subject_id.is_(None),
        Errand.done_at.is_(None),
        Errand.dead_at.is_(None),
    )
    if db.session.scalar(waiting.limit(1)) is None:
        promise(REINDEX, subject_id=None, recipient_id=None, now=now)


def reindex(errand: Errand, _now: datetime) -> None:
    """Keep the promise of a `reindex` errand; the worker's part."""
    if errand.subject_id is None:
        rebuild()
    else:
        refresh([errand.subject_id])


def refresh(ids: Collection[UUID]) -> None:
    """Bring these entries of the index to their state in the database, archived ones out.

    An index that cannot be used is made again, whole.
    """
    with _alone():
        try:
            index = _current()
            with _reading() as session:
                found = list(documents(session, ids))
            index.delete(set(ids) - {document.id for document in found})
            index.index(found)
        except IndexUnusable:
            _rebuild()


def rebuild() -> int:
    """Make the index again beside the present one, swap them, and return how many it holds."""
    with _alone():
        return _rebuild()


def _rebuild() -> int:
    with _reading() as session:
        found = list(documents(session))
    root, name = _prepared(), secrets.token_hex(8)
    Embedded.create(root / name).fill(found)
    previous = _name_in(root)
    following = root / "next"
    following.write_text(f"{fingerprint()} {name}\n", encoding="ascii")
    following.replace(root / "current")
    for old in root.iterdir():  # the previous one stays: somebody may be reading it
        if old.is_dir() and old.name not in {name, previous}:
            shutil.rmtree(old, ignore_errors=True)
    return len(found)


@cache
def fingerprint() -> str:
    """Return what the words of an index depend on: engine, schema and closed lists."""
    digest = hashlib.sha256(embedded.ENGINE.encode())
    for name in ("taxonomy.csv", "needs.csv"):
        digest.update((lists.HERE / name).read_bytes())
    return digest.hexdigest()[:16]


def _current() -> SearchBackend:
    """Return the index of this thread, opened again when another one took its place."""
    root = current_settings().index_dir
    name = _name_in(root)
    if name is None:
        raise IndexUnusable
    if _opened.index is None or _opened.which != (str(root), name):
        _opened.index, _opened.which = Embedded.open(root / name), (str(root), name)
    return _opened.index


def _name_in(root: Path) -> str | None:
    """Return the folder of the present index; None when there is none one may trust and read."""
    try:
        if stat.S_IMODE(root.stat().st_mode) != OURS_ALONE:
            return None
        version, name = (root / "current").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return name if version == fingerprint() and name.isalnum() else None


def _prepared() -> Path:
    root = current_settings().index_dir
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(OURS_ALONE)  # what is read from it is unpickled
    return root


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process write: a refresh during a rebuild would be lost with the old folder."""
    with (_prepared() / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _reading() -> Iterator[Session]:
    """Give a session of its own, closed before the index is written: nothing waits for it."""
    mark = writing.set(False)
    try:
        with Session(db.engine) as session:
            yield session
    finally:
        writing.reset(mark)
