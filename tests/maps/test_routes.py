import gzip
import json
import re
from uuid import UUID

import pytest
from flask import Flask

from app.kernel.db import db
from directory.models import Place, Visibility
from tests.makers import make_entry, make_member, make_organisation, make_team

POINTS = re.compile(r'<script type="application/json" id="points">(.*?)</script>', re.DOTALL)
SHEETS = ("/carte/fond.js", "/carte/fond.svg", "/carte/voisins.json")


@pytest.fixture
def make(app: Flask):
    """Return a maker of committed entries, which gives their ids."""

    def maker(**fields: object) -> UUID:
        with app.app_context():
            entry_id = make_entry(**fields).id
            db.session.commit()
            return entry_id

    return maker


def points_of(page: str) -> dict:
    found = POINTS.search(page)
    assert found is not None
    return json.loads(found[1])


def test_who_is_not_signed_in_sees_no_map(client):
    assert client.get("/carte").status_code in (303, 401)


def test_all_that_may_be_proposed_is_on_the_map_from_my_own_commune(iscg, make):
    entry = make(name="Permanence du samedi")
    page = iscg.get("/carte").text
    data = points_of(page)
    assert [point[3] for point in data["points"]] == [str(entry)]
    assert data["home"] == [46.4521, 4.1207]
    assert "depuis Paray-le-Monial" in page


def test_the_map_shows_what_the_list_beside_shows(iscg, make):
    lawyer, shelter = make(category="avocat"), make(category="mairie", name="Accueil")
    page = iscg.get("/carte?categorie=avocat&commune=71342").text
    assert [point[3] for point in points_of(page)["points"]] == [str(lawyer)]
    assert f'data-entry="{lawyer}"' in page
    assert str(shelter) not in page


def test_a_search_is_answered_on_the_map_under_its_own_address(iscg, make):
    entry = make(category="avocat")
    form = {"words": "avocat", "place": "Digoin", "on_map": "y", **token(iscg)}
    answer = iscg.post("/annuaire", data=form)
    assert answer.status_code == 303
    assert re.fullmatch(r"/carte\?recherche=[\w-]{20,}", answer.location)
    page = iscg.get(answer.location).text
    assert str(entry) in page
    assert "depuis Digoin" in page


def test_an_address_that_ended_says_so(iscg):
    answer = iscg.get("/carte?recherche=inconnue")
    assert answer.status_code == 410
    assert "15 minutes" in answer.text


def test_a_word_that_means_nothing_is_not_answered_by_the_whole_map(iscg, make):
    make()
    form = {"words": "azerty", "on_map": "y", **token(iscg)}
    answer = iscg.post("/annuaire", data=form)
    answer = iscg.get(answer.location)
    assert answer.status_code == 303
    assert "/annuaire/r/" in answer.location


def test_a_code_that_does_not_exist_is_not_answered(iscg):
    assert iscg.get("/carte?categorie=inconnue").status_code == 404


def test_a_place_without_a_door_is_counted_in_its_commune(iscg, make):
    entry = make(place=Place.COMMUNE)
    page = iscg.get("/carte").text
    data = points_of(page)
    assert data["points"] == []
    ((code, _lat, _lon, name, _family, cards),) = data["communes"]
    assert (code, name, [card[0] for card in cards]) == ("71342", "Paray-le-Monial", [str(entry)])
    assert 'href="/carte/fond.svg' in page
    assert "#a71342" in page, "the commune is tinted on the still map too"


def test_what_has_no_place_is_named_above_the_list_and_counted(iscg, make):
    make(place=Place.TERRITORY)
    make(place=Place.SECRET, category="hebergement_vif_dedie")
    page = iscg.get("/carte").text
    assert "Sans lieu sur la carte (2)" in page
    assert "Adresse protégée</a> (1)" in page


def test_a_confidential_place_is_nowhere_in_the_data_of_the_map(iscg, make):
    entry = make(place=Place.SECRET, category="hebergement_vif_dedie", name="Halte du Val")
    data = points_of(iscg.get("/carte").text)
    assert str(entry) not in json.dumps(data)
    assert "Halte du Val" not in json.dumps(data)


def test_a_category_of_confidential_places_has_no_point_even_stored_with_one(iscg, make):
    entry = make(place=Place.EXACT, category="hebergement_vif_dedie")
    data = points_of(iscg.get("/carte").text)
    assert str(entry) not in json.dumps(data)


def test_a_partner_sees_on_the_map_what_it_sees_in_the_list(app, signed_in, make):
    shown = make(visibility=Visibility.NETWORK)
    hidden = make(visibility=Visibility.RESTRICTED, name="Ligne des ISCG")
    with app.app_context():
        member_id = make_member(make_team(make_organisation("Le Relais"))).id
        db.session.commit()
    page = signed_in(member_id).get("/carte").text
    assert str(shown) in page
    assert str(hidden) not in page
    assert "Ligne des ISCG" not in page


def test_a_name_cannot_leave_the_data(iscg, make):
    make(name="</script><script>alert(1)</script>")
    page = iscg.get("/carte").text
    assert "<script>alert" not in page
    assert "</script><script>alert(1)</script>" in points_of(page)["texts"]


def test_the_still_map_bears_the_numbers_of_the_cards(iscg, make):
    for number in range(3):
        make(name=f"Permanence {number}", site_fields={"longitude": 4.1 + number / 50})
    page = iscg.get("/carte").text
    still = page[page.index('class="still"') : page.index('class="moving"')]
    assert re.findall(r'<text y="5">(\d+)</text>', still) == ["1", "2", "3"]


def test_entries_of_the_next_pages_are_dots_and_their_numbers_come_with_their_page(iscg, make):
    for number in range(22):
        make(name=f"Permanence {number:02}", site_fields={"longitude": 4.1 + number / 50})
    first, second = iscg.get("/carte").text, iscg.get("/carte?page=2").text
    assert len(points_of(first)["points"]) == len(points_of(second)["points"]) == 22
    numbered = sorted(point[4] for point in points_of(second)["points"] if point[4])
    assert numbered == [21, 22]
    assert 'class="dots"' in first


@pytest.mark.parametrize("path", SHEETS)
def test_the_ground_is_kept_for_a_year_under_its_version(client, path):
    first = client.get(path)
    version = first.headers["ETag"].strip('"')
    assert first.headers["Cache-Control"] == "no-cache"
    kept = client.get(f"{path}?v={version}")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", SHEETS)
def test_the_ground_is_packed_for_who_can_unpack_it(client, path):
    bare = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != bare.headers["ETag"]
    assert gzip.decompress(packed.data) == bare.data


@pytest.mark.parametrize("path", SHEETS)
def test_the_ground_says_nothing_of_who_asks(client, path):
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_neighbours_come_without_their_names(client):
    features = client.get("/carte/voisins.json").get_json()["features"]
    assert len(features) > 500
    assert all(shape["properties"] == {} for shape in features)


def token(browser) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/annuaire").text)
    assert found is not None
    return {"csrf_token": found[1]}
