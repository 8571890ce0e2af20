from datetime import timedelta

import sqlalchemy as sa

from app.kernel.outbox import Errand
from referrals.decisions.reasons import FailureReason, Outcome, WithdrawalCause
from referrals.decisions.workflow import LIVE, Status
from referrals.operations import following
from tests.referrals.scene import bring, make_scene, viewer

AFTER = timedelta(minutes=30)


def _kinds(session):
    return session.scalars(sa.select(Errand.kind).order_by(Errand.promised_at)).all()


def test_a_live_request_can_always_be_withdrawn_and_the_partner_is_told(session, now):
    scene = make_scene()
    at, cause = now + AFTER, WithdrawalCause.SENDER_CHOICE
    for told, status in enumerate(LIVE, start=1):
        handoff = bring(scene, status, now=now)
        following.withdraw(handoff, cause, viewer=viewer(scene.colleague, at), now=at)
        assert handoff.status is Status.WITHDRAWN
        assert handoff.events[-1].cause == "sender_choice"
        assert _kinds(session).count("no_longer_current") == told
        assert handoff.consent.withdrawn_at is None


def test_when_the_person_takes_her_agreement_back_it_is_written_as_hers(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    at = now + AFTER
    cause = WithdrawalCause.PERSON_WITHDREW
    following.withdraw(handoff, cause, viewer=viewer(scene.sender, at), now=at)
    assert handoff.consent.withdrawn_at == at


def test_withdrawing_works_when_nobody_is_left_at_the_partner_s(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    scene.partner.disabled_at = now
    at = now + AFTER
    cause = WithdrawalCause.RECIPIENT_UNABLE
    following.withdraw(handoff, cause, viewer=viewer(scene.sender, at), now=at)
    assert handoff.status is Status.WITHDRAWN
    assert "no_longer_current" not in _kinds(session)


def test_a_request_sent_by_mistake_is_void_at_once(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.SENT, now=now)
    following.void(handoff, viewer=viewer(scene.sender, now), now=now)
    assert handoff.status is Status.VOID
    assert _kinds(session)[-1] == "no_longer_current"


def test_the_sender_may_note_what_she_heard(session, now):
    for status, act, code in (
        (Status.ACCEPTED, following.note_outcome, Outcome.SUPPORT_STARTED),
        (Status.UNDER_WAY, following.note_failure, FailureReason.NO_TRANSPORT),
    ):
        scene = make_scene()
        handoff = bring(scene, status, now=now)
        at = now + AFTER
        act(handoff, code, viewer=viewer(scene.sender, at), now=at)
        assert handoff.events[-1].cause == code.value
        assert handoff.events[-1].side == "sender"


def test_a_completed_request_waits_for_the_partner_again(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.INCOMPLETE, now=now)
    at = now + AFTER
    following.complete(handoff, viewer=viewer(scene.sender, at), now=at)
    assert (handoff.status, handoff.missing_code) == (Status.RECEIVED, None)
    assert _kinds(session)[-1] == "request_waiting"
