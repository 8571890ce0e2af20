"""One's own account, and the browsers in which it is open."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries, sessions
from app.accounts.labels import ROLES
from app.accounts.routes import sign_out
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_member_id


@allow(SIGNED_IN)
def me() -> ResponseReturnValue:
    """Show who one is here, and where one is signed in."""
    member_id, now = current_member_id(), utc_now()
    return render_template(
        "accounts/me.html",
        profile=queries.profile_of(member_id),
        sessions=sessions.sessions_of(member_id, now=now),
        role_labels=ROLES,
        now=now,
    )


@allow(SIGNED_IN)
def close_session(session_id: UUID) -> ResponseReturnValue:
    """End one of one's own sessions; somebody else's does not exist."""
    member_id = current_member_id()
    if session_id == sessions.current().id:
        return sign_out.sign_out()
    if not sessions.end_session(member_id, session_id):
        abort(404)
    db.session.commit()
    flash(_("Cette session est fermée."))
    return redirect(url_for("accounts.me"), 303)
