from datetime import timedelta
from itertools import product

import pytest

from referrals.decisions.access import NOTHING, Block, Reader, Sight, blocks_seen, sight
from referrals.decisions.workflow import OPEN, REOPENABLE_FOR, TAKEN, Status

JUST = timedelta()
LATER = REOPENABLE_FOR + timedelta(seconds=1)
LETTERS = {"N": Block.NEED, "I": Block.IDENTITY, "S": Block.SAFE_CONTACT}

# Table 4.2, letter for letter: M metadata, N need, I identity, S safe contact, ° after ticking,
# R own receipts. Columns: draft, open, taken, declined within the hour, other ends, void.
TABLE = {
    (Reader.SENDER, False): ("MNIS", "MNIS", "MNIS", "MNIS", "MNIS", "M"),
    (Reader.SUPERVISOR, False): ("M", "M", "M", "M", "M", "M"),
    (Reader.SUPERVISOR, True): ("M", "MNIS", "MNIS", "MNIS", "MNIS", "M"),
    (Reader.RECIPIENT, False): ("", "MNR", "MNIS°R", "MNR", "R", "R"),
    (Reader.GUEST, False): ("", "MNR", "MNIS°R", "MNR", "", ""),
    (Reader.STRANGER, False): ("", "", "", "", "", ""),
}


def _column(status, since):
    if status is Status.DRAFT:
        return 0
    if status in OPEN:
        return 1
    if status in TAKEN:
        return 2
    if status is Status.VOID:
        return 5
    return 3 if status is Status.DECLINED and since <= REOPENABLE_FOR else 4


def _sight(letters):
    return Sight(
        metadata="M" in letters,
        blocks=frozenset(block for letter, block in LETTERS.items() if letter in letters),
        receipts="R" in letters,
        tick_first="°" in letters,
    )


@pytest.mark.parametrize("since", [JUST, REOPENABLE_FOR, LATER])
@pytest.mark.parametrize(("who", "status"), list(product(TABLE, Status)))
def test_each_reader_reads_what_the_table_says(who, status, since):
    reader, has_motive = who
    expected = _sight(TABLE[who][_column(status, since)])
    assert sight(reader, status, since=since, has_motive=has_motive) == expected
    assert blocks_seen(reader, status, since=since, has_motive=has_motive) == expected.blocks


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("reader", [Reader.RECIPIENT, Reader.GUEST])
def test_identity_is_readable_only_once_the_request_is_taken(reader, status):
    seen = blocks_seen(reader, status, since=JUST)
    assert (Block.IDENTITY in seen) is (status in TAKEN)
    assert (Block.SAFE_CONTACT in seen) is (status in TAKEN)


@pytest.mark.parametrize(("reader", "status"), list(product(Reader, Status)))
def test_after_the_purge_the_sender_side_keeps_metadata_alone(reader, status):
    if reader in (Reader.SENDER, Reader.SUPERVISOR):
        seen = sight(reader, status, since=LATER, has_motive=True, is_purged=True)
        assert seen == Sight(metadata=True)


def test_what_one_may_not_see_at_all_does_not_exist():
    assert sight(Reader.STRANGER, Status.SENT, since=JUST) == NOTHING
    assert sight(Reader.RECIPIENT, Status.DRAFT, since=JUST) == NOTHING
    assert sight(Reader.RECIPIENT, Status.WITHDRAWN, since=JUST) != NOTHING
