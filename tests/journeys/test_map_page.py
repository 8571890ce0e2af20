"""The map in a real Chromium, over a server that holds whatever names a test wants."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from app.kernel.db import db
from directory.models import Place
from tests.journeys.axe import violations
from tests.makers import make_entry, make_iscg, make_organisation

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
HOSTILE = (
    "${alert(1)}",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg onload=alert(1)>",
    "{{ 7 * 7 }}",
    "<!--<script>",
)
DOORS = ((4.12, 46.45), (3.98, 46.48), (4.83, 46.31), (4.831, 46.311))  # the last two together
NAME_OF_FOCUSED = (
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
)


@dataclass
class Visit:
    """A signed-in ISCG before the map; what her browser met on the way is written down."""

    chromium: Browser
    address: str
    session: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/carte", **options: object) -> Page:
        """Open an own address in a new browser profile, 1280 px wide unless said."""
        context = self.chromium.new_context(**{"locale": "fr-FR", "viewport": WIDE, **options})
        context.set_default_timeout(10_000)
        cookie = {"name": "sid", "value": self.session, "url": self.address}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("request", lambda asked: self._asked(asked.url))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message) or dialog.dismiss())
        page.goto(self.address + path)
        if options.get("java_script_enabled", True):
            page.locator("[data-map=moving]").wait_for()
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.foreign.append(url)


@pytest.fixture
def member_id(app: Flask) -> UUID:
    with app.app_context():
        made = make_iscg().id
        db.session.commit()
    return made


@pytest.fixture
def visit(
    app: Flask, chromium: Browser, member_id: UUID, signed_in: Callable[[UUID], FlaskClient]
) -> Iterator[Visit]:
    server = make_server("localhost", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    cookie = signed_in(member_id).get_cookie("sid")
    assert cookie is not None
    going = Visit(chromium, f"http://localhost:{server.server_port}", cookie.value)
    yield going
    for context in chromium.contexts:
        context.close()
    server.shutdown()
    thread.join()
    assert going.foreign == []
    assert going.complaints == []


@pytest.fixture
def network(app: Flask) -> None:
    """Make a few services: four doors, two in one commune, one without place, one secret."""
    with app.app_context():
        for number, (lon, lat) in enumerate(DOORS, start=1):
            position = {"longitude": lon, "latitude": lat}
            make_entry(make_organisation(f"Cabinet {number}"), site_fields=position)
        for name in ("Permanence de Gueugnon", "Écrivain public"):
            where = {"insee_code": "71230", "postcode": "71130"}
            make_entry(make_organisation(name), place=Place.COMMUNE, site_fields=where)
        make_entry(make_organisation("Ligne d’écoute"), place=Place.TERRITORY)
        make_entry(place=Place.SECRET, category="hebergement_vif_dedie")
        db.session.commit()


def numbers_on(page: Page) -> int:
    """Return how many services the map says it shows, clusters counted for what they hold."""
    counts = page.locator(".cluster-icon, .tally-icon").all_inner_texts()
    return sum(int(text) for text in counts) + page.locator(".pin-icon").count()


def test_no_name_of_a_partner_runs(visit, app):
    with app.app_context():
        for rank, name in enumerate(HOSTILE):
            place = Place.EXACT if rank % 2 else Place.COMMUNE
            apart = {"longitude": 3.9 + rank / 8} if place is Place.EXACT else {}
            make_entry(make_organisation(name), name=name, place=place, site_fields=apart)
        db.session.commit()
    page = visit.open()
    for rank in range(len(HOSTILE)):
        page.get_by_role("button", name="Voir sur la carte").nth(rank).click()
        page.locator(".bubble").wait_for()
        page.keyboard.press("Escape")
        page.locator(".bubble").wait_for(state="detached")
    page.locator("[data-entry]").first.get_by_role("button").click()
    said = page.locator(".bubble").inner_text()
    assert any(name in said for name in HOSTILE)


def test_the_ground_is_drawn_under_the_strict_policy(visit, network):
    page = visit.open()
    assert page.locator("path.shape.communes").count() == 168
    assert page.locator("path.shape.epcis").count() == 6
    assert page.locator(".name-icon.epci").count() == 6
    policy = page.request.get(visit.address + "/carte").headers["content-security-policy"]
    assert "script-src 'self'; style-src 'self'" in policy


def test_nothing_is_kept_in_the_browser(visit, network):
    page = visit.open()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_every_service_with_a_place_is_counted_on_the_map(visit, network):
    page = visit.open()
    assert numbers_on(page) == 6
    assert "8 services, 6 sur la carte" in page.locator("main").inner_text()


def test_a_cluster_is_large_enough_for_a_finger(visit, network):
    page = visit.open(viewport=NARROW)
    sizes = [mark.bounding_box() for mark in page.locator(".cluster-icon, .tally-icon").all()]
    assert sizes
    assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes if size)


def test_choosing_in_the_list_shows_on_the_map_and_escape_comes_back(visit, network):
    page = visit.open()
    card = page.locator("[data-entry]").filter(has_text="Cabinet 3")
    button = card.get_by_role("button", name="Voir sur la carte : Cabinet 3")
    button.press("Enter")
    assert page.locator(".bubble").get_by_role("link").inner_text().endswith("Cabinet 3")
    assert card.get_attribute("data-chosen") == ""
    assert "Cabinet 3" in page.locator("[data-news]").inner_text()
    page.keyboard.press("Escape")
    page.locator(".bubble").wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    assert card.get_attribute("data-chosen") is None


def test_choosing_on_the_map_shows_in_the_list(visit, network):
    page = visit.open()
    page.locator(".pin-icon, .tally-icon").first.click()
    page.locator(".bubble").wait_for()
    chosen = page.locator("[data-chosen]")
    link = page.locator(".bubble").get_by_role("link").first.get_attribute("href")
    assert f"/annuaire/{chosen.first.get_attribute('data-entry')}" == link


def test_the_keyboard_meets_the_controls_and_not_the_marks(visit, network):
    page = visit.open()
    assert page.locator(".cluster-icon").count() == 1
    page.locator("#carte").focus()
    met = []
    for _ in range(5):
        page.keyboard.press("Tab")
        met.append(page.evaluate(NAME_OF_FOCUSED))
    assert met == [
        "Passer la carte",
        "Carte à déplacer\u202f: flèches, plus et moins",
        "Agrandir la carte",
        "Réduire la carte",
        "Tout voir",
    ]
    assert page.locator(".leaflet-marker-pane [tabindex]").count() == 0


def test_one_may_skip_the_map(visit, network):
    page = visit.open()
    page.get_by_role("link", name="Passer la carte").press("Enter")
    assert page.evaluate("document.activeElement.id") == "apres-carte"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_the_page_keeps_anyone_out(visit, network, viewport, scheme):
    page = visit.open(viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    page.get_by_role("button", name="Voir sur la carte").first.click()
    page.locator(".bubble").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_still_map_stands_where_no_script_runs(visit, network):
    page = visit.open(java_script_enabled=False)
    assert page.locator(".still").is_visible()
    assert not page.locator(".moving").is_visible()
    assert page.locator(".still .mark").count() == 6
    assert page.locator("[data-entry]").count() == 8


def test_paper_has_the_list_then_the_still_map_with_its_numbers(visit, network):
    page = visit.open()
    page.emulate_media(media="print")
    assert page.locator(".still").is_visible()
    assert not page.locator(".moving").is_visible()
    last, still = page.locator("[data-entry]").last.bounding_box(), page.locator(".still")
    assert last
    assert still.bounding_box()["y"] > last["y"]
    assert sorted(still.locator(".mark text").all_text_contents()) == ["1", "2", "3", "4", "5", "6"]


def test_the_neighbours_come_only_to_who_looks_beyond(visit, network):
    page = visit.open()
    assert page.locator("path.shape.neighbours").count() == 0
    with page.expect_response("**/carte/voisins.json*"):
        for _ in range(3):
            page.get_by_role("button", name="Réduire la carte").click()
    page.locator("path.shape.neighbours").first.wait_for(state="attached")
