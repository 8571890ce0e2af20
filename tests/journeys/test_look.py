"""Every macro and page of the shell in a real browser: both themes, wide and narrow."""

import gzip
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.axe import violations
from tests.journeys.guide import SHOWN_ERRORS, make_guide, served
from tests.journeys.guide_values import PAGES

pytestmark = pytest.mark.journey
ADDRESSES = [*(f"montrer/{name}" for name in PAGES), *SHOWN_ERRORS]
EVERY_PIECE = ["montrer/home/iscg", "montrer/guide"]
FIRST_VISIT_MAX_BYTES = 60 * 1024
NEXT_VISIT_MAX_BYTES = 15 * 1024
# What a finger must hit: 44 px, or a row of that height around a smaller box.
SMALL = """() => [...document.querySelectorAll(
    "button, summary, select, textarea, .btn, .nav a, .strip a, .quick-exit, .brand, .choice," +
    "input:not([type=hidden], [type=checkbox], [type=radio]), .numbers a, .call, .crumb a")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
  .filter(([box]) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
  .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""


@pytest.fixture(scope="module")
def site() -> Flask:
    return make_guide()


@pytest.fixture(scope="module")
def url(site: Flask) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.mark.parametrize(
    ("scheme", "width", "addresses"),
    [
        ("light", 1280, ADDRESSES),
        ("dark", 390, ADDRESSES),
        ("dark", 1280, EVERY_PIECE),
        ("light", 390, EVERY_PIECE),
    ],
)
def test_no_page_of_the_shell_bars_anyone(chromium: Browser, url, scheme, width, addresses):
    screen = {"width": width, "height": 900}
    found, complaints, foreign = {}, [], []
    with chromium.new_context(viewport=screen, locale="fr-FR", color_scheme=scheme) as context:
        page = context.new_page()
        page.on("console", lambda said: complaints.append((said.type, said.text)))
        page.on("request", lambda asked: foreign.append(asked.url))
        for address in addresses:
            page.goto(f"{url}/{address}")
            found[address] = [*violations(page), *page.evaluate(SMALL)]
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert [said for said in complaints if said[0] in ("error", "warning")] == []
    assert [asked for asked in foreign if not asked.startswith((url, "data:"))] == []


@pytest.mark.parametrize("width", [320, 640])  # 640 is 1280 at 200 %
def test_nothing_is_wider_than_a_narrow_screen(chromium: Browser, url, width):
    wide = {}
    with chromium.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for address in ADDRESSES:
            page.goto(f"{url}/{address}")
            wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: is_wide for address, is_wide in wide.items() if is_wide > width} == {}


def test_everything_is_there_without_a_script(chromium: Browser, url):
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{url}/")
        assert page.get_by_role("search").get_by_role("button").count() == 9
        page.locator("details.account summary").click()
        assert page.get_by_role("button", name="Se déconnecter").is_visible()
        page.goto(f"{url}/montrer/accounts/sign_in")
        assert page.get_by_label("Phrase secrète").is_visible()
        page.get_by_role("link", name="Sortie rapide").click()
        assert page.url == f"{url}/au-revoir"


def test_on_paper_there_are_numbers_and_full_dates_but_no_bar(chromium: Browser, url):
    with chromium.new_context() as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(f"{url}/montrer/guide")
        assert not page.locator(".topbar").is_visible()
        assert not page.locator(".strip").is_visible()
        assert page.locator(".result .btn[href^='tel:']").first.is_visible()
        assert not page.get_by_role("button", name="Envoyer la demande").is_visible()
        full = "getComputedStyle(document.querySelector('time'), '::after').content"
        assert "attr(title)" in page.evaluate(full) or "mardi 24" in page.evaluate(full)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_light_on_a_first_visit_and_on_the_next(site: Flask, address):
    client = site.test_client()
    html = client.get(f"/{address}").text
    sheets = re.findall(r'(?:href|src)="(/static/[^"#]+)', html)
    css = client.get(next(sheet for sheet in sheets if ".css" in sheet), buffered=True).text
    fonts = [f"/static/{found}" for found in re.findall(r'url\("(fonts/[^"]+)', css)]
    asking = {"Accept-Encoding": "gzip"}
    files = {
        file: len(client.get(file, headers=asking, buffered=True).data)
        for file in {*sheets, *fonts}
    }
    page = len(gzip.compress(html.encode()))
    assert page <= NEXT_VISIT_MAX_BYTES
    assert page + sum(files.values()) <= FIRST_VISIT_MAX_BYTES
    assert {*fonts} <= {*sheets}, "a preloaded font has the address the stylesheet asks for"
