import sqlalchemy as sa

from app.kernel.access_log import JournalLeaf
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.outbox import Errand
from referrals.decisions.workflow import MOVES, Action, Side, Status
from referrals.models import Event, Handoff
from referrals.queries import scope
from referrals.routes.verbs import VERBS
from tests.makers import make_iscg, make_member
from tests.referrals.routes.browsing import fill, hidden_in, place, words
from tests.referrals.scene import PATHS, bring, make_scene, viewer

FILLED = {
    Action.DECLINE: {"reason": "no_place"},
    Action.ASK: {"item": "documents"},
    Action.CONCLUDE: {"outcome": "met"},
    Action.NOTE_OUTCOME: {"outcome": "met"},
    Action.FAIL: {"reason": "no_show"},
    Action.NOTE_FAILURE: {"reason": "no_show"},
    Action.WITHDRAW: {"cause": "sender_choice"},
}


def _path(places, verb):
    return f"/demandes/{places.handoff}/{verb}"


def _handoff(app, places):
    with app.app_context():
        handoff = db.session.get_one(Handoff, places.handoff)
        return handoff.status, [event.action for event in handoff.events]


def _fields(verb):
    today = utc_now().date().isoformat()
    return FILLED.get(verb.action, {"review_on": today} if "Review" in str(verb.form) else {})


def test_every_act_offered_to_a_sender_or_a_partner_has_its_page(app):
    with app.app_context():
        scene, now = make_scene(), utc_now()
        offered = set()
        for status in PATHS:
            handoff = bring(scene, status, now=now)
            for member in (scene.sender, scene.partner):
                who = viewer(member, now)
                offered |= set(scope.actions(who, handoff, now=handoff.status_since))
    assert offered == {verb.action for verb in VERBS}


STARTS = {
    Action.ACKNOWLEDGE: Status.SENT,
    Action.COMPLETE: Status.INCOMPLETE,
    Action.REOPEN: Status.DECLINED,
    Action.START: Status.ACCEPTED,
    Action.CONCLUDE: Status.UNDER_WAY,
    Action.FAIL: Status.ACCEPTED,
    Action.NOTE_OUTCOME: Status.ACCEPTED,
    Action.NOTE_FAILURE: Status.UNDER_WAY,
}
OURS = {move.action for move in MOVES if move.side is Side.SENDER}


def test_each_verb_asks_first_then_acts_and_says_so(app, signed_in):
    for verb in VERBS:
        places = place(app, STARTS.get(verb.action, Status.RECEIVED))
        here = signed_in(places.sender if verb.action in OURS else places.partner)
        before = _handoff(app, places)
        page = here.get(_path(places, verb.path))
        assert page.status_code == 200
        assert '<button class="btn primary big grow" type="submit">' in page.text
        assert _handoff(app, places) == before
        answer = here.post(_path(places, verb.path), data=hidden_in(page.text) | _fields(verb))
        assert (answer.status_code, verb.path) == (303, verb.path)
        assert answer.location == f"/demandes/{places.handoff}"
        status, actions = _handoff(app, places)
        assert status is not before[0]
        assert actions[-1] is verb.action
        assert 'role="status"' in here.get(answer.location).text


def test_declining_needs_a_reason(app, signed_in):
    places = place(app, Status.RECEIVED)
    here = signed_in(places.partner)
    answer = fill(here, _path(places, "decliner"))
    assert answer.status_code == 422
    assert "Choisissez un motif" in words(answer.text)
    assert _handoff(app, places)[0] is Status.RECEIVED


def test_missing_pieces_are_named(app, signed_in):
    places = place(app, Status.RECEIVED)
    here = signed_in(places.partner)
    lacking = {"reason": "missing_information"}
    assert fill(here, _path(places, "decliner"), **lacking).status_code == 422
    answer = fill(here, _path(places, "decliner"), **lacking, missing="documents")
    assert answer.status_code == 303


def test_the_sender_reads_the_reason_but_never_a_conflict_of_interest(app, signed_in):
    places = place(app, Status.RECEIVED)
    theirs = signed_in(places.partner)
    page = words(theirs.get(_path(places, "decliner")).text)
    assert "Un conflit d’intérêts n’est écrit nulle part" in page
    assert "03 53 01 10 17" in page
    fill(theirs, _path(places, "decliner"), reason="conflict_of_interest")
    read = words(signed_in(places.sender).get(f"/demandes/{places.handoff}").text)
    assert "Autre" in read
    assert "onflit" not in read
    with app.app_context():
        assert db.session.scalars(sa.select(Event.cause)).all()[-1] == "other"


