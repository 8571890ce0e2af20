import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.kernel.db import db
from directory.models import SearchAnswer
from tests.directory.routes.conftest import answer, ask, text


def test_an_answer_ends_after_fifteen_minutes_with_a_kind_page(iscg, app):
    address = ask(iscg, words="avocat").headers["Location"]
    with app.app_context():
        kept = db.session.scalars(sa.select(SearchAnswer)).one()
        kept.expires_at -= timedelta(minutes=16)
        db.session.commit()
    page = iscg.get(address)
    assert page.status_code == 410
    assert "Cette recherche n’est plus là" in text(page)
    assert 'href="/annuaire"' in page.get_data(as_text=True)


def test_an_answer_that_never_was_says_the_same(iscg):
    assert iscg.get("/annuaire/r/AAAAAAAAAAAAAAAAAAAAAA").status_code == 410


def test_an_answer_is_for_who_asked(iscg, network, signed_in):
    address = ask(iscg, words="avocat").headers["Location"]
    assert signed_in(network.members["partner"]).get(address).status_code == 410


def test_back_and_reload_ask_nothing(iscg):
    address = ask(iscg, words="avocat").headers["Location"]
    assert [iscg.get(address).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("words", ["azerty", "Digoin", "coiffeur tramayes"])
def test_what_is_not_understood_gets_the_eight_needs_and_no_guess(iscg, words):
    page = answer(iscg, words=words)
    body = page.get_data(as_text=True)
    assert "Je n’ai pas compris." in text(page)
    assert len(re.findall(r'name="need" value="\w+"', body)) == 8
    assert 'href="tel:17"' in body
    assert "data-entry" not in body


def test_a_category_without_any_service_says_so_and_offers_needs(iscg):
    page = answer(iscg, category="umj")
    assert "Aucun service connu" in text(page)
    assert 'name="need" value="certificat_medical"' in page.get_data(as_text=True)


def test_pages_and_kept_categories_carry_codes_alone(iscg, app):
    from tests.makers import make_entry, make_organisation

    with app.app_context():
        for number in range(30):
            make_entry(make_organisation(f"Cabinet {number}"))
        make_entry(make_organisation("Horizon"), category="cidff")
        db.session.commit()
    address = ask(iscg, words="avocat cidff digoin").headers["Location"]
    first = iscg.get(address).get_data(as_text=True)
    assert f"{address}?page=2" in first
    assert f"{address}?seulement=cidff" in first
    assert "page=1" in iscg.get(f"{address}?page=2").get_data(as_text=True)
    kept = text(iscg.get(f"{address}?seulement=avocat"))
    assert "32 résultats" in kept
    assert "Horizon Droits" not in kept


def test_rights_are_looked_at_again_when_an_answer_is_read(iscg, app, network):
    address = ask(iscg, words="villa nymphea").headers["Location"]
    assert "Villa Nymphéa" in text(iscg.get(address))
    with app.app_context():
        db.session.execute(sa.text("DELETE FROM iscg_post"))
        db.session.commit()
    assert "Villa Nymphéa" not in text(iscg.get(address))


def test_a_protected_place_shows_to_an_iscg_its_line_and_neither_place_nor_distance(iscg, network):
    page = answer(iscg, need="shelter")
    card = re.search(
        rf'<article[^>]*data-entry="{network.entries["refuge"]}".*?</article>',
        page.get_data(as_text=True),
        re.S,
    )
    assert card
    assert "03 53 01 09 99" in card[0]
    assert "km" not in card[0]
    assert "Paray" not in card[0]


@pytest.mark.parametrize("who", ["partner", "elected"])
def test_others_read_115_and_never_the_protected_place(network, signed_in, who):
    page = text(answer(signed_in(network.members[who]), need="shelter"))
    assert "Pour ce soir, le 115 d’abord" in page
    assert "Nymphéa" not in page
    assert "09 99" not in page


def test_only_an_iscg_is_offered_to_send_a_request(iscg, network, signed_in):
    address = f"/demandes/nouvelle/{network.entries['horizon']}"
    assert address in answer(iscg, words="horizon droits").get_data(as_text=True)
    partner = signed_in(network.members["partner"])
    assert address not in answer(partner, words="horizon droits").get_data(as_text=True)
