from datetime import timedelta
from itertools import product

import pytest

from referrals.decisions.workflow import (
    LIVE,
    MOVES,
    OPEN,
    OWNER,
    REOPENABLE_FOR,
    STEPS,
    TAKEN,
    Action,
    MoveRefused,
    Side,
    Status,
    advance,
    open_actions,
)

NOW = timedelta()

# Written by hand from the specification, in its own shape: a second opinion, not a copy.
TABLE = {
    (Action.SEND, Side.SENDER): {"draft": "sent"},
    (Action.DISCARD, Side.SENDER): {"draft": "withdrawn"},
    (Action.ACKNOWLEDGE, Side.PARTNER): {"sent": "received", "unanswered": "received"},
    (Action.ACCEPT, Side.PARTNER): {
        "sent": "accepted",
        "received": "accepted",
        "incomplete": "accepted",
        "waiting": "accepted",
        "unanswered": "accepted",
    },
    (Action.DECLINE, Side.PARTNER): {
        "sent": "declined",
        "received": "declined",
        "incomplete": "declined",
        "waiting": "declined",
        "unanswered": "declined",
    },
    (Action.ASK, Side.PARTNER): {"received": "incomplete"},
    (Action.HOLD, Side.PARTNER): {"received": "waiting"},
    (Action.COMPLETE, Side.SENDER): {"incomplete": "received"},
    (Action.LAPSE, Side.CLOCK): {
        "sent": "unanswered",
        "received": "unanswered",
        "waiting": "unanswered",
    },
    (Action.EXTEND, Side.SUPERVISOR): {"unanswered": "sent"},
    (Action.START, Side.PARTNER): {"accepted": "under_way"},
    (Action.REOPEN, Side.PARTNER): {"accepted": "received", "declined": "received"},
    (Action.CONCLUDE, Side.PARTNER): {"accepted": "concluded", "under_way": "concluded"},
    (Action.FAIL, Side.PARTNER): {"accepted": "failed", "under_way": "failed"},
    (Action.NOTE_OUTCOME, Side.SENDER): {"accepted": "concluded", "under_way": "concluded"},
    (Action.NOTE_FAILURE, Side.SENDER): {"accepted": "failed", "under_way": "failed"},
    (Action.WITHDRAW, Side.SENDER): dict.fromkeys(LIVE, "withdrawn"),
    (Action.WITHDRAW, Side.SUPERVISOR): dict.fromkeys(LIVE, "withdrawn"),
    (Action.VOID, Side.SENDER): dict.fromkeys(LIVE, "void"),
}
COMBINATIONS = [
    (status, action, side) for status, (action, side) in product(Status, TABLE)
]  # 13 states by 19 pairs
ALLOWED = [(s, a, side) for s, a, side in COMBINATIONS if s in TABLE[a, side]]
REFUSED = [(s, a, side) for s, a, side in COMBINATIONS if s not in TABLE[a, side]]


def test_the_table_has_thirteen_states_nineteen_pairs_and_fifty_three_moves():
    assert len(Status) == 13
    assert {(move.action, move.side) for move in MOVES} == set(TABLE)
    assert len(MOVES) == len(TABLE) == 19
    assert len(STEPS) == len(ALLOWED) == 53
    assert len(REFUSED) == 194


def test_the_groups_of_states_are_those_of_the_specification():
    assert set(OPEN) == {"sent", "received", "incomplete", "waiting", "unanswered"}
    assert set(TAKEN) == {"accepted", "under_way"}
    assert set(LIVE) == set(OPEN) | set(TAKEN)


@pytest.mark.parametrize(("status", "action", "side"), ALLOWED)
def test_an_allowed_move_leads_where_the_table_says(status, action, side):
    assert advance(status, action, side, since=NOW) == TABLE[action, side][status]


@pytest.mark.parametrize(("status", "action", "side"), REFUSED)
def test_any_other_move_is_refused(status, action, side):
    with pytest.raises(MoveRefused) as refusal:
        advance(status, action, side, since=NOW)
    assert (refusal.value.status, refusal.value.action) == (status, action)


@pytest.mark.parametrize(("action", "side"), sorted(set(product(Action, Side)) - set(TABLE)))
def test_an_action_on_the_wrong_side_is_refused_from_everywhere(action, side):
    for status in Status:
        with pytest.raises(MoveRefused):
            advance(status, action, side, since=NOW)


@pytest.mark.parametrize(
    "since", [NOW, REOPENABLE_FOR, REOPENABLE_FOR + timedelta(seconds=1), timedelta(days=400)]
)
@pytest.mark.parametrize(("status", "side"), list(product(Status, Side)))
def test_what_is_offered_is_what_is_accepted(status, side, since):
    accepted = set()
    for action in Action:
        try:
            advance(status, action, side, since=since)
        except MoveRefused:
            continue
        accepted.add(action)
    offered = open_actions(status, side, since=since)
    assert len(offered) == len(set(offered))
    assert set(offered) == accepted


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.DECLINED])
@pytest.mark.parametrize(
    ("spent", "possible"),
    [
        (timedelta(minutes=59), True),
        (timedelta(hours=1), True),
        (timedelta(hours=1, microseconds=1), False),
        (timedelta(minutes=61), False),
    ],
)
def test_a_decision_can_be_taken_back_for_one_hour_inclusive(status, spent, possible):
    assert (Action.REOPEN in open_actions(status, Side.PARTNER, since=spent)) is possible


def test_only_reopening_has_a_time_limit():
    assert {move.action for move in MOVES if move.within is not None} == {Action.REOPEN}


def test_the_clock_leads_only_to_silence_and_never_out_of_a_taken_request():
    clock = [move for move in MOVES if move.side is Side.CLOCK]
    assert {move.to for move in clock} == {Status.UNANSWERED}
    assert not {status for move in clock for status in move.before} & set(TAKEN)


def test_every_live_state_has_an_owner_who_can_act_and_can_be_withdrawn():
    for status in LIVE:
        owner = OWNER[status]
        assert owner is not None
        assert open_actions(status, owner, since=timedelta(days=400))
        assert Action.WITHDRAW in open_actions(status, Side.SENDER, since=timedelta(days=400))
    assert set(OWNER) == set(Status)


def test_nothing_leaves_an_end_but_a_decline_taken_back_in_time():
    ends = set(Status) - set(LIVE) - {Status.DRAFT}
    assert {(move.action, s) for move in MOVES for s in move.before if s in ends} == {
        (Action.REOPEN, Status.DECLINED)
    }


@pytest.mark.parametrize(
    ("status", "side", "expected"),
    [
        (Status.DRAFT, Side.SENDER, Action.SEND),
        (Status.SENT, Side.PARTNER, Action.ACKNOWLEDGE),
        (Status.RECEIVED, Side.PARTNER, Action.ACCEPT),
        (Status.INCOMPLETE, Side.SENDER, Action.COMPLETE),
        (Status.WAITING, Side.PARTNER, Action.ACCEPT),
        (Status.UNANSWERED, Side.SUPERVISOR, Action.EXTEND),
        (Status.ACCEPTED, Side.PARTNER, Action.START),
        (Status.UNDER_WAY, Side.PARTNER, Action.CONCLUDE),
    ],
)
def test_the_expected_act_comes_first(status, side, expected):
    assert open_actions(status, side, since=NOW)[0] is expected


def test_a_refusal_says_what_was_refused_and_nothing_else():
    with pytest.raises(MoveRefused, match=r"^sender may not accept from sent$"):
        advance(Status.SENT, Action.ACCEPT, Side.SENDER, since=NOW)
