import logging
import re

import pytest
import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.outbox import Errand
from directory.models import SearchAnswer
from tests.directory.routes.conftest import answer, ask, packed_size, text, token_of


def cards(response) -> list[str]:
    return re.findall(r'data-entry="([0-9a-f-]{36})"', response.get_data(as_text=True))


def test_the_page_asks_from_ones_own_commune(iscg):
    page = iscg.get("/annuaire")
    assert page.status_code == 200
    assert 'value="Paray-le-Monial"' in page.get_data(as_text=True)


def test_words_travel_in_the_body_and_lead_to_a_random_address(iscg, network):
    sent = ask(iscg, words="avocat Digoin")
    assert sent.status_code == 303
    assert re.fullmatch(r"/annuaire/r/[\w-]{22}", sent.headers["Location"])
    page = iscg.get(sent.headers["Location"])
    assert cards(page) == [str(network.entries["digoin"]), str(network.entries["paray"])]
    assert "2 résultats, du plus proche au plus loin de Digoin" in text(page)


def test_no_typed_word_is_kept_anywhere(iscg, app, caplog):
    word = "nymphalide"
    caplog.set_level(logging.DEBUG)
    sent = ask(iscg, words=f"avocat {word}", place="Digoin")
    page = iscg.get(sent.headers["Location"])
    assert word not in sent.headers["Location"]
    assert word not in page.get_data(as_text=True)
    assert word not in caplog.text
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(sa.select(table)):
                assert word not in repr(tuple(row))
        kept = db.session.scalars(sa.select(SearchAnswer)).one()
        assert set(kept.question) == {"categories", "need", "commune", "named", "unused"}


@pytest.mark.parametrize(
    ("fields", "commune"),
    [({"place": "digoin"}, "Digoin"), ({"commune": "71176"}, "Digoin"), ({}, "Paray-le-Monial"),
     ({"place": "71160"}, None), ({"place": ""}, None)],
)  # fmt: skip
def test_one_measures_from_the_place_given_else_from_ones_own(iscg, network, fields, commune):
    sent = ask(iscg, words="avocat", **fields)
    if "71160" in fields.values():
        assert sent.status_code == 422, "a postcode of several communes"
        return
    page = text(iscg.get(sent.headers["Location"]))
    assert (
        (f"du plus proche au plus loin de {commune}" in page)
        if commune
        else ("du plus proche" not in page)
    )


def test_a_postcode_of_several_communes_lets_one_choose(iscg):
    page = ask(iscg, words="avocat", place="71800")
    body = page.get_data(as_text=True)
    assert page.status_code == 422
    assert 'value="avocat"' in body, "what was typed is given back"
    assert len(re.findall(r'<option value="71\d{3}">', body)) == 22


def test_an_unknown_commune_is_said(iscg):
    page = ask(iscg, words="avocat", place="Nullepartville")
    assert page.status_code == 422
    assert "Nous ne connaissons pas cette commune." in text(page)


@pytest.mark.parametrize("fields", [{}, {"words": "  "}, {"place": "Digoin"}, {"need": "gone"}])
def test_a_place_alone_or_nothing_is_no_question(iscg, fields):
    page = ask(iscg, **fields)
    assert page.status_code == 422
    assert "Écrivez un besoin ou un service" in text(page)


def test_a_need_of_the_tiles_leaves_the_words_aside(iscg):
    page = text(answer(iscg, need="shelter", words="azerty"))
    assert "Dormir à l’abri ce soir" in page
    assert "115" in page


def test_a_danger_is_said_above_the_results(iscg):
    assert "Danger possible" in text(answer(iscg, need="mise_a_l_abri"))
    assert "Danger possible" not in text(answer(iscg, need="avocat_choix"))


@pytest.mark.parametrize(
    "words",
    ["*" * 200, "x" * 10_000, "names:horizon OR *", '"""', "<script>alert(1)</script>", "%(km)s",
     "\x00", "' OR 1=1 --", "${7*7}", "{{ 7*7 }}"],
)  # fmt: skip
def test_hostile_words_are_only_words(iscg, words):
    page = answer(iscg, words=words)
    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)
    assert "49" not in re.findall(r"<h1>.*?</h1>", page.get_data(as_text=True), re.S)[0]


def test_a_shared_address_of_closed_codes_is_answered_at_once(iscg, network):
    page = iscg.get("/annuaire?categorie=avocat&commune=71176")
    assert cards(page) == [str(network.entries["digoin"]), str(network.entries["paray"])]


def test_a_link_shares_codes_and_never_what_words_found(iscg):
    by_codes = answer(iscg, words="avocat digoin").get_data(as_text=True)
    assert "/annuaire?categorie=avocat&amp;commune=71176" in by_codes
    by_name = answer(iscg, words="horizon droits").get_data(as_text=True)
    assert "Lien de cette recherche" not in by_name


@pytest.mark.parametrize("query", ["categorie=gone", "besoin=gone", "commune=99999"])
def test_an_address_of_codes_that_are_no_more_says_so(iscg, query):
    page = iscg.get(f"/annuaire?{query}")
    assert page.status_code == 404
    assert "n’est plus valable" in text(page)


def test_a_get_writes_nothing(iscg, app):
    iscg.get("/annuaire?categorie=avocat&commune=71176")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SearchAnswer)) == 0


def test_the_answer_is_kept_in_a_transaction_that_writes_from_its_start(iscg, app):
    # One that began by reading could not be promoted while another writes.
    csrf_token, seen = token_of(iscg), []
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("la base elle-même range les écritures")
        sa.event.listen(
            db.engine, "before_cursor_execute", lambda _c, _k, sql, *_rest: seen.append(sql)
        )
    iscg.post("/annuaire", data={"words": "avocat", "csrf_token": csrf_token})
    kept = next(
        rank for rank, sql in enumerate(seen) if sql.startswith("INSERT INTO search_answer")
    )
    begun = [sql for sql in seen[:kept] if sql.startswith("BEGIN")]
    assert begun[-1] == "BEGIN IMMEDIATE"
    assert begun[0] == "BEGIN", "the search itself only reads"


def test_a_lost_index_is_promised_again_while_the_database_answers(iscg, app, settings, network):
    (settings.index_dir / "current").unlink()
    page = answer(iscg, words="horizon droits")
    assert cards(page) == [str(network.entries["horizon"])]
    with app.app_context():
        assert db.session.scalars(sa.select(Errand.kind)).all() == ["reindex"]


def test_a_form_of_another_site_is_refused(iscg):
    sent = iscg.post("/annuaire", data={"words": "avocat"})
    assert sent.status_code == 400
    assert (
        iscg.post(
            "/annuaire",
            data={"words": "avocat", "csrf_token": token_of(iscg)},
            headers={"Sec-Fetch-Site": "cross-site"},
        ).status_code
        == 400
    )


def test_nobody_searches_without_an_account(client):
    asked = client.get("/annuaire", headers={"Accept": "text/html"})
    assert asked.headers["Location"].startswith("/connexion")
    assert client.post("/annuaire", data={"words": "avocat"}).status_code == 401


def test_a_page_of_results_is_light(iscg, app):
    from tests.makers import make_entry, make_organisation

    with app.app_context():
        for number in range(25):
            make_entry(make_organisation(f"Cabinet {number}"))
        db.session.commit()
    page = iscg.get("/annuaire?categorie=avocat&commune=71342")
    assert len(cards(page)) == 20
    assert packed_size(page) < 15_000
    assert packed_size(iscg.get("/annuaire")) < 15_000
