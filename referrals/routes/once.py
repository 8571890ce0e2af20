"""The same form sent twice acts once, even when both arrive together."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import request
from sqlalchemy.exc import IntegrityError

from app.kernel.db import db
from app.kernel.forms import ActionForm
from app.kernel.idempotency import already_done, digest, remember


def once(
    form: ActionForm, *, name: str, member_id: UUID, now: datetime, act: Callable[[], str]
) -> str:
    """Act and commit, unless this very form already did; return the path it led to.

    Raises KeyReused when the form comes back with another content, and whatever `act` raises.
    """
    key, body = str(form.key.data or ""), digest(request.form.to_dict(flat=False))
    known = already_done(member_id, form=name, key=key, body=body)
    if known is not None:
        return known
    try:
        leads_to = act()
        remember(member_id, form=name, key=key, body=body, leads_to=leads_to, now=now)
        db.session.commit()
    except IntegrityError:
        # Both clicks were read as the first: the other one has just been written.
        db.session.rollback()
        known = already_done(member_id, form=name, key=key, body=body)
        if known is None:
            raise
        return known
    return leads_to
