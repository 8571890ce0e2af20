"""Joins the vendored icons into one file of symbols: `python -m app.sprite` writes it.

Each symbol bears the name of its file; the macro `ui/icon.html` refers to it.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
ICONS = HERE / "vendor" / "lucide-1.62.0"
SPRITE = HERE / "static" / "icons.svg"
# Our own mark, a footbridge, drawn on 36 × 28; stands beside the name of the site.
BRAND = (
    '<symbol id="brand" viewBox="0 0 36 28">'
    '<path d="M2 21h32M4 21C8 8 28 8 32 21M10.5 14.5V21M18 11.2V21M25.5 14.5V21"/></symbol>'
)
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def _symbol(path: Path) -> str:
    found = _SHAPES.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{path.name} is not an SVG drawing")
    shapes = re.sub(r"\s+", " ", found[1]).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="{path.stem}" viewBox="0 0 24 24">{shapes}</symbol>'


def joined() -> str:
    """Return the sprite, its symbols in alphabetical order."""
    symbols = [_symbol(path) for path in sorted(ICONS.glob("*.svg"))]
    licence = "<!-- Lucide 1.62.0, ISC licence: app/vendor/lucide-1.62.0/LICENSE -->"
    opening = '<svg xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([opening, licence, BRAND, *symbols, "</svg>", ""])


if __name__ == "__main__":
    SPRITE.write_text(joined(), encoding="utf-8")
