"""Runs axe-core on a page without touching the page's own policy."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js"


@cache
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line a rule and element.

    The script runs by the debugger's own evaluation, which no CSP of the page forbids.
    """
    page.evaluate(_source())
    found = page.evaluate("() => axe.run().then((result) => result.violations)")
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]
