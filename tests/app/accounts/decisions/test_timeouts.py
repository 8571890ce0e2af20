from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from app.accounts.decisions.timeouts import (
    ABSOLUTE,
    IDLE,
    IDLE_ON_SHARED_POST,
    Standing,
    is_background,
    is_worth_noting,
    standing,
)

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def stands(*, idle=timedelta(0), left=timedelta(hours=1), locked=False, shared=False):
    return standing(
        last_used_at=NOW - idle,
        expires_at=NOW + left,
        locked_at=NOW - timedelta(hours=1) if locked else None,
        on_shared_post=shared,
        now=NOW,
    )


@pytest.mark.parametrize(("shared", "limit"), [(False, IDLE), (True, IDLE_ON_SHARED_POST)])
def test_an_idle_session_locks_just_after_its_limit(shared, limit):
    assert stands(idle=limit, shared=shared) is Standing.OPEN
    assert stands(idle=limit + TICK, shared=shared) is Standing.LOCKED


def test_the_limits_are_those_that_were_promised():
    minutes = [limit.total_seconds() / 60 for limit in (IDLE, IDLE_ON_SHARED_POST, ABSOLUTE)]
    assert minutes == [15, 10, 600]


@pytest.mark.parametrize(
    ("idle", "locked", "shared"),
    list(
        product(
            [timedelta(0), timedelta(minutes=11), timedelta(hours=2)], [True, False], [True, False]
        )
    ),
)
def test_nothing_survives_the_end_of_the_day(idle, locked, shared):
    assert stands(idle=idle, left=-TICK, locked=locked, shared=shared) is Standing.ENDED
    assert stands(idle=idle, left=timedelta(0), locked=locked, shared=shared) is not Standing.ENDED


@pytest.mark.parametrize("shared", [True, False])
def test_a_locked_session_is_not_opened_by_time(shared):
    assert stands(locked=True, shared=shared) is Standing.LOCKED


@pytest.mark.parametrize(
    ("fetch_dest", "purpose", "by_itself"),
    [
        (None, None, False),
        ("document", None, False),
        ("document", "prefetch", True),
        ("document", "prefetch;prerender", True),
        ("empty", None, True),
        ("script", None, True),
        ("image", None, True),
        ("iframe", None, True),
    ],
)
def test_only_a_person_keeps_a_session_alive(fetch_dest, purpose, by_itself):
    assert is_background(fetch_dest=fetch_dest, purpose=purpose) is by_itself


def test_the_last_use_is_noted_once_a_minute():
    assert not is_worth_noting(last_used_at=NOW - timedelta(seconds=59.9), now=NOW)
    assert is_worth_noting(last_used_at=NOW - timedelta(seconds=60), now=NOW)
