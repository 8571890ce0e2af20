import hashlib
import re
from itertools import product
from pathlib import Path

import pytest

from app import sprite, stylesheets

APP = Path(stylesheets.__file__).parent
TOKENS = (stylesheets.STYLES / "tokens.css").read_text(encoding="utf-8")
OURS = sorted(stylesheets.STYLES.rglob("*.css"))
TONES = ("primary", "attention", "good", "danger")


def colours(css: str) -> dict[str, str]:
    """Return the tokens that are plain colours, name to six digits."""
    return dict(re.findall(r"--([\w-]+): #([0-9A-F]{6});", css))


LIGHT_CSS, DARK_CSS = TOKENS.split("@media (prefers-color-scheme: dark)")
LIGHT = colours(LIGHT_CSS)
THEMES = {"light": LIGHT, "dark": {**LIGHT, **colours(DARK_CSS)}}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_joined_sheet_is_up_to_date():
    assert stylesheets.JOINED.read_text(encoding="utf-8") == stylesheets.joined(), (
        "run python -m app.stylesheets"
    )


def test_the_joined_icons_are_up_to_date():
    assert sprite.SPRITE.read_text(encoding="utf-8") == sprite.joined(), "run python -m app.sprite"


@pytest.mark.parametrize("folder", [APP / "vendor", APP.parent / "tests" / "vendor" / "axe"])
def test_what_others_made_is_what_we_took(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.is_file()}
    assert there - {*sums} <= {"README.md"}


@pytest.mark.parametrize("theme", THEMES)
def test_body_text_stands_out_seven_times_and_the_rest_four_and_a_half(theme):
    found = THEMES[theme]
    grounds = ("paper", "surface", "sunken")
    pairs = [("ink", ground, 7.0) for ground in (*grounds, *(f"{tone}-soft" for tone in TONES))]
    pairs += [("muted", ground, 4.5) for ground in grounds]
    pairs += [(tone, ground, 4.5) for tone, ground in product(TONES, ("paper", "surface"))]
    pairs += [(tone, f"{tone}-soft", 4.5) for tone in TONES]
    pairs += [("on-primary", "primary", 4.5), ("on-primary", "primary-strong", 4.5)]
    pairs += [
        ("on-exit", "exit", 7.0),
        ("danger", "sunken", 4.5),
        ("attention", "attention-soft", 4.5),
    ]
    pairs += [(edge, "surface", 3.0) for edge in ("line-strong", "focus")]
    poor = {
        f"{ink} on {ground}": round(contrast(found[ink], found[ground]), 2)
        for ink, ground, least in pairs
        if contrast(found[ink], found[ground]) < least
    }
    assert poor == {}


def test_only_tokens_and_paper_name_a_colour():
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    naming = {path.name for path in OURS if named.search(path.read_text(encoding="utf-8"))}
    assert naming == {"tokens.css", "print.css"}


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_rules_shout_at_nobody_and_stay_in_their_layer(path):
    css = stylesheets._COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert "!important" not in css
    assert not re.search(r"(^|[\s,}])#[a-z][\w-]*\s*[{,.: ]", css), "no id selector"
    outside = {prelude.strip().split()[0] for prelude, _ in stylesheets._rules(css)}
    assert outside <= {"@layer", "@font-face", "@page"}


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_value_used_is_defined(path):
    css = path.read_text(encoding="utf-8")
    own = {"tone", "tone-soft", "tone-line"}
    defined = set(re.findall(r"--([\w-]+):", TOKENS)) | own
    assert set(re.findall(r"var\(--([\w-]+)", css)) - defined == set()


def test_what_is_left_out_of_pico_is_what_no_template_uses():
    kept = stylesheets._used(stylesheets.PICO.read_text(encoding="utf-8"))
    assert "[type=checkbox]:checked" in kept
    assert "[aria-invalid=true]" in kept
    assert "details summary::after" in kept
    for gone in ("[data-tooltip]", "dialog", "details.dropdown", "[type=range]::", ".container"):
        assert gone not in kept


def test_dropping_a_value_leaves_the_others_whole():
    css = ':root{--pico-a:url("data:x;y}");--pico-b:1px;--pico-c:var(--pico-b)}a{top:var(--pico-c)}'
    assert stylesheets._without_idle_values(css) == (
        ":root{--pico-b:1px;--pico-c:var(--pico-b)}a{top:var(--pico-c)}"
    )
