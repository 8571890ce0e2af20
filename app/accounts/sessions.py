"""Server-side sessions: a random cookie, a row, and its death at sign-out.

Their writes stand in transactions of their own. Rows are inserted at sign-in and afterwards
only updated: a session killed during a request does not come back with its answer.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask, Request, Response
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.datastructures import CallbackDict

from app.accounts.decisions.timeouts import (
    ABSOLUTE,
    Standing,
    is_background,
    is_worth_noting,
    standing,
)
from app.accounts.models import SessionRow
from app.kernel import vault
from app.kernel.clock import utc_now
from app.kernel.db import apart, db
from app.kernel.request import current_viewer
from config import Settings
from directory.models import Member

PASSING = (OperationalError, PoolExhausted)
MOST_AT_ONCE = 5
TOKEN_MAX_SIGNS = 64


class BrowserSession(CallbackDict[str, Any], SessionMixin):
    """What one request knows of its session; an anonymous one is never stored.

    `id` is set when a row stands behind it, `member_id` only while that row is open.
    """

    modified = False

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        """Start from stored data, or from nothing."""
        super().__init__(data, on_update=_note_change)
        self.id: UUID | None = None
        self.member_id: UUID | None = None
        self.fresh_token: str | None = None
        self.is_over = False
        self.unreadable: SQLAlchemyError | None = None

    @property
    def is_locked(self) -> bool:
        """Return whether someone signed in here and left it idle."""
        return self.id is not None and self.member_id is None


def _note_change(browser: BrowserSession) -> None:
    browser.modified = True


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which a member is signed in."""

    id: UUID
    opened_at: datetime
    last_used_at: datetime
    on_shared_post: bool
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Flask-Login's user: who, and nothing else. Rights are in the Viewer."""

    member_id: UUID
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return the id as Flask-Login wants it."""
        return str(self.member_id)


class TableSessions(SessionInterface):
    """Flask's door to the table of sessions."""

    def __init__(self, *, secure: bool, static_path: str) -> None:
        """Name the cookie; over TLS its `__Host-` prefix keeps neighbours from setting it."""
        self.secure = secure
        self.static_path = static_path
        self.cookie = "__Host-sid" if secure else "sid"

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """Return the session behind the cookie, or an anonymous one."""
        token = request.cookies.get(self.cookie, "")
        if not token or len(token) > TOKEN_MAX_SIGNS or request.path.startswith(self.static_path):
            return BrowserSession()
        background = is_background(
            fetch_dest=request.headers.get("Sec-Fetch-Dest"),
            purpose=request.headers.get("Sec-Purpose"),
        )
        try:
            return _read(token, background=background, now=utc_now())
        except SQLAlchemyError as unreadable:
            # Flask has no error page yet at this point: the gate raises it again.
            browser = BrowserSession()
            browser.unreadable = unreadable
            return browser

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed, and tell the browser of a new or an ended session."""
        if not isinstance(session, BrowserSession):
            return
        if session.is_over:
            response.delete_cookie(
                self.cookie, path="/", secure=self.secure, httponly=True, samesite="Lax"
            )
            response.headers["Clear-Site-Data"] = '"cookies", "storage"'
        elif session.fresh_token:
            response.set_cookie(
                self.cookie,
                session.fresh_token,
                path="/",
                secure=self.secure,
                httponly=True,
                samesite="Lax",
            )
        if session.id is not None and session.modified:
            _keep(session)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its sessions, and templates their `current_user`."""
    static_path = f"{app.static_url_path}/"
    app.session_interface = TableSessions(secure=settings.secure_cookies, static_path=static_path)
    app.config["REMEMBER_COOKIE_NAME"] = ""  # none is ever set, and none is ever read
    login = LoginManager()
    login.session_protection = None
    login.request_loader(_signed_in)
    login.init_app(app)


def current() -> BrowserSession:
    """Return the session of the running request."""
    browser = request_ctx.session
    assert isinstance(browser, BrowserSession)  # noqa: S101 — init_app put our interface there
    return browser


def current_member_id() -> UUID | None:
    """Return who is signed in here; raise what kept the session from being read."""
    browser = current()
    if browser.unreadable is not None:
        raise browser.unreadable
    return browser.member_id


