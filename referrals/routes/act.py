"""The page of every verb: what is asked, what will follow, the form, then the deed."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.clock import PARIS, utc_now
from app.kernel.db import db
from app.kernel.forms import ActionForm
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_viewer
from referrals import display
from referrals.decisions.guards import review_bounds
from referrals.decisions.workflow import Action, MoveRefused, Side
from referrals.forms.answers import ConfirmForm, ReviewForm
from referrals.models import Handoff
from referrals.operations.moving import note_refusal
from referrals.queries import scope
from referrals.queries.shown import shown
from referrals.routes.once import once
from referrals.routes.show import LABELS
from referrals.routes.verbs import Verb, perform


def page_of(verb: Verb) -> Callable[[UUID], ResponseReturnValue]:
    """Return the view of one verb: GET shows and changes nothing, POST acts."""

    @allow(SIGNED_IN)
    def act(handoff_id: UUID) -> ResponseReturnValue:
        viewer, now = current_viewer(), utc_now()
        handoff = scope.find(viewer, handoff_id) or abort(404)
        form = _form(verb, handoff, now=now)
        if not form.validate_on_submit():
            return _asked(verb, handoff, form, now=now), 422 if form.errors else 200
        try:
            path = _do(verb, handoff, form, now=now)
        except (MoveRefused, StaleDataError):
            db.session.rollback()
            return _overtaken(verb.action, handoff_id, now=now)
        flash(verb.done, "good")
        return redirect(path, 303)

    act.__doc__ = f"Ask for {verb.action.value}, then do it."
    return act


def _form(verb: Verb, handoff: Handoff, *, now: datetime) -> ActionForm:
    form: ActionForm = verb.form()
    if isinstance(form, ReviewForm):
        today = now.astimezone(PARIS).date()
        form.bounds = review_bounds(verb.action, handoff.referral.danger, today=today)
    return form


def _do(verb: Verb, handoff: Handoff, form: ActionForm, *, now: datetime) -> str:
    viewer = current_viewer()
    member_id = viewer.member_id or abort(404)

    def act() -> str:
        carried = None if isinstance(form, ConfirmForm) else form.value()
        perform(verb, handoff, carried, viewer=viewer, now=now)
        return url_for("referrals.show", handoff_id=handoff.id)

    name = f"{verb.path}/{handoff.id}"
    return once(form, name=name, member_id=member_id, now=now, act=act)


def _asked(verb: Verb, handoff: Handoff, form: ActionForm, *, now: datetime) -> str:
    request = shown(current_viewer(), handoff, now=now)
    return render_template(
        "referrals/act.html",
        verb=verb,
        request_=request,
        word=display.status_word(request),
        is_possible=verb.action in request.actions,
        form=form,
        labels=LABELS,
        now=now,
    )


def _overtaken(action: Action, handoff_id: UUID, *, now: datetime) -> ResponseReturnValue:
    """Say « déjà fait » to the team that did it; to anyone else, where the request stands now."""
    viewer = current_viewer()
    note_refusal(handoff_id, action, viewer=viewer, now=now)
    db.session.commit()
    handoff = scope.find(viewer, handoff_id) or abort(404)
    if _is_done(viewer_sides=scope.sides_of(viewer, handoff), handoff=handoff, action=action):
        flash(_("C’était déjà fait : rien n’a changé."), "info")
        return redirect(url_for("referrals.show", handoff_id=handoff_id), 303)
    request = shown(viewer, handoff, now=now)
    page = render_template(
        "referrals/overtaken.html",
        request_=request,
        word=display.status_word(request),
        steps=display.timeline(request),
        labels=LABELS,
        now=now,
    )
    return page, 409


def _is_done(*, viewer_sides: tuple[Side, ...], handoff: Handoff, action: Action) -> bool:
    last = handoff.events[-1] if handoff.events else None
    return last is not None and last.action is action and last.side in viewer_sides
