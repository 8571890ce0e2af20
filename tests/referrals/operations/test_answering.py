from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.kernel.access_log import JournalLeaf
from app.kernel.outbox import Errand
from referrals.decisions.reasons import (
    Danger,
    DeclineReason,
    FailureReason,
    MissingItem,
    Refusal,
)
from referrals.decisions.workflow import MoveRefused, Status
from referrals.operations import answering, following
from tests.referrals.scene import PATHS, bring, make_scene, send, viewer


def _told(session, kind="answer_waiting"):
    return list(session.scalars(sa.select(Errand.recipient_id).where(Errand.kind == kind)))


def test_an_answer_tells_the_author_once(session, now):
    scene = make_scene()
    for told, status in enumerate((Status.RECEIVED, Status.ACCEPTED, Status.DECLINED), start=1):
        bring(scene, status, now=now)
        assert _told(session) == [scene.sender.id] * told


def test_once_the_author_has_left_her_team_is_told(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    scene.sender.disabled_at = now
    answering.accept(handoff, viewer=viewer(scene.partner, now), now=now)
    assert _told(session) == [None]  # the team's own mailbox


def test_nobody_is_told_of_her_own_act(session, now):
    scene = make_scene()
    scene.entry.service.team.mail = None
    handoff = send(scene, now=now)
    handoff.referral.author_id = scene.partner.id
    handoff.referral.team_id = scene.partner_team.id
    session.flush()
    session.refresh(handoff.referral)
    answering.acknowledge(handoff, viewer=viewer(scene.partner, now), now=now)
    assert _told(session) == []


def test_a_decline_keeps_its_reason_and_what_is_missing(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    refusal = Refusal(DeclineReason.MISSING_INFORMATION, MissingItem.DOCUMENTS)
    answering.decline(handoff, refusal, viewer=viewer(scene.partner, now), now=now)
    assert handoff.decline_code is DeclineReason.MISSING_INFORMATION
    assert handoff.missing_code is MissingItem.DOCUMENTS
    assert handoff.events[-1].cause == "missing_information"


def test_a_conflict_of_interest_is_written_nowhere(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    refusal = Refusal(DeclineReason.CONFLICT_OF_INTEREST)
    answering.decline(handoff, refusal, viewer=viewer(scene.partner, now), now=now)
    assert handoff.decline_code is DeclineReason.OTHER
    assert handoff.events[-1].cause == "other"
    reasons = session.scalars(sa.select(JournalLeaf.reason)).all()
    assert "conflict_of_interest" not in reasons


def test_nor_when_it_appears_after_acceptance(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.ACCEPTED, now=now)
    at = now + timedelta(hours=3)
    answering.fail(
        handoff, FailureReason.CONFLICT_OF_INTEREST, viewer=viewer(scene.partner, at), now=at
    )
    assert (handoff.failure_code, handoff.events[-1].cause) == (FailureReason.OTHER, "other")


def test_holding_sets_a_near_day_the_nearer_the_graver(session, now):
    scene = make_scene()
    who, today = viewer(scene.partner, now), now.date()
    for danger, longest in ((Danger.RED, 1), (Danger.ORANGE, 7), (Danger.GREEN, 30)):
        handoff = send(scene, now=now, danger=danger)
        answering.acknowledge(handoff, viewer=who, now=now)
        for days in (longest + 1, -1):
            with pytest.raises(MoveRefused):
                answering.hold(handoff, today + timedelta(days=days), viewer=who, now=now)
            assert (handoff.status, handoff.review_on) == (Status.RECEIVED, None)
        review_on = today + timedelta(days=longest)
        answering.hold(handoff, review_on, viewer=who, now=now)
        assert (handoff.status, handoff.review_on) == (Status.WAITING, review_on)


def test_asking_is_possible_twice_and_no_more(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    who = viewer(scene.partner, now)
    answering.acknowledge(handoff, viewer=who, now=now)
    for _round in range(2):
        answering.ask(handoff, MissingItem.AVAILABILITY, viewer=who, now=now)
        following.complete(handoff, viewer=viewer(scene.sender, now), now=now)
    with pytest.raises(MoveRefused):
        answering.ask(handoff, MissingItem.DOCUMENTS, viewer=who, now=now)


def test_a_status_keeps_only_what_goes_with_it(session, now):
    scene = make_scene()
    for status in PATHS:
        handoff = bring(scene, status, now=now)
        kept = {
            "decline": handoff.decline_code is not None,
            "failure": handoff.failure_code is not None,
            "outcome": handoff.outcome_code is not None,
            "review": handoff.review_on is not None,
        }
        assert kept == {
            "decline": status is Status.DECLINED,
            "failure": status is Status.FAILED,
            "outcome": status is Status.CONCLUDED,
            "review": status in (Status.WAITING, Status.UNDER_WAY),
        }
