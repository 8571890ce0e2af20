import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask, flash
from flask_login import current_user

from app.accounts import sessions
from app.accounts.models import SessionRow
from app.kernel.clock import utc_now
from app.kernel.db import apart, db
from directory.models import Member
from tests.conftest import browser
from tests.makers import make_member

PRIVATE = "/mon-compte"


@pytest.fixture
def member_id(app: Flask) -> UUID:
    """Return a member who may sign in."""
    with app.app_context():
        made = make_member().id
        db.session.commit()
    return made


@pytest.fixture
def rows(app: Flask) -> Callable[[], list[SessionRow]]:
    """Return a reader of the table, oldest first."""

    def read() -> list[SessionRow]:
        with app.app_context():
            found = list(db.session.scalars(sa.select(SessionRow).order_by(SessionRow.created_at)))
            db.session.expunge_all()
        return found

    return read


def rewrite(app: Flask, **values: object) -> None:
    """Write columns of every session, as time would."""
    with app.app_context():
        db.session.execute(sa.update(SessionRow).values(**values))
        db.session.commit()


def is_in(client) -> bool:
    answer = client.get(PRIVATE, headers={"Accept": "text/html"})
    assert answer.status_code == 200 or answer.location.startswith("/connexion?")
    return answer.status_code == 200


def serve(app: Flask, view: Callable[[], str]) -> str:
    """Open one more page, for this test alone."""
    app.add_url_rule("/essai", "essai", view, methods=["GET", "POST"])
    return "/essai"


def csrf_of(app: Flask) -> str:
    with app.app_context():
        row = db.session.scalars(sa.select(SessionRow)).one()
        token = row.data["csrf_token"]
    with app.test_request_context():
        from itsdangerous import URLSafeTimedSerializer

        return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(token))


def entering(app: Flask, member_id: UUID) -> str:
    """Sign a fresh browser in over a page of its own; return what the answer sets."""

    def enter() -> str:
        sessions.enter(member_id, now=utc_now())
        return "entrée"

    answer = browser(app).get(serve(app, enter), base_url="https://localhost")
    return str(answer.headers["Set-Cookie"])