def open_session(
    member_id: UUID, *, now: datetime, on_shared_post: bool = False, replacing: UUID | None = None
) -> str:
    """Open a session and return its cookie's token; beyond five, the oldest end."""
    token, session_id = vault.token(), uuid4()
    with apart() as connection:
        # Two browsers at the same instant take turns here; SQLite's writers already do.
        connection.execute(
            sa.select(Member.id).where(Member.id == member_id).with_for_update(key_share=True)
        )
        done_with = sa.or_(SessionRow.id == replacing, SessionRow.expires_at < now)
        connection.execute(sa.delete(SessionRow).where(done_with))
        others = (
            sa.select(SessionRow.id)
            .where(SessionRow.member_id == member_id)
            .order_by(SessionRow.created_at.desc(), SessionRow.id)
        )
        ids = list(connection.scalars(others))
        connection.execute(sa.delete(SessionRow).where(SessionRow.id.in_(ids[MOST_AT_ONCE - 1 :])))
        connection.execute(
            sa.insert(SessionRow).values(
                id=session_id,
                token_hash=vault.fingerprint(token),
                member_id=member_id,
                created_at=now,
                last_used_at=now,
                expires_at=now + ABSOLUTE,
                on_shared_post=on_shared_post,
                # Made now, so that no page has to write in order to show a form.
                data={"csrf_token": vault.token()},
            )
        )
    return token


def enter(member_id: UUID, *, now: datetime, on_shared_post: bool = False) -> None:
    """Sign this browser in under a new id; the session it carried until now is dead."""
    browser = current()
    token = open_session(member_id, now=now, on_shared_post=on_shared_post, replacing=browser.id)
    opened = _read(token, background=True, now=now)
    browser.clear()
    browser.update(opened)
    browser.id, browser.member_id, browser.fresh_token = opened.id, opened.member_id, token
    browser.modified = False


def leave() -> None:
    """End the session of this browser, on the server first."""
    browser = current()
    if browser.id is not None:
        with apart() as connection:
            connection.execute(sa.delete(SessionRow).where(SessionRow.id == browser.id))
    browser.clear()
    browser.id = browser.member_id = None
    browser.is_over = True


def sessions_of(member_id: UUID, *, now: datetime) -> list[OpenSession]:
    """Return the open sessions of a member, last used first."""
    rows = db.session.scalars(
        sa.select(SessionRow)
        .where(SessionRow.member_id == member_id)
        .order_by(SessionRow.last_used_at.desc(), SessionRow.id)
    )
    return [
        OpenSession(
            row.id, row.created_at, row.last_used_at, row.on_shared_post, row.id == current().id
        )
        for row in rows
        if _standing(row, now=now) is Standing.OPEN
    ]


def end_session(member_id: UUID, session_id: UUID) -> bool:
    """End one session of a member in the current transaction; return whether it was hers."""
    hers = (SessionRow.member_id == member_id, SessionRow.id == session_id)
    ended = sa.delete(SessionRow).where(*hers).returning(SessionRow.id)
    return db.session.scalar(ended) is not None


def end_other_sessions(member_id: UUID) -> None:
    """End every session of a member but this browser's, in the current transaction."""
    others = (SessionRow.member_id == member_id, SessionRow.id != current().id)
    db.session.execute(sa.delete(SessionRow).where(*others))


def end_every_session(member_id: UUID) -> None:
    """End every session of a member in the current transaction."""
    db.session.execute(sa.delete(SessionRow).where(SessionRow.member_id == member_id))


def _read(token: str, *, background: bool, now: datetime) -> BrowserSession:
    with apart(write=False) as connection:
        row = connection.execute(
            sa.select(*SessionRow.__table__.columns).where(
                SessionRow.token_hash == vault.fingerprint(token)
            )
        ).one_or_none()
    state = _standing(row, now=now) if row else Standing.ENDED
    if row is None or state is Standing.ENDED:
        return BrowserSession()
    browser = BrowserSession(row.data)
    browser.id = row.id
    if state is Standing.LOCKED:
        browser.clear()
        if row.locked_at is None:
            _note(row.id, locked_at=now)
    else:
        browser.member_id = row.member_id
        if not background and is_worth_noting(last_used_at=row.last_used_at, now=now):
            _note(row.id, last_used_at=now)
    browser.modified = False
    return browser


def _standing(row: Any, *, now: datetime) -> Standing:
    return standing(
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        locked_at=row.locked_at,
        on_shared_post=row.on_shared_post,
        now=now,
    )


def _note(session_id: UUID, **values: datetime) -> None:
    # A use that could not be noted locks her a little early: better than no page at all.
    with suppress(*PASSING), apart() as connection:
        connection.execute(
            sa.update(SessionRow).where(SessionRow.id == session_id).values(**values)
        )


def _keep(browser: BrowserSession) -> None:
    # The answer is complete: whatever the route left open was not to be kept.
    db.session.rollback()
    data = json.loads(json.dumps(dict(browser), default=str))  # a notice may be lazy
    # What the route did is committed: a lost notice must not turn it into an error page.
    with suppress(*PASSING), apart() as connection:
        connection.execute(
            sa.update(SessionRow).where(SessionRow.id == browser.id).values(data=data)
        )


def _signed_in(_request: Request) -> SignedIn | None:
    member_id = current_viewer().member_id  # a session alone does not say that the account is open
    return SignedIn(member_id) if member_id else None
