"""Entries that a file may bring in twice, under two keys: told, never merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from app.kernel.text import fold
from directory.exchange.entry import Entry
from directory.exchange.messages import Fault, Message
from directory.operations.importing.planned import Addition, Change
from directory.queries.known_names import Neighbour, neighbours

SAME_NAME = 0.85  # below, a town hall and its social service would be one


def found(additions: Iterable[Addition], changes: Iterable[Change]) -> list[Message]:
    """Return a remark on each row that seems to be another entry: once, on the later line.

    Another key, the same category and commune, and the same line or nearly the same name.
    """
    brought = {
        row.line: _neighbour(family, row.entry)
        for family, row in _rows(additions, changes)
        if row.entry.spot.insee_code
    }
    theirs = {(one.family, one.key) for one in brought.values()}
    stored = neighbours({one.category for one in brought.values()})
    near: defaultdict[tuple[str, str], list[Neighbour]] = defaultdict(list)
    for one in stored:
        if (one.family, one.key) not in theirs:
            near[one.category, one.insee_code].append(one)
    messages = []
    for line, one in brought.items():
        beside = near[one.category, one.insee_code]
        twin = next((other for other in beside if _is_same(one, other)), None)
        if twin:
            detail = f"{twin.key} ({twin.structure})"
            messages.append(Message(Fault.DUPLICATE, line, "structure", one.structure, detail))
        beside.append(one)
    return messages


def _rows(
    additions: Iterable[Addition], changes: Iterable[Change]
) -> Iterator[tuple[str, Addition | Change]]:
    yield from ((row.family, row) for row in additions)
    yield from ((row.stored.family, row) for row in changes)


def _neighbour(family: str, entry: Entry) -> Neighbour:
    return Neighbour(
        family=family,
        key=entry.key,
        structure=entry.structure,
        category=entry.category,
        insee_code=entry.spot.insee_code or "",
        phone=entry.reach.phone,
    )


def _is_same(one: Neighbour, other: Neighbour) -> bool:
    if one.phone and one.phone == other.phone:
        return True
    matcher = SequenceMatcher(None, fold(one.structure), fold(other.structure), autojunk=False)
    return matcher.real_quick_ratio() >= SAME_NAME and (
        matcher.quick_ratio() >= SAME_NAME and matcher.ratio() >= SAME_NAME
    )
