from uuid import UUID

import pytest
from flask import Flask

from app import navigation
from app.kernel.viewer import ANONYMOUS, Role, Viewer
from app.sprite import ICONS
from tests.journeys.guide import make_guide

ONE = frozenset({UUID(int=1)})
ISCG = Viewer(UUID(int=1), roles=frozenset({Role.MEMBER}), teams=ONE, posts=ONE)
PARTNER = Viewer(UUID(int=1), roles=frozenset({Role.MEMBER}), teams=ONE)
EVERY_ENTRY = {entry for _, entries in navigation.MENUS for entry in entries}


def with_role(role: Role) -> Viewer:
    """Return an account that holds one role and no team."""
    return Viewer(UUID(int=1), roles=frozenset({role}))


@pytest.mark.parametrize(
    ("viewer", "labels"),
    [
        (ISCG, ["Accueil", "Annuaire", "Carte", "Demandes"]),
        (PARTNER, ["Accueil", "Demandes reçues", "Annuaire", "Carte"]),
        (with_role(Role.COORDINATOR), ["Accueil", "Annuaire", "Carte"]),
        (with_role(Role.ELECTED), ["Accueil", "Carte", "Offre"]),
        (with_role(Role.SUPERVISOR), ["Accueil", "Annuaire", "Carte"]),
        (with_role(Role.MANAGER), ["Accueil", "Annuaire", "Carte"]),
        (with_role(Role.OPERATOR), ["Accueil"]),
        (with_role(Role.GUEST), ["Accueil"]),
        (ANONYMOUS, []),
    ],
)
def test_each_role_has_its_places_in_order(viewer, labels):
    with make_guide().test_request_context():
        assert [str(entry.label) for entry in navigation.entries_for(viewer)] == labels


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ELECTED, Role.OPERATOR])
def test_who_coordinates_is_led_to_no_request_even_from_a_team(role):
    both = Viewer(UUID(int=1), roles=frozenset({role, Role.MEMBER}), teams=ONE)
    assert not {navigation.SENT, navigation.RECEIVED} & {*navigation.entries_for(both)}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ELECTED, Role.OPERATOR, Role.GUEST])
def test_who_may_read_no_content_is_led_to_no_request(role):
    assert not {navigation.SENT, navigation.RECEIVED} & {*navigation.entries_for(with_role(role))}


def test_every_place_has_an_icon_that_exists():
    assert {entry.icon for entry in EVERY_ENTRY} <= {path.stem for path in ICONS.glob("*.svg")}


def test_every_place_leads_somewhere(app: Flask):
    assert {entry.endpoint for entry in EVERY_ENTRY} <= {*app.view_functions}
