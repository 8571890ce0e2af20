import pytest

from referrals.decisions.reasons import (
    CHOSEN_WITHDRAWALS,
    CODE_OF,
    DeclineReason,
    FailureReason,
    WithdrawalCause,
    coarse_decline,
    coarse_failure,
)
from referrals.decisions.workflow import MOVES, Side


@pytest.mark.parametrize("reason", list(DeclineReason))
def test_a_conflict_of_interest_is_never_written_in_clear(reason):
    written = coarse_decline(reason)
    assert written is not DeclineReason.CONFLICT_OF_INTEREST
    if reason is not DeclineReason.CONFLICT_OF_INTEREST:
        assert written is reason


@pytest.mark.parametrize("reason", list(FailureReason))
def test_nor_is_a_conflict_found_later(reason):
    written = coarse_failure(reason)
    assert written is not FailureReason.CONFLICT_OF_INTEREST
    if reason is not FailureReason.CONFLICT_OF_INTEREST:
        assert written is reason


def test_no_human_chooses_the_cause_that_would_tell_of_another_service():
    assert set(WithdrawalCause) - set(CHOSEN_WITHDRAWALS) == {WithdrawalCause.SUPERSEDED}


def test_only_acts_of_the_table_carry_a_code_and_the_clock_carries_none():
    assert set(CODE_OF) <= {move.action for move in MOVES}
    assert not {move.action for move in MOVES if move.side is Side.CLOCK} & set(CODE_OF)
