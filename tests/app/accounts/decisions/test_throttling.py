from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.decisions.throttling import (
    ACCOUNT,
    LONGEST_S,
    NETWORK,
    network_of,
    remaining_s,
    remembered,
    wait_s,
)

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)


def test_the_fifth_failure_makes_one_wait_and_each_next_one_twice_as_long():
    waits = [wait_s(failures) for failures in range(20)]
    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, *[900] * 5]


@given(st.integers(min_value=0, max_value=10**9))
def test_nobody_ever_waits_more_than_a_quarter_of_an_hour(failures):
    assert 0 <= wait_s(failures) <= LONGEST_S


def test_waits_never_shrink_with_failures():
    assert all(wait_s(one) <= wait_s(more) for one, more in pairwise(range(100)))


@pytest.mark.parametrize("scope", [ACCOUNT, NETWORK])
@pytest.mark.parametrize(
    ("periods", "left"), [(0, 7), (0.99, 7), (1, 6), (6.5, 1), (7, 0), (99, 0)]
)
def test_failures_are_forgotten_one_by_one(scope, periods, left):
    failed_at = NOW - periods * scope.forgets_every
    assert remembered(7, scope=scope, failed_at=failed_at, now=NOW) == left


def test_a_clock_set_back_forgets_nothing():
    later = NOW + timedelta(hours=3)
    assert remembered(7, scope=NETWORK, failed_at=later, now=NOW) == 7


@pytest.mark.parametrize(
    ("until", "left"),
    [
        (None, 0),
        (NOW - timedelta(seconds=1), 0),
        (NOW, 0),
        (NOW + timedelta(microseconds=1), 1),
        (NOW + timedelta(seconds=1), 1),
        (NOW + timedelta(seconds=899.2), 900),
    ],
)
def test_the_wait_is_said_in_whole_seconds_that_suffice(until, left):
    assert remaining_s(until, now=NOW) == left


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.250", "192.0.2.0/24"),
        ("192.0.3.7", "192.0.3.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::9", "2001:db8:1::/48"),
        ("2001:db8:2::9", "2001:db8:2::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        (None, "unknown"),
        ("", "unknown"),
        ("unix:", "unix:"),
    ],
)
def test_neighbours_share_a_network(address, network):
    assert network_of(address) == network
