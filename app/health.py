"""`/sante`: one word for a monitor, no detail for a stranger."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.kernel import outbox
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.policy import EVERYONE, allow

SILENT_AFTER = timedelta(minutes=5)
bp = Blueprint("health", __name__)


@bp.get("/sante")
@allow(EVERYONE)
def status() -> ResponseReturnValue:
    """Answer 200 when the database answers and the worker lives, else 503."""
    try:
        db.session.execute(sa.select(1))
        beat_at = outbox.last_beat("worker")
    except SQLAlchemyError:
        return {"etat": "indisponible"}, 503
    alive = beat_at is not None and utc_now() - beat_at <= SILENT_AFTER
    return ({"etat": "ok"}, 200) if alive else ({"etat": "relances arrêtées"}, 503)


def init_app(app: Flask) -> None:
    """Open the page."""
    app.register_blueprint(bp)
