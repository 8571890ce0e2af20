from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import phrasing

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)  # Tuesday, 14 h 10 in Paris


def plain(text: str) -> str:
    """Return a phrase with ordinary spaces, to be read."""
    return text.replace(phrasing.NB, " ").replace(phrasing.NARROW, " ")


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=59), "à l’instant"),
        (timedelta(minutes=1), "il y a 1 min"),
        (timedelta(minutes=59, seconds=59), "il y a 59 min"),
        (timedelta(hours=1), "il y a 1 h"),
        (timedelta(hours=2, minutes=40), "il y a 2 h 40"),
        (timedelta(hours=11, minutes=59), "il y a 11 h 59"),
        (timedelta(hours=12), "aujourd’hui à 2 h 10"),
        (timedelta(hours=20), "hier à 18 h 10"),
        (timedelta(days=3), "samedi 21 novembre à 14 h 10"),
        (timedelta(days=400), "lundi 20 octobre 2025 à 15 h 10"),
        (-timedelta(hours=3), "aujourd’hui à 17 h 10"),
    ],
)
def test_what_is_recent_is_counted_and_what_is_not_is_dated(past, said):
    assert plain(phrasing.ago(NOW - past, NOW)) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "aujourd’hui à 17 h"),
        (datetime(2026, 11, 25, 11, 5, tzinfo=UTC), "demain à 12 h 05"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "demain à 0 h 30"),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), "mardi 1er décembre à 9 h"),
        (datetime(2027, 1, 5, 8, 0, tzinfo=UTC), "mardi 5 janvier 2027 à 9 h"),
    ],
)
def test_a_moment_is_said_by_the_calendar_of_paris(at, said):
    assert plain(phrasing.moment(at, NOW)) == said


def test_the_full_moment_leaves_no_doubt():
    assert plain(phrasing.full_moment(NOW)) == "mardi 24 novembre 2026 à 14 h 10"
    assert plain(phrasing.full_day(NOW)) == "mardi 24 novembre 2026"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(0), "reste 0 min"),
        (timedelta(minutes=55), "reste 55 min"),
        (timedelta(hours=4, minutes=5), "reste 4 h 05"),
        (timedelta(hours=21, minutes=50), "reste 21 h"),
        (timedelta(hours=47, minutes=59), "reste 47 h"),
        (timedelta(days=2), "reste 2 jours"),
        (-timedelta(minutes=20), "dépassé de 20 min"),
        (-timedelta(days=3), "dépassé de 3 jours"),
    ],
)
def test_the_time_left_is_never_rounded_up(left, said):
    assert plain(phrasing.remaining(NOW + left, NOW)) == said


def test_an_instant_without_time_zone_is_refused_rather_than_guessed():
    with pytest.raises(ValueError, match="time zone"):
        phrasing.hour(datetime(2026, 11, 24, 13, 10))  # noqa: DTZ001 — the refused value itself


def test_a_short_day_says_its_year_when_it_is_another_one():
    assert phrasing.short_day(date(2026, 10, 12), NOW) == "12/10"
    assert phrasing.short_day(date(2025, 10, 12), NOW) == "12/10/2025"


@pytest.mark.parametrize(
    ("typed", "read", "dialled"),
    [
        ("0353010001", "03 53 01 00 01", "tel:+33353010001"),
        ("+33353010001", "03 53 01 00 01", "tel:+33353010001"),
        ("+33 (0)3.53.01.00.01", "03 53 01 00 01", "tel:+33353010001"),
        ("0033 3-53-01-00-01", "03 53 01 00 01", "tel:+33353010001"),
        ("06\u00a039 98\u202f00 01", "06 39 98 00 01", "tel:+33639980001"),
        ("0800059595", "0 800 05 95 95", "tel:0800059595"),
        ("3919", "3919", "tel:3919"),
        ("116006", "116 006", "tel:116006"),
        ("17", "17", "tel:17"),
        ("+41 22 123 45 67", "+41221234567", "tel:+41221234567"),
    ],
)
def test_a_number_is_read_in_pairs_and_dialled_whole(typed, read, dialled):
    assert phrasing.phone(typed) == read
    assert phrasing.tel(typed) == dialled


@pytest.mark.parametrize(
    "typed", ["", "poste 12", "03 53 01 00 01 poste 2", "javascript:alert(1)", "٠٣"]
)
def test_what_is_no_telephone_is_shown_and_never_dialled(typed):
    assert phrasing.phone(typed) == typed
    assert phrasing.tel(typed) is None


@given(st.text())
def test_whatever_is_typed_no_other_kind_of_address_comes_out(typed):
    address = phrasing.tel(typed)
    assert address is None or (address.startswith("tel:") and address[4:].lstrip("+").isdigit())


@given(st.from_regex(r"0[1-79][0-9]{8}", fullmatch=True))
def test_reading_a_number_loses_no_digit(digits):
    assert phrasing.phone(digits).replace(" ", "") == digits
    assert phrasing.tel(phrasing.phone(digits)) == f"tel:+33{digits[1:]}"


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (0.0, "moins de 1 km"),
        (0.49, "moins de 1 km"),
        (0.5, "1 km"),
        (12.4, "12 km"),
        (12.5, "13 km"),
    ],
)
def test_a_distance_is_said_in_whole_kilometres(distance, said):
    assert plain(phrasing.km(distance)) == said
    assert plain(phrasing.km(distance, crow_flies=True)) == f"{said} à vol d’oiseau"


def test_numbers_are_written_as_in_france():
    assert phrasing.number(1250) == "1\u202f250"
    assert phrasing.number(10828125) == "10\u202f828\u202f125"
    assert phrasing.number(0.894, 2) == "0,89"
    assert phrasing.number(-3) == "\N{MINUS SIGN}3"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_no_phrase_lets_a_number_leave_its_unit_at_the_end_of_a_line(at, now):
    for said in (phrasing.ago(at, now), phrasing.moment(at, now), phrasing.remaining(at, now)):
        assert not any(f" {unit}" in said for unit in ("h ", "min", "jours", "km"))
