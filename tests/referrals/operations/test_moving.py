from datetime import timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from app.kernel import access_log
from app.kernel.access_log import JournalLeaf
from referrals.decisions.chain import BEFORE_ALL
from referrals.decisions.reasons import CODE_OF, DeclineReason, Refusal, WithdrawalCause
from referrals.decisions.workflow import STEPS, Action, MoveRefused, Side, Status
from referrals.models import Event, Handoff
from referrals.operations import answering, following
from referrals.operations.moving import NotAParty, move, note_refusal
from tests.makers import make_iscg, make_member
from tests.referrals.scene import PATHS, ask_also, bring, make_scene, send, viewer

HOUR = timedelta(hours=1)


def _state(handoff):
    return (handoff.status, handoff.status_since, handoff.moves, len(handoff.events))


@pytest.mark.parametrize("side", [Side.SENDER, Side.PARTNER])
def test_what_the_table_refuses_changes_nothing_from_whatever_state(session, now, side):
    scene = make_scene()
    who = viewer(scene.sender if side is Side.SENDER else scene.partner, now)
    at = now + timedelta(minutes=10)
    brought = {status: bring(scene, status, now=now) for status in PATHS}
    for status, action in product(PATHS, Action):
        if (status, action, side) in STEPS:
            continue
        handoff = brought[status]
        before = _state(handoff)
        code = next(iter(CODE_OF[action])) if action in CODE_OF else None
        with pytest.raises(MoveRefused):
            move(handoff, action, viewer=who, now=at, code=code)
        assert _state(handoff) == before


def test_each_move_says_who_when_from_where_to_where(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.UNDER_WAY, now=now)
    told = [
        (e.serial, e.action, e.before, e.after, e.side, e.member_id, e.team_id)
        for e in handoff.events
    ]
    ours, theirs = scene.post.team_id, scene.partner_team.id
    assert told == [
        (1, "send", "draft", "sent", "sender", scene.sender.id, ours),
        (2, "acknowledge", "sent", "received", "partner", scene.partner.id, theirs),
        (3, "accept", "received", "accepted", "partner", scene.partner.id, theirs),
        (4, "start", "accepted", "under_way", "partner", scene.partner.id, theirs),
    ]
    assert handoff.moves == 4


def test_accepting_what_was_never_acknowledged_acknowledges_it(session, now):
    scene, at = make_scene(), now + timedelta(minutes=9)
    for status in (Status.SENT, Status.UNANSWERED):
        handoff = bring(scene, status, now=now)
        answering.accept(handoff, viewer=viewer(scene.partner, at), now=at)
        last = [(event.action, event.at) for event in handoff.events[-2:]]
        assert last == [("acknowledge", at), ("accept", at)]


