import re

import pytest
from flask import Flask

from app.accounts import operations
from app.kernel.clock import utc_now
from app.kernel.db import db
from tests.makers import make_member

HERS = "tuile ravin girafe salade"
NEXT = "lanterne 42 pupitre moisson"
PAGE = "/mon-compte/phrase-secrete"


@pytest.fixture
def here(app: Flask, settings, signed_in):
    """Return the browser of a member who has a passphrase, and another session elsewhere."""
    with app.app_context():
        member = make_member(mail="claire@example.fr")
        operations.set_passphrase(member, HERS, settings=settings, now=utc_now())
        member_id = member.id
        db.session.commit()
    made = signed_in(member_id)
    made.elsewhere = signed_in(member_id)
    return made


def send(client, current=HERS, wanted=NEXT, again=None):
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(PAGE).text)[0]
    fields = {"current": current, "wanted": wanted, "again": wanted if again is None else again}
    return client.post(PAGE, data={"csrf_token": token, **fields})


def test_changing_it_closes_the_other_sessions_and_keeps_this_one(here):
    answer = send(here)
    assert (answer.status_code, answer.location) == (303, "/mon-compte")
    page = here.get("/mon-compte")
    assert page.status_code == 200
    assert "Votre phrase secrète est changée" in page.text
    assert here.elsewhere.get("/mon-compte", headers={"Accept": "text/html"}).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current": NEXT}, "Ce n’est pas votre phrase secrète actuelle."),
        ({"again": "lanterne 42"}, "Les deux phrases ne sont pas les mêmes."),
        ({"wanted": "trop court"}, "au moins 15 signes"),
        ({"wanted": "x" * 129}, "128 signes au plus"),
        ({"wanted": "Claire Berthier 1984"}, "les mots que l’on devine"),
        ({"current": ""}, "Écrivez votre phrase secrète actuelle."),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(here, fields, words):
    answer = send(here, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    for typed in (HERS, NEXT, *fields.values()):
        assert not typed or f'value="{typed}"' not in answer.text
    assert here.elsewhere.get("/mon-compte").status_code == 200
    assert send(here).status_code == 303


def test_guessing_the_present_one_is_throttled(here):
    for _ in range(5):
        assert send(here, current="ravin tuile salade girafe").status_code == 422
    answer = send(here)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1"
    assert "Trop d’essais" in answer.text
