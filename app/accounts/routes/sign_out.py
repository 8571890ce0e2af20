"""Going out."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.accounts import sessions
from app.kernel.db import db
from app.kernel.policy import EVERYONE, allow


@allow(EVERYONE)
def sign_out() -> ResponseReturnValue:
    """End the session of this browser, whatever it was still worth."""
    db.session.rollback()
    sessions.leave()
    return redirect(url_for("accounts.sign_in", sortie=1), 303)
