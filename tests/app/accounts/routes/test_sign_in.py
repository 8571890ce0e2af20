import re
import threading
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import operations
from app.accounts.models import SessionRow
from app.kernel import vault
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import Member, Membership
from tests.conftest import browser
from tests.makers import make_member

HERS = "tuile ravin girafe salade"
HTML = {"Accept": "text/html"}


@pytest.fixture
def claire(app: Flask, settings) -> str:
    """Return the address of a member who has a passphrase."""
    with app.app_context():
        member = make_member(mail="claire@example.fr")
        operations.set_passphrase(member, HERS, settings=settings, now=utc_now())
        db.session.commit()
    return "claire@example.fr"


def send(client, mail, passphrase=HERS, *, network="192.0.2.7", **fields):
    data = {"mail": mail, "passphrase": passphrase, **fields}
    return client.post("/connexion", data=data, environ_base={"REMOTE_ADDR": network})


def sessions_in(app: Flask) -> list[SessionRow]:
    with app.app_context():
        return list(db.session.scalars(sa.select(SessionRow)))


def without_mail(text: str) -> str:
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_she_comes_in_and_lands_where_she_was_going(app, client, claire):
    asked = client.get("/mon-compte", headers=HTML)
    assert asked.location == "/connexion?suite=/mon-compte"
    page = client.get(asked.location)
    assert 'name="suite"' in page.text
    assert 'value="/mon-compte"' in page.text
    answer = send(client, claire, suite="/mon-compte")
    assert (answer.status_code, answer.location) == (303, "/mon-compte")
    assert "Claire Berthier" in client.get("/mon-compte").text


def test_without_a_place_to_go_she_lands_at_home(client, claire):
    assert send(client, claire).location == "/"


@pytest.mark.parametrize(
    "suite",
    [
        "https://evil.test/",
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/%2f/evil.test",
        "/%252f%252fevil.test",
        "javascript:alert(1)",
        "/\tevil",
        "evil.test",
        "///evil.test",
    ],
)
def test_no_address_leads_out_of_the_house(app, client, claire, suite):
    assert send(client, claire, suite=suite).location == "/"
    inside = client.get("/connexion", query_string={"suite": suite}, headers=HTML)
    assert (inside.status_code, inside.location) == (303, "/")


