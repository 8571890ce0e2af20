"""Everything works without JavaScript: sign in, search, open, send, answer, sign out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from app.demonstration.people import PASSPHRASE
from tests.journeys.conftest import Seen, Site, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def plain(chromium: Browser, seen: Seen) -> Iterator[BrowserContext]:
    """Return a browser that runs no script, as wide as a telephone."""
    context = chromium.new_context(
        locale="fr-FR", viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    context.on("page", seen.watch)
    yield context
    context.close()


def test_an_iscg_searches_reads_and_signs_out_without_script(plain: BrowserContext, site: Site):
    page = plain.new_page()
    sign_in(page, site, "iscg.macon@pep71.example.fr", PASSPHRASE)
    page.locator("main input[name=words]").fill("psychologue macon")
    page.get_by_role("button", name="Chercher").last.click()
    page.wait_for_url("**/annuaire/r/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("services? peu"))
    page.goto(page.url)
    page.go_back()
    page.goto(f"{site.url}/carte")
    expect(page.locator("main svg, main img, main object").first).to_be_visible()
    page.goto(f"{site.url}/mon-compte")
    page.get_by_role("button", name=re.compile("Se déconnecter")).last.click()
    page.goto(f"{site.url}/demandes")
    expect(page).to_have_url(re.compile("/connexion"))


def test_a_partner_answers_without_script(plain: BrowserContext, site: Site):
    page = plain.new_page()
    sign_in(page, site, "accueil@havre-des-vignes.example.fr", PASSPHRASE)
    page.goto(f"{site.url}/demandes/recues")
    page.get_by_role("link", name=re.compile("^Accepter")).first.click()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text(re.compile("acceptée", re.IGNORECASE)).first).to_be_visible()
