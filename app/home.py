"""The first page, by role: what awaits me, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.kernel import outbox
from app.kernel.clock import PARIS, utc_now
from app.kernel.policy import EVERYONE, allow
from app.kernel.request import current_viewer
from app.kernel.viewer import Role, Viewer
from directory.labels import NEED_TILES
from directory.queries import overview
from referrals import labels
from referrals.decisions.access import Block
from referrals.queries import boards
from referrals.queries.boards import Card, Line

SILENT_AFTER = timedelta(minutes=5)
ENDING_WITHIN = timedelta(days=365)

home = Blueprint("home", __name__)
pages = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a home page: its state, what it is, the act it asks for."""

    word: str
    status: str
    title: str
    href: str
    detail: str = ""
    at: datetime | None = None
    number: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of figures, its value already in words."""

    label: str
    value: str


def init_app(app: Flask) -> None:
    """Open the first page and the page of the quick exit."""
    app.register_blueprint(home)
    app.register_blueprint(pages)


@home.get("/")
@allow(EVERYONE)
def index() -> ResponseReturnValue:
    """Show who looks what awaits her."""
    viewer, now = current_viewer(), utc_now()
    if not viewer.is_signed_in:
        return render_template("home/visitor.html", numbers=overview.numbers_for_anyone())
    fitting = (page for fits, page in HOMES if fits(viewer))
    return next(fitting, _partner)(viewer, now)


@pages.get("/au-revoir")
@allow(EVERYONE)
def away() -> ResponseReturnValue:
    """Show the neutral page where the quick exit leads."""
    return render_template("pages/away.html")


def _iscg(viewer: Viewer, now: datetime) -> str:
    waiting = boards.waiting_for(viewer, now=now)
    todo = [
        *(_asked(card) for card in waiting.to_answer),
        *(_trouble(line) for line in waiting.attention),
        *(_answer(line) for line in waiting.answers),
    ]
    return render_template(
        "home/iscg.html",
        needs=NEED_TILES,
        places=overview.places_to_search_from(viewer),
        here=viewer.home_insee,
        todo=todo,
        now=now,
    )


def _partner(viewer: Viewer, now: datetime) -> str:
    box = boards.inbox(viewer, now=now)
    return render_template(
        "home/partner.html",
        waiting=[_request(card) for card in box.to_answer],
        to_contact=[_request(card) for card in box.taken],
        now=now,
    )


def _coordinator(_viewer: Viewer, now: datetime) -> str:
    state = overview.network_state(now=now)
    rows = list(_to_look_at(state, now))
    return render_template(
        "home/coordinator.html", attention=rows, figures=_figures(state), now=now
    )


def _to_look_at(state: overview.NetworkState, now: datetime) -> Iterator[Row]:
    dead = outbox.waiting_counts()["dead"]
    if dead:
        title = ngettext(
            "%(num)s courriel n’est pas parti", "%(num)s courriels ne sont pas partis", dead
        )
        detail = _("Prévenez la personne qui administre le site : une demande attend peut-être.")
        yield Row(_("arrêté"), "danger", title, url_for("home.index"), detail)
    for convention in state.ending_conventions:
        yield Row(
            _("fin proche"),
            "attention",
            convention.name,
            url_for("directory.search"),
            _("prend fin le %(day)s", day=f"{convention.ends_on:%d/%m/%Y}"),
        )
    if state.overdue:
        title = ngettext(
            "%(num)s fiche n’est plus à jour", "%(num)s fiches ne sont plus à jour", state.overdue
        )
        detail = _("À confirmer par un appel : elles restent affichées, avec leur date.")
        yield Row(_("à confirmer"), "stale", title, url_for("directory.search"), detail)


def _figures(state: overview.NetworkState) -> list[Figure]:
    return [
        Figure(_("Fiches de l’annuaire"), str(state.entries)),
        Figure(_("Vérifiées depuis moins de six mois"), str(state.fresh)),
        Figure(_("Jamais vérifiées"), str(state.never)),
        Figure(_("Sans horaires connus"), str(state.without_hours)),
    ]


def _elected(viewer: Viewer, now: datetime) -> str:
    offer = overview.public_offer(viewer)
    entries = ngettext(
        "fiche publique dans l’annuaire,", "fiches publiques dans l’annuaire,", offer.entries
    )
    where = ngettext("dans %(num)s commune.", "dans %(num)s communes.", offer.communes)
    return render_template(
        "home/elected.html",
        figure=str(offer.entries),
        finding=f"{entries} {where}",
        territory=offer.territory,
        updated_on=now.astimezone(PARIS).date(),
    )


def _operator(_viewer: Viewer, now: datetime) -> str:
    beat_at = outbox.last_beat("worker")
    return render_template(
        "home/operator.html",
        worker_at=beat_at,
        worker_late=beat_at is None or now - beat_at > SILENT_AFTER,
        outbox=outbox.waiting_counts(),
        oldest_at=outbox.oldest_waiting(),
        now=now,
    )


def _asked(card: Card) -> Row:
    return Row(
        str(labels.STATUS[card.status]),
        card.status.value,
        _need(card),
        url_for("referrals.show", handoff_id=card.id),
        _("demandé par %(team)s", team=card.team_name),
        card.since,
        card.phone or "",
        _("Répondre"),
    )


def _trouble(line: Line) -> Row:
    word = labels.ATTENTION[line.flags[0]] if line.flags else labels.STATUS[line.status]
    return _row(line, str(word), "attention", _("Ouvrir"))


def _answer(line: Line) -> Row:
    return _row(line, str(labels.STATUS[line.status]), line.status.value, _("Ouvrir"))


def _row(line: Line, word: str, status: str, act: str) -> Row:
    number = line.numbers[0].value if line.numbers else ""
    title = f"{line.reference} · {labels.NEED_FAMILY[line.need_family]}"
    href = url_for("referrals.show", handoff_id=line.id)
    return Row(word, status, title, href, line.service_name, line.since, number, act)


def _request(card: Card) -> dict[str, object]:
    danger = card.danger
    return {
        "id": card.id,
        "danger": danger.value if danger else "",
        "danger_word": labels.DANGER_MEANING[danger] if danger else labels.BLOCK[Block.NEED],
        "due_at": None,
        "title": _need(card),
        "href": url_for("referrals.show", handoff_id=card.id),
        "facts": "",
        "sender": _("%(author)s, %(team)s", author=card.author, team=card.team_name),
    }


def _need(card: Card) -> str:
    if card.need_family is None:
        return str(_("Demande %(ref)s", ref=card.call_ref))
    return str(labels.NEED_FAMILY[card.need_family])


# The first row that fits: who coordinates, is elected or operates reads no request anywhere.
HOMES: tuple[tuple[Callable[[Viewer], bool], Callable[[Viewer, datetime], str]], ...] = (
    (lambda viewer: viewer.has(Role.COORDINATOR), _coordinator),
    (lambda viewer: viewer.has(Role.ELECTED), _elected),
    (lambda viewer: viewer.has(Role.OPERATOR), _operator),
    (lambda viewer: viewer.is_iscg, _iscg),
    (lambda viewer: bool(viewer.teams), _partner),
)
