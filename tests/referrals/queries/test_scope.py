from datetime import timedelta

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import ANONYMOUS, Role
from directory.models import Membership
from referrals.decisions.workflow import Action, Side, Status
from referrals.models import Handoff
from referrals.operations import following
from referrals.queries import scope
from tests.makers import make_iscg, make_member, make_organisation, make_team
from tests.referrals.scene import bring, make_scene, send, viewer


def _sees(member, handoff, now):
    found = scope.find(viewer(member, now), handoff.id)
    listed = db.session.scalars(scope.visible_to(viewer(member, now))).all()
    assert (found is None) is (handoff not in listed)
    return found is not None


def test_only_the_two_teams_know_that_a_request_exists(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    theirs = make_member(scene.partner_team, name="Paul Renard")
    assert all(_sees(who, handoff, now) for who in (scene.sender, scene.colleague, theirs))
    same_house = make_team(scene.partner_team.organisation, name="Une autre équipe")
    strangers = [
        make_iscg(),
        make_member(),
        make_member(same_house),
        make_member(scene.partner_team, role=Role.MANAGER),
        scene.supervisor,
        *(
            make_member(network_role=role, organisation=make_organisation())
            for role in (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR)
        ),
    ]
    assert not any(_sees(who, handoff, now) for who in strangers)
    assert scope.find(ANONYMOUS, handoff.id) is None


def test_who_coordinates_governs_or_operates_sees_none_even_from_inside_a_team(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    for role in (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR):
        scene.partner.network_role = scene.colleague.network_role = role
        session.flush()
        assert not _sees(scene.partner, handoff, now)
        assert not _sees(scene.colleague, handoff, now)


def test_what_was_never_sent_does_not_exist_for_the_partner(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    draft = {"status": Status.DRAFT, "sent_at": None}
    session.execute(sa.update(Handoff).values(draft))
    session.expire_all()
    assert _sees(scene.sender, handoff, now)
    assert not _sees(scene.partner, handoff, now)
    discarded = {"status": Status.WITHDRAWN}
    session.execute(sa.update(Handoff).values(discarded))
    session.expire_all()
    assert not _sees(scene.partner, handoff, now)
    assert scope.sides_of(viewer(scene.partner, now), handoff) == ()


def test_leaving_a_team_closes_its_requests_at_once(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    assert _sees(scene.partner, handoff, now)
    session.execute(sa.delete(Membership).where(Membership.member_id == scene.partner.id))
    assert not _sees(scene.partner, handoff, now)


def test_each_side_is_offered_its_own_acts(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    ours, theirs = viewer(scene.sender, now), viewer(scene.partner, now)
    assert scope.sides_of(ours, handoff) == (Side.SENDER,)
    assert scope.sides_of(theirs, handoff) == (Side.PARTNER,)
    assert scope.actions(ours, handoff, now=now) == (Action.WITHDRAW, Action.VOID)
    assert scope.actions(theirs, handoff, now=now) == (
        Action.ACKNOWLEDGE,
        Action.ACCEPT,
        Action.DECLINE,
    )
    assert scope.actions(viewer(make_iscg(), now), handoff, now=now) == ()


def test_past_the_agreement_the_partner_reads_nothing_and_may_only_hand_back(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    later = now + timedelta(days=16)
    theirs = viewer(scene.partner, later)
    assert scope.sight_of(Side.PARTNER, handoff, now=later).blocks == frozenset()
    assert scope.actions(theirs, handoff, now=later) == (Action.DECLINE,)
    assert scope.sight_of(Side.SENDER, handoff, now=later).blocks


def test_an_agreement_taken_back_closes_reading_at_once(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    assert scope.sight_of(Side.PARTNER, handoff, now=now).blocks
    handoff.consent.withdrawn_at = now
    assert scope.sight_of(Side.PARTNER, handoff, now=now).blocks == frozenset()


def test_after_a_withdrawal_the_partner_keeps_its_own_steps_alone(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.RECEIVED, now=now)
    following.void(handoff, viewer=viewer(scene.sender, now), now=now)
    seen = scope.sight_of(Side.PARTNER, handoff, now=now)
    assert (seen.metadata, seen.receipts, seen.blocks) == (False, True, frozenset())
    assert scope.actions(viewer(scene.partner, now), handoff, now=now) == ()
