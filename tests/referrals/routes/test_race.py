"""Two people answer at the same instant: one wins, the other reads what happened."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa

from app.kernel import access_log
from app.kernel.db import db
from app.kernel.outbox import Errand
from referrals.decisions.workflow import Action, Status
from referrals.models import Handoff
from tests.referrals.routes.browsing import hidden_in, place, words

ROUNDS = 3


def _together(first, second):
    """Send both forms as close to one another as two threads can."""
    gate = Barrier(2)

    def post(sending):
        client, path, data = sending
        gate.wait(timeout=10)
        return client.post(path, data=data)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(post, (first, second)))


def _ready(client, places, verb, **fields):
    path = f"/demandes/{places.handoff}/{verb}"
    return client, path, hidden_in(client.get(path).text) | fields


def _moved(app, places):
    with app.app_context():
        handoff = db.session.get_one(Handoff, places.handoff)
        assert access_log.verify() is None
        told = sa.select(sa.func.count()).where(Errand.subject_id == handoff.id)
        actions = [event.action for event in handoff.events]
        assert handoff.moves == len(actions)
        return handoff.status, actions[2:], db.session.scalar(told)


def test_of_two_answers_one_wins_and_the_other_reads_it(app, signed_in):
    for _round in range(ROUNDS):
        places = place(app, Status.RECEIVED)
        ours, theirs = signed_in(places.partner), signed_in(places.partner)
        answers = _together(
            _ready(ours, places, "accepter"), _ready(theirs, places, "decliner", reason="timing")
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        status, actions, told = _moved(app, places)
        assert [status.value] == [
            f"{action}d" if action == "decline" else f"{action}ed" for action in actions
        ]
        assert told == 3  # sent, acknowledged, and one decision
        lost = next(answer for answer in answers if answer.status_code == 409)
        assert "Cette demande a changé depuis que vous l’avez ouverte" in words(lost.text)


def test_a_decline_and_a_withdrawal_never_both_happen(app, signed_in):
    for _round in range(ROUNDS):
        places = place(app, Status.RECEIVED)
        answers = _together(
            _ready(signed_in(places.partner), places, "decliner", reason="no_place"),
            _ready(signed_in(places.sender), places, "retirer", cause="sender_choice"),
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        status, actions, _told = _moved(app, places)
        assert (status, actions) in [
            (Status.DECLINED, [Action.DECLINE]),
            (Status.WITHDRAWN, [Action.WITHDRAW]),
        ]


def test_two_colleagues_who_accept_together_have_accepted_once(app, signed_in):
    for _round in range(ROUNDS):
        places = place(app, Status.SENT)
        one, other = signed_in(places.partner), signed_in(places.partner)
        answers = _together(_ready(one, places, "accepter"), _ready(other, places, "accepter"))
        assert [answer.status_code for answer in answers] == [303, 303]
        status, _actions, told = _moved(app, places)
        assert (status, told) == (Status.ACCEPTED, 2)
        read = " ".join(
            words(client.get(f"/demandes/{places.handoff}").text) for client in (one, other)
        )
        assert read.count("C’était déjà fait") == 1


def test_a_form_sent_twice_at_once_sends_one_request(app, signed_in):
    for _round in range(ROUNDS):
        places = place(app, None)
        here, twin = signed_in(places.sender), signed_in(places.sender)
        path = f"/demandes/nouvelle/{places.entry}"
        chosen = {
            "need_family": "money",
            "danger": "green",
            "territory": "elsewhere",
            "agreed": "written",
        }
        mine = hidden_in(here.get(path).text) | chosen
        same_key = hidden_in(twin.get(path).text) | chosen | {"key": mine["key"]}
        answers = _together((here, path, mine), (twin, path, same_key))
        assert [answer.status_code for answer in answers] == [303, 303]
        assert answers[0].location == answers[1].location
        with app.app_context():
            sent = db.session.scalar(sa.select(sa.func.count()).select_from(Handoff))
            told = db.session.scalar(sa.select(sa.func.count()).select_from(Errand))
        assert (sent, told) == (_round + 1, _round + 1)
