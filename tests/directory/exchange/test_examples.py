"""The files of import-format.md §5, read without a database."""

from collections import Counter
from io import BytesIO

import pytest
from openpyxl import Workbook

from directory.data.lists import taxonomy
from directory.decisions.opening import PARIS
from directory.exchange.columns import COLUMNS
from directory.exchange.ground import Ground
from directory.exchange.messages import Fault, Severity
from directory.exchange.reading import MAX_BYTES_LOCAL, read_sheet
from directory.exchange.repairing import local_instant
from directory.exchange.validating import Rules, Verdict, validate
from tests.directory.exchange.rows import EXAMPLES


def _verdicts(path, rules: Rules) -> list[Verdict]:
    sheet = read_sheet(path.read_bytes(), path.name, max_bytes=MAX_BYTES_LOCAL)
    assert sheet.columns == COLUMNS
    assert sheet.messages == []
    return [validate(row, rules) for row in sheet.rows]


def _remarks(verdicts):
    return {
        (verdict.row.entry.key, message.fault)
        for verdict in verdicts
        for message in verdict.messages
    }


def test_the_example_is_taken_whole_with_three_remarks(rules):
    verdicts = _verdicts(EXAMPLES / "example.csv", rules)
    assert len(verdicts) == 25
    assert _remarks(verdicts) == {
        ("fic-006", Fault.SCHOOL_HOLIDAYS),
        ("fic-016", Fault.STALE),
        ("fic-024", Fault.NEVER_VERIFIED),
    }


def test_the_damaged_example_gives_the_same_entries(rules):
    whole, damaged = (
        _verdicts(EXAMPLES / name, rules) for name in ("example.csv", "example_abime.csv")
    )
    assert [v.row.entry for v in damaged] == [v.row.entry for v in whole]
    more = _remarks(damaged) - _remarks(whole)
    assert more == {("fic-019", Fault.PADDED)}


def test_a_workbook_with_numbers_and_dates_gives_the_same_entries(rules):
    whole = _verdicts(EXAMPLES / "example.csv", rules)
    path = EXAMPLES / "example_abime.csv"
    damaged = read_sheet(path.read_bytes(), path.name)
    book = Workbook()
    book.create_sheet("partenaires").append(["Identifiant", *damaged.columns[1:]])
    for row in damaged.rows:
        book["partenaires"].append([_as_typed(column, cell) for column, cell in row.cells.items()])
    file = BytesIO()
    book.save(file)
    rows = read_sheet(file.getvalue(), "partenaires.xlsx").rows
    assert [validate(row, rules).row.entry for row in rows] == [v.row.entry for v in whole]


def _as_typed(column: str, cell: str) -> object:
    """Return a cell as a spreadsheet holds it: a number or a date where it looks like one."""
    if column.endswith("_le") and (at := local_instant(cell)):
        return at.astimezone(PARIS).replace(tzinfo=None)
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def test_every_row_of_the_real_territory_is_taken(rules, shared_data):
    verdicts = _verdicts(shared_data / "services71.csv", rules)
    assert len(verdicts) == 826
    faults = Counter(
        message.fault
        for verdict in verdicts
        for message in verdict.messages
        if message.severity is Severity.ERROR
    )
    assert faults == {}
    assert all(verdict.row for verdict in verdicts)


@pytest.fixture
def rules(ground: Ground, now) -> Rules:
    """The rules of the day on which the examples are exact."""
    return Rules(taxonomy(), ground, now)