def test_a_review_out_of_bounds_is_a_field_error(app, signed_in):
    places = place(app, Status.RECEIVED)
    answer = fill(
        signed_in(places.partner), _path(places, "mettre-en-attente"), review_on="2030-01-01"
    )
    assert answer.status_code == 422
    assert "Choisissez une date entre le" in words(answer.text)


def test_the_same_act_twice_is_already_done(app, signed_in):
    places = place(app, Status.RECEIVED)
    here = signed_in(places.partner)
    first = hidden_in(here.get(_path(places, "accepter")).text)
    second = hidden_in(here.get(_path(places, "accepter")).text)
    assert here.post(_path(places, "accepter"), data=first).status_code == 303
    again = here.post(_path(places, "accepter"), data=second)
    assert again.status_code == 303
    assert "C’était déjà fait" in words(here.get(again.location).text)
    assert _handoff(app, places)[1].count(Action.ACCEPT) == 1


def test_a_colleague_s_other_answer_shows_where_the_request_stands(app, signed_in):
    places = place(app, Status.RECEIVED)
    here = signed_in(places.partner)
    form = hidden_in(here.get(_path(places, "accepter")).text)
    fill(here, _path(places, "decliner"), reason="timing")
    late = here.post(_path(places, "accepter"), data=form)
    assert late.status_code == 409
    read = words(late.text)
    assert "Cette demande a changé depuis que vous l’avez ouverte" in read
    assert "Maintenant : Déclinée" in read
    assert _handoff(app, places)[0] is Status.DECLINED
    with app.app_context():
        leaves = db.session.execute(
            sa.select(JournalLeaf.act, JournalLeaf.result).order_by(JournalLeaf.seq.desc())
        ).first()
    assert tuple(leaves) == ("request-accept", "refused")


def test_accepting_what_was_withdrawn_meanwhile_says_only_that_it_is_over(app, signed_in):
    places = place(app, Status.RECEIVED)
    theirs = signed_in(places.partner)
    form = hidden_in(theirs.get(_path(places, "accepter")).text)
    fill(signed_in(places.sender), _path(places, "retirer"), cause="person_withdrew")
    late = theirs.post(_path(places, "accepter"), data=form)
    assert late.status_code == 409
    read = words(late.text)
    assert "N’est plus d’actualité" in read
    assert "etir" not in read
    assert "accord" not in read
    assert _handoff(app, places)[0] is Status.WITHDRAWN


def test_a_stranger_s_try_is_not_found_and_changes_nothing(app, signed_in):
    places = place(app, Status.RECEIVED)
    with app.app_context():
        strangers = [make_iscg().id, make_member().id]
        db.session.commit()
    for stranger in (*strangers, places.supervisor):
        here = signed_in(stranger)
        token = hidden_in(here.get("/mon-compte").text)
        for verb in VERBS:
            path = _path(places, verb.path)
            assert here.get(path).status_code == 404
            assert here.post(path, data=token | _fields(verb)).status_code == 404
    assert _handoff(app, places)[0] is Status.RECEIVED


def test_the_other_side_s_act_is_refused(app, signed_in):
    places = place(app, Status.RECEIVED)
    for member, verbs in (
        (places.sender, {"accepter": {}, "decliner": {"reason": "timing"}}),
        (places.partner, {"retirer": {"cause": "sender_choice"}, "annuler": {}}),
    ):
        here = signed_in(member)
        token = hidden_in(here.get("/mon-compte").text)
        for verb, fields in verbs.items():
            assert here.post(_path(places, verb), data=token | fields).status_code == 409
    assert _handoff(app, places)[0] is Status.RECEIVED


def test_no_page_of_a_verb_changes_anything_by_being_read(app, signed_in):
    places = place(app, Status.SENT)
    before = _handoff(app, places)
    for member in (places.sender, places.partner):
        here = signed_in(member)
        for verb in VERBS:
            here.get(_path(places, verb.path))
            here.head(_path(places, verb.path))
    assert _handoff(app, places) == before


def test_a_form_without_its_token_is_given_back_and_nothing_moves(app, signed_in):
    places = place(app, Status.SENT)
    here = signed_in(places.partner)
    answer = here.post(_path(places, "decliner"), data={"reason": "timing"})
    assert answer.status_code == 400
    assert _handoff(app, places)[0] is Status.SENT


def test_each_partner_act_mails_the_author_once(app, signed_in):
    places = place(app, Status.SENT)
    fill(signed_in(places.partner), _path(places, "accepter"))
    with app.app_context():
        told = db.session.scalars(
            sa.select(Errand.recipient_id).where(Errand.kind == "answer_waiting")
        ).all()
    assert told == [places.sender]
    assert _handoff(app, places)[1] == [Action.SEND, Action.ACKNOWLEDGE, Action.ACCEPT]
