"""A post, a partner and what passes between them, for the tests of the exchange."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from app.accounts import queries as accounts
from app.kernel.db import db
from app.kernel.viewer import Role, Viewer
from directory.models import IscgPost, Member, ServiceAtSite, Team
from referrals.decisions.reasons import (
    ConsentMode,
    Danger,
    DeclineReason,
    FailureReason,
    MissingItem,
    NeedFamily,
    Outcome,
    Reached,
    Refusal,
    WithdrawalCause,
)
from referrals.decisions.request import Call, NewRequest
from referrals.decisions.workflow import Status
from referrals.models import Consent, Handoff
from referrals.operations import answering, following, sending
from tests.makers import make_entry, make_member, make_organisation, make_post, make_team

CHAROLAIS = "200071884"


@dataclass
class Scene:
    """An ISCG, her team, a partner's team and its service."""

    post: IscgPost
    sender: Member
    colleague: Member
    supervisor: Member
    partner: Member
    partner_team: Team
    entry: ServiceAtSite


def make_scene(**entry_fields: object) -> Scene:
    """Make a supervised post and a staffed service that takes requests, flushed."""
    home = make_team(
        make_organisation("Les PEP 71"), name="ISG Charolais-Brionnais", phone="+33353011017"
    )
    post = make_post(home)
    lawyers = make_team(
        make_organisation("Barreau de Mâcon"), name="Permanence du barreau", mail=None
    )
    return Scene(
        post=post,
        sender=make_member(home, name="Claire Berthier"),
        colleague=make_member(home, name="Samuel Tessier"),
        supervisor=make_member(home, role=Role.SUPERVISOR, name="Nadège Perrin"),
        partner=make_member(lawyers, name="Inès Maréchal"),
        partner_team=lawyers,
        entry=make_entry(team=lawyers, **entry_fields),
    )


def viewer(member: Member, now: datetime) -> Viewer:
    """Return the member as she looks now."""
    found = accounts.viewer_of(member.id, now=now)
    assert found is not None
    return found


def make_request(danger: Danger = Danger.ORANGE, *, now: datetime) -> NewRequest:
    """Return a request for a lawyer, called about beforehand when it is red."""
    call = Call(Reached.ON_CALL, now - timedelta(minutes=5)) if danger is Danger.RED else None
    return NewRequest(NeedFamily.LAWYER, danger, CHAROLAIS, ConsentMode.ORAL, call)


def send(scene: Scene, *, now: datetime, danger: Danger = Danger.ORANGE) -> Handoff:
    """Send the scene's request."""
    return sending.send(
        scene.entry,
        make_request(danger, now=now),
        post=scene.post,
        viewer=viewer(scene.sender, now),
        now=now,
    )


def bring(scene: Scene, status: Status, *, now: datetime) -> Handoff:
    """Return a request brought to `status` by those who may, one minute a step."""
    handoff = send(scene, now=now)
    for step, act in enumerate(PATHS[status], start=1):
        at = now + timedelta(minutes=step)
        act(scene, handoff, at)
    if status is Status.UNANSWERED:
        # Nobody can do it by hand, and the clock comes later: the table says it is possible.
        handoff.status, handoff.status_since = Status.UNANSWERED, now + timedelta(minutes=1)
    db.session.flush()
    return handoff


def ask_also(handoff: Handoff, entry: ServiceAtSite, *, now: datetime) -> Handoff:
    """Send the same referral to one more service, as later modes will."""
    agreed = {c.key: getattr(handoff.consent, c.key) for c in Consent.__table__.columns}
    consent = Consent(**agreed | {"id": uuid4(), "service_id": entry.service_id})
    consent.referral = handoff.referral
    columns = {c.key: getattr(handoff, c.key) for c in Handoff.__table__.columns}
    also = Handoff(
        **columns
        | {
            "id": uuid4(),
            "service_id": entry.service_id,
            "entry_id": entry.id,
            "team_id": entry.service.team_id,
            "consent_id": consent.id,
            "status": Status.SENT,
            "status_since": now,
            "sent_at": now,
            "decline_code": None,
            "moves": 0,
        }
    )
    also.referral, also.consent = handoff.referral, consent
    db.session.add_all([consent, also])
    db.session.flush()
    return also


def _acknowledge(scene, handoff, at):
    answering.acknowledge(handoff, viewer=viewer(scene.partner, at), now=at)


def _accept(scene, handoff, at):
    answering.accept(handoff, viewer=viewer(scene.partner, at), now=at)


def _decline(scene, handoff, at):
    refusal = Refusal(DeclineReason.NO_PLACE)
    answering.decline(handoff, refusal, viewer=viewer(scene.partner, at), now=at)


def _ask(scene, handoff, at):
    answering.ask(handoff, MissingItem.DOCUMENTS, viewer=viewer(scene.partner, at), now=at)


def _hold(scene, handoff, at):
    answering.hold(handoff, at.date(), viewer=viewer(scene.partner, at), now=at)


def _start(scene, handoff, at):
    answering.start(handoff, at.date(), viewer=viewer(scene.partner, at), now=at)


def _conclude(scene, handoff, at):
    answering.conclude(handoff, Outcome.MET, viewer=viewer(scene.partner, at), now=at)


def _fail(scene, handoff, at):
    answering.fail(handoff, FailureReason.NO_SHOW, viewer=viewer(scene.partner, at), now=at)


def _withdraw(scene, handoff, at):
    cause = WithdrawalCause.PERSON_WITHDREW
    following.withdraw(handoff, cause, viewer=viewer(scene.sender, at), now=at)


def _void(scene, handoff, at):
    following.void(handoff, viewer=viewer(scene.sender, at), now=at)


PATHS = {
    Status.SENT: (),
    Status.UNANSWERED: (),
    Status.RECEIVED: (_acknowledge,),
    Status.INCOMPLETE: (_acknowledge, _ask),
    Status.WAITING: (_acknowledge, _hold),
    Status.ACCEPTED: (_accept,),
    Status.UNDER_WAY: (_accept, _start),
    Status.DECLINED: (_decline,),
    Status.CONCLUDED: (_accept, _conclude),
    Status.FAILED: (_accept, _fail),
    Status.WITHDRAWN: (_withdraw,),
    Status.VOID: (_void,),
}
