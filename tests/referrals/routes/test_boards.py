import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import Membership
from referrals.decisions.workflow import Status
from referrals.models import Handoff
from tests.makers import make_member, make_organisation
from tests.referrals.routes.browsing import hidden_in, place, words


def test_a_sender_reads_what_needs_her_and_how_to_call(app, signed_in):
    places = place(app, Status.UNANSWERED)
    page = signed_in(places.sender).get("/demandes").text
    read = words(page)
    assert "À reprendre" in read
    assert "Sans réponse" in read
    assert f"{places.reference} · Avocat" in read
    assert 'href="tel:+33353010140"' in page


def test_an_empty_board_says_what_will_come(app, signed_in):
    places = place(app, None)
    assert "0 demande en cours" in words(signed_in(places.sender).get("/demandes").text)
    assert "0 demande attend votre réponse" in words(
        signed_in(places.partner).get("/demandes/recues").text
    )


def test_ended_requests_stay_at_the_foot(app, signed_in):
    places = place(app, Status.VOID)
    read = words(signed_in(places.sender).get("/demandes?page=nonsense").text)
    assert "Terminées 1" in read
    assert places.reference in read


def test_a_partner_answers_from_the_card(app, signed_in):
    places = place(app, Status.SENT)
    here = signed_in(places.partner)
    page = here.get("/demandes/recues").text
    for verb in ("accepter", "decliner", "accuser-reception"):
        assert f"/demandes/{places.handoff}/{verb}" in page
    read = words(page)
    assert "1 demande attend votre réponse" in read
    assert "Avocat" in read
    assert "Le Grand Charolais" in read
    assert places.reference not in page


def test_acknowledging_is_one_click_and_a_human_s(app, signed_in):
    places = place(app, Status.SENT)
    here = signed_in(places.partner)
    page = here.get("/demandes/recues").text
    token = {"csrf_token": hidden_in(page)["csrf_token"]}
    answer = here.post(f"/demandes/{places.handoff}/accuser-reception", data=token)
    assert answer.status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(Handoff.status)) is Status.RECEIVED
    again = here.get("/demandes/recues").text
    assert f"/demandes/{places.handoff}/accuser-reception" not in again
    assert "reçue" in words(again)


def test_a_fresh_decline_can_be_taken_back_from_the_board(app, signed_in):
    places = place(app, Status.DECLINED)
    page = signed_in(places.partner).get("/demandes/recues").text
    assert f"/demandes/{places.handoff}/revenir" in page


def test_the_boards_are_for_those_who_send_or_answer(app, signed_in):
    places = place(app, Status.SENT)
    with app.app_context():
        others = [
            make_member(network_role=role, organisation=make_organisation()).id
            for role in (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR)
        ]
        db.session.commit()
    assert signed_in(places.partner).get("/demandes").status_code == 403
    assert signed_in(places.sender).get("/demandes/recues").status_code == 200
    for other in (*others, places.supervisor):
        assert signed_in(other).get("/demandes").status_code == 403
        assert signed_in(other).get("/demandes/recues").status_code == 403


def test_leaving_the_team_empties_the_board_at_the_next_request(app, signed_in):
    places = place(app, Status.SENT)
    here = signed_in(places.partner)
    assert str(places.handoff) in here.get("/demandes/recues").text
    with app.app_context():
        db.session.execute(sa.delete(Membership).where(Membership.member_id == places.partner))
        db.session.commit()
    assert here.get("/demandes/recues").status_code == 403
    assert here.get(f"/demandes/{places.handoff}").status_code == 404
