"""The journal: what was done is written once, in order, without a name."""

import threading
from datetime import datetime
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from app.kernel import access_log
from app.kernel.access_log import Broken, JournalHead, JournalLeaf, record, verify
from app.kernel.db import db
from app.kernel.keystore import current_keystore
from app.kernel.vault import keyed_digest

WHO = UUID("11111111-1111-4111-8111-111111111111")


def leave(now: datetime, subject: UUID | None = None) -> int:
    return record(act="handoff.accept", who=WHO, team=None, subject=subject or uuid4(), now=now)


def test_leaves_follow_one_another(session, now):
    assert [leave(now) for _ in range(3)] == [1, 2, 3]
    session.commit()
    assert verify() is None
    assert session.scalar(sa.select(JournalHead.seq)) == 3


def test_a_leaf_names_nobody(session, now):
    subject = uuid4()
    leave(now, subject)
    session.commit()
    leaf = session.scalars(sa.select(JournalLeaf)).one()
    key = current_keystore().month_key("2026-11")
    assert leaf.who == keyed_digest(key, WHO).hex()
    assert leaf.ref == keyed_digest(key, subject).hex()
    row = " ".join(str(getattr(leaf, column.name)) for column in JournalLeaf.__table__.columns)
    assert str(WHO) not in row
    assert str(subject) not in row


def test_the_same_act_has_another_pseudonym_next_month(session, now):
    leave(now, WHO)
    leave(now.replace(month=12), WHO)
    session.commit()
    first, second = session.scalars(sa.select(JournalLeaf).order_by(JournalLeaf.seq))
    assert first.ref != second.ref


def test_an_act_rolled_back_leaves_no_trace_and_no_gap(session, now):
    leave(now)
    session.rollback()
    assert leave(now) == 1
    session.commit()
    assert verify() is None


@pytest.mark.parametrize(
    "rewriting",
    [
        "UPDATE journal_leaf SET act = 'nothing'",
        "DELETE FROM journal_leaf WHERE seq = 2",
        "INSERT INTO journal_leaf SELECT * FROM journal_leaf WHERE seq = 2",
    ],
)
def test_no_statement_rewrites_the_journal(session, now, rewriting):
    for _ in range(3):
        leave(now)
    session.commit()
    with pytest.raises(DatabaseError):
        session.execute(sa.text(rewriting))
    session.rollback()
    assert verify() is None


def test_replacing_a_leaf_is_refused_on_sqlite(session, now):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE n’existe que sur SQLite")
    leave(now)
    session.commit()
    with pytest.raises(DatabaseError):
        session.execute(sa.text("INSERT OR REPLACE INTO journal_leaf SELECT * FROM journal_leaf"))
    session.rollback()
    assert verify() is None


def test_a_leaf_that_does_not_follow_is_refused(session, now):
    leave(now)
    session.commit()
    forged = JournalLeaf(
        seq=2, prev=b"\1" * 32, at=now, who="", team="", act="x", ref="", block="", reason="",
        result="ok", commit="", hash=b"\2" * 32,
    )  # fmt: skip
    session.add(forged)
    with pytest.raises(DatabaseError):
        session.flush()


def test_a_forged_content_is_found(session, now):
    leave(now)
    head = session.execute(sa.select(JournalHead.seq, JournalHead.hash)).one()
    forged = JournalLeaf(
        seq=2, prev=head.hash, at=now, who="", team="", act="x", ref="", block="", reason="",
        result="ok", commit="", hash=b"\2" * 32,
    )  # fmt: skip
    session.add(forged)
    session.flush()
    assert verify() == Broken(2)


def test_a_truncated_journal_is_found(session, now):
    leave(now)
    session.execute(sa.update(JournalHead).values(seq=5))
    assert verify() == Broken(2)


def test_writers_at_once_make_one_chain(app: Flask, now: datetime):
    def write() -> None:
        for _ in range(5):
            with app.app_context():
                leave(now)
                db.session.commit()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(sa.select(JournalHead.seq)) == 20
        assert access_log.verify() is None
