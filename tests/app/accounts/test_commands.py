import pytest
from flask import Flask

from app.kernel.db import db
from tests.conftest import browser
from tests.makers import make_organisation, make_team

HERS = "tuile ravin girafe salade"
MAIL = "lea.roux@example.fr"


@pytest.fixture
def run(app: Flask):
    """Return a way to type a command, in an installation that knows one organisation."""
    with app.app_context():
        organisation = make_organisation(name="Le Pont")
        make_team(organisation, name="Accueil")
        db.session.commit()

    def typed(*words: str, keyboard: str = ""):
        return app.test_cli_runner().invoke(args=["account", *words], input=keyboard)

    return typed


def add(run, *more: str):
    return run("add", MAIL, "--name", "Léa Roux", "--organisation", "Le Pont", *more)


def sign_in(app: Flask):
    client = browser(app)
    client.post("/connexion", data={"mail": MAIL, "passphrase": HERS})
    return client


def test_an_operator_adds_a_member_who_then_comes_in(app, run):
    assert add(run, "--team", "Accueil").exit_code == 0
    assert "sans phrase secrète" in run("list").output
    assert run("passphrase", MAIL, keyboard=f"{HERS}\n{HERS}\n").exit_code == 0
    client = sign_in(app)
    page = client.get("/mon-compte").text
    assert "Léa Roux" in page
    assert "Accueil" in page


def test_the_passphrase_is_never_shown(run):
    add(run)
    typed = run("passphrase", MAIL, keyboard=f"{HERS}\n{HERS}\n")
    assert HERS not in typed.output
    assert HERS not in run("list").output


def test_the_list_says_who_may_come_in_and_as_what(run):
    add(run, "--role", "operator", "--team", "Accueil", "--as", "manager")
    shown = run("list").output
    assert "lea.roux@example.fr · Léa Roux · Le Pont · gestion de l’équipe, exploitation" in shown
    assert "1 compte\n" in shown


def test_a_disabled_account_is_shut_at_once(app, run):
    add(run)
    run("passphrase", MAIL, keyboard=f"{HERS}\n{HERS}\n")
    client = sign_in(app)
    assert client.get("/mon-compte").status_code == 200
    assert run("disable", MAIL).exit_code == 0
    assert client.get("/mon-compte").status_code != 200
    assert sign_in(app).get("/mon-compte").status_code != 200
    assert "fermé" in run("list").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("passphrase", "inconnue@example.fr"), "Aucun compte"),
        (("disable", "inconnue@example.fr"), "Aucun compte"),
        (("add", MAIL, "--name", "Léa", "--organisation", "Inconnue"), "Aucune structure"),
        (
            ("add", MAIL, "--name", "Léa", "--organisation", "Le Pont", "--team", "Nulle part"),
            "Aucune équipe",
        ),
    ],
)
def test_what_does_not_exist_is_said_and_nothing_is_done(run, words, said):
    refused = run(*words)
    assert refused.exit_code == 1
    assert said in refused.output
    assert "0 compte\n" in run("list").output


def test_one_address_is_one_account(run):
    add(run)
    refused = add(run)
    assert refused.exit_code == 1
    assert "a déjà l’adresse" in refused.output


def test_a_weak_passphrase_is_refused_with_its_reason(run):
    add(run)
    refused = run("passphrase", MAIL, keyboard="trop court\ntrop court\n")
    assert refused.exit_code == 1
    assert "au moins 15 signes" in refused.output


def test_an_organisation_may_be_named_by_its_id(app, run):
    with app.app_context():
        organisation = make_organisation(name="Le Pont")
        organisation_id = str(organisation.id)
        db.session.commit()
    assert "plusieurs" in add(run).output
    made = run("add", MAIL, "--name", "Léa", "--organisation", organisation_id)
    assert made.exit_code == 0