def test_accepting_what_was_acknowledged_keeps_its_first_time(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    at = now + timedelta(minutes=9)
    answering.accept(handoff, viewer=viewer(scene.partner, at), now=at)
    acknowledged = [e.at for e in handoff.events if e.action is Action.ACKNOWLEDGE]
    assert acknowledged == [now + timedelta(minutes=1)]


def test_each_event_holds_on_to_the_one_before(session, now):
    handoff = bring(make_scene(), Status.CONCLUDED, now=now)
    session.expire_all()
    events = session.scalars(sa.select(Event).order_by(Event.serial)).all()
    assert [e.prev for e in events] == [BEFORE_ALL, *(e.digest for e in events[:-1])]
    assert handoff.moves == len(events)


def test_a_changed_event_breaks_the_chain(session, now):
    bring(make_scene(), Status.CONCLUDED, now=now)
    session.execute(sa.update(Event).where(Event.serial == 2).values(member_id=None))
    session.expire_all()
    second, third = session.scalars(sa.select(Event).where(Event.serial.in_((2, 3)))).all()
    assert third.prev != second.digest


def test_each_move_has_its_leaf_in_the_journal_under_its_own_word(session, now):
    handoff = bring(make_scene(), Status.CONCLUDED, now=now)
    leaves = session.scalars(sa.select(JournalLeaf).order_by(JournalLeaf.seq)).all()
    assert [leaf.act for leaf in leaves] == [f"request-{e.action}" for e in handoff.events]
    assert [leaf.seq for leaf in leaves] == [e.journal_seq for e in handoff.events]
    assert leaves[-1].reason == "met"
    assert access_log.verify() is None


def test_the_journal_names_nobody_and_no_request(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    leaf = session.scalars(sa.select(JournalLeaf)).one()
    written = f"{leaf.who} {leaf.ref} {leaf.reason} {leaf.act}"
    for secret in (scene.sender.id, handoff.id, handoff.referral.reference, "lawyer", "orange"):
        assert str(secret) not in written
        assert getattr(secret, "hex", "never") not in written


def test_a_move_seen_too_late_is_lost_before_anything_is_written(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    theirs = (
        sa.update(Handoff)
        .where(Handoff.id == handoff.id)
        .values(status=Status.DECLINED, decline_code=DeclineReason.TIMING, moves=3)
    )
    session.execute(theirs, execution_options={"synchronize_session": False})
    with pytest.raises(StaleDataError):
        answering.accept(handoff, viewer=viewer(scene.partner, now), now=now)
    assert not [row for row in session.new if isinstance(row, (Event, JournalLeaf))]


def test_a_stranger_is_no_party_whatever_she_tries(session, now):
    handoff = send(make_scene(), now=now)
    for stranger in (make_iscg(), make_member()):
        for action in Action:
            with pytest.raises(NotAParty):
                move(handoff, action, viewer=viewer(stranger, now), now=now)


def test_a_supervisor_alone_moves_nothing_yet(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    with pytest.raises(NotAParty):
        following.withdraw(
            handoff,
            WithdrawalCause.SENDER_CHOICE,
            viewer=viewer(scene.supervisor, now),
            now=now,
        )


def test_a_colleague_of_either_team_may_act_for_it(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    colleague = make_member(scene.partner_team, name="Paul Renard")
    answering.acknowledge(handoff, viewer=viewer(colleague, now), now=now)
    following.void(handoff, viewer=viewer(scene.colleague, now), now=now)
    assert [e.member_id for e in handoff.events[1:]] == [colleague.id, scene.colleague.id]


def test_a_refused_move_leaves_a_refusal_in_the_journal_and_no_event(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    note_refusal(handoff.id, Action.ACCEPT, viewer=viewer(scene.sender, now), now=now)
    leaf = session.scalars(sa.select(JournalLeaf).order_by(JournalLeaf.seq.desc())).first()
    assert (leaf.act, leaf.result) == ("request-accept", "refused")
    assert len(handoff.events) == 1


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.DECLINED])
def test_a_decision_is_taken_back_within_the_hour(session, now, status):
    scene = make_scene()
    for spent in (timedelta(minutes=59), HOUR):
        handoff = bring(scene, status, now=now)
        at = handoff.status_since + spent
        answering.reopen(handoff, viewer=viewer(scene.partner, at), now=at)
        assert (handoff.status, handoff.decline_code) == (Status.RECEIVED, None)
        decision = Action.ACCEPT if status is Status.ACCEPTED else Action.DECLINE
        assert [event.action for event in handoff.events][-2:] == [decision, Action.REOPEN]
    handoff = bring(scene, status, now=now)
    at = handoff.status_since + timedelta(minutes=61)
    with pytest.raises(MoveRefused):
        answering.reopen(handoff, viewer=viewer(scene.partner, at), now=at)


def test_it_is_not_taken_back_after_the_first_contact(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.UNDER_WAY, now=now)
    with pytest.raises(MoveRefused):
        answering.reopen(handoff, viewer=viewer(scene.partner, now), now=now)


def test_nor_once_another_service_was_asked(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.DECLINED, now=now)
    ask_also(handoff, make_scene().entry, now=now + timedelta(minutes=20))
    at = now + timedelta(minutes=30)
    with pytest.raises(MoveRefused):
        answering.reopen(handoff, viewer=viewer(scene.partner, at), now=at)


def test_past_the_agreement_the_partner_can_only_hand_back(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    later = now + timedelta(days=16)
    who = viewer(scene.partner, later)
    for refused in (answering.acknowledge, answering.accept):
        with pytest.raises(MoveRefused):
            refused(handoff, viewer=who, now=later)
    answering.decline(handoff, Refusal(DeclineReason.TIMING), viewer=who, now=later)
    assert handoff.status is Status.DECLINED
