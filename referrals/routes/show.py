"""One request: what happened, what one may read, what one may do."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel.clock import utc_now
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_viewer
from referrals import display
from referrals.decisions.workflow import OWNER, Action
from referrals.labels import (
    ACTION,
    ATTENTION,
    BLOCK,
    CONSENT_MODE,
    DANGER,
    DANGER_MEANING,
    NEED_FAMILY,
    OVERALL,
    REACHED,
    STATUS,
)
from referrals.queries import scope
from referrals.queries.names import territory_name
from referrals.queries.shown import Shown, shown
from referrals.routes.verbs import VERBS

WITH_A_PAGE = {verb.action for verb in VERBS}
LABELS = {
    "attention": ATTENTION,
    "blocks": BLOCK,
    "consent": CONSENT_MODE,
    "danger": DANGER,
    "danger_meaning": DANGER_MEANING,
    "needs": NEED_FAMILY,
    "overall": OVERALL,
    "reached": REACHED,
    "status": STATUS,
    "territory": territory_name,
}


@allow(SIGNED_IN)
def show(handoff_id: UUID) -> ResponseReturnValue:
    """Show a request to whoever has it or was asked; nobody else learns that it exists."""
    viewer, now = current_viewer(), utc_now()
    handoff = scope.find(viewer, handoff_id) or abort(404)
    request = shown(viewer, handoff, now=now)
    return render_template(
        "referrals/show.html",
        request_=request,
        word=display.status_word(request),
        answer=answer_of(request),
        steps=display.timeline(request),
        acts=[_act(action, handoff_id) for action in request.actions if action in WITH_A_PAGE],
        is_awaited=OWNER[request.status] is request.side,
        labels=LABELS,
        now=now,
    )


def _act(action: Action, handoff_id: UUID) -> tuple[object, str, bool]:
    """Return a verb, its address, and whether one click is enough: it promises nothing."""
    href = url_for(f"referrals.{action.value}", handoff_id=handoff_id)
    return ACTION[action], href, action is Action.ACKNOWLEDGE


def answer_of(request: Shown) -> str:
    """Return the reason, outcome or item that goes with the present status, if any."""
    said = request.said
    code = said.decline or said.failure or said.outcome or said.missing
    return str(display.LABELS[type(code)][code]) if code else ""
