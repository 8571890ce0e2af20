"""What any search engine gives: ids and scores. Rows, rights and counts come from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

Hit = tuple[UUID, float]


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one entry, most telling first. No address, no contact, no note."""

    id: UUID
    names: str
    categories: str
    commune: str
    text: str
    acronyms: tuple[str, ...]


class SearchBackend(Protocol):
    """An engine over documents; adding one already there replaces it."""

    def index(self, documents: Iterable[Document]) -> None:
        """Add or replace documents."""

    def delete(self, ids: Iterable[UUID]) -> None:
        """Forget documents; unknown ids are no fault."""

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return at most `limit` entries that hold more than half of the words, best first.

        A higher score is better; only its ratio to another one tells. Raises IndexUnusable.
        """


class IndexUnusable(Exception):
    """The index is lost, damaged, readable by others or of another version: make it again."""
