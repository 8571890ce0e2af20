from datetime import UTC, datetime, timedelta

import pytest

from referrals.decisions.reasons import ConsentMode, Danger, NeedFamily, Reached
from referrals.decisions.request import ELSEWHERE, Call, Missing, NewRequest, missing

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)


def _request(danger, call=None):
    return NewRequest(NeedFamily.LAWYER, danger, ELSEWHERE, ConsentMode.ORAL, call)


def _called(minutes_ago):
    return Call(Reached.ON_CALL, NOW - timedelta(minutes=minutes_ago))


@pytest.mark.parametrize("danger", [Danger.GREEN, Danger.ORANGE])
def test_short_of_red_no_call_is_asked(danger):
    assert missing(_request(danger), now=NOW) is None
    assert missing(_request(danger, _called(600)), now=NOW) is None


@pytest.mark.parametrize(
    ("call", "lacks"),
    [
        (None, Missing.CALL),
        (_called(5), None),
        (_called(29), None),
        (_called(30), Missing.FRESH_CALL),
        (_called(600), Missing.FRESH_CALL),
    ],
)
def test_red_begins_with_a_call_of_less_than_half_an_hour(call, lacks):
    assert missing(_request(Danger.RED, call), now=NOW) is lacks
