from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.attempts import Counted
from app.accounts.decisions.throttling import ACCOUNT
from app.accounts.models import Attempt
from app.kernel.db import db

STATION, HOME = "192.0.2.0/24", "198.51.100.0/24"


@pytest.fixture
def trying(session, settings):
    """Return a maker of tries."""

    def make(account="claire@example.fr", network=STATION):
        return Counted(account, network, field_key=settings.field_key)

    return make


def fail(counted, *, times, now):
    for _ in range(times):
        assert counted.begin(now=now) == 0
        counted.failed(now=now)


def test_the_fifth_failure_makes_the_account_wait_wherever_it_comes_from(trying, now):
    fail(trying(), times=4, now=now)
    fail(trying(network=HOME), times=1, now=now)
    assert trying(network="203.0.113.0/24").begin(now=now) == 1
    assert trying(network="203.0.113.0/24").begin(now=now + timedelta(seconds=1)) == 0


def test_the_fifth_failure_makes_the_network_wait_whatever_the_account(trying, now):
    for number in range(5):
        fail(trying(f"compte{number}@example.fr"), times=1, now=now)
    assert trying("encore@example.fr").begin(now=now) == 1
    assert trying("encore@example.fr", HOME).begin(now=now) == 0


def test_a_success_forgets_the_account_but_not_its_network(trying, now):
    fail(trying(), times=4, now=now)
    counted = trying()
    assert counted.begin(now=now) == 0
    counted.succeeded()
    fail(trying(network=HOME), times=4, now=now)
    assert trying("autre@example.fr").begin(now=now) == 0
    trying("autre@example.fr").failed(now=now)
    assert trying("tiers@example.fr").begin(now=now) == 1


def test_waits_grow_and_a_try_made_too_early_changes_nothing(trying, now):
    fail(trying(), times=5, now=now)
    at = now
    for wait in (1, 2, 4, 8):
        assert trying(network=HOME).begin(now=at) == wait
        assert trying(network=HOME).begin(now=at) == wait
        at += timedelta(seconds=wait)
        assert trying(network=HOME).begin(now=at) == 0


def test_a_quiet_day_forgets_everything(trying, session, now):
    fail(trying(), times=5, now=now)
    later = now + 5 * ACCOUNT.forgets_every
    assert trying().begin(now=later) == 0
    assert trying("autre@example.fr", HOME).begin(now=later + timedelta(days=2)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1


def test_a_try_nobody_looked_at_is_not_a_failure(trying, now):
    for _ in range(20):
        counted = trying()
        assert counted.begin(now=now) == 0
        counted.never_looked_at()
    fail(trying(), times=4, now=now)
    assert trying().begin(now=now) == 0


def test_failures_survive_the_rollback_of_the_request(trying, session, now):
    fail(trying(), times=5, now=now)
    session.rollback()
    assert trying().begin(now=now) == 1


def test_the_table_names_neither_the_account_nor_the_network(trying, session, now):
    fail(trying(), times=1, now=now)
    kept = b"".join(session.scalars(sa.select(Attempt.key)))
    assert len(kept) == 2 * 32
    assert b"claire" not in kept
    assert b"192" not in kept


def test_guesses_sent_all_at_once_gain_nothing(app, settings, now):
    def one(_number):
        with app.app_context():
            counted = Counted("claire@example.fr", STATION, field_key=settings.field_key)
            return counted.begin(now=now)

    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(one, range(12)))
    assert sorted(waits) == [0] * 5 + [1] * 7
    with app.app_context():
        assert db.session.scalar(sa.select(Attempt.failures)) == 5
