"""From a service's page: a person's request leaves, or one reads whom to call instead."""

import secrets
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.idempotency import KeyReused
from app.kernel.policy import ISCG, allow
from app.kernel.request import current_viewer
from directory.data.lists import taxonomy
from directory.models import IscgPost, Service, ServiceAtSite
from referrals.decisions.reasons import Danger
from referrals.forms.compose import NOT_CHOSEN, ComposeForm
from referrals.labels import DANGER_MEANING, MISSING_CALL, OBSTACLE
from referrals.operations import sending
from referrals.queries import recipients
from referrals.queries.names import territories
from referrals.routes.once import once


@allow(ISCG)
def compose(entry_id: UUID) -> ResponseReturnValue:
    """Ask a service for someone; without an agreement, nothing is written."""
    viewer = current_viewer()
    entry = recipients.entry_for(viewer, entry_id) or abort(404)
    post = recipients.sending_post(viewer) or abort(403)
    obstacle = recipients.obstacle_to(entry, post=post, now=utc_now())
    if obstacle is not None:
        page = _call_instead(entry, str(OBSTACLE[obstacle]))
        return page, 422 if request.method == "POST" else 200
    form = _form(entry)
    if not form.validate_on_submit():
        return _page(entry, post, form), 422 if form.errors else 200
    try:
        path = _send(entry, post, form)
    except sending.NotReady as refused:
        db.session.rollback()
        form.called_at.errors = [MISSING_CALL[refused.lacks]]
        return _page(entry, post, form), 422
    except KeyReused:
        db.session.rollback()
        form.key.data = secrets.token_urlsafe(16)
        return _page(entry, post, form, is_repeat=True), 409
    flash(_("La demande est envoyée. Le service reçoit un courriel sans contenu."), "good")
    return redirect(path, 303)


def _send(entry: ServiceAtSite, post: IscgPost, form: ComposeForm) -> str:
    viewer, now = current_viewer(), utc_now()
    member_id = viewer.member_id or abort(403)

    def act() -> str:
        asked = form.value(now=now)
        handoff = sending.send(entry, asked, post=post, viewer=viewer, now=now)
        return url_for("referrals.show", handoff_id=handoff.id)

    return once(form, name=f"compose/{entry.id}", member_id=member_id, now=now, act=act)


def _form(entry: ServiceAtSite) -> ComposeForm:
    """Return the form, the need filled in when the service answers one alone."""
    form = ComposeForm(data={"need_family": _only_need(entry.service)})
    form.territory.choices = [
        NOT_CHOSEN,
        *(SelectChoice(*place) for place in territories().items()),
    ]
    return form


def _only_need(service: Service) -> str:
    """Return the family of all the needs a service answers, or nothing when there are several.

    A wrong guess would leave with the request; an empty field cannot.
    """
    known = taxonomy().needs
    codes = taxonomy().needs_of(service.category, service.needs)
    families = {known[code].family for code in codes if code in known}
    return families.pop() if len(families) == 1 else ""


def _page(
    entry: ServiceAtSite, post: IscgPost, form: ComposeForm, *, is_repeat: bool = False
) -> str:
    return render_template(
        "referrals/compose.html",
        entry=entry,
        service_name=sending.name_of(entry),
        post=post,
        form=form,
        numbers=recipients.numbers_of([entry.id], viewer=current_viewer()).get(entry.id, ()),
        meanings=DANGER_MEANING,
        is_red=form.danger.data == Danger.RED or bool(form.called_at.errors),
        is_repeat=is_repeat,
    )


def _call_instead(entry: ServiceAtSite, why: str) -> str:
    return render_template(
        "referrals/call_instead.html",
        entry=entry,
        service_name=sending.name_of(entry),
        why=why,
        numbers=recipients.numbers_of([entry.id], viewer=current_viewer()).get(entry.id, ()),
    )
