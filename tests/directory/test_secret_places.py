"""Where a protected place stands changes nothing that anybody can see.

The full proof, over every page and export, comes with the intent layer; this one moves a shelter
stored with an address by mistake, and looks again.
"""

import re
from uuid import UUID

import pytest

from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import ServiceAtSite, Site, Visibility
from directory.search import upkeep
from tests.makers import make_entry, make_iscg, make_member, make_organisation

TOKEN = re.compile(r'(name="csrf_token"(?: type="hidden")? value=|data-token=)"[^"]+"')
DEUX_PONTS = {
    "address": "4 rue des Deux-Ponts",
    "insee_code": "71342",
    "longitude": 4.1189,
    "latitude": 46.4536,
}
MOULIN = {
    "address": "9 place du Moulin",
    "insee_code": "71270",
    "longitude": 4.8322,
    "latitude": 46.3062,
}
ADDRESSES = (
    "/annuaire?besoin=mise_a_l_abri&commune=71342",
    "/annuaire?categorie=hebergement_vif_dedie&commune=71270",
    "/carte?besoin=mise_a_l_abri&commune=71342",
)


@pytest.fixture
def shelter(app) -> tuple[UUID, dict[str, UUID]]:
    with app.app_context():
        entry = make_entry(
            make_organisation("Villa Nymphéa"),
            category="hebergement_vif_dedie",
            name="Accueil",
            visibility=Visibility.RESTRICTED,
            hours=None,  # nothing may change with the clock between two looks
        )
        make_entry(make_organisation("Foyer"), category="hebergement_urgence", hours=None)
        members = {
            "iscg": make_iscg().id,
            "coordinator": make_member(network_role=Role.COORDINATOR).id,
            "elected": make_member(network_role=Role.ELECTED).id,
            "partner": make_member().id,
        }
        db.session.commit()
        return entry.id, members


def move(app, entry_id: UUID, place: dict[str, object]) -> None:
    with app.app_context():
        site = db.session.get_one(Site, db.session.get_one(ServiceAtSite, entry_id).site_id)
        for column, value in place.items():
            setattr(site, column, value)
        db.session.commit()
        upkeep.rebuild()


def seen(app, signed_in, members: dict[str, UUID], entry_id: UUID) -> dict[str, str]:
    """Return all that is shown, form tokens left out: they change by themselves."""
    shown = {}
    for who, member in members.items():
        client = signed_in(member)
        for address in (*ADDRESSES, f"/annuaire/{entry_id}"):
            page = client.get(address).get_data(as_text=True)
            shown[f"{who} {address}"] = TOKEN.sub("", page)
    runner = app.test_cli_runner()
    args = ["directory", "search", "villa nymphea", "--from", "Mâcon", "--json"]
    shown["terminal"] = runner.invoke(args=args).output
    return shown


def test_moving_a_protected_place_changes_nothing_anybody_sees(app, signed_in, shelter):
    entry_id, members = shelter
    views = []
    for place in (DEUX_PONTS, MOULIN):
        move(app, entry_id, place)
        views.append(seen(app, signed_in, members, entry_id))
    assert views[0] == views[1]
    assert "Nymphéa" in views[0]["terminal"]
    assert any("Nymphéa" in page for page in views[0].values())


def test_nothing_of_where_it_stands_is_written_in_the_index_or_shown(
    app, settings, signed_in, shelter
):
    entry_id, members = shelter
    move(app, entry_id, MOULIN)
    everything = "".join(seen(app, signed_in, members, entry_id).values()).lower()
    index = b"".join(path.read_bytes() for path in settings.index_dir.rglob("*") if path.is_file())
    for trace in ("moulin", "4.8322", "46.3062"):
        assert trace not in everything
        assert trace.encode() not in index.lower()
    assert b"macon" not in index
