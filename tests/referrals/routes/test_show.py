import re
from uuid import uuid4

from app.kernel.db import db
from app.kernel.viewer import Role
from referrals.decisions.workflow import Status
from tests.makers import make_iscg, make_member, make_organisation
from tests.referrals.routes.browsing import place, words
from tests.referrals.scene import PATHS


def _page(places):
    return f"/demandes/{places.handoff}"


def test_the_sender_sees_each_step_with_its_author_and_time(app, signed_in):
    places = place(app, Status.ACCEPTED)
    page = signed_in(places.sender).get(_page(places))
    read = words(page.text)
    assert f"{places.reference} · Avocat" in read
    for step in ("Envoyée", "Réception accusée", "Acceptée"):
        assert step in read
    assert "Inès M., Permanence du barreau" in read
    assert page.text.count("<time") >= 3
    assert page.headers["Cache-Control"] == "no-store"


def test_the_partner_reads_what_is_asked_by_whom_and_no_name_of_the_person(app, signed_in):
    places = place(app, Status.SENT)
    read = words(signed_in(places.partner).get(_page(places)).text)
    assert f"Demande {places.call_ref} · Avocat" in read
    assert "Orange" in read
    assert "Le Grand Charolais" in read
    assert "ISG Charolais-Brionnais, Claire B." in read
    assert "03 53 01 10 17" in read
    assert places.reference not in read


def test_the_page_says_that_identity_does_not_pass_here(app, signed_in):
    places = place(app, Status.ACCEPTED)
    for member in (places.sender, places.partner):
        read = words(signed_in(member).get(_page(places)).text)
        assert "Ils ne passent pas par ce site" in read


def test_what_was_taken_back_is_the_same_page_for_the_partner_whatever_the_reason(app, signed_in):
    """Even the icons: a mistake, a choice, the person's or another service's yes look alike."""
    pages = set()
    for status in (Status.WITHDRAWN, Status.VOID):
        places = place(app, status)
        page = signed_in(places.partner).get(_page(places)).text
        assert "Cette demande n’est plus d’actualité" in words(page)
        for own in (str(places.handoff), places.call_ref):
            page = page.replace(own, "")
        page = page[page.index("<h1>") :]
        pages.add(
            re.sub(r"<time.*?</time>|<svg.*?#circle-dot|csrf_token.*?>", "", page, flags=re.S)
        )
    assert len(pages) == 1
    for word in ("etirée", "nnulée", "erreur", "Avocat", "Orange", "#ban", "#undo"):
        assert word not in pages.copy().pop()


def test_buttons_are_the_acts_of_the_table_the_expected_one_first(app, signed_in):
    places = place(app, Status.SENT)
    page = signed_in(places.partner).get(_page(places)).text
    acts = ["accuser-reception", "accepter", "decliner"]
    found = [page.index(f'="{_page(places)}/{act}"') for act in acts]
    assert found == sorted(found)
    assert page.count('class="btn primary"') == 1
    assert "/retirer" not in page


def test_no_button_invites_the_sender_to_give_up_while_the_partner_must_answer(app, signed_in):
    places = place(app, Status.SENT)
    page = signed_in(places.sender).get(_page(places)).text
    assert f'href="{_page(places)}/retirer"' in page
    assert 'class="btn primary"' not in page


def test_somebody_else_s_request_and_an_unknown_one_are_the_same_page(app, signed_in):
    places = place(app, Status.SENT)
    with app.app_context():
        strangers = [make_iscg().id, make_member().id]
        strangers += [
            make_member(network_role=role, organisation=make_organisation()).id
            for role in (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR)
        ]
        db.session.commit()
    for stranger in (*strangers, places.supervisor):
        here = signed_in(stranger)
        foreign, unknown = here.get(_page(places)), here.get(f"/demandes/{uuid4()}")
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.text == unknown.text


def test_without_a_session_one_signs_in_first(app, client):
    places = place(app, Status.SENT)
    data = client.get(_page(places), headers={"Accept": "application/json"})
    assert data.status_code == 401
    answer = client.get(_page(places))
    assert answer.status_code == 303
    assert answer.location.startswith("/connexion")


def test_every_state_has_its_page_for_both_sides(app, signed_in):
    for status in PATHS:
        places = place(app, status)
        for member in (places.sender, places.partner):
            assert signed_in(member).get(_page(places)).status_code == 200
