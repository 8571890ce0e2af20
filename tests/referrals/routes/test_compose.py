from datetime import timedelta

import sqlalchemy as sa

from app.kernel.clock import PARIS, utc_now
from app.kernel.db import db
from app.kernel.outbox import Errand
from referrals.models import Consent, Event, Handoff, Referral
from tests.referrals.routes.browsing import fill, hidden_in, place, words

GOOD = {
    "need_family": "lawyer",
    "danger": "orange",
    "territory": "200071884",
    "agreed": "oral",
}


def _page(places):
    return f"/demandes/nouvelle/{places.entry}"


def _count(app, table=Handoff):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_an_iscg_sends_a_request_and_reads_it(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    answer = fill(here, _page(places), **GOOD)
    assert answer.status_code == 303
    page = words(here.get(answer.location).text)
    assert "La demande est envoyée" in page
    assert "Envoyée" in page
    assert "Le Grand Charolais" in page
    assert _count(app) == _count(app, Errand) == _count(app, Consent) == 1


def test_the_form_asks_six_things_and_answers_none_in_her_place(app, signed_in):
    places = place(app, None)
    page = signed_in(places.sender).get(_page(places)).text
    asked = {"need_family", "danger", "reached", "called_at", "territory", "agreed"}
    assert {name for name in asked if f'name="{name}"' in page} == asked
    assert '<option selected value="">' in page
    assert page.count("checked") == 0  # nothing is agreed to, no danger chosen, in her place
    read = words(page)
    assert "Vous êtes d’accord pour que je transmette votre besoin à" in read
    assert "17" in read
    assert "3919" in read


def test_what_is_missing_is_named_and_nothing_is_stored(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    for missing, told in (
        ("agreed", "Sans son accord, rien ne part"),
        ("need_family", "Choisissez le besoin principal"),
        ("danger", "Choisissez le niveau de danger"),
        ("territory", "Choisissez l’intercommunalité"),
    ):
        answer = fill(here, _page(places), **(GOOD | {missing: ""}))
        assert answer.status_code == 422
        assert told in words(answer.text)
    assert [_count(app, table) for table in (Referral, Consent, Handoff, Event, Errand)] == [0] * 5


def test_a_code_that_is_in_no_list_is_refused(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    for name in GOOD:
        assert fill(here, _page(places), **(GOOD | {name: "<script>"})).status_code == 422
    assert _count(app) == 0


def test_a_commune_is_never_taken_for_a_territory(app, signed_in):
    places = place(app, None)
    answer = fill(signed_in(places.sender), _page(places), **(GOOD | {"territory": "71342"}))
    assert answer.status_code == 422


def test_red_asks_for_a_call_and_leaves_after_it(app, signed_in):
    places = place(app, None, on_call="+33639980001")
    here = signed_in(places.sender)
    red = GOOD | {"danger": "red"}
    refused = fill(here, _page(places), **red)
    assert refused.status_code == 422
    read = words(refused.text)
    assert "Danger rouge : appelez d’abord le service" in read
    assert "06 39 98 00 01" in read
    old = utc_now().astimezone(PARIS) - timedelta(minutes=45)
    again = fill(here, _page(places), **red, reached="head", called_at=f"{old:%H:%M}")
    assert again.status_code == 422
    assert "plus de 30 minutes" in words(again.text)
    assert _count(app) == 0
    fresh = utc_now().astimezone(PARIS) - timedelta(minutes=2)
    sent = fill(here, _page(places), **red, reached="head", called_at=f"{fresh:%H:%M}")
    assert sent.status_code == 303
    assert "à la direction" in words(here.get(sent.location).text)


def test_the_need_is_filled_in_when_the_service_answers_one_alone(app, signed_in):
    places = place(app, None, service_fields={"category": "medecin_generaliste"})
    page = signed_in(places.sender).get(_page(places)).text
    assert '<option selected value="health">' in page


def test_the_emergency_numbers_stand_before_the_service_s_own(app, signed_in):
    places = place(app, None)
    page = signed_in(places.sender).get(_page(places)).text
    urgent = page[page.index("Appelez avant d’envoyer") :]
    numbers = ["tel:17", "tel:112", "sms:114", "tel:15", "tel:115", "tel:3919", "tel:+3335301"]
    found = [urgent.index(f'href="{number}') for number in numbers]
    assert found == sorted(found)


def test_a_double_click_sends_one_request(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    filled = hidden_in(here.get(_page(places)).text) | GOOD
    first, second = (here.post(_page(places), data=filled) for _click in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert (_count(app), _count(app, Errand)) == (1, 1)


def test_the_same_form_with_other_answers_is_shown_again(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    filled = hidden_in(here.get(_page(places)).text) | GOOD
    here.post(_page(places), data=filled)
    changed = here.post(_page(places), data=filled | {"danger": "green"})
    assert changed.status_code == 409
    assert "Ce formulaire a déjà servi" in words(changed.text)
    assert _count(app) == 1
    assert fill(here, _page(places), **GOOD).status_code == 303
    assert _count(app) == 2


def test_reading_the_form_changes_nothing(app, signed_in):
    places = place(app, None)
    here = signed_in(places.sender)
    for _visit in range(2):
        assert here.get(_page(places)).status_code == 200
        assert here.head(_page(places)).status_code == 200
    assert _count(app) == 0


def test_only_members_of_a_post_s_team_send(app, signed_in):
    places = place(app, None)
    for other in (places.partner, places.supervisor):
        assert signed_in(other).get(_page(places)).status_code == 403


def test_an_unknown_entry_is_not_found(app, signed_in):
    places = place(app, None)
    nowhere = f"/demandes/nouvelle/{places.sender}"
    assert signed_in(places.sender).get(nowhere).status_code == 404


def test_when_nothing_can_be_sent_one_reads_whom_to_call(app, signed_in):
    for changes, told in (
        ({"receives_handoffs": False}, "ne reçoit pas de demande ici"),
        ({"category": "police_gendarmerie"}, "par téléphone seulement"),
        ({"category": "crip"}, "119"),
        ({"category": "cpca_auteurs"}, "auteurs de violences"),
    ):
        places = place(app, None, service_fields=changes)
        here = signed_in(places.sender)
        page = here.get(_page(places))
        assert page.status_code == 200
        assert told in words(page.text)
        assert "03 53 01 01 40" in words(page.text)
        assert 'name="agreed"' not in page.text
        token = hidden_in(here.get("/mon-compte").text)
        assert here.post(_page(places), data=token | GOOD).status_code == 422
    assert _count(app) == 0
