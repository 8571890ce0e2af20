from datetime import date, timedelta
from itertools import product

import pytest

from referrals.decisions.access import Block
from referrals.decisions.consent import Agreement, usual_end
from referrals.decisions.reasons import Danger

STARTS = date(2026, 11, 24)
ENDS = date(2026, 12, 9)
NEED = frozenset({Block.NEED})


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (STARTS - timedelta(days=1), False),
        (STARTS, True),
        (ENDS, True),
        (ENDS + timedelta(days=1), False),
    ],
)
def test_an_agreement_holds_on_its_first_and_last_day_and_on_no_other(day, covered):
    assert Agreement(NEED, STARTS, ENDS).covers(Block.NEED, day) is covered


def test_an_agreement_taken_back_covers_nothing():
    taken_back = Agreement(NEED, STARTS, ENDS, is_withdrawn=True)
    assert not taken_back.covers(Block.NEED, STARTS)


@pytest.mark.parametrize(("agreed", "asked"), list(product(Block, Block)))
def test_agreeing_to_one_block_opens_no_other(agreed, asked):
    agreement = Agreement(frozenset({agreed}), STARTS, ENDS)
    assert agreement.covers(asked, STARTS) is (agreed is asked)


@pytest.mark.parametrize(
    ("danger", "days"), [(Danger.RED, 15), (Danger.ORANGE, 15), (Danger.GREEN, 30)]
)
def test_the_usual_period_depends_on_how_long_an_answer_may_take(danger, days):
    assert usual_end(danger, STARTS) == STARTS + timedelta(days=days)
