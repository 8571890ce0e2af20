from datetime import UTC, date, datetime

import pytest

from app.demonstration.moments import Calendar

AFTERNOON = Calendar(datetime(2026, 11, 24, 13, 10, tzinfo=UTC))


def test_days_are_counted_from_the_day_in_paris():
    late = Calendar(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))  # half past midnight on the 25th
    assert AFTERNOON.day("J-3") == date(2026, 11, 21)
    assert late.day("J-3") == date(2026, 11, 22)
    assert AFTERNOON.day("J+7") == date(2026, 12, 1)


def test_hours_and_minutes_are_counted_back_from_the_loading():
    assert AFTERNOON.instant("H-5") == datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
    assert AFTERNOON.instant("M-20") == datetime(2026, 11, 24, 12, 50, tzinfo=UTC)


def test_an_hour_of_a_day_is_read_on_a_clock_of_paris_in_summer_too():
    assert AFTERNOON.instant("J-2T14:30") == datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
    assert AFTERNOON.instant("J-60T14:30") == datetime(2026, 9, 25, 12, 30, tzinfo=UTC)


def test_a_row_of_the_import_format_gets_real_dates_and_keeps_what_is_not_said():
    row = {"identifiant": "a", "verifie_le": "J-3", "places_vues_le": "H-3"}
    unknown = {"identifiant": "b", "verifie_le": "", "places_vues_le": ""}
    assert AFTERNOON.dated(row) == {
        "identifiant": "a",
        "verifie_le": "2026-11-21",
        "places_vues_le": "2026-11-24T11:10",
    }
    assert AFTERNOON.dated(unknown) == unknown


@pytest.mark.parametrize("mark", ["", "J", "J3", "J-", "H-5T10:00", "2026-11-21", " J-3"])
def test_what_is_no_moment_is_refused(mark):
    with pytest.raises(ValueError, match="is no moment"):
        AFTERNOON.instant(mark)


def test_a_day_is_no_instant_and_an_hour_is_no_day():
    with pytest.raises(ValueError, match="is a day, not an instant"):
        AFTERNOON.instant("J-3")
    with pytest.raises(ValueError, match="is no moment"):
        AFTERNOON.day("H-3")
