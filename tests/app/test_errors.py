"""A failure says in French what happened and what was kept, and tells the log no word typed."""

import json
import logging

import pytest

from app.factory import create_app
from app.kernel.db import db
from app.kernel.policy import EVERYONE, allow
from tests.conftest import browser, settings_in

CANARY = "Canari-4417"


@pytest.fixture
def breaking(app):
    """Return the application with one page that breaks, its message full of what was typed."""

    @app.get("/casse")
    @allow(EVERYONE)
    def broken() -> str:
        raise RuntimeError(CANARY)

    return app


def test_an_incident_has_a_number_and_the_log_no_content(breaking, caplog):
    with caplog.at_level(logging.ERROR, logger="passerelle.incidents"):
        breaking.config["PROPAGATE_EXCEPTIONS"] = False
        answer = browser(breaking).get("/casse", query_string={"q": CANARY})
    (record,) = caplog.records
    line = json.loads(record.getMessage())
    assert answer.status_code == 500
    assert line["incident"] in answer.text
    assert line["kind"] == "RuntimeError"
    assert CANARY not in record.getMessage()
    assert CANARY not in answer.text


def test_who_asks_for_data_is_answered_with_data(client):
    answer = client.get("/nulle-part", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json["erreur"] == 404


def test_a_passphrase_is_never_given_back(client):
    typed = {"mots": "avocat digoin", "passphrase": CANARY, "current": CANARY}
    answer = client.post("/annuaire", data=typed)
    assert "avocat digoin" in answer.text
    assert CANARY not in answer.text


def test_what_another_site_sent_is_not_shown_again(app):
    stranger = app.test_client()
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = stranger.post("/annuaire", data={"words": CANARY}, headers=headers)
    assert CANARY not in answer.text


def test_too_many_requests_get_a_time_and_no_one_else_is_locked_out(settings):
    few = settings_in(
        settings.data_dir, DATABASE_URL=settings.database_url, REQUESTS_PER_MINUTE="5"
    )
    app = create_app(few)
    here = browser(app)
    statuses = [here.get("/connexion").status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    refused = here.get("/connexion")
    assert refused.headers["Retry-After"]
    assert "Trop d’essais" in refused.text
    elsewhere = browser(app).get("/connexion", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_body_too_large_is_refused_before_it_is_read(client):
    answer = client.post("/connexion", data={"mail": "x" * 2_000_000})
    assert answer.status_code == 413
