"""A request as the shell's macros want it: words, links, shapes; for our pages and the home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from referrals.decisions.reasons import (
    CODE_OF,
    DeclineReason,
    FailureReason,
    MissingItem,
    Outcome,
    WithdrawalCause,
)
from referrals.decisions.workflow import Action, Side, Status
from referrals.labels import (
    ATTENTION,
    DANGER,
    DECLINE,
    DONE,
    FAILURE,
    MISSING_ITEM,
    NEED_FAMILY,
    NEW,
    OUTCOME,
    STATUS,
    WITHDRAWAL,
)
from referrals.queries.boards import Card, Line
from referrals.queries.names import territory_name
from referrals.queries.shown import Shown, Step

LABELS: Mapping[type[StrEnum], Mapping[Any, object]] = {
    DeclineReason: DECLINE,
    MissingItem: MISSING_ITEM,
    FailureReason: FAILURE,
    Outcome: OUTCOME,
    WithdrawalCause: WITHDRAWAL,
}
SHAPES = {
    Action.SEND: "send",
    Action.ACKNOWLEDGE: "inbox",
    Action.ACCEPT: "circle-check",
    Action.DECLINE: "circle-x",
    Action.ASK: "message-square",
    Action.COMPLETE: "pencil",
    Action.HOLD: "hourglass",
    Action.LAPSE: "clock",
    Action.START: "phone",
    Action.REOPEN: "rotate-ccw",
    Action.CONCLUDE: "check-check",
    Action.NOTE_OUTCOME: "check-check",
    Action.FAIL: "circle-slash",
    Action.NOTE_FAILURE: "circle-slash",
    Action.WITHDRAW: "undo-2",
    Action.VOID: "ban",
}
TAKEN_BACK = (Action.WITHDRAW, Action.VOID)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sender's board, for `ui/rows.html`."""

    word: str
    status: str
    title: str
    href: str
    detail: str
    at: datetime
    number: str
    act: str


@dataclass(frozen=True, slots=True)
class Item:
    """One card of a partner's board, for `ui/request.html`; `card` is what it was made from."""

    id: UUID
    danger: str
    danger_word: str
    due_at: datetime | None
    title: str
    href: str
    facts: str
    sender: str
    card: Card


@dataclass(frozen=True, slots=True)
class Dot:
    """One step of a timeline, for `ui/timeline.html`."""

    title: str
    at: datetime
    note: str
    shape: str
    step: str


def row(line: Line) -> Row:
    """Return a line of the sender's board; a flag says more than the status alone."""
    flag = line.flags[0] if line.flags else None
    need, danger = str(NEED_FAMILY[line.need_family]), str(DANGER[line.danger]).lower()
    return Row(
        word=str(ATTENTION[flag] if flag else STATUS[line.status]).capitalize(),
        status=flag.value if flag else line.status.value,
        title=f"{line.reference} · {need}",
        href=url_for("referrals.show", handoff_id=line.id),
        detail=_("%(service)s · danger %(danger)s", service=line.service_name, danger=danger),
        at=line.since,
        number=line.numbers[0].value if line.numbers else "",
        act="",
    )


def item(card: Card) -> Item:
    """Return a card of the partner's board; no name, ever."""
    facts = territory_name(card.territory) if card.territory else ""
    return Item(
        id=card.id,
        danger=card.danger.value if card.danger else "",
        danger_word=str(DANGER[card.danger] if card.danger else _("Accord terminé")),
        due_at=None,
        title=title_of(card),
        href=url_for("referrals.show", handoff_id=card.id),
        facts=facts,
        sender=" · ".join(
            (card.team_name, card.author, str(_("référence %(ref)s", ref=card.call_ref)))
        ),
        card=card,
    )


def title_of(card: Card) -> str:
    """Return what is asked, or the reference alone once the agreement has ended."""
    if card.need_family is None:
        return str(_("Demande %(ref)s", ref=card.call_ref))
    return str(NEED_FAMILY[card.need_family])


def timeline(request: Shown) -> tuple[Dot, ...]:
    """Return what was done to a request, in order, as its reader may know it."""
    last = len(request.steps) - 1
    return tuple(
        _dot(step, request.side, "last" if rank == last else "done")
        for rank, step in enumerate(request.steps)
    )


def _dot(step: Step, reader: Side, place: str) -> Dot:
    if reader is Side.PARTNER and step.action in TAKEN_BACK:
        # By whom, how and why would tell of a mistake, of the person, or of another service.
        return Dot(str(_("N’est plus d’actualité")), step.at, "", "circle-dot", place)
    notes = [step.who, cause_of(step.action, step.cause)]
    return Dot(
        title=str(DONE[step.action]),
        at=step.at,
        note=" · ".join(note for note in notes if note),
        shape=SHAPES.get(step.action, "circle-dot"),
        step=place,
    )


def cause_of(action: Action, cause: str | None) -> str:
    """Return the French name of what an event carries; empty when it carries nothing."""
    kind = CODE_OF.get(action)
    return "" if cause is None or kind is None else str(LABELS[kind][kind(cause)])


def status_word(request: Shown) -> str:
    """Return where a request stands, in the words its reader may read."""
    if request.side is Side.PARTNER and request.status in (Status.WITHDRAWN, Status.VOID):
        return str(_("N’est plus d’actualité"))
    if request.side is Side.PARTNER and request.status is Status.SENT:
        return str(NEW).capitalize()
    return str(STATUS[request.status]).capitalize()
