"""Who reads what of a handoff, by what the reader is and where the handoff stands. Pure.

This is the outer bound: consent, period and exclusion narrow it, nothing widens it.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import assert_never

from referrals.decisions.workflow import OPEN, REOPENABLE_FOR, TAKEN, Side, Status


class Block(StrEnum):
    """A part of the content that opens and closes on its own."""

    NEED = "need"
    IDENTITY = "identity"
    SAFE_CONTACT = "safe_contact"


class Reader(StrEnum):
    """What a viewer is to one handoff."""

    SENDER = "sender"  # the author, or a colleague of the team
    SUPERVISOR = "supervisor"
    RECIPIENT = "recipient"
    GUEST = "guest"
    STRANGER = "stranger"  # coordinator, élu, operator, another team, excluded, anonymous


ALL_BLOCKS = frozenset(Block)
NO_BLOCK: frozenset[Block] = frozenset()
NEED_ALONE = frozenset({Block.NEED})


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader may read of one handoff; an empty one means that it does not exist.

    `tick_first`: the rules of contact are read and ticked before the number shows.
    """

    metadata: bool = False
    blocks: frozenset[Block] = frozenset()
    receipts: bool = False
    tick_first: bool = False


NOTHING = Sight()


def sight(
    reader: Reader,
    status: Status,
    *,
    since: timedelta,
    has_motive: bool = False,
    is_purged: bool = False,
) -> Sight:
    """Return what `reader` may read of a handoff that entered `status` `since` ago.

    `has_motive`: a supervisor said why, which is recorded and told to the author.
    """
    content_kept = status is not Status.VOID and not is_purged
    match reader:
        case Reader.SENDER:
            return Sight(metadata=True, blocks=ALL_BLOCKS if content_kept else NO_BLOCK)
        case Reader.SUPERVISOR:
            opened = content_kept and has_motive and status is not Status.DRAFT
            return Sight(metadata=True, blocks=ALL_BLOCKS if opened else NO_BLOCK)
        case Reader.RECIPIENT:
            return _received(status, since=since, after=Sight(receipts=True))
        case Reader.GUEST:
            return _received(status, since=since, after=NOTHING)
        case Reader.STRANGER:
            return NOTHING
        case _:
            assert_never(reader)


def _received(status: Status, *, since: timedelta, after: Sight) -> Sight:
    if status is Status.DRAFT:
        return NOTHING
    if status in TAKEN:
        return Sight(metadata=True, blocks=ALL_BLOCKS, receipts=True, tick_first=True)
    if status in OPEN or (status is Status.DECLINED and since <= REOPENABLE_FOR):
        return Sight(metadata=True, blocks=NEED_ALONE, receipts=True)
    return after


def blocks_seen(
    reader: Reader,
    status: Status,
    *,
    since: timedelta,
    has_motive: bool = False,
    is_purged: bool = False,
) -> frozenset[Block]:
    """Return the blocks that `reader` may open, before consent and grants narrow them."""
    seen = sight(reader, status, since=since, has_motive=has_motive, is_purged=is_purged)
    return seen.blocks


READER_OF = {
    Side.SENDER: Reader.SENDER,
    Side.PARTNER: Reader.RECIPIENT,
    Side.SUPERVISOR: Reader.SUPERVISOR,
    Side.CLOCK: Reader.STRANGER,
}
