"""The places of the bar, by role: one table. The first row that fits is the whole menu."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.kernel.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: where it leads, its word, the icon beside it on a telephone."""

    endpoint: str
    label: LazyString
    icon: str


HOME = Entry("home.index", _l("Accueil"), "house")
DIRECTORY = Entry("directory.search", _l("Annuaire"), "list")
OFFER = Entry("directory.search", _l("Offre"), "list")
MAP = Entry("maps.map_page", _l("Carte"), "map")
SENT = Entry("referrals.board", _l("Demandes"), "send")
RECEIVED = Entry("referrals.inbox", _l("Demandes reçues"), "inbox")


def _shares_an_inbox(viewer: Viewer) -> bool:
    return bool(viewer.teams)


def _is_a(role: Role) -> Callable[[Viewer], bool]:
    return lambda viewer: viewer.has(role)


# Who coordinates, is elected or operates reads no request, whatever team she is also in.
MENUS: tuple[tuple[Callable[[Viewer], bool], tuple[Entry, ...]], ...] = (
    (_is_a(Role.COORDINATOR), (HOME, DIRECTORY, MAP)),
    (_is_a(Role.ELECTED), (HOME, MAP, OFFER)),
    (_is_a(Role.OPERATOR), (HOME,)),
    (lambda viewer: viewer.is_iscg, (HOME, DIRECTORY, MAP, SENT)),
    (_shares_an_inbox, (HOME, RECEIVED, DIRECTORY, MAP)),
    (_is_a(Role.SUPERVISOR), (HOME, DIRECTORY, MAP)),
    (_is_a(Role.MANAGER), (HOME, DIRECTORY, MAP)),
)


def entries_for(viewer: Viewer) -> tuple[Entry, ...]:
    """Return the places this viewer is shown, in order; none before sign-in."""
    if not viewer.is_signed_in:
        return ()
    fitting = (entries for fits, entries in MENUS if fits(viewer))
    return next(fitting, (HOME,))
