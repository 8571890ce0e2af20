"""The quick exit and the guard on Back, with real keys and real navigations."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.guide import make_guide, served

pytestmark = pytest.mark.journey
SIGNED_IN, PUBLIC = "/", "/montrer/home/visitor"


@pytest.fixture(scope="module")
def site() -> Flask:
    return make_guide()


@pytest.fixture(scope="module")
def url(site: Flask) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(locale="fr-FR") as context:
        yield context.new_page()


@pytest.fixture
def with_memory(chromium: Browser) -> Iterator[Browser]:
    """Return a browser that keeps whole pages for Back, as people's do and Playwright's do not."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def test_the_button_ends_the_session_and_leaves_nothing_behind(page: Page, site, url):
    page.goto(f"{url}/connexion")
    page.goto(url + SIGNED_IN)
    token = page.locator("[data-quick-exit]").get_attribute("data-token")
    with page.expect_request("**/deconnexion") as ended:
        page.get_by_role("link", name="Sortie rapide").click()
    page.wait_for_url(f"{url}/au-revoir")
    assert ended.value.method == "POST"
    assert site.extensions["ended"][-1] == token
    assert page.title() == "Nouvel onglet"
    page.go_back()
    assert page.url == f"{url}/connexion", "the page that was left is no longer in the history"


def test_the_page_is_hidden_before_anything_else(page: Page, url):
    seen = []
    page.expose_function("note", lambda *state: seen.append(state))
    page.add_init_script(
        "const send = navigator.sendBeacon.bind(navigator);"
        "navigator.sendBeacon = (...sent) => {"
        "  note(document.documentElement.checkVisibility(), document.title); return send(...sent) }"
    )
    page.goto(url + SIGNED_IN)
    page.get_by_role("link", name="Sortie rapide").click()
    page.wait_for_url(f"{url}/au-revoir")
    assert seen == [(False, "")]


@pytest.mark.parametrize("address", [SIGNED_IN, PUBLIC])
def test_shift_three_times_leaves(page: Page, url, address):
    page.goto(url + address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"{url}/au-revoir")


def test_writing_in_capitals_does_not_leave(page: Page, url):
    page.goto(url + SIGNED_IN)
    page.get_by_label("Besoin, service ou lieu").press_sequentially("x")
    for letter in "CIDFF":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.down("Shift")
    for _ in range(5):
        page.keyboard.down("Shift")  # held: the key repeats
    page.keyboard.up("Shift")
    assert page.url == url + SIGNED_IN
    assert page.get_by_label("Besoin, service ou lieu").input_value() == "xCIDFF"


def test_a_public_page_ends_no_session(page: Page, site, url):
    before = len(site.extensions["ended"])
    page.goto(url + PUBLIC)
    page.get_by_role("link", name="Sortie rapide").click()
    page.wait_for_url(f"{url}/au-revoir")
    assert len(site.extensions["ended"]) == before


def was_kept(browser: Browser, url: str, address: str) -> bool:
    """Return whether Back brings a page back from memory, without asking the server."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url + address)
        page.evaluate("window.kept = true")
        page.goto(f"{url}/au-revoir")
        page.go_back(wait_until="commit")
        page.wait_for_function(
            "document.readyState === 'complete' && document.documentElement.checkVisibility()"
        )
        return bool(page.evaluate("window.kept === true"))


def test_a_page_that_leaves_is_hidden_first(page: Page, url):
    page.goto(url + SIGNED_IN)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not page.evaluate("document.documentElement.checkVisibility()")


def test_back_asks_the_server_again_on_a_page_with_a_session(with_memory: Browser, url):
    assert was_kept(with_memory, url, PUBLIC), "this browser keeps nothing: the test proves nothing"
    assert not was_kept(with_memory, url, SIGNED_IN)


def test_nothing_is_kept_in_the_browser(page: Page, url):
    page.goto(f"{url}/montrer/guide")
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]


def test_a_passphrase_can_be_read_and_is_hidden_again(page: Page, url):
    page.goto(f"{url}/montrer/accounts/sign_in")
    field = page.get_by_label("Phrase secrète")
    field.fill("huit mots choisis au hasard")
    page.get_by_role("button", name="Afficher").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Masquer").click()
    assert field.get_attribute("type") == "password"


def test_the_menu_closes_on_escape_and_gives_the_focus_back(page: Page, url):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(url + SIGNED_IN)
    summary = page.locator("details.account summary")
    summary.click()
    assert page.get_by_role("link", name="Mon compte").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Mon compte").is_visible()
    assert summary.evaluate("one => one === document.activeElement")


def test_the_keyboard_meets_the_skip_link_first_and_lands_on_the_content(page: Page, url):
    page.goto(url + SIGNED_IN)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
