"""Telephone numbers, as typed, pasted or ruined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.decisions.phones import parse_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("03 53 01 00 01", "+33353010001"),
        ("0353010001", "+33353010001"),
        ("03.53.01.00.01", "+33353010001"),
        ("03-53-01-00-01", "+33353010001"),
        ("+33 3.53.01 00 01", "+33353010001"),
        ("+33 (0)3 53 01 00 01", "+33353010001"),
        ("0033353010001", "+33353010001"),
        ("353010001", "+33353010001"),
        ("639980001.0", "+33639980001"),
        ("0 800 05 95 95", "+33800059595"),
        ("3919.0", "3919"),
        ("116 006", "116006"),
        ("15", "15"),
        ("115.0", "115"),
    ],
)
def test_every_writing_of_a_number_is_kept_alike(typed, kept):
    assert parse_phone(typed) == kept
    assert parse_phone(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "5",
        "1234567",
        "12345678",
        "03 53 01 00 0",
        "03 53 01 00 011",
        "00 53 01 00 01",
        "+41 22 555 00 00",
        "03 53 01 00 01 / 06 39 98 00 01",
        "03 53 01 00 XX",
        "03" + "\u0665" * 8,  # digits, but of another script
        "",
    ],
)
def test_anything_else_is_no_number(typed):
    assert parse_phone(typed) is None


@given(st.text(alphabet="0123456789+ .-()/", max_size=20))
def test_what_is_kept_is_dialled_in_france_and_stays_the_same(text):
    kept = parse_phone(text)
    if kept is not None:
        assert kept.removeprefix("+33").isdecimal()
        assert len(kept) == 12 if kept.startswith("+33") else 2 <= len(kept) <= 6
        assert parse_phone(kept) == kept
