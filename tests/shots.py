"""Screenshots of each page for each role, at 1280 and 390 px, to be looked at.

make shots                      every page into instance/shots
python -m tests.shots --docs    only the three of the README, into docs/images
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.demonstration.people import PASSPHRASE
from tests.conftest import free_port
from tests.journeys.conftest import CHROMIUM, FLAGS, environment, wait_for

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
PEOPLE = {
    "iscg": "isg.charolais@pep71.example.fr",
    "partenaire": "accueil@havre-des-vignes.example.fr",
    "animatrice": "coordination@vif-maconnais.example.fr",
    "elu": "maire@semur.example.fr",
    "exploitant": "exploitation@demonstration.example.fr",
}
ADDRESSES = {
    "visiteur": {"accueil": "/", "connexion": "/connexion", "erreur-404": "/nulle-part"},
    "iscg": {
        "accueil": "/",
        "annuaire": "/annuaire",
        "demandes": "/demandes",
        "carte": "/carte",
        "compte": "/mon-compte",
    },
    "partenaire": {"accueil": "/", "demandes-recues": "/demandes/recues", "annuaire": "/annuaire"},
    "animatrice": {"accueil": "/", "annuaire": "/annuaire"},
    "elu": {"accueil": "/", "carte": "/carte", "annuaire": "/annuaire"},
    "exploitant": {"accueil": "/"},
}


def main() -> None:
    """Open the demonstration, walk through it as each person, keep what one sees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", action="store_true")
    docs = parser.parse_args().docs
    folder = ROOT / ("docs/images" if docs else "instance/shots")
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in SIZES:
            if docs:
                for_readme(browser, url, size, folder)
            else:
                everything(browser, url, size, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} images dans {folder.relative_to(ROOT)}")


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve the fictitious network from a folder of its own; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = environment(Path(folder), port)
        run = [sys.executable, "-m", "app.cli"]
        quiet = subprocess.DEVNULL
        load = [*run, "demonstration", "--no-serve"]
        subprocess.run(load, env=env, check=True, stdout=quiet)
        serve = [*run, "installation", "serve", "--port", str(port), "--workers", "1"]
        with subprocess.Popen(serve, env=env, stdout=quiet, stderr=quiet) as web:
            try:
                wait_for(f"http://127.0.0.1:{port}/connexion")
                yield f"http://127.0.0.1:{port}"
            finally:
                web.terminate()


def everything(browser: Browser, url: str, size: str, folder: Path) -> None:
    """Take every page of every role."""
    for person, addresses in ADDRESSES.items():
        with somebody(browser, url, size, person) as page:
            for name, address in addresses.items():
                page.goto(url + address)
                shoot(page, folder, f"{person}-{name}-{size}")
            follow(page, url, person, size, folder)


def follow(page: Page, url: str, person: str, size: str, folder: Path) -> None:
    """Take the pages one only reaches by acting: an answer, an entry, a request."""
    if person == "iscg":
        search(page, url, "avocat paray")
        shoot(page, folder, f"{person}-resultats-{size}")
        page.get_by_role("link", name="Fiche").first.click()
        shoot(page, folder, f"{person}-fiche-{size}")
        page.goto(f"{url}/annuaire")
        search(page, url, "azerty")
        shoot(page, folder, f"{person}-pas-compris-{size}")
        search(page, url, "hébergement")
        shoot(page, folder, f"{person}-hebergement-{size}")
        open_form(page, url)
        shoot(page, folder, f"{person}-orienter-{size}")
        page.goto(f"{url}/demandes")
        page.locator("main a[href*='/demandes/']:not([href$=recues])").first.click()
        shoot(page, folder, f"{person}-demande-{size}")
    if person == "partenaire":
        page.goto(f"{url}/demandes/recues")
        page.locator("main a[href*='/demandes/']:not([href$=recues])").first.click()
        shoot(page, folder, f"{person}-demande-{size}")


def open_form(page: Page, url: str) -> None:
    """Open the form that hands a person to the first service that takes requests."""
    search(page, url, "avocat")
    page.get_by_role("link", name="Orienter").first.click()


def for_readme(browser: Browser, url: str, size: str, folder: Path) -> None:
    """Take the three images of the README."""
    if size == "1280":
        with somebody(browser, url, size, "iscg") as page:
            search(page, url, "avocat paray")
            shoot(page, folder, "resultats-1280", whole=False)
            page.goto(f"{url}/carte")
            page.wait_for_timeout(1500)
            shoot(page, folder, "carte-1280", whole=False)
    else:
        with somebody(browser, url, size, "partenaire") as page:
            page.goto(f"{url}/demandes/recues")
            shoot(page, folder, "demandes-recues-390", whole=False)


@contextmanager
def somebody(browser: Browser, url: str, size: str, person: str) -> Iterator[Page]:
    """Yield a page of a fresh browser, signed in unless it is a visitor's."""
    context: BrowserContext = browser.new_context(locale="fr-FR", viewport=SIZES[size])
    page = context.new_page()
    if person in PEOPLE:
        page.goto(f"{url}/connexion")
        page.locator("input[name=mail]").fill(PEOPLE[person])
        page.locator("input[name=passphrase]").fill(PASSPHRASE)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda address: "/connexion" not in address)
    yield page
    context.close()


def search(page: Page, url: str, words: str) -> None:
    """Type words in the box of the directory."""
    page.goto(f"{url}/annuaire")
    page.locator("main input[name=words]").fill(words)
    page.locator("main input[name=words]").press("Enter")
    page.wait_for_url("**/annuaire/r/**")


def shoot(page: Page, folder: Path, name: str, *, whole: bool = True) -> None:
    """Keep what the page shows."""
    page.screenshot(path=folder / f"{name}.png", full_page=whole)


if __name__ == "__main__":
    main()