def test_over_tls_the_cookie_is_bound_to_this_host_and_out_of_reach(app, settings, member_id):
    sessions.init_app(app, replace(settings, base_url="https://localhost"))
    cookie = SimpleCookie(entering(app, member_id))["__Host-sid"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
    assert cookie["samesite"] == "Lax"
    assert (cookie["domain"], cookie["max-age"], cookie["expires"]) == ("", "", "")
    assert len(cookie.value) == 43


def test_a_loopback_demonstration_has_a_plain_name(app, member_id):
    cookie = SimpleCookie(entering(app, member_id))["sid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


def test_the_table_does_not_hold_the_token(app, member_id, rows):
    with app.app_context():
        token = sessions.open_session(member_id, now=utc_now())
    assert token.encode() not in rows()[0].token_hash
    assert token not in str(rows()[0].data)


@pytest.mark.parametrize("cookie", ["", "inconnu", "x" * 4_000, "é"])
def test_an_unknown_cookie_opens_nothing(app, cookie):
    client = browser(app)
    client.set_cookie("sid", cookie, domain="localhost")
    assert not is_in(client)
    assert "Set-Cookie" not in client.get("/connexion").headers


def test_a_copied_cookie_is_dead_after_sign_out(app, member_id, signed_in, rows):
    client, copy = signed_in(member_id), browser(app)
    copy.set_cookie("sid", client.get_cookie("sid").value, domain="localhost")
    assert is_in(copy)
    answer = client.post("/deconnexion", data={"csrf_token": csrf_of(app)})
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert client.get_cookie("sid") is None
    assert rows() == []
    assert not is_in(copy)


def test_signing_out_needs_the_form_of_our_own_page(app, member_id, signed_in):
    client = signed_in(member_id)
    assert client.post("/deconnexion").status_code == 400
    assert is_in(client)


def test_a_session_killed_during_a_request_does_not_come_back(app, member_id, signed_in, rows):
    def meanwhile() -> str:
        db.session.rollback()
        with apart() as connection:
            connection.execute(sa.delete(SessionRow))
        flash("Trop tard.")
        return "fait"

    page, client = serve(app, meanwhile), signed_in(member_id)
    assert client.get(page).status_code == 200
    assert rows() == []
    assert not is_in(client)


def test_what_a_route_left_open_neither_delays_the_session_nor_is_kept(app, member_id, signed_in):
    def careless() -> str:
        db.session.execute(sa.update(Member).values(name="Jamais enregistré"))
        flash("Un avis.")
        return "fait"

    page, client = serve(app, careless), signed_in(member_id)
    started = time.monotonic()
    assert client.post(page, data={"csrf_token": csrf_of(app)}).status_code == 200
    assert time.monotonic() - started < 4  # SQLite would wait five seconds for itself
    shown = client.get(PRIVATE).text
    assert "Un avis." in shown
    assert "Jamais enregistré" not in shown
    assert "Un avis." not in client.get(PRIVATE).text


def test_a_page_that_only_reads_may_leave_a_notice(app, member_id, signed_in):
    def reading() -> str:
        db.session.execute(sa.select(Member.id))
        flash("Lu.")
        return "fait"

    page, client = serve(app, reading), signed_in(member_id)
    client.get(page)
    assert "Lu." in client.get(PRIVATE).text


@pytest.mark.parametrize(
    ("idle_min", "shared", "inside"),
    [(14, False, True), (16, False, False), (9, True, True), (11, True, False)],
)
def test_an_idle_session_opens_nothing_more(app, member_id, signed_in, *, idle_min, shared, inside):
    client = signed_in(member_id)
    used_at = utc_now() - timedelta(minutes=idle_min)
    rewrite(app, last_used_at=used_at, on_shared_post=shared)
    assert is_in(client) is inside


def test_a_locked_session_stays_locked(app, member_id, signed_in):
    client = signed_in(member_id)
    rewrite(app, last_used_at=utc_now() - timedelta(minutes=16))
    assert not is_in(client)
    rewrite(app, last_used_at=utc_now())
    assert not is_in(client)
    assert "Session verrouillée" in client.get("/connexion").text


def test_ten_hours_end_a_session_however_busy(app, member_id, signed_in, rows):
    client = signed_in(member_id)
    assert rows()[0].expires_at - rows()[0].created_at == timedelta(hours=10)
    rewrite(app, expires_at=utc_now() - timedelta(seconds=1))
    assert not is_in(client)


def used_at(rows: Callable[[], list[SessionRow]]) -> datetime:
    return rows()[0].last_used_at


def test_the_last_use_is_written_once_a_minute_at_most(app, member_id, signed_in, rows):
    client = signed_in(member_id)
    before = used_at(rows)
    assert is_in(client)
    assert used_at(rows) == before
    rewrite(app, last_used_at=before - timedelta(minutes=2))
    assert is_in(client)
    assert used_at(rows) >= before


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Dest": "empty"}, {"Sec-Purpose": "prefetch"}])
def test_a_request_nobody_asked_for_does_not_prolong(app, member_id, signed_in, rows, headers):
    client = signed_in(member_id)
    long_ago = utc_now() - timedelta(minutes=14)
    rewrite(app, last_used_at=long_ago)
    assert client.get(PRIVATE, headers=headers).status_code == 200
    assert used_at(rows) == long_ago


def test_a_sixth_browser_ends_the_oldest_session(app, member_id, signed_in, rows):
    start = utc_now()
    clients = [signed_in(member_id, at=start + timedelta(seconds=rank)) for rank in range(6)]
    assert len(rows()) == sessions.MOST_AT_ONCE
    assert [is_in(client) for client in clients] == [False, *[True] * 5]


def test_sessions_of_others_do_not_count(app, member_id, signed_in, rows):
    with app.app_context():
        other_id = make_member().id
        db.session.commit()
    other = signed_in(other_id)
    for _ in range(6):
        signed_in(member_id)
    assert is_in(other)
    assert len(rows()) == 6


def test_sessions_past_their_end_leave_the_table(app, member_id, signed_in, rows):
    signed_in(member_id)
    rewrite(app, expires_at=utc_now() - timedelta(seconds=1))
    signed_in(member_id)
    assert len(rows()) == 1


def test_entering_again_kills_the_session_this_browser_had(app, member_id, signed_in, rows):
    def enter() -> str:
        db.session.rollback()
        sessions.enter(member_id, now=utc_now())
        return "entrée"

    page, client = serve(app, enter), signed_in(member_id)
    before = client.get_cookie("sid").value
    client.get(page)
    assert client.get_cookie("sid").value != before
    assert len(rows()) == 1
    assert is_in(client)


def test_an_anonymous_visit_stores_nothing_and_sets_no_cookie(app, rows):
    def visit() -> str:
        flash("Un avis.")
        return str(current_user.is_authenticated)

    answer = browser(app).get(serve(app, visit))
    assert answer.text == "False"
    assert "Set-Cookie" not in answer.headers
    assert rows() == []


def test_templates_know_who_is_signed_in_and_no_remember_cookie_matters(app, member_id, signed_in):
    def visit() -> str:
        return f"{current_user.is_authenticated} {current_user.get_id()}"

    page, client = serve(app, visit), signed_in(member_id)
    client.set_cookie("remember_token", "autre|faux", domain="localhost")
    assert client.get(page).text == f"True {member_id}"


def test_static_files_ask_nothing_of_the_table(app, member_id, signed_in):
    client, sent = signed_in(member_id), []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *seen: sent.append(seen[2]))
    client.get("/static/favicon.svg").close()
    assert sent == []


def test_a_member_reads_her_open_sessions_alone(app, member_id, signed_in):
    now = utc_now()
    first, last = signed_in(member_id, at=now - timedelta(minutes=3)), signed_in(member_id, at=now)
    with app.app_context():
        stranger_id = make_member().id
        db.session.commit()
    signed_in(stranger_id)
    with app.test_request_context(headers={"Cookie": f"sid={last.get_cookie('sid').value}"}):
        found = sessions.sessions_of(member_id, now=now)
        assert [one.is_this_one for one in found] == [True, False]
        assert sessions.sessions_of(member_id, now=now + timedelta(minutes=13)) == found[:1]
    assert is_in(first)


def test_an_unreadable_table_is_a_failure_of_ours_not_a_stranger(app, member_id, signed_in):
    client = signed_in(member_id)
    with app.app_context():
        bare = sa.create_engine(db.engine.url)
        with bare.begin() as connection:
            connection.execute(sa.text("ALTER TABLE session RENAME TO elsewhere"))
        bare.dispose()
    answer = client.get(PRIVATE)
    assert answer.status_code in {500, 503}  # as the engine says it
    assert "incident" in answer.text
