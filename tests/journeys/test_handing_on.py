"""An ISCG finds a lawyer, hands a person on, the partner answers, the ISCG reads the answer."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.demonstration.people import PASSPHRASE
from tests.journeys.conftest import Site, assert_accessible, sign_in

pytestmark = pytest.mark.journey

ISG = "isg.charolais@pep71.example.fr"
LAWYER = "contact@quai-tilleuls.example.fr"


def test_a_person_is_handed_on_and_the_answer_comes_back(visitor: BrowserContext, site: Site):
    iscg = visitor.new_page()
    sign_in(iscg, site, ISG, PASSPHRASE)
    assert_accessible(iscg)

    iscg.get_by_label("Besoin, service ou lieu").fill("avocat macon")
    iscg.get_by_label("Besoin, service ou lieu").press("Enter")
    iscg.wait_for_url("**/annuaire/r/**")
    assert "avocat" not in iscg.url
    assert_accessible(iscg)
    iscg.get_by_role("link", name=re.compile("Quai aux Tilleuls")).first.click()
    assert_accessible(iscg)
    iscg.get_by_role("link", name=re.compile("Orienter")).first.click()
    assert_accessible(iscg)
    fill_request(iscg)
    expect(iscg.get_by_text("Envoyée").first).to_be_visible()
    assert_accessible(iscg)
    request = iscg.url

    partner = fresh_page(visitor, site)
    sign_in(partner, site, LAWYER, PASSPHRASE)
    partner.goto(f"{site.url}/demandes/recues")
    assert_accessible(partner)
    partner.goto(request)
    press(partner, "Accuser réception")
    press(partner, "Accepter")
    assert_accessible(partner)
    press(partner, "J’accepte, et je ne connais aucun lien avec la personne ou son entourage")
    expect(partner.get_by_text(re.compile("Acceptée|acceptée")).first).to_be_visible()
    assert_accessible(partner)

    iscg.goto(request)
    expect(iscg.get_by_text(re.compile("Acceptée")).first).to_be_visible()
    expect(iscg.get_by_text("Réception accusée").first).to_be_visible()

    mails = wait_for_mails(site)
    assert any(LAWYER in mail and "Une demande vous attend" in mail for mail in mails)
    assert not any(re.search("avocat|violence|victime|Paray|Mâcon", mail) for mail in mails)


def fill_request(page: Page) -> None:
    """Choose the first prudent answer of each list, as a person in a hurry would."""
    for name in ("danger", "agreed"):
        group = page.locator(f"input[type=radio][name={name}]")
        if group.count():
            group.first.check()
    for select in page.locator("main select:visible").all():
        options = [option.get_attribute("value") for option in select.locator("option").all()]
        select.select_option(next(value for value in options if value))
    for box in page.locator("main form input[type=checkbox]").all():
        if box.get_attribute("required") is not None:
            box.check()
    page.get_by_role("button", name="Envoyer la demande").click()
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of that name."""
    target = page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    )
    target.first.click()
    page.wait_for_load_state()


def fresh_page(visitor: BrowserContext, site: Site) -> Page:
    """Return a page of another person's browser, watched as the first one is."""
    assert visitor.browser is not None
    context = visitor.browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844})
    return context.new_page()


def wait_for_mails(site: Site) -> list[str]:
    """Wait for the worker to write a mail, ten seconds at most."""
    folder = site.folder / "mails"
    before = {file.name for file in folder.glob("*.txt")} if folder.is_dir() else set()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        written = [file.read_text(encoding="utf-8") for file in folder.glob("*.txt")]
        if any(LAWYER in text for text in written):
            return written
        time.sleep(0.2)
    raise AssertionError(f"no mail for the partner in {folder} ({len(before)} at first)")
