"""Files as they come: encodings, separators, headers, quotes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exchange.columns import COLUMNS, REQUIRED
from directory.exchange.messages import Fault
from directory.exchange.reading import MAX_ROWS, FileRefused, read_sheet

HEADER = ";".join(REQUIRED)
ROW = "a1;Élan;Écoute;avocat;commune;publique;essai"
TEXT = f"{HEADER}\r\n{ROW}\r\n"


def _reasons(data: bytes, name: str = "partenaires.csv", **options: int) -> tuple[str, ...]:
    with pytest.raises(FileRefused) as refusal:
        read_sheet(data, name, **options)
    return refusal.value.reasons


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16", "utf-16 big endian"],
)
@pytest.mark.parametrize("name", ["liste.csv", "LISTE.CSV", "liste.txt"])
def test_every_admitted_encoding_reads_the_same(data, name):
    sheet = read_sheet(data, name)
    assert sheet.columns == REQUIRED
    assert sheet.rows[0].cells["structure"] == "Élan"
    assert sheet.rows[0].line == 2


def test_a_byte_unknown_to_cp1252_refuses_the_file_with_its_line():
    data = TEXT.encode("cp1252") + b"a2;\x81;x;avocat;commune;publique;essai\r\n"
    assert _reasons(data)[0].startswith("Ligne 3\u00a0: un caractère est illisible")


def test_broken_utf_8_behind_its_mark_is_refused_not_guessed():
    assert _reasons(b"\xef\xbb\xbf" + TEXT.encode("cp1252"))[0].startswith("Ligne 2")


def test_utf_16_without_its_mark_is_refused():
    assert _reasons(TEXT.encode("utf-16-le"))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_gives_known_columns(separator):
    sheet = read_sheet(TEXT.replace(";", separator).encode(), "liste.csv")
    assert sheet.columns == REQUIRED


def test_signs_inside_a_name_do_not_choose_the_separator():
    header = HEADER + ";note, avec, des, virgules, et, encore, d, autres"
    assert read_sheet(f"{header}\n{ROW};x\n".encode(), "liste.csv").columns == REQUIRED


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotes_hold_separators_quotes_and_line_breaks(end):
    cell = f'"Dire ""non"";{end}ou oui"'
    text = end.join((HEADER, ROW.replace("Écoute", cell), ROW))
    first, second = read_sheet(text.encode(), "liste.csv").rows
    assert first.cells["service"] == f'Dire "non";{end}ou oui'
    assert (first.line, second.line) == (2, 4)


def test_a_quote_left_open_refuses_the_file_instead_of_swallowing_it():
    text = f'{HEADER}\na1;"Élan;Écoute;avocat;commune;publique;essai\n' + f"{ROW}\n" * 3
    assert _reasons(text.encode())[0].startswith("Ligne 2\u00a0: un guillemet")


def test_empty_lines_are_ignored_wherever_they_are():
    text = f"\n;;;\n{HEADER}\n\n{ROW}\n ; \n;;;;;;;;;\n{ROW}\n\n"
    assert [row.line for row in read_sheet(text.encode(), "liste.csv").rows] == [5, 8]


def test_an_unknown_column_is_told_and_ignored():
    sheet = read_sheet(f"{HEADER};Couleur\n{ROW};bleu\n".encode(), "liste.csv")
    assert [str(message) for message in sheet.messages] == [
        "ligne 1\u00a0: «\u00a0Couleur\u00a0» n’est pas une colonne connue, elle est ignorée"
    ]
    assert "Couleur" not in sheet.rows[0].cells


def test_columns_without_a_name_are_told_only_when_filled():
    assert not read_sheet(f"{HEADER};;\n{ROW};;\n".encode(), "liste.csv").messages
    assert not read_sheet(f"{HEADER}\n{ROW};;;\n".encode(), "liste.csv").messages
    for text in (f"{HEADER};;\n{ROW};;x\n", f"{HEADER}\n{ROW};x\n"):
        (remark,) = read_sheet(text.encode(), "liste.csv").messages
        assert (remark.fault, remark.line) == (Fault.UNNAMED_COLUMN, 2)


def test_a_repeated_column_and_every_missing_one_are_told_at_once():
    header = "identifiant;structure;Structure;service;categorie;lieu"
    assert _reasons(f"{header}\n".encode()) == (
        "La colonne structure est là deux fois.",
        "La colonne visibilite manque.",
        "La colonne source manque.",
    )


def test_an_absent_column_is_not_an_empty_cell():
    (row,) = read_sheet(f"{HEADER};telephone\n{ROW};\n".encode(), "liste.csv").rows
    assert row.cells["telephone"] == ""
    assert "adresse" not in row.cells


def test_a_row_cut_short_has_empty_cells():
    (row,) = read_sheet(f"{HEADER};telephone\n{ROW}\n".encode(), "liste.csv").rows
    assert row.cells["telephone"] == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("liste.xls", "ancien classeur"),
        ("liste.ods", "LibreOffice"),
        ("liste.xlsm", "macros"),
        ("liste.pdf", "inconnu"),
        ("liste", "inconnu"),
    ],
)
def test_other_kinds_of_file_are_refused_plainly(name, reason):
    assert reason in _reasons(TEXT.encode(), name)[0]


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;;\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    assert _reasons(data) == ("Le fichier est vide.",)


def test_a_binary_file_under_a_text_name_is_refused():
    assert "octets nuls" in _reasons(TEXT.encode() + b"\0")[0]


def test_a_file_over_its_limit_is_refused():
    assert _reasons(TEXT.encode(), max_bytes=10) == ("Le fichier dépasse 0 Mo.",)
    assert _reasons(b"x" * 10_000_001) == ("Le fichier dépasse 10 Mo.",)


def test_more_than_sixty_thousand_rows_are_refused():
    taken = f"{HEADER}\n" + f"{ROW}\n" * MAX_ROWS
    assert len(read_sheet(taken.encode(), "liste.csv").rows) == MAX_ROWS
    assert "60\u202f000" in _reasons(f"{taken}{ROW}\n".encode())[0]


CELLS = st.text(max_size=12) | st.sampled_from(['"', ";", ",", "\r\n", "\0", *COLUMNS])


@settings(max_examples=300)
@given(st.binary(max_size=400) | st.lists(CELLS, max_size=40).map(lambda s: "".join(s).encode()))
def test_any_bytes_are_a_sheet_or_a_french_refusal(data):
    for name in ("liste.csv", "liste.xlsx"):
        try:
            sheet = read_sheet(HEADER.encode() + data if name == "liste.csv" else data, name)
        except FileRefused:
            continue
        assert set(REQUIRED) <= set(sheet.columns)
