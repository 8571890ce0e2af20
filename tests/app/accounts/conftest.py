"""Passphrases are stretched for good in these tests, but for a cheaper price than a thief pays."""

import pytest

from app.accounts import operations
from app.kernel.vault import Stretching

CHEAP = Stretching(iterations=1, memory_kib=8 * 1024)


@pytest.fixture(autouse=True)
def real_cost(monkeypatch: pytest.MonkeyPatch) -> Stretching:
    """Lower the price of a guess; return the one of a real installation."""
    real = operations.COST
    monkeypatch.setattr(operations, "COST", CHEAP)
    return real
