"""A small network, who looks at it, and how a form is sent."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.db import db
from app.kernel.viewer import Role
from directory.models import Place, Visibility
from directory.search import upkeep
from tests.makers import make_entry, make_iscg, make_member, make_organisation, make_team

DIGOIN = {"insee_code": "71176", "longitude": 3.98, "latitude": 46.48}


@dataclass
class Network:
    """Ids of members and entries, by name."""

    members: dict[str, UUID]
    entries: dict[str, UUID]


@pytest.fixture
def network(app: Flask) -> Network:
    """Make four services and one member of each kind, committed and indexed."""
    with app.app_context():
        partner = make_team(make_organisation("Horizon Droits"))
        entries = {
            "horizon": make_entry(team=partner, category="cidff", name="Écoute").id,
            "digoin": make_entry(make_organisation("Cabinet Digoin"), site_fields=DIGOIN).id,
            "paray": make_entry(make_organisation("Cabinet Paray")).id,
            "refuge": make_entry(
                make_organisation("Villa Nymphéa"),
                place=Place.SECRET,
                category="hebergement_vif_dedie",
                visibility=Visibility.RESTRICTED,
                phone=None,
                on_call="+33353010999",
            ).id,
        }
        members = {
            "iscg": make_iscg().id,
            "partner": make_member(partner).id,
            "elected": make_member(network_role=Role.ELECTED).id,
            "coordinator": make_member(network_role=Role.COORDINATOR).id,
        }
        db.session.commit()
        upkeep.rebuild()
        db.session.remove()
    return Network(members, entries)


@pytest.fixture
def iscg(network: Network, signed_in: Callable[[UUID], FlaskClient]) -> FlaskClient:
    """Return the browser of an ISCG."""
    return signed_in(network.members["iscg"])


def text(response: TestResponse) -> str:
    """Return what one reads, without its tags, spaces single."""
    bare = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return " ".join(bare.split())


def token_of(client: FlaskClient) -> str:
    """Return the form token of a browser's session."""
    page = client.get("/annuaire").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def ask(client: FlaskClient, **fields: str) -> TestResponse:
    """Send the question as its form does."""
    return client.post("/annuaire", data={**fields, "csrf_token": token_of(client)})


def answer(client: FlaskClient, **fields: str) -> TestResponse:
    """Send the question and follow to its answer."""
    sent = ask(client, **fields)
    assert sent.status_code == 303, text(sent)
    return client.get(sent.headers["Location"])


def packed_size(response: TestResponse) -> int:
    """Return the size of a page as it travels compressed."""
    return len(gzip.compress(response.data))
