import importlib
import pkgutil
import re
from enum import StrEnum
from pathlib import Path

import pytest

from referrals import decisions, labels
from referrals.decisions.access import Reader
from referrals.decisions.notices import Notice
from referrals.decisions.reasons import Channel, Direction, Mode
from referrals.decisions.workflow import Side

# What no page names: a side shows as a team, a channel or a mode as what one may do with it.
NEVER_SHOWN = {Reader, Side, Channel, Direction, Mode, Notice}
ROOM = Path(labels.__file__).parent


def _tables():
    return {name: value for name, value in vars(labels).items() if isinstance(value, dict)}


TABLES = {name: table for name, table in _tables().items() if not name.startswith("_")}


def _codes():
    for module in pkgutil.iter_modules(decisions.__path__, "referrals.decisions."):
        for value in vars(importlib.import_module(module.name)).values():
            is_code = isinstance(value, type) and issubclass(value, StrEnum)
            if is_code and value.__module__.startswith("referrals."):
                yield value


def test_each_code_of_the_exchange_has_a_french_name():
    named = {type(next(iter(table))) for table in TABLES.values()}
    assert set(_codes()) - named == NEVER_SHOWN


@pytest.mark.parametrize("name", TABLES)
def test_each_table_names_every_code_of_its_list_and_no_other(name):
    table = TABLES[name]
    assert set(table) == set(type(next(iter(table))))


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_shown_somewhere(name):
    sources = [*ROOM.rglob("*.py"), *ROOM.rglob("*.html")]
    used = re.compile(rf"\b(labels\.)?{name}\b")
    assert any(
        used.search(path.read_text(encoding="utf-8"))
        for path in sources
        if path.name != "labels.py"
    )


def test_names_follow_french_typography():
    for name, table in TABLES.items():
        for code, label in table.items():
            text = label._args[0]
            assert "'" not in text, (name, code)
            assert not re.search(r"[^\u202f\u00a0][;:!?]", text), (name, code)
