from datetime import date
from uuid import uuid4

import pytest

from app.kernel.db import db
from directory.models import Place, ServiceAtSite
from tests.directory.routes.conftest import text
from tests.makers import make_entry, make_organisation


@pytest.fixture
def made(app):
    """Return a maker of committed entries."""

    def make(**fields):
        with app.app_context():
            entry = make_entry(make_organisation("Cabinet"), **fields)
            db.session.commit()
            return f"/annuaire/{entry.id}"

    return make


def test_an_entry_says_how_to_call_and_admits_what_nobody_said(iscg, made):
    page = text(iscg.get(made()))
    for said in (
        "03 53 01 01 40",
        "4 rue des Deux-Ponts",
        "71600 Paray-le-Monial",
        "Zone à confirmer",
        "les publics, les langues",
        "jamais",
    ):
        assert said in page


def test_whom_it_takes_is_said_in_words(iscg, made):
    page = text(
        iscg.get(
            made(
                service_fields={
                    "publics": ["women", "women_with_children"],
                    "languages": ["fr", "ar", "lsf"],
                    "animals": "on_request",
                    "cost": "free",
                    "called_by": ["professionals"],
                    "catchment": ["71342", "200071884"],
                    "conditions": ["Sans plainte"],
                    "documents": ["Pièce d’identité"],
                }
            )
        )
    )
    for said in (
        "Femmes, Femmes avec enfants",
        "français, arabe, langue des signes",
        "Animaux : à demander",
        "Gratuit",
        "les professionnels",
        "Paray-le-Monial",
        "Sans plainte",
        "Pièce d’identité",
    ):
        assert said.replace(" ", " ") in page.replace("\u00a0", " "), said


def test_the_week_begins_today_and_unknown_hours_are_said_unknown(iscg, made):
    page = text(iscg.get(made(hours="Mo-Su 09:00-12:00,14:00-24:00; PH 10:00-11:00")))
    assert "(aujourd’hui)" in page
    assert "minuit" in page
    assert "Horaires inconnus" in text(iscg.get(made(hours=None)))
    assert "Horaires inconnus" in text(iscg.get(made(hours="on ne sait pas")))


def test_a_protected_place_says_why_there_is_no_address(iscg, network):
    page = text(iscg.get(f"/annuaire/{network.entries['refuge']}"))
    assert "Adresse protégée" in page
    assert "03 53 01 09 99" in page
    assert "km" not in page
    assert "/carte?" not in iscg.get(f"/annuaire/{network.entries['refuge']}").get_data(
        as_text=True
    )


def test_a_coordinator_reads_a_protected_place_with_115_for_line(network, signed_in):
    page = text(
        signed_in(network.members["coordinator"]).get(f"/annuaire/{network.entries['refuge']}")
    )
    assert "09 99" not in page
    assert "le 115 fait le lien" in page


def test_a_line_without_a_place_says_that_there_is_none(iscg, made):
    assert "Pas de lieu d’accueil" in text(iscg.get(made(place=Place.TERRITORY)))


def test_a_commune_without_a_street_says_that_the_address_is_not_known(iscg, made):
    assert "Adresse exacte non connue" in text(iscg.get(made(place=Place.COMMUNE)))


@pytest.mark.parametrize("who", ["partner", "elected"])
def test_what_one_may_not_see_is_what_does_not_exist(network, signed_in, who):
    client = signed_in(network.members[who])
    hidden = client.get(f"/annuaire/{network.entries['refuge']}")
    unknown = client.get(f"/annuaire/{uuid4()}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.get_data(as_text=True) == unknown.get_data(as_text=True)


def test_the_title_of_the_page_names_nobody(iscg, network):
    page = iscg.get(f"/annuaire/{network.entries['refuge']}").get_data(as_text=True)
    assert "<title>Passerelle – Fiche</title>" in page


def test_what_is_advised_against_is_said_so(iscg, made):
    assert "Déconseillé en cas de violences" in text(iscg.get(made(category="mediation_familiale")))


def test_a_statutory_channel_is_told_and_takes_no_request(iscg, made):
    page = iscg.get(made(category="crip", service_fields={"receives_handoffs": True}))
    assert "acte prévu par la loi" in text(page)
    assert "/demandes/nouvelle/" not in page.get_data(as_text=True)


def test_an_overdue_verification_asks_to_confirm_by_calling(iscg, made):
    page = text(iscg.get(made(verified_on=date(2020, 3, 6))))
    assert "le 6 mars 2020" in page.replace("\u00a0", " ")
    assert "confirmez en appelant" in page


def test_hostile_names_are_shown_as_text(iscg, app):
    with app.app_context():
        entry = make_entry(
            make_organisation("<img src=x onerror=alert(1)>"), name="${alert(1)} {{ 7*7 }}"
        )
        db.session.commit()
        address = f"/annuaire/{entry.id}"
    body = iscg.get(address).get_data(as_text=True)
    assert "<img src=x" not in body
    assert "{{ 7*7 }}" in body


def test_an_archived_entry_is_gone(iscg, app, network, now):
    with app.app_context():
        db.session.get_one(ServiceAtSite, network.entries["paray"]).archived_at = now
        db.session.commit()
    assert iscg.get(f"/annuaire/{network.entries['paray']}").status_code == 404
