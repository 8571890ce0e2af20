"""A refusal becomes a page: one table from what happened to a status, and its French page."""

import json
import logging
import secrets
import traceback
from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, current_app, g, jsonify, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, Unauthorized

from app.kernel.db import db
from app.kernel.idempotency import KeyReused
from app.kernel.policy import SentFromElsewhere
from app.kernel.vault import Busy
from referrals.decisions.workflow import MoveRefused

STATUS_OF: dict[type[Exception], HTTPStatus] = {
    MoveRefused: HTTPStatus.CONFLICT,
    StaleDataError: HTTPStatus.CONFLICT,
    KeyReused: HTTPStatus.CONFLICT,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    OperationalError: HTTPStatus.SERVICE_UNAVAILABLE,
}
PAGES = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})
RETRY_AFTER_S = {503: 5, 429: 60}
NEVER_GIVEN_BACK = frozenset({"csrf_token", "passphrase", "current", "wanted", "again", "code"})
log = logging.getLogger("passerelle.incidents")


def init_app(app: Flask) -> None:
    """Map every refusal; what is not in the table is an incident with a number."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error  # a redirect that Flask raises
        if isinstance(error, (CSRFError, Unauthorized)) and _is_own_form():
            return give_back(error.code)
        return page(error.code)

    @app.errorhandler(SentFromElsewhere)
    def elsewhere(_error: SentFromElsewhere) -> ResponseReturnValue:
        return page(HTTPStatus.BAD_REQUEST)

    for refusal, status in STATUS_OF.items():
        app.register_error_handler(refusal, _answer_with(status))

    @app.errorhandler(Exception)
    def incident(error: Exception) -> ResponseReturnValue:
        number = note_incident(error)
        return page(InternalServerError.code or 500, incident=number)


def _answer_with(status: HTTPStatus) -> Callable[[Exception], ResponseReturnValue]:
    def answer(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        number = note_incident(error) if isinstance(error, OperationalError) else ""
        return page(status, incident=number)

    return answer


def page(status: int, *, incident: str = "") -> ResponseReturnValue:
    """Return the French page of a status, or one JSON line to who asked for JSON.

    It renders without viewer, session or database: any of them may be what broke.
    """
    db.session.rollback()
    status = int(status) if int(status) in PAGES else 400
    headers = {"Retry-After": str(RETRY_AFTER_S[status])} if status in RETRY_AFTER_S else {}
    if request.accept_mimetypes.best == "application/json":
        return jsonify(erreur=status, incident=incident), status, headers
    if request_ctx.url_adapter is None:  # a host name that is not ours: no address can be made
        return "Adresse inconnue.", status, {"Content-Type": "text/plain; charset=utf-8"}
    template = current_app.jinja_env.get_template(f"errors/{status}.html")
    written = status == HTTPStatus.CONFLICT and _is_own_form()
    typed = [(name, text) for name, text in _typed() if name != "key"] if written else []
    wait = _("dans %(num)s secondes", num=RETRY_AFTER_S.get(status, 0)) if headers else ""
    body = template.render(incident=incident, given_back=typed, retry_after=wait)
    return body, status, headers


def give_back(status: int) -> ResponseReturnValue:
    """Return what was typed in a form whose session or token ended, ready to be sent again."""
    db.session.rollback()
    return render_template("errors/give_back.html", typed=_typed(), action=request.path), status


def _typed() -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.form.lists()
        if name not in NEVER_GIVEN_BACK
        for value in values
    ]


def _is_own_form() -> bool:
    # Only to our own pages: a foreign form shown again would be that site's words in our mouth.
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return own and request.method == "POST" and bool(request.form)


def note_incident(error: Exception) -> str:
    """Log where it broke, without one word of the data, and return the incident's number.

    Exception messages are left out: they may hold parameters of a query or a typed text.
    """
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    line = {
        "incident": number,
        "endpoint": request.endpoint,
        "kind": type(error).__name__,
        "at": [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in frames],
        "signed_in": bool(g.get("viewer") and g.viewer.is_signed_in),
    }
    log.error(json.dumps(line, ensure_ascii=True))
    return number
