from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from directory.decisions.taxonomy import Family, Sensitivity
from referrals.decisions.guards import (
    Circumstances,
    Obstacle,
    Recipient,
    Sender,
    call_is_fresh,
    has_its_code,
    last_time,
    obstacle,
    offered,
    review_bounds,
    stands,
)
from referrals.decisions.reasons import (
    CODE_OF,
    Danger,
    DeclineReason,
    FailureReason,
    Outcome,
)
from referrals.decisions.workflow import Action, Side, Status

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 14, 10, 40, tzinfo=PARIS)
POST, LAWYERS = UUID(int=1), UUID(int=2)
US = Sender(POST, is_supervised=True)


def _service(**changes):
    usual = {
        "category": "avocat",
        "family": Family.LEGAL,
        "sensitivity": Sensitivity.NONE,
        "receives_handoffs": True,
        "team_id": LAWYERS,
        "is_staffed": True,
    }
    return Recipient(**(usual | changes))


def test_a_staffed_service_that_takes_requests_can_be_sent_one():
    assert obstacle(US, _service()) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"family": Family.INSTITUTION, "category": "mairie"}, Obstacle.INSTITUTION),
        ({"sensitivity": Sensitivity.WALLED_OFF, "category": "cpca_auteurs"}, Obstacle.WALLED_OFF),
        (
            {"sensitivity": Sensitivity.CONTRAINDICATED, "category": "mediation_familiale"},
            Obstacle.CONTRA_INDICATED,
        ),
        ({"category": "crip", "family": Family.MEDICO_SOCIAL}, Obstacle.STATUTORY),
        ({"category": "tribunal_judiciaire"}, Obstacle.COURT),
        ({"category": "police_gendarmerie", "family": Family.VIF_NETWORK}, Obstacle.PHONE_ONLY),
        ({"category": "protection_familles", "family": Family.VIF_NETWORK}, Obstacle.PHONE_ONLY),
        ({"category": "urgence_police", "family": Family.EMERGENCY}, Obstacle.PHONE_ONLY),
        ({"category": "prevention_suicide", "family": Family.EMERGENCY}, Obstacle.PHONE_ONLY),
        ({"team_id": POST}, Obstacle.OWN_TEAM),
        ({"receives_handoffs": False}, Obstacle.NOT_RECEIVING),
        ({"team_id": None}, Obstacle.NO_ACCOUNT),
        ({"is_staffed": False}, Obstacle.NO_ACCOUNT),
    ],
)
def test_who_may_not_or_cannot_receive_is_named(changes, found):
    assert obstacle(US, _service(**changes)) is found


def test_what_is_forbidden_stays_forbidden_however_well_it_is_set_up():
    walled = _service(sensitivity=Sensitivity.WALLED_OFF, receives_handoffs=False, team_id=None)
    assert obstacle(US, walled) is Obstacle.WALLED_OFF


def test_a_team_that_nobody_watches_over_may_not_send():
    alone = Sender(POST, is_supervised=False)
    assert obstacle(alone, _service()) is Obstacle.SENDER_ALONE


@pytest.mark.parametrize(
    ("spoken", "understood"),
    [
        (time(14, 10), datetime(2026, 11, 24, 14, 10, tzinfo=PARIS)),
        (time(13, 0), datetime(2026, 11, 24, 13, 0, tzinfo=PARIS)),
        (time(14, 11), datetime(2026, 11, 23, 14, 11, tzinfo=PARIS)),
        (time(23, 50), datetime(2026, 11, 23, 23, 50, tzinfo=PARIS)),
    ],
)
def test_a_spoken_hour_is_the_last_one_that_passed(spoken, understood):
    assert last_time(spoken, now=NOW) == understood


@given(at=st.times(), now=st.datetimes(timezones=st.just(PARIS)))
def test_a_spoken_hour_is_never_to_come_and_never_older_than_a_day_of_autumn(at, now):
    assume(now.year > 1)
    assert timedelta() <= now.astimezone(UTC) - last_time(at, now=now) <= timedelta(hours=25)


def test_in_the_night_when_the_clocks_go_back_a_call_of_twenty_minutes_ago_is_fresh():
    now = datetime(2026, 10, 25, 1, 10, tzinfo=UTC).astimezone(PARIS)  # 2 h 10 for the second time
    called_at = last_time(time(2, 50), now=now)
    assert called_at == datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    assert call_is_fresh(called_at, now=now)


@pytest.mark.parametrize(
    ("ago", "fresh"),
    [
        (timedelta(), True),
        (timedelta(minutes=29, seconds=59), True),
        (timedelta(minutes=30), False),
        (timedelta(hours=24), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_a_call_opens_a_red_request_for_less_than_half_an_hour(ago, fresh):
    assert call_is_fresh(NOW - ago, now=NOW) is fresh


@pytest.mark.parametrize(
    ("action", "danger", "days"),
    [
        (Action.HOLD, Danger.RED, 1),
        (Action.HOLD, Danger.ORANGE, 7),
        (Action.HOLD, Danger.GREEN, 30),
        (Action.START, Danger.RED, 7),
        (Action.START, Danger.ORANGE, 30),
        (Action.START, Danger.GREEN, 90),
    ],
)
def test_the_graver_the_sooner_the_review(action, danger, days):
    today = date(2026, 11, 24)
    assert review_bounds(action, danger, today=today) == (today, today + timedelta(days=days))


CALM = Circumstances(is_agreed=True, sent_elsewhere=False, past=())


@pytest.mark.parametrize("action", list(Action))
def test_asking_and_extending_are_possible_twice_the_rest_is_not_counted(action):
    limited = action in (Action.ASK, Action.EXTEND)
    assert stands(action, CALM)
    assert stands(action, replace(CALM, past=(action,)))
    assert stands(action, replace(CALM, past=(action, action))) is not limited
    assert stands(action, replace(CALM, past=(Action.ACKNOWLEDGE,) * 4 + (action,)))


@pytest.mark.parametrize("action", list(Action))
def test_without_agreement_nothing_begins_but_all_can_be_handed_back_or_ended(action):
    begins = {"send", "acknowledge", "accept", "ask", "hold", "reopen"}
    assert stands(action, replace(CALM, is_agreed=False)) is (action not in begins)


@pytest.mark.parametrize("action", list(Action))
def test_once_another_service_was_asked_the_answer_cannot_be_taken_back(action):
    around = replace(CALM, sent_elsewhere=True)
    assert stands(action, around) is (action is not Action.REOPEN)


def test_what_is_forbidden_around_is_not_offered():
    since = timedelta(minutes=5)
    usual = offered(Status.DECLINED, Side.PARTNER, since=since, around=CALM)
    assert usual == (Action.REOPEN,)
    elsewhere = replace(CALM, sent_elsewhere=True)
    assert offered(Status.DECLINED, Side.PARTNER, since=since, around=elsewhere) == ()
    ended = replace(CALM, is_agreed=False)
    assert offered(Status.SENT, Side.PARTNER, since=since, around=ended) == (Action.DECLINE,)


CODES = [None, DeclineReason.OTHER, FailureReason.OTHER, Outcome.MET]


@pytest.mark.parametrize(("action", "code"), list(product(Action, CODES)))
def test_a_move_carries_the_code_of_its_own_list_or_none(action, code):
    expected = CODE_OF.get(action)
    assert has_its_code(action, code) is (type(code) is (expected or type(None)))
