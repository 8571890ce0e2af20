"""Reports of an import, line by line."""

import pytest

from directory.commands.reporting import _ranges, remarks
from directory.exchange.messages import Fault, Message


def test_errors_come_before_remarks_whatever_their_lines():
    said = list(
        remarks(
            [
                Message(Fault.NEVER_VERIFIED, 2, "verifie_le"),
                Message(Fault.EMPTY, 3, "lieu"),
            ]
        )
    )
    assert said[0] == "Erreurs\u00a0:"
    assert said[1].startswith("  ligne 3, colonne lieu")
    assert said[2] == "Remarques\u00a0:"


def test_nothing_to_say_says_nothing():
    assert list(remarks([])) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [([4], "4"), ([4, 5], "4-5"), ([4, 5, 6, 9, 11, 12], "4-6, 9, 11-12")],
)
def test_line_numbers_are_said_shortly(lines, said):
    assert _ranges(lines) == said