def test_unknown_wrong_and_disabled_read_the_same(app, client, claire, settings):
    with app.app_context():
        gone = make_member(mail="partie@example.fr", disabled_at=utc_now())
        operations.set_passphrase(gone, HERS, settings=settings, now=utc_now())
        db.session.commit()
    answers = [
        send(client, claire, "ravin tuile salade girafe"),
        send(client, "inconnue@example.fr"),
        send(client, "partie@example.fr"),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({without_mail(answer.text) for answer in answers}) == 1
    assert {frozenset(answer.headers.keys()) for answer in answers} == {
        frozenset(answers[0].headers.keys())
    }
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert sessions_in(app) == []


def test_known_and_unknown_wait_alike(app, claire):
    answers = []
    for mail, network in ((claire, "192.0.2.7"), ("inconnue@example.fr", "198.51.100.7")):
        client = browser(app)
        for _ in range(5):
            assert send(client, mail, "mauvaise", network=network).status_code == 422
        answers.append(send(client, mail, network=network))
    assert [answer.status_code for answer in answers] == [429, 429]
    assert [answer.headers["Retry-After"] for answer in answers] == ["1", "1"]
    assert "Attendez 1 seconde" in answers[0].text
    assert without_mail(answers[0].text) == without_mail(answers[1].text)


def test_a_text_of_129_signs_is_refused_by_the_form(app, client, claire):
    answer = send(client, claire, "x" * 129)
    assert answer.status_code == 422
    assert "128 signes au plus" in answer.text
    assert "x" * 129 not in answer.text


@pytest.mark.parametrize("missing", ["mail", "passphrase"])
def test_an_empty_field_is_named(client, missing):
    fields = {"mail": "claire@example.fr", "passphrase": HERS}
    answer = send(client, **{**fields, missing: ""})
    assert answer.status_code == 422
    assert HERS not in answer.text


def test_signing_in_changes_the_cookie_and_kills_the_former_session(app, client, claire):
    send(client, claire)
    before = client.get_cookie("sid").value
    with app.app_context():
        db.session.execute(sa.update(SessionRow).values(locked_at=utc_now()))
        db.session.commit()
    assert send(client, claire).status_code == 303
    assert client.get_cookie("sid").value != before
    assert len(sessions_in(app)) == 1
    assert client.get("/mon-compte").status_code == 200
    thief = browser(app)
    thief.set_cookie("sid", before, domain="localhost")
    assert thief.get("/mon-compte", headers=HTML).location.startswith("/connexion")


def test_a_cookie_chosen_by_someone_else_is_never_adopted(app, client, claire):
    client.set_cookie("sid", "choisi-par-un-autre", domain="localhost")
    send(client, claire)
    assert client.get_cookie("sid").value != "choisi-par-un-autre"


def test_a_shared_computer_is_remembered_as_such(app, client, claire):
    send(client, claire, shared_post="y")
    assert [row.on_shared_post for row in sessions_in(app)] == [True]


def test_a_disabled_member_loses_access_at_the_next_request(app, client, claire):
    send(client, claire)
    assert client.get("/mon-compte").status_code == 200
    with app.app_context():
        db.session.execute(sa.update(Member).values(disabled_at=utc_now()))
        db.session.commit()
    assert client.get("/mon-compte", headers=HTML).status_code == 303


def test_rights_are_read_at_each_request(app, client, claire):
    send(client, claire)
    assert "responsable de service" not in client.get("/mon-compte").text
    with app.app_context():
        db.session.execute(sa.update(Membership).values(role=Role.SUPERVISOR))
        db.session.commit()
    assert "responsable de service" in client.get("/mon-compte").text


def test_who_is_in_already_is_not_asked_again(client, claire):
    send(client, claire)
    answer = client.get("/connexion?suite=/mon-compte")
    assert (answer.status_code, answer.location) == (303, "/mon-compte")


def test_who_is_in_may_come_in_as_someone_else(app, client, claire):
    send(client, claire)
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/mon-compte").text)[0]
    assert send(client, claire, csrf_token=token).status_code == 303
    assert len(sessions_in(app)) == 1


def test_twelve_people_at_once_all_come_in_and_never_fill_the_memory(app, settings, monkeypatch):
    running, most = 0, 0
    guard, real = threading.Lock(), vault.Argon2id

    class Watched:
        """Argon2 itself, and how many of it run at once."""

        def __init__(self, **cost: int) -> None:
            self.real = real(**cost)

        def derive(self, text: bytes) -> bytes:
            nonlocal running, most
            with guard:
                running += 1
                most = max(most, running)
            try:
                return self.real.derive(text)
            finally:
                with guard:
                    running -= 1

    mails = [f"membre{number}@example.fr" for number in range(12)]
    with app.app_context():
        for mail in mails:
            operations.set_passphrase(
                make_member(mail=mail), HERS, settings=settings, now=utc_now()
            )
        db.session.commit()
    monkeypatch.setattr(vault, "Argon2id", Watched)
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda mail: send(browser(app), mail).status_code, mails))
    assert answers == [303] * 12
    assert 1 <= most <= (cpu_count() or 1)
    assert len(sessions_in(app)) == 12


def test_a_machine_too_busy_says_when_to_come_back(app, client, claire, monkeypatch):
    slots = threading.BoundedSemaphore(1)
    slots.acquire()
    monkeypatch.setattr(vault, "_slots", slots)
    monkeypatch.setattr(vault, "WAIT_S", 0.01)
    answer = send(client, claire)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
