"""Which source family each row of a file belongs to: half of the key it is matched by."""

import re
from collections import defaultdict
from collections.abc import Iterable

from app.kernel.text import fold
from directory.exchange.reading import RawRow
from directory.exchange.repairing import cleaned
from directory.exchange.validating import key_of
from directory.queries.stored import sources

_FIRST_DIGIT = re.compile(r"\d")


class Families:
    """The families known, as they are spelt, and the one that each source came through."""

    def __init__(self) -> None:
        known = sources()
        self._spelt = {fold(family): family for family, _ in known}
        self._channels: defaultdict[str, set[str]] = defaultdict(set)
        for family, source in known:
            self._channels[fold(source)].add(family)

    def named(self, channel: str) -> str:
        """Return a family as it is spelt already, whatever the case and accents typed now."""
        return self._spelt.setdefault(fold(channel), cleaned(channel))

    def of(self, source: str) -> str:
        """Return the family of a source: the channel it came through before, else its words.

        So a file exported from entries that came under a channel goes back to them.
        """
        before = self._channels.get(fold(source), set())
        return next(iter(before)) if len(before) == 1 else self.named(family_of(source))


def keys_by_line(rows: Iterable[RawRow], channel: str) -> dict[int, tuple[str, str]]:
    """Return the (family, key) of each line; `channel`, when there is one, is the family of all."""
    families = Families()
    found = {}
    for row in rows:
        family = families.named(channel) if channel else families.of(cleaned(row.cells["source"]))
        key = key_of({"identifiant": cleaned(row.cells["identifiant"])})
        found[row.line] = (family, key)
    return found


def family_of(source: str) -> str:
    """Return what stands before the first digit, or the whole when nothing does."""
    return _FIRST_DIGIT.split(source, maxsplit=1)[0].strip(" -–—:,;./([") or source
