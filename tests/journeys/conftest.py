"""A real server over the demonstration network, and a real Chromium that reports what it saw."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import free_port
from tests.journeys.axe import violations

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
START_S = 20.0


@dataclass
class Site:
    """One running site: its address and where it writes."""

    url: str
    folder: Path


@dataclass
class Seen:
    """What a browser met on its way: every foreign request, violation and script error."""

    site: Site
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page."""
        page.on("request", self._request)
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.foreign.append(url)


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return the environment of a demonstration in `folder`."""
    return {
        **os.environ,  # noqa: TID251 — a child process needs PATH
        "PASSERELLE_MODE": "demonstration",
        "PASSERELLE_DATA_DIR": str(folder),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": "",
        "REQUESTS_PER_MINUTE": "0",
    }


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demonstration network, loaded once by its own command."""
    folder = tmp_path_factory.mktemp("network")
    command = [sys.executable, "-m", "app.cli", "demonstration", "--no-serve"]
    subprocess.run(command, env=environment(folder, 8000), check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def site(network: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running site over its own copy of the network, worker included."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(network, folder, dirs_exist_ok=True)
    port = free_port()
    run = [sys.executable, "-m", "app.cli"]
    env = environment(folder, port)
    serve = [*run, "installation", "serve", "--port", str(port), "--workers", "1"]
    with (
        subprocess.Popen(
            serve, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        ) as web,
        subprocess.Popen([*run, "worker"], env=env, stdout=subprocess.DEVNULL) as worker,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/connexion")
            yield Site(f"http://127.0.0.1:{port}", folder)
        finally:
            web.terminate()
            worker.terminate()


def wait_for(url: str) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 — our own loopback server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real Chromium, or skip saying that there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium n’est pas installé (paquet Debian : chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def seen(site: Site) -> Iterator[Seen]:
    """Return the record of what the browser met; at the end nothing foreign, no complaint."""
    record = Seen(site)
    yield record
    assert record.foreign == []
    assert record.complaints == []


@pytest.fixture
def visitor(chromium: Browser, seen: Seen) -> Iterator[BrowserContext]:
    """Return a fresh browser profile at 1280 px; axe is injected from outside the page's CSP."""
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.on("page", seen.watch)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Page:
    """Return an open page."""
    return visitor.new_page()


def sign_in(page: Page, site: Site, mail: str, passphrase: str) -> None:
    """Sign in as a person would."""
    page.goto(f"{site.url}/connexion")
    page.get_by_label("Adresse").fill(mail)
    page.get_by_label("Phrase secrète", exact=True).fill(passphrase)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "/connexion" not in url)


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing on the page as it stands."""
    assert violations(page) == []
