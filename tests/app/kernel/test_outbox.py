"""What was promised is done once, retried, and never silently lost."""

import threading
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from app.kernel import outbox
from app.kernel.db import db
from app.kernel.outbox import LEASE, RETRIES, Errand

SECOND = timedelta(seconds=1)


def promise_one(now: datetime) -> None:
    outbox.promise("request_waiting", subject_id=None, recipient_id=None, now=now)


def test_a_promise_rolled_back_was_never_made(session, now):
    promise_one(now)
    session.rollback()
    assert outbox.claim(now=now) == []


def test_an_errand_is_leased_to_one_worker_until_its_lease_ends(session, now):
    promise_one(now)
    session.commit()
    assert len(outbox.claim(now=now)) == 1
    session.commit()
    assert outbox.claim(now=now + LEASE - SECOND) == []
    assert len(outbox.claim(now=now + LEASE)) == 1


def test_an_errand_done_never_comes_back(session, now):
    promise_one(now)
    session.commit()
    (errand,) = outbox.claim(now=now)
    outbox.done(errand, now=now)
    session.commit()
    assert outbox.claim(now=now + timedelta(days=30)) == []


def test_a_failure_waits_longer_each_time_then_is_shown_as_dead(session, now):
    promise_one(now)
    session.commit()
    at, waits = now, []
    while claimed := outbox.claim(now=at):
        (errand,) = claimed
        outbox.put_off(errand, now=at, failure="smtp-ConnectionRefusedError")
        session.commit()
        if errand.dead_at:
            break
        waits.append(errand.due_at - at)
        assert outbox.claim(now=errand.due_at - SECOND) == []
        at = errand.due_at
    assert tuple(waits) == RETRIES
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=12)
    assert outbox.waiting_counts() == {"waiting": 0, "retried": 0, "dead": 1}


def test_the_oldest_is_claimed_first(session, now):
    for minutes in (5, 1, 3):
        promise_one(now - timedelta(minutes=minutes))
    session.commit()
    due = [errand.due_at for errand in outbox.claim(now=now)]
    assert due == sorted(due)
    assert len(due) == 3


def test_a_promise_for_later_waits(session, now):
    outbox.promise(
        "x", subject_id=None, recipient_id=None, now=now, due_at=now + timedelta(hours=1)
    )
    session.commit()
    assert outbox.claim(now=now) == []
    assert len(outbox.claim(now=now + timedelta(hours=1))) == 1


def test_two_workers_never_take_the_same_errand(app: Flask, now: datetime):
    with app.app_context():
        for _ in range(60):
            promise_one(now)
        db.session.commit()
    taken: list[object] = []

    def work() -> None:
        with app.app_context():
            while errands := outbox.claim(now=now, limit=7):
                taken.extend(errand.id for errand in errands)
                db.session.commit()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == 60
    assert len(set(taken)) == 60


def test_an_errand_has_no_column_for_a_content():
    assert {column.name for column in Errand.__table__.columns} == {
        "id", "kind", "subject_id", "recipient_id", "promised_at", "due_at", "tries",
        "leased_until", "done_at", "dead_at", "last_failure",
    }  # fmt: skip


def test_the_worker_s_last_beat_is_kept(session, now):
    assert outbox.last_beat("worker") is None
    outbox.beat("worker", now=now)
    outbox.beat("worker", now=now + SECOND)
    session.commit()
    assert outbox.last_beat("worker") == now + SECOND
    assert session.scalar(sa.select(sa.func.count()).select_from(outbox.Heartbeat)) == 1
