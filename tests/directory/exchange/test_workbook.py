"""Workbooks, honest and hostile."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.exchange.workbook import MAX_UNPACKED_BYTES, WorkbookRefused, workbook_rows

MAX_ROWS = 1000


def _saved(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _read(data: bytes) -> list[tuple[int, list[str]]]:
    return workbook_rows(data, max_rows=MAX_ROWS)


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with one part replaced or added."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (71000, "71000"),
        (71000.0, "71000"),
        (353010001, "353010001"),
        (4.2789, "4.2789"),
        (1e20, "1e+20"),
        ("01370", "01370"),
        ("#N/A", "#N/A"),
        (True, "True"),
        (date(2026, 10, 5), "2026-10-05T00:00"),
        (datetime(2026, 11, 19, 8, 0), "2026-11-19T08:00"),  # noqa: DTZ001  # a cell has no zone
        (time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_is_read_as_the_text_one_sees(typed, read):
    ((line, cells),) = _read(_saved(("Feuille", [[typed, "x"]])))
    assert (line, cells) == (1, [read, "x"])


def test_the_sheet_of_partners_comes_before_the_first():
    other, partners = [["autre"]], [["partenaire"]]
    assert _read(_saved(("a", other), ("b", partners)))[0][1] == ["autre"]
    assert _read(_saved(("a", other), ("partenaires", partners)))[0][1] == ["partenaire"]


def test_a_formula_gives_the_value_last_seen_and_is_never_computed():
    data = _saved(("a", [["=1+1", "x"]]))
    sheet = "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read(sheet)
    seen = xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>7</v>")
    assert seen != xml
    assert _read(_with_part(data, sheet, seen)) == [(1, ["7", "x"])]
    assert _read(data) == [(1, ["", "x"])]


def test_rows_keep_the_number_the_spreadsheet_shows():
    assert [line for line, _ in _read(_saved(("a", [["x"], [], [None], ["y"]])))] == [1, 4]


def test_one_row_too_many_is_handed_over_and_no_more():
    assert len(workbook_rows(_saved(("a", [["x"]] * 20)), max_rows=5)) == 6


def test_macros_are_refused():
    data = _with_part(_saved(("a", [["x"]])), "xl/vbaProject.bin", b"macro")
    with pytest.raises(WorkbookRefused) as refusal:
        _read(data)
    assert "macros" in refusal.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_refused_before_it_is_read(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    data = _with_part(_saved(("a", [["x"]])), "xl/sharedStrings.xml", bomb.encode(encoding))
    with pytest.raises(WorkbookRefused) as refusal:
        _read(data)
    assert "entités" in refusal.value.reason


def test_what_would_unpack_beyond_measure_is_refused_before_it_is_unpacked():
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(MAX_UNPACKED_BYTES // 1_000_000 + 1):
            part.write(b" " * 1_000_000)
    with pytest.raises(WorkbookRefused) as refusal:
        _read(file.getvalue())
    assert "trop gros" in refusal.value.reason


@pytest.mark.parametrize("data", [b"", b"PK", b"identifiant;structure", b"PK\x03\x04" + b"\0" * 90])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(WorkbookRefused):
        _read(data)


GOOD = _saved(("partenaires", [["identifiant", "structure"], ["a1", "Élan"]]))


@settings(max_examples=100)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(start, damage):
    data = GOOD[:start] + damage + GOOD[start + len(damage) :]
    try:
        rows = _read(data)
    except WorkbookRefused:
        return
    assert all(isinstance(cell, str) for _, cells in rows for cell in cells)
