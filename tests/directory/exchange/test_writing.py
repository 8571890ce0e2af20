"""Files that a spreadsheet opens, and that come back the same."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.data.lists import taxonomy
from directory.exchange.columns import COLUMNS
from directory.exchange.reading import RawRow, read_sheet
from directory.exchange.repairing import cleaned, decimal_number
from directory.exchange.validating import Rules, validate
from directory.exchange.vocabulary import (
    ACCESSES,
    ANIMALS,
    CALLERS,
    COSTS,
    MODES,
    PLACES,
    PUBLICS,
    VISIBILITIES,
)
from directory.exchange.writing import cells_of, csv_file, differences
from tests.directory.exchange.rows import EXAMPLES, NOW, ROW, entry_of


@pytest.fixture
def entries(rules):
    """The 25 entries of the example."""
    data = (EXAMPLES / "example.csv").read_bytes()
    return [entry_of(validate(row, rules)) for row in read_sheet(data, "example.csv").rows]


def test_an_export_is_a_file_of_the_format(entries, ground):
    data = csv_file(entries, ground.gazetteer)
    assert data.startswith(b"\xef\xbb\xbfidentifiant;structure;")
    assert data.count(b"\r\n") == data.count(b"\n") == 26
    sheet = read_sheet(data, "export.csv")
    assert sheet.columns == COLUMNS
    assert sheet.messages == []


def test_an_export_reads_back_the_same(entries, ground, rules):
    data = csv_file(entries, ground.gazetteer)
    again = [validate(row, rules) for row in read_sheet(data, "export.csv").rows]
    assert [entry_of(verdict) for verdict in again] == entries


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'=", "''+"])
def test_no_cell_runs_in_a_spreadsheet_and_each_comes_back(judge, ground, rules, sign):
    entry = replace(entry_of(judge()), structure=f"{sign}CMD|'/C calc'!A1")
    data = csv_file([entry], ground.gazetteer)
    (cells,) = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert cells["structure"].startswith("'")
    (row,) = read_sheet(data, "export.csv").rows
    assert entry_of(validate(row, rules)).structure == entry.structure


def test_a_telephone_keeps_its_plus(judge, ground):
    data = csv_file([entry_of(judge())], ground.gazetteer).decode("utf-8-sig")
    assert ";+33353010005;" in data


@given(
    st.floats(-180, 180, allow_nan=False),
    st.floats(-90, 90, allow_nan=False),
)
def test_a_point_comes_back_to_the_last_digit(ground, longitude, latitude):
    rules = Rules(taxonomy(), ground, NOW)
    entry = entry_of(validate(RawRow(2, ROW), rules))
    there = replace(entry.spot, longitude=longitude, latitude=latitude)
    cells = cells_of(replace(entry, spot=there), ground.gazetteer)
    assert "e" not in cells["longitude"] + cells["latitude"]
    assert decimal_number(cells["longitude"]) == longitude
    assert decimal_number(cells["latitude"]) == latitude


@pytest.mark.parametrize(
    "words", [PLACES, VISIBILITIES, PUBLICS, ACCESSES, ANIMALS, COSTS, MODES, CALLERS]
)
def test_each_code_of_the_house_has_one_french_word(words):
    codes = list(words.values())
    assert len(set(codes)) == len(codes)
    assert set(codes) == set(type(codes[0]))


def test_a_difference_of_writing_is_none():
    old = ROW | {"service": "Écoute d’urgence", "structure": "La\u00a0Halte"}
    new = ROW | {"service": "Écoute d'urgence", "structure": "La Halte"}
    assert differences(old, new) == []
    assert differences(old, new | {"telephone": "115", "structure": "La halte"}) == [
        "structure",
        "telephone",
    ]


@given(st.text(max_size=40))
def test_a_text_never_differs_from_itself_once_cleaned(text):
    once = cleaned(text, keep_lines=True)
    assert differences(ROW | {"description": text}, ROW | {"description": once}) == []
