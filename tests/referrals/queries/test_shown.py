from datetime import timedelta

from referrals.decisions.overall import Overall
from referrals.decisions.reasons import Danger, NeedFamily, Reached
from referrals.decisions.workflow import LIVE, Action, Side, Status
from referrals.queries import scope
from referrals.queries.shown import shown
from tests.referrals.scene import CHAROLAIS, PATHS, ask_also, bring, make_scene, send, viewer

SOON = timedelta(minutes=30)


def _as(member, handoff, now):
    who = viewer(member, now)
    found = scope.find(who, handoff.id)
    return shown(who, found, now=now)


def test_the_partner_reads_the_need_while_it_holds_the_request(session, now):
    scene = make_scene()
    for status in PATHS:
        handoff = bring(scene, status, now=now)
        seen = _as(scene.partner, handoff, now + SOON)
        assert (seen.need is not None) is (status in LIVE or status is Status.DECLINED)
        assert seen.file is None
        later = _as(scene.partner, handoff, now + timedelta(hours=2))
        assert (later.need is not None) is (status in LIVE)


def test_the_sender_keeps_its_coarse_file_to_the_end(session, now):
    scene = make_scene()
    for status in PATHS:
        handoff = bring(scene, status, now=now)
        seen = _as(scene.colleague, handoff, now + SOON)
        assert (seen.need.family, seen.need.danger) == (NeedFamily.LAWYER, Danger.ORANGE)
        assert seen.need.territory == CHAROLAIS
        assert seen.file.reference == handoff.referral.reference


def test_the_sender_reads_the_call_the_agreement_and_how_to_call_again(session, now):
    scene = make_scene()
    handoff = send(scene, now=now, danger=Danger.RED)
    file = _as(scene.sender, handoff, now).file
    assert (file.called, file.called_at) == (Reached.ON_CALL, now - timedelta(minutes=5))
    assert file.agreed_until == handoff.consent.ends_on
    assert [number.value for number in file.numbers] == ["+33353010140"]


def test_each_step_is_told_with_its_author_and_time(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.ACCEPTED, now=now)
    steps = _as(scene.sender, handoff, now + SOON).steps
    assert [(s.action, s.who) for s in steps] == [
        (Action.SEND, "Claire B., ISG Charolais-Brionnais"),
        (Action.ACKNOWLEDGE, "Inès M., Permanence du barreau"),
        (Action.ACCEPT, "Inès M., Permanence du barreau"),
    ]
    assert steps[0].at == now


def test_why_a_request_was_taken_back_stays_with_the_sender(session, now):
    scene = make_scene()
    handoff = bring(scene, Status.WITHDRAWN, now=now)
    ours = _as(scene.sender, handoff, now + SOON)
    theirs = _as(scene.partner, handoff, now + SOON)
    assert [s.cause for s in ours.steps if s.side is Side.SENDER] == [None, "person_withdrew"]
    assert {s.cause for s in theirs.steps} == {None}


def test_the_partner_never_learns_of_another_service(session, now):
    scene, other = make_scene(), make_scene()
    handoff = bring(scene, Status.DECLINED, now=now)
    before = _as(scene.partner, handoff, now + timedelta(hours=2))
    also = ask_also(handoff, other.entry, now=now + SOON)
    session.expire_all()
    assert _as(scene.partner, handoff, now + timedelta(hours=2)) == before
    assert str(also.id) not in str(before)
    assert _as(scene.sender, handoff, now + SOON).file.overall is Overall.PENDING


def test_the_partner_s_page_never_holds_the_file_s_reference(session, now):
    scene = make_scene()
    for status in PATHS:
        handoff = bring(scene, status, now=now)
        assert handoff.referral.reference not in str(_as(scene.partner, handoff, now + SOON))
