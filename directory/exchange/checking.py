"""One row under examination: its cells, cleaned, and what was found of them. Pure."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from directory.exchange.messages import HIDDEN, Fault, Message, Severity
from directory.exchange.repairing import (
    cleaned,
    has_forbidden_sign,
    is_mangled_number,
    is_spreadsheet_error,
)
from directory.exchange.vocabulary import code_key

Code = TypeVar("Code", bound=StrEnum)

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_DAMAGE_MAX = 20  # no damaged number or error word is longer


class Check:
    """The cells of one row, by column; those found unusable read as empty from then on.

    With `hides`, the row is protected: no message repeats a cell.
    """

    def __init__(self, line: int, cells: Mapping[str, str], *, hides: bool) -> None:
        self.line = line
        self.hides = hides
        self.messages: list[Message] = []
        self._cells = {column: cell for column, cell in cells.items() if cell}

    def __getitem__(self, column: str) -> str:
        """Return a cell, empty when the column is absent."""
        return self._cells.get(column, "")

    @property
    def is_refused(self) -> bool:
        """Return whether one message at least is an error."""
        return any(message.severity is Severity.ERROR for message in self.messages)

    def say(self, fault: Fault, column: str, value: str | None = None, detail: str = "") -> None:
        """Note a fault of a column; `value` is its whole cell unless told."""
        shown = HIDDEN if self.hides else self[column] if value is None else value
        self.messages.append(Message(fault, self.line, column, shown, detail))

    def drop(self, column: str) -> None:
        """Forget a cell, as if it were empty."""
        self._cells.pop(column, None)

    def scan_damage(self) -> None:
        """Refuse what a spreadsheet destroyed, and what no cell may hold."""
        for column, cell in list(self._cells.items()):
            if len(cell) <= _DAMAGE_MAX and is_spreadsheet_error(cell):
                fault = Fault.SPREADSHEET_ERROR
            elif len(cell) <= _DAMAGE_MAX and is_mangled_number(cell):
                fault = Fault.MANGLED_NUMBER
            elif has_forbidden_sign(cell):
                fault = Fault.FORBIDDEN_SIGN
            elif "<" in cell and _MARKUP.search(cell):
                fault = Fault.MARKUP
            else:
                continue
            self.say(fault, column)
            self.drop(column)

    def faulted(self, column: str) -> bool:
        """Tell whether the column already has an error, so that no second one hides it."""
        return any(m.column == column and m.severity is Severity.ERROR for m in self.messages)

    def text(self, column: str, *, at_most: int, at_least: int = 0) -> str:
        """Return a text of bounded length; `at_least` makes it compulsory."""
        cell = self[column]
        if at_least and not cell:
            if not self.faulted(column):
                self.say(Fault.EMPTY, column)
        elif len(cell) < at_least:
            self.say(Fault.TOO_SHORT, column, detail=str(at_least))
        elif len(cell) > at_most:
            self.say(Fault.TOO_LONG, column, detail=str(at_most))
        return cell

    def items(self, column: str) -> list[str]:
        """Return the items of a list, without duplicates, in their order."""
        cell = self[column]
        if not cell:
            return []
        return list(dict.fromkeys(item for part in cell.split("|") if (item := part.strip())))

    def code(
        self, column: str, codes: Mapping[str, Code], *, compulsory: bool = False
    ) -> Code | None:
        """Return the one code of a closed list, None when empty or refused."""
        cell = self[column]
        if not cell:
            if compulsory and not self.faulted(column):
                self.say(Fault.EMPTY, column)
            return None
        code = codes.get(code_key(cell))
        if code is None:
            self.say(Fault.NOT_IN_LIST, column, detail=", ".join(codes))
        return code

    def codes(self, column: str, codes: Mapping[str, Code]) -> tuple[Code, ...]:
        """Return the codes of a closed list, in the order typed, without duplicates."""
        found = []
        for item in self.items(column):
            code = codes.get(code_key(item))
            if code is None:
                self.say(Fault.NOT_IN_LIST, column, item, detail=", ".join(codes))
            else:
                found.append(code)
        return tuple(dict.fromkeys(found))


def clean_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells without what spreadsheets put around them; a description keeps lines."""
    return {
        column: cleaned(cell, keep_lines=column == "description") if cell else ""
        for column, cell in cells.items()
    }
