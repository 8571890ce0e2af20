import pytest
from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from tests.journeys.guide import ERRORS, make_guide

QUESTIONS = ("Ce qui s’est passé", "Ce qui est gardé", "Que faire", "Si c’est urgent")


class OutOfReach(SecureCookieSession):
    """A session whose table does not answer."""

    def __contains__(self, key: object) -> bool:
        """Fail as the database would."""
        raise ConnectionError(key)

    __getitem__ = get = pop = setdefault = __contains__


class DatabaseDown(SecureCookieSessionInterface):
    """Sessions when nothing can be read."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what cannot be read."""
        return OutOfReach()


@pytest.fixture
def rendered():
    """Return a way to render an error page from what the exception knows, and nothing else."""
    site = make_guide()
    site.session_interface = DatabaseDown()

    def render(status: int, **known: object) -> str:
        with site.test_request_context("/", method="POST"):
            return site.jinja_env.get_template(f"errors/{status}.html").render(**known)

    return render


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_says_what_happened_what_was_kept_what_to_do_and_whom_to_call(rendered, status):
    page = rendered(status)
    assert all(f"<dt>{question}</dt>" in page for question in QUESTIONS)
    assert page.count("<h1>") == 1
    assert 'href="tel:17"' in page
    assert "<title>Passerelle</title>" in page
    assert "<dd></dd>" not in page


def test_an_incident_has_a_number_to_quote(rendered):
    assert "3fa9c1d2" in rendered(500, incident="3fa9c1d2")
    assert "Numéro de l’incident" not in rendered(500, incident="")


def test_a_conflict_shows_where_things_stand_and_gives_the_text_back(rendered):
    page = rendered(
        409, present="Acceptée à 11 h 32", given_back=[("Motif", "<b>pas de place</b>")]
    )
    assert "Acceptée à 11 h 32" in page
    assert "&lt;b&gt;pas de place&lt;/b&gt;</textarea>" in page


def test_a_wait_is_said_when_it_is_known(rendered):
    assert "Réessayez dans 30 secondes." in rendered(429, retry_after="dans 30 secondes")
    assert "Réessayez dans une minute." in rendered(429)


def test_a_form_whose_session_ended_comes_back_whole():
    site = make_guide()
    typed = [("note", "Audience demandée, deux enfants au domicile."), ("danger", "orange")]
    with site.test_request_context("/", method="POST"):
        template = site.jinja_env.get_template("errors/give_back.html")
        page = template.render(typed=typed, action="/demandes/nouvelle")
    assert 'action="/demandes/nouvelle"' in page
    assert all(text in page and f'name="{name}"' in page for name, text in typed)
    assert 'name="csrf_token"' in page
