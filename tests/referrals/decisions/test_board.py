from datetime import timedelta
from itertools import product

import pytest

from referrals.decisions.board import NEW_FOR, Pile, pile
from referrals.decisions.workflow import MOVES, Side, Status

JUST = timedelta()
LONG = NEW_FOR + timedelta(seconds=1)
DECIDED = {Status.ACCEPTED, Status.DECLINED, Status.CONCLUDED, Status.FAILED}
REACHED_BY_PARTNER = {move.to for move in MOVES if move.side is Side.PARTNER}


@pytest.mark.parametrize(("status", "by"), list(product(Status, Side)))
def test_only_a_fresh_decision_of_the_partner_is_a_new_answer(status, by):
    if by is Side.PARTNER and status not in REACHED_BY_PARTNER:
        return
    is_new = pile(status, by=by, since=JUST) is Pile.ANSWERED
    assert is_new is (by is Side.PARTNER and status in DECIDED)
    assert pile(status, by=by, since=LONG) is not Pile.ANSWERED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.UNANSWERED, Pile.ATTENTION),
        (Status.INCOMPLETE, Pile.ATTENTION),
        (Status.SENT, Pile.WAITING),
        (Status.RECEIVED, Pile.WAITING),
        (Status.ACCEPTED, Pile.IN_CARE),
        (Status.UNDER_WAY, Pile.IN_CARE),
        (Status.DECLINED, Pile.ENDED),
        (Status.VOID, Pile.ENDED),
    ],
)
def test_each_request_lies_on_one_pile(status, expected):
    assert pile(status, by=Side.CLOCK, since=LONG) is expected


def test_an_answer_is_new_for_three_days_inclusive():
    assert pile(Status.ACCEPTED, by=Side.PARTNER, since=NEW_FOR) is Pile.ANSWERED
