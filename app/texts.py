"""Fills the French catalogue of plurals: `python -m app.texts` writes it.

French is the language of the sources, so only what is counted needs an entry: without one
Flask-Babel would say « 0 résultats ». Each entry says what the source says.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

HERE = Path(__file__).parent
ROOMS = ("app", "directory", "referrals", "maps")
CATALOGUE = HERE / "translations" / "fr" / "LC_MESSAGES" / "messages"
SOURCES = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "_n": (1, 2), "lazy_ngettext": (1, 2)}
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # fixed: the same sources make the same bytes


def counted() -> Iterator[tuple[str, str]]:
    """Yield each phrase that counts something: in the singular, in the plural."""
    for room in ROOMS:
        found = extract_from_dir(HERE.parent / room, SOURCES, keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            if isinstance(message, tuple):
                yield message[0], message[1]


def catalogue() -> Catalog:
    """Return the catalogue, in alphabetical order."""
    filled = Catalog(
        locale="fr",
        header_comment="# Plurals of Passerelle; filled by python -m app.texts.",
        project="Passerelle",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
    )
    for singular, plural in sorted(set(counted())):
        filled.add((singular, plural), (singular, plural), flags=["python-format"])
    return filled


def written(filled: Catalog) -> tuple[bytes, bytes]:
    """Return both files: the one people read, and the one the site reads."""
    readable, compiled = BytesIO(), BytesIO()
    write_po(readable, filled, width=100, no_location=True)
    write_mo(compiled, filled)
    return readable.getvalue(), compiled.getvalue()


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    for suffix, content in zip((".po", ".mo"), written(catalogue()), strict=True):
        CATALOGUE.with_suffix(suffix).write_bytes(content)
