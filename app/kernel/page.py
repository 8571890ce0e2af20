"""One page of a longer list. Pure."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """`items` of page `number` (from 1), out of `total` things, `size` a page."""

    items: tuple[Item, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Return whether something follows."""
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        """Return whether something comes before."""
        return self.number > 1

    @property
    def first_rank(self) -> int:
        """Return the rank of the first item, from 1; 0 when the list is empty."""
        return (self.number - 1) * self.size + 1 if self.items else 0
