"""What an import would do: values only, made by `planning` and carried out by `storing`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from directory.exchange.entry import Entry
from directory.exchange.messages import Message, Severity
from directory.queries.stored import StoredEntry


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator states of the file.

    `family`: its import channel, else each row's. `complete`: it is all that family holds.
    `force`: archive however many are missing. `skip_errors`: leave the refused rows out.
    """

    family: str = ""
    complete: bool = False
    force: bool = False
    skip_errors: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A row whose key is new."""

    line: int
    family: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs from what is stored, or that brings an archived entry back.

    `differences` are (column, old cell, new cell); none for an entry that only comes back.
    """

    line: int
    stored: StoredEntry
    entry: Entry
    differences: tuple[tuple[str, str, str], ...]

    @property
    def is_secret(self) -> bool:
        """Return whether neither side may be shown."""
        return self.entry.is_secret or self.stored.entry.is_secret

    @property
    def becomes_secret(self) -> bool:
        """Return whether the place was shown until now."""
        return self.entry.is_secret and not self.stored.entry.is_secret


@dataclass(slots=True)
class Plan:
    """What an import would do, and in French why it may not.

    `versions` are those of the entries compared: once they have changed, the plan is void.
    `refused` and `warned` are lines; a line refused is not also warned.
    """

    families: frozenset[str]
    versions: dict[UUID, int]
    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    archived: list[StoredEntry] = field(default_factory=list)
    unchanged: int = 0
    refused: set[int] = field(default_factory=set)
    warned: set[int] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def note(self, messages: Iterable[Message]) -> None:
        """Keep what is said of rows, and count them."""
        for message in messages:
            self.messages.append(message)
            if message.line is not None:
                lines = self.refused if message.severity is Severity.ERROR else self.warned
                lines.add(message.line)
        self.warned -= self.refused
