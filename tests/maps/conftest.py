"""A real server in this process, so that a test may put what it likes in the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.makers import make_iscg


@pytest.fixture
def iscg(app: Flask, signed_in) -> FlaskClient:
    """Return the browser of an ISCG whose post is in Paray-le-Monial."""
    from app.kernel.db import db

    with app.app_context():
        member_id = make_iscg().id
        db.session.commit()
    return signed_in(member_id)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Return where the application of the test answers, for real."""
    server = make_server("localhost", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real Chromium, or skip saying that there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium n’est pas installé (paquet Debian : chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Met:
    """What a browser met: requests outside the site, and complaints of the console."""

    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Visit:
    """A browser signed in as the ISCG; at the end nothing foreign was asked, nothing complained."""

    address: str
    context: BrowserContext
    met: Met

    def open(self, path: str) -> Page:
        """Open an own address and wait until the moving map is there."""
        page = self.context.new_page()
        page.goto(self.address + path)
        page.locator("[data-map=moving]").wait_for()
        return page


@pytest.fixture
def visit(chromium: Browser, address: str, iscg: FlaskClient, request) -> Iterator[Visit]:
    """Return a visit at 1280 px, or with the options of the test's `browser` marker."""
    cookie = iscg.get_cookie("sid")
    assert cookie is not None
    context = chromium.new_context(
        locale="fr-FR", **getattr(request, "param", {"viewport": {"width": 1280, "height": 900}})
    )
    context.add_cookies([{"name": "sid", "value": cookie.value, "url": address}])
    context.set_default_timeout(10_000)
    met = Met()

    def watch(page: Page) -> None:
        page.on(
            "request",
            lambda asked: asked.url.startswith((address, "data:")) or met.foreign.append(asked.url),
        )
        page.on(
            "console",
            lambda said: said.type == "error" and met.complaints.append(said.text),
        )
        page.on("pageerror", lambda error: met.complaints.append(str(error)))

    context.on("page", watch)
    yield Visit(address, context, met)
    context.close()
    assert met == Met()
