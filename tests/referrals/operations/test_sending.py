from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.kernel.access_log import JournalLeaf
from app.kernel.outbox import Errand
from app.kernel.viewer import Role
from directory.models import OrganisationStatus
from referrals.decisions.guards import Obstacle
from referrals.decisions.reasons import ConsentMode, Danger, NeedFamily, Reached
from referrals.decisions.request import Call, Missing, NewRequest
from referrals.decisions.workflow import Action, Side, Status
from referrals.models import Consent, Event, Handoff, Referral
from referrals.operations import sending
from referrals.operations.moving import NotAParty
from tests.makers import make_entry, make_member, make_post, make_team
from tests.referrals.scene import CHAROLAIS, make_request, make_scene, send, viewer

NOTHING_WRITTEN = (Referral, Consent, Handoff, Event, Errand, JournalLeaf)


def _count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_request_leaves_with_its_agreement_its_event_its_leaf_and_its_mail(session, now):
    scene = make_scene()
    handoff = send(scene, now=now)
    assert (handoff.status, handoff.sent_at, handoff.moves) == (Status.SENT, now, 1)
    assert handoff.service_name == "Barreau de Mâcon – Permanence d’avocats"
    assert handoff.referral.team_id == scene.post.team_id
    assert (handoff.consent.mode, handoff.consent.collected_by_id) == (
        ConsentMode.ORAL,
        scene.sender.id,
    )
    event = session.scalars(sa.select(Event)).one()
    assert (event.action, event.side, event.at) == (Action.SEND, Side.SENDER, now)
    leaf = session.scalars(sa.select(JournalLeaf)).one()
    assert (leaf.seq, leaf.act) == (event.journal_seq, "request-send")
    errand = session.scalars(sa.select(Errand)).one()
    assert (errand.kind, errand.subject_id) == ("request_waiting", handoff.id)
    assert errand.recipient_id == scene.partner.id


def test_the_agreement_ends_by_itself(session, now):
    scene = make_scene()
    for danger, days in ((Danger.GREEN, 30), (Danger.ORANGE, 15), (Danger.RED, 15)):
        consent = send(scene, now=now, danger=danger).consent
        assert consent.ends_on - consent.starts_on == timedelta(days=days)
        assert consent.need
        assert (consent.identity, consent.safe_contact) == (False, False)


def test_a_service_mailbox_gets_one_mail_whoever_is_behind_it(session, now):
    scene = make_scene()
    scene.partner_team.mail = "permanence@example.fr"
    make_member(scene.partner_team, name="Paul Renard")
    send(scene, now=now)
    assert session.scalars(sa.select(Errand.recipient_id)).all() == [None]


def test_without_a_mailbox_each_active_member_gets_one_and_nobody_else(session, now):
    scene = make_scene()
    second = make_member(scene.partner_team, name="Paul Renard")
    make_member(scene.partner_team, name="Partie Ailleurs", disabled_at=now - timedelta(days=1))
    make_member(scene.partner_team, role=Role.MANAGER, name="Gère Seulement")
    send(scene, now=now)
    told = set(session.scalars(sa.select(Errand.recipient_id)))
    assert told == {scene.partner.id, second.id}


def _refused(session, scene, now, *, asked=None, entry=None):
    with pytest.raises((sending.RecipientRefused, sending.NotReady, NotAParty)) as refusal:
        sending.send(
            entry or scene.entry,
            asked or make_request(now=now),
            post=scene.post,
            viewer=viewer(scene.sender, now),
            now=now,
        )
    assert [_count(session, table) for table in NOTHING_WRITTEN] == [0] * len(NOTHING_WRITTEN)
    return refusal.value


def test_red_without_a_fresh_call_leaves_nothing_behind(session, now):
    scene, old = make_scene(), Call(Reached.HEAD, now - timedelta(minutes=30))
    for call, lacks in ((None, Missing.CALL), (old, Missing.FRESH_CALL)):
        asked = NewRequest(NeedFamily.SHELTER, Danger.RED, CHAROLAIS, ConsentMode.ORAL, call)
        assert _refused(session, scene, now, asked=asked).lacks is lacks


def test_red_with_a_call_of_five_minutes_ago_leaves_and_keeps_the_call(session, now):
    handoff = send(make_scene(), now=now, danger=Danger.RED)
    assert (handoff.called, handoff.called_at) == (Reached.ON_CALL, now - timedelta(minutes=5))


def test_a_service_that_may_not_receive_is_refused_by_name(session, now):
    scene = make_scene()
    service = scene.entry.service
    usual = {"receives_handoffs": True, "team_id": service.team_id, "category": "avocat"}
    for changes, found in (
        ({"receives_handoffs": False}, Obstacle.NOT_RECEIVING),
        ({"team_id": None}, Obstacle.NO_ACCOUNT),
        ({"category": "mairie"}, Obstacle.INSTITUTION),
        ({"category": "crip"}, Obstacle.STATUTORY),
        ({"category": "tribunal_judiciaire"}, Obstacle.COURT),
        ({"category": "cpca_auteurs"}, Obstacle.WALLED_OFF),
        ({"category": "mediation_familiale"}, Obstacle.CONTRA_INDICATED),
        ({"category": "police_gendarmerie"}, Obstacle.PHONE_ONLY),
        ({"category": "urgence_police"}, Obstacle.PHONE_ONLY),
    ):
        for name, value in (usual | changes).items():
            setattr(service, name, value)
        session.flush()
        assert _refused(session, scene, now).obstacle is found


def test_a_service_whose_only_member_left_is_called_instead(session, now):
    scene = make_scene()
    scene.partner.disabled_at = now - timedelta(hours=1)
    session.flush()
    assert _refused(session, scene, now).obstacle is Obstacle.NO_ACCOUNT


def test_a_suspended_organisation_receives_nothing(session, now):
    scene = make_scene()
    scene.entry.service.organisation.status = OrganisationStatus.SUSPENDED
    session.flush()
    assert _refused(session, scene, now).obstacle is Obstacle.NOT_RECEIVING


def test_one_s_own_team_is_spoken_to_not_written_to(session, now):
    scene = make_scene()
    scene.entry.service.team_id = scene.post.team_id
    session.flush()
    assert _refused(session, scene, now).obstacle is Obstacle.OWN_TEAM


def test_a_team_without_a_supervisor_or_a_manager_sends_nothing(session, now):
    scene = make_scene()
    scene.supervisor.disabled_at = now - timedelta(days=1)
    session.flush()
    assert _refused(session, scene, now).obstacle is Obstacle.SENDER_ALONE
    make_member(scene.sender.memberships[0].team, role=Role.MANAGER, name="Gère Aussi")
    assert send(scene, now=now).status is Status.SENT


def test_nobody_sends_in_the_name_of_another_post(session, now):
    scene = make_scene()
    scene.post = make_post(make_team(name="ISCG Mâconnais"), name="ISCG Mâcon")
    assert isinstance(_refused(session, scene, now), NotAParty)


def test_two_requests_have_two_references_that_can_be_read_aloud(session, now):
    scene = make_scene()
    first = send(scene, now=now)
    second = send(scene, now=now)
    assert first.referral.reference != second.referral.reference
    for handoff in (first, second):
        reference = handoff.referral.reference
        assert len(reference) == 7
        assert reference[4] == "-"
        assert set(reference + handoff.call_ref) <= set(sending.SIGNS) | {"-"}


def test_an_entry_of_a_named_structure_bears_both_names(session):
    entry = make_entry()
    assert sending.name_of(entry) == "Association Horizon Droits – Permanence d’avocats"
