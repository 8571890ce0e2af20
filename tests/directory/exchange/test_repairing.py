"""Damage that spreadsheets do, and what cannot be undone."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange import repairing


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  La Halte\u00a0Bleue \t", "La Halte Bleue"),
        ("a\u202f:  b\u2009c", "a : b c"),
        ("E\u0301lan", "Élan"),
        ("deux\r\nlignes", "deux lignes"),
        ("'=1+1", "=1+1"),
        ("'+33 3 53 01 00 01", "+33 3 53 01 00 01"),
        ("'t Hof", "'t Hof"),
        ("l\x92accueil", "l’accueil"),
        ("zéro\u200blargeur", "zérolargeur"),
        ("d'ici et d’ailleurs", "d'ici et d’ailleurs"),
    ],
)
def test_a_text_loses_its_wrapping_and_nothing_else(typed, read):
    assert repairing.cleaned(typed) == read


def test_a_description_keeps_its_lines():
    typed = "\r\nPremière  ligne \r\nDeuxième\u00a0ligne\n\n"
    assert repairing.cleaned(typed, keep_lines=True) == "Première ligne\nDeuxième ligne"


TEXTS = st.text(max_size=40) | st.text(alphabet="'=+-@ a\n", max_size=8)


@given(TEXTS, st.booleans())
def test_what_is_disarmed_for_a_spreadsheet_comes_back_the_same(text, keep_lines):
    kept = repairing.cleaned(text, keep_lines=keep_lines)
    assert not repairing.disarmed(kept).startswith(("=", "+", "-", "@"))
    assert repairing.cleaned(repairing.disarmed(kept), keep_lines=keep_lines) == kept


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "NULL", "nan", "NaN", "#VALEUR!", "#DIV/0!", "#####"]
)
def test_an_error_of_the_spreadsheet_is_no_value(text):
    assert repairing.is_spreadsheet_error(text)


@pytest.mark.parametrize("text", ["Nantes", "N/A", "#", "nanterre", "Annule", ""])
def test_a_word_that_resembles_one_is_a_value(text):
    assert not repairing.is_spreadsheet_error(text)


@pytest.mark.parametrize("text", ["3,53E+08", "1.16006E+05", "7E+4", "4.5e-05"])
def test_digits_lost_by_a_spreadsheet_are_lost(text):
    assert repairing.is_mangled_number(text)


@pytest.mark.parametrize("text", ["71000", "2E004", "E+08", "353010001.0"])
def test_a_number_with_all_its_digits_is_whole(text):
    assert not repairing.is_mangled_number(text)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\t", "\x81", "\u202e", "\u2066", "\ud800"])
def test_control_and_direction_signs_are_seen(sign):
    assert repairing.has_forbidden_sign(f"Accueil{sign}jour")


def test_ordinary_french_has_no_forbidden_sign():
    assert not repairing.has_forbidden_sign("Écoute « œuvre »\u202f! jugé·e – n° 3\n’")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("71000.0", "71000"),
        ("2A004", "2A004"),
        ("71000.5", "71000.5"),
        (".0", ".0"),
        ("1.0.0", "1.0.0"),
    ],
)
def test_a_trailing_zero_after_the_point_is_removed(typed, read):
    assert repairing.without_decimals(typed) == read


@pytest.mark.parametrize(
    ("known", "read"),
    [
        ({"01370"}, "01370"),
        ({"01370", "1370"}, "1370"),
        (set(), "1370"),
        ({"1370"}, "1370"),
    ],
)
def test_a_lost_zero_is_put_back_only_when_no_doubt_is_possible(known, read):
    assert repairing.padded("1370", known.__contains__) == read


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-05", date(2026, 10, 5)),
        ("2026-10-05T00:00", date(2026, 10, 5)),
        ("2026-10-05 00:00:00", date(2026, 10, 5)),
        ("05/10/2026", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("05/10/2026 00:00", date(2026, 10, 5)),
        ("46300", date(2026, 10, 5)),
        ("46300.0", date(2026, 10, 5)),
        ("12/10/2026", date(2026, 10, 12)),
        ("10/13/2026", None),
        ("31/02/2026", None),
        ("05/10/26", None),
        ("2026", None),
        ("octobre 2026", None),
        ("05/10/2026 25:00", None),
        ("", None),
    ],
)
def test_a_date_is_read_day_first(typed, day):
    assert repairing.calendar_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-19T08:00", datetime(2026, 11, 19, 7, 0, tzinfo=UTC)),
        ("19/11/2026 08:00", datetime(2026, 11, 19, 7, 0, tzinfo=UTC)),
        ("2026-07-19T08:00", datetime(2026, 7, 19, 6, 0, tzinfo=UTC)),
        ("2026-07-19", datetime(2026, 7, 18, 22, 0, tzinfo=UTC)),
        ("46300.5", datetime(2026, 10, 5, 10, 0, tzinfo=UTC)),
        ("0001-01-01", None),
    ],
)
def test_an_instant_is_the_clock_of_paris(typed, at):
    assert repairing.local_instant(typed) == at


@given(st.text(alphabet="0123456789/-T:. E+,", max_size=20))
def test_no_text_of_figures_breaks_a_reader(text):
    repairing.calendar_date(text)
    repairing.local_instant(text)
    repairing.decimal_number(text)
    repairing.whole_number(text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4,27890", 4.2789),
        ("4.27890", 4.2789),
        ("-0.5", -0.5),
        ("46", 46.0),
        ("4.2.1", None),
        ("4°", None),
        ("nan", None),
        ("inf", None),
        ("", None),
    ],
)
def test_a_decimal_has_a_point_or_a_comma(typed, number):
    assert repairing.decimal_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("6", 6), ("6.0", 6), ("-3", -3), ("2.5", None), ("six", None), ("", None)],
)
def test_a_count_is_whole(typed, number):
    assert repairing.whole_number(typed) == number
