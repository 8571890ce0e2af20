"""Joins Pico and our styles into one file: `python -m app.stylesheets` writes it.

Pico stays whole in `vendor/`; what no page of ours can use is left out here, by selector.
The result depends on the sources alone, so that a test can tell when it is out of date.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from app.assets import version_of

HERE = Path(__file__).parent
PICO = HERE / "vendor" / "pico-2.1.1" / "pico.min.css"
STYLES = HERE / "styles"
JOINED = HERE / "static" / "passerelle.css"
LAYERS = "@layer pico, tokens, base, components, print;"
CREDITS = "/*! Pico CSS 2.1.1, MIT. Atkinson Hyperlegible, OFL 1.1. See app/vendor/README.md */"

# A selector of Pico that names one of these styles nothing here: elements and widgets we do
# not use, and navigation, tables and groups that we style ourselves from nothing.
UNUSED = re.compile(
    r"\[data-theme=|\[data-tooltip|tooltip-|\[dir=rtl]|\[aria-busy|\[aria-invalid=false]|:host|"
    r"\[role=(group|search|switch|link|button)|\[type=(range|color|file|reset|date|time|week|month)|"
    r"datetime|calendar|file-|-ms-|\.(contrast|secondary|outline|container|grid|striped|overflow)|"
    r"modal|dialog|dropdown|breadcrumb|indeterminate|moz-list-bullet|article>|"
    r"(^|[ >(])(nav|aside|blockquote|hgroup|kbd|samp|pre|audio|video|canvas|iframe|tfoot)\b"
)
_NEGATION = re.compile(r":not\([^()]*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT = re.compile(r'url\("(fonts/[^"]+)"\)')


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule of the outermost level: what stands before its braces, and inside."""
    depth, start, opened = 0, 0, 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : place]
                start = place + 1


def _selectors(prelude: str) -> list[str]:
    """Split at the commas that stand outside brackets."""
    parts, depth = [""], 0
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _is_unused(selector: str) -> bool:
    while _NEGATION.search(selector):
        selector = _NEGATION.sub("", selector)
    return UNUSED.search(selector) is not None


def _used(css: str) -> str:
    """Return Pico without the rules that no page of ours can use."""
    kept = []
    for prelude, body in _rules(css):
        if prelude.startswith(("@media", "@supports")):
            inside = _used(body)
            if inside:
                kept.append(f"{prelude}{{{inside}}}")
        elif prelude.startswith("@"):
            if not _is_unused(prelude):
                kept.append(f"{prelude}{{{body}}}")
        elif left := [part for part in _selectors(prelude) if not _is_unused(part)]:
            kept.append(f"{','.join(left)}{{{body}}}")
    return "".join(kept)


def _without_idle_values(css: str) -> str:
    """Drop Pico's own properties that no rule reads any more, until none is left."""
    while True:
        read = set(re.findall(r"var\((--pico-[\w-]+)", css))
        idle = set(re.findall(r"[{;](--pico-[\w-]+):", css)) - read
        if not idle:
            return css
        names = "|".join(sorted(idle, key=len, reverse=True))
        # A quoted value (a drawing) may hold semicolons of its own.
        css = re.sub(rf"(?<=[{{;])(?:{names}):(?:[^;{{}}\"]|\"[^\"]*\")*;?", "", css)


def _compact(css: str) -> str:
    """Return our own CSS on fewer bytes; a string of ours holds no brace nor semicolon."""
    bare = re.sub(r"\s+", " ", _COMMENT.sub("", css))
    return re.sub(r" ?([{};,]) ?", r"\1", bare).replace(";}", "}").replace(": ", ":").strip()


def _versioned(css: str) -> str:
    return _FONT.sub(lambda found: f'url("{found[1]}?v={version_of(found[1])}")', css)


def joined() -> str:
    """Return the one stylesheet that pages load."""
    pico = _COMMENT.sub("", PICO.read_text(encoding="utf-8")).replace('@charset "UTF-8";', "")
    ours = [STYLES / "tokens.css", STYLES / "base.css"]
    ours += sorted((STYLES / "components").glob("*.css"))
    ours += [STYLES / "print.css"]
    sheets = [_versioned(_compact(path.read_text(encoding="utf-8"))) for path in ours]
    bridge = "\n".join(sheets)
    kept = _without_idle_values(_used(pico))
    return "\n".join([CREDITS, LAYERS, f"@layer pico{{{kept}}}", bridge, ""])


if __name__ == "__main__":
    JOINED.write_text(joined(), encoding="utf-8")
